import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import memoize from 'lodash/memoize';
import sortBy from 'lodash/sortBy';
import ts from 'typescript';
import { changesOf, type Change } from './operators';

/** One small change of one file. */
export interface Mutant {
	readonly file: string;
	/** From 1, as editors count. */
	readonly line: number;
	/** What is changed and all that is around it, innermost first: `line:column`, from 0. */
	readonly places: readonly string[];
	/** The whole file. */
	readonly original: string;
	readonly mutated: string;
	/** The code around the change, in one line, before and after. */
	readonly before: string;
	readonly after: string;
}

function mutantOf(source: ts.SourceFile, { node, replacement }: Change): Mutant {
	const around: ts.Node[] = [];
	for (let one = node; !ts.isSourceFile(one); one = one.parent) around.push(one);
	const places = around.map((one) => source.getLineAndCharacterOfPosition(one.getStart()));
	const shown = around.findLast((one) => one === node || one.getWidth() < 100) ?? node;
	const withChange = (start: number, end: number) =>
		source.text.slice(start, node.getStart()) + replacement + source.text.slice(node.getEnd(), end);
	return {
		...{ file: source.fileName, line: (places[0]?.line ?? 0) + 1 },
		places: places.map(({ line, character }) => `${line}:${character}`),
		...{ original: source.text, mutated: withChange(0, source.end) },
		before: shown.getText().replaceAll(/\s+/g, ' '),
		after: withChange(shown.getStart(), shown.getEnd()).replaceAll(/\s+/g, ' '),
	};
}

/** Every mutant of a file, each once. */
export function mutantsOf(root: string, file: string): Mutant[] {
	const text = readFileSync(join(root, file), 'utf8');
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const mutants = changesOf(source).map((change) => mutantOf(source, change));
	const different = mutants.filter(({ original, mutated }) => original !== mutated);
	return [...new Map(different.map((mutant) => [mutant.mutated, mutant])).values()];
}

/**
 * All mutants in random order, but one of each line first, so that a sample is spread over the lines. A mutant has the
 * same place in two trees, wherever its file is.
 */
export function spread(mutants: readonly Mutant[], seed: string): Mutant[] {
	const keyOf = ({ before, after }: Mutant) =>
		createHash('sha256').update(`${seed} ${before} ${after}`).digest('hex');
	const linesSeen = new Map<string, number>();
	const shuffled = sortBy(mutants, keyOf);
	const rounds = new Map(
		shuffled.map((mutant) => {
			const line = `${mutant.file}:${mutant.line}`;
			const round = linesSeen.get(line) ?? 0;
			linesSeen.set(line, round + 1);
			return [mutant, round];
		}),
	);
	return sortBy(shuffled, (mutant) => rounds.get(mutant));
}

/** Makes the check whether a mutant compiles. What the compiler refuses does not get into the product. */
export function compilerOf(root: string, files: readonly string[]): (mutant: Mutant) => boolean {
	const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: unknown };
	const strict = ts.parseJsonConfigFileContent(config, ts.sys, root).options;
	// What is no longer used is untidy, and no error.
	const options = { ...strict, noUnusedLocals: false, noUnusedParameters: false };
	const paths = files.map((file) => join(root, file));
	const host = ts.createCompilerHost(options, true);
	host.getSourceFile = memoize(host.getSourceFile);
	const original = ts.createProgram(paths, options, host);
	return ({ file, mutated }) => {
		const path = join(root, file);
		const getSourceFile: typeof host.getSourceFile = (name, ...how) =>
			name === path ? ts.createSourceFile(name, mutated, how[0], true) : host.getSourceFile(name, ...how);
		const program = ts.createProgram(paths, options, { ...host, getSourceFile }, original);
		const source = program.getSourceFile(path);
		return (
			program.getSyntacticDiagnostics(source).length + program.getSemanticDiagnostics(source).length === 0
		);
	};
}
