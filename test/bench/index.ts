/**
 * How fast the client and its hosts are, beside what a good engineer writes by hand: `npm run bench`.
 *
 * - `--only cpu --only wall` asks these questions alone; `--rows 1000`, `--runs 3` make it quicker.
 * - `--n8n <command>` also asks a real n8n, whose command that is; `--zapier` also asks Zapier's own core.
 * - `--check` is the small version: it fails where a ratio of CPU time is beyond twice its aim.
 *
 * A run without `--only`, `--rows`, `--runs` and `--check` writes docs/benchmarks.md. How to add a question is said in
 * `measure/question.ts`.
 */
import { clientQuestions } from './client';
import { isFarOff, tableOf } from './document/table';
import { writeDocument } from './document/write';
import { FakeKard } from './kard/fakeKard';
import type { Line, Question } from './measure/question';
import { n8nQuestions } from './n8n';
import { readOptions, type Options } from './options';
import { deliveries } from './trigger/deliveries';
import { zapierQuestions } from './zapier';

function questionsFor({ only, n8n, zapier, check }: Options): readonly Question[] {
	const all = [
		...clientQuestions,
		deliveries,
		...(n8n === undefined ? [] : n8nQuestions),
		...(zapier ? zapierQuestions : []),
	];
	const wanted = only.length === 0 ? all : all.filter(({ name }) => only.includes(name));
	const unknown = only.filter((name) => !all.some((question) => question.name === name));
	if (unknown.length > 0) {
		throw new Error(
			`There is no question ${unknown.join(', ')}, but ${all.map(({ name }) => name).join(', ')}.`,
		);
	}
	return check ? wanted.filter(({ isInCheck }) => isInCheck) : wanted;
}

function leftOutOf({ n8n, zapier }: Options): string[] {
	return [
		...(n8n === undefined ? ['a real n8n (`--n8n <command>`)'] : []),
		...(zapier ? [] : ["Zapier's core (`--zapier`)"]),
	];
}

async function answer(question: Question, options: Options, versions: Set<string>): Promise<readonly Line[]> {
	const started: FakeKard[] = [];
	try {
		return await question.run({
			rows: options.rows ?? 10_000,
			runs: options.runs ?? (options.check ? 3 : 5),
			isCheck: options.check,
			n8nCommand: options.n8n,
			noteVersion: (named) => {
				versions.add(named);
			},
			startKard: async (behavior) => {
				const kard = await FakeKard.start(behavior);
				started.push(kard);
				return kard;
			},
		});
	} finally {
		await Promise.all(started.map((kard) => kard.stop()));
	}
}

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	const versions = new Set<string>();
	const answered: { question: Question; lines: readonly Line[] }[] = [];
	for (const question of questionsFor(options)) {
		const lines = await answer(question, options, versions);
		answered.push({ question, lines });
		process.stdout.write(`\n${question.title} (${question.name})\n${tableOf(question, lines)}\n`);
	}
	const isWhole = options.only.length === 0 && options.rows === undefined && options.runs === undefined;
	if (isWhole && !options.check) await writeDocument(answered, [...versions], leftOutOf(options));
	if (options.check && answered.some(({ lines }) => lines.some(isFarOff))) {
		throw new Error('A ratio is beyond twice its aim, which noise does not explain.');
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`The benchmark stopped. ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
