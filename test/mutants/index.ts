/**
 * Makes small mistakes in the sources, one at a time, and looks whether the tests notice:
 *
 *   npm run mutants -- --sample 180 --seed 1 --root ../other-tree --only 'shared/bulk/**' --tests test/unit
 *
 * Everything may be left out. `--only` may be given more than once; `--tests` is a regular expression of the paths of
 * the test files that take part. All of it happens in a copy of the tree.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import compact from 'lodash/compact';
import countBy from 'lodash/countBy';
import groupBy from 'lodash/groupBy';
import sumBy from 'lodash/sumBy';
import unzip from 'lodash/unzip';
import ts from 'typescript';
import { compilerOf, mutantsOf, spread, type Mutant } from './mutants';
import { measureTests, Trials, type Trial } from './trials';

/** The files whose score counts, by their name in the table, in this layout of the folders and in older ones. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
	bulk: ['shared/bulk/**/*.ts'],
	http: ['shared/http/**/*.ts'],
	auth: ['shared/auth/**/*.ts'],
	fields: [
		...['shared/fields/**/*.ts', 'shared/values/**/*.ts'],
		...['cardGrouping', 'cardNetworks', 'cardNumber', 'decoded', 'digits', 'quote'].map(
			(name) => `shared/**/${name}.ts`,
		),
	],
	notifications: ['shared/notifications/**/*.ts'],
	'n8n trigger': ['nodes/Kard/trigger/**/*.ts', 'nodes/Kard/KardTrigger.node.ts'],
};

interface Folder {
	readonly name: string;
	readonly files: readonly string[];
	readonly lines: number;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Copies what git would commit of a tree, and links the installed packages and what some tests read beside it. */
function copyTree(original: string, folder: string): { root: string; files: string[] } {
	const root = join(folder, 'tree');
	const list = ['ls-files', '--cached', '--others', '--exclude-standard'];
	const listed = execFileSync('git', list, { cwd: original, encoding: 'utf8' }).split('\n');
	const files = listed.filter(
		(file) => file !== '' && file !== 'node_modules' && existsSync(join(original, file)),
	);
	for (const file of files) cpSync(join(original, file), join(root, file));
	symlinkSync(realpathSync(join(original, 'node_modules')), join(root, 'node_modules'));
	symlinkSync(resolve(original, '../shared'), join(folder, 'shared'));
	return { root, files };
}

function foldersOf(root: string, only: readonly string[] | undefined): Folder[] {
	const globs = only === undefined ? Object.entries(FOLDERS) : only.map((glob) => [glob, [glob]] as const);
	return globs.map(([name, include]) => {
		const paths = ts.sys.readDirectory(root, ['.ts'], ['**/node_modules'], include).sort();
		const code = paths.flatMap((path) => readFileSync(path, 'utf8').match(/^\s*[^\s/*]/gm) ?? []);
		return { name, files: paths.map((path) => relative(root, path)), lines: code.length };
	});
}

/** From each folder as many mutants that compile as its lines are due. */
async function sampleOf(
	{ root, folders, size, seed }: { root: string; folders: readonly Folder[]; size: number; seed: string },
	signal: AbortSignal,
): Promise<Mutant[]> {
	const allFiles = folders.flatMap(({ files }) => files);
	const compiles = compilerOf(root, allFiles);
	const sample: Mutant[] = [];
	for (const { files, lines } of folders) {
		let due = Math.round((size * lines) / sumBy(folders, 'lines'));
		const mutants = files.flatMap((file) => mutantsOf(root, file));
		for (const mutant of spread(mutants, seed)) {
			if (due === 0) break;
			// So that it can be stopped.
			await setImmediate();
			signal.throwIfAborted();
			if (!compiles(mutant)) continue;
			sample.push(mutant);
			due -= 1;
		}
	}
	return sample;
}

function tableOf(trials: readonly Trial[], folders: readonly Folder[]): string {
	const head = ['folder', 'mutants', 'caught', 'survived', 'not covered', 'score'];
	const table = new Table({ head, style: { head: [], border: [] } });
	const everything = { name: 'all', files: folders.flatMap(({ files }) => files) };
	for (const { name, files } of [...folders, everything]) {
		const these = trials.filter(({ mutant }) => files.includes(mutant.file));
		const { caught = 0, survived = 0, 'not covered': missed = 0 } = countBy(these, 'state');
		const share = these.length === 0 ? '' : `${((100 * caught) / these.length).toFixed(1)} %`;
		table.push([name, these.length, caught, survived, missed, share]);
	}
	return table.toString();
}

async function run(folder: string, signal: AbortSignal): Promise<void> {
	const { values } = parseArgs({
		options: {
			...{ root: { type: 'string', default: '.' }, only: { type: 'string', multiple: true } },
			...{ sample: { type: 'string', default: '180' }, seed: { type: 'string', default: '1' } },
			tests: { type: 'string', default: '' },
		},
	});
	const { root, files } = copyTree(resolve(values.root), folder);
	const folders = foldersOf(root, values.only);
	const size = Number(values.sample);
	const sample = await sampleOf({ root, folders, size, seed: values.seed }, signal);
	say(`${sample.length} mutants. Each test is run once now, to see what it executes.`);
	const targets = folders.flatMap((one) => one.files);
	const measured = await measureTests({ root, files, targets, tests: values.tests }, signal);
	const passing = measured.filter(({ failed }) => failed.length === 0);
	for (const { test, failed } of measured) if (failed.length > 0) say(`Fails by itself, left out: ${test}`);
	const trials = new Trials(root, passing, signal);
	const done: Trial[] = [];
	const note = (trial: Trial) => {
		const { file, line, before, after } = trial.mutant;
		const isKnown = trial.left.length === 0;
		if (isKnown) done.push(trial);
		const words = isKnown ? trial.state : 'not caught yet';
		const detail = trial.by === undefined ? `\n    ${before}\n  → ${after}` : ` by ${trial.by}`;
		say(`${done.length}/${sample.length} ${file}:${line} ${words}${detail}`);
		return isKnown ? [] : [trial];
	};
	try {
		const open: Trial[] = [];
		for (const mutant of sample) open.push(...note(await trials.tryAlone(mutant)));
		// No two of one file at a time.
		const parts = unzip(Object.values(groupBy(open, 'mutant.file'))).map((part) => compact(part));
		for (const part of parts) (await trials.tryTogether(part)).forEach(note);
	} finally {
		say(tableOf(done, folders));
	}
}

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
	process.once(name, () => {
		stop.abort(new Error('Stopped.'));
	});
}
setPriority(10);
const folder = mkdtempSync(join(realpathSync(tmpdir()), 'kard-mutants-'));
run(folder, stop.signal)
	.catch((error: unknown) => {
		say(String(error));
		process.exitCode = 1;
	})
	.finally(() => {
		rmSync(folder, { recursive: true, force: true });
	});
