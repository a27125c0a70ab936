import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sortBy from 'lodash/sortBy';
import sumBy from 'lodash/sumBy';
import { z } from 'zod/v4';
import type { Mutant } from './mutants';

const testFileResult = z.object({
	test: z.string(),
	/** Of the processor, not of the clock. */
	seconds: z.number(),
	failed: z.array(z.string()),
	/** Of each source file that was loaded: how often each place ran. */
	counts: z.record(z.string(), z.record(z.string(), z.number())),
});

/** What a run of one test file came to. */
type TestFileResult = z.output<typeof testFileResult>;

/** How it went with a mutant. */
export interface Trial {
	readonly mutant: Mutant;
	readonly state: 'caught' | 'survived' | 'not covered';
	/** The test that caught it. */
	readonly by?: string;
	/** The tests that reach it and that it has not met. */
	readonly left: readonly TestFileResult[];
}

/** What is worth having again at the next run: none of it in the repository. */
const CACHE = join(tmpdir(), 'kard-mutants');

function readReport(file: string): TestFileResult[] {
	const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
	return lines.map((line) => testFileResult.parse(JSON.parse(line)));
}

/** Runs jest in one process of its own, and writes a report. It is ended after so many seconds of the processor. */
async function runJest(
	root: string,
	options: readonly string[],
	{
		report,
		order,
		seconds,
		signal,
	}: { report: string; order: string[]; seconds: number; signal: AbortSignal },
): Promise<boolean> {
	rmSync(report, { force: true });
	const hooks = join(__dirname, 'hooks.mjs');
	const jest = [
		'node_modules/jest/bin/jest.js',
		'--runInBand',
		'--silent',
		'--forceExit',
		'--testTimeout=120000',
	];
	const ours = [
		`--reporters=${hooks}`,
		`--testSequencer=${hooks}`,
		`--cacheDirectory=${join(CACHE, 'jest')}`,
	];
	const command = [process.execPath, ...jest, ...ours, ...options];
	const limited = ['-c', 'ulimit -t "$0"; exec "$@"', String(Math.ceil(seconds)), ...command];
	const env = { ...process.env, MUTANTS_REPORT: report, MUTANTS_ORDER: JSON.stringify(order) };
	const child = spawn('sh', limited, { cwd: root, stdio: 'ignore', env, signal, killSignal: 'SIGKILL' });
	return await new Promise((resolve) => {
		child.on('error', () => undefined);
		child.on('exit', (code) => {
			resolve(code === 0);
		});
	});
}

/** Runs every test file once and notes what it executes, unless that is known for these very files. */
export async function measureTests(
	{ root, files, targets, tests }: { root: string; files: string[]; targets: string[]; tests: string },
	signal: AbortSignal,
): Promise<TestFileResult[]> {
	const hash = createHash('sha256').update(JSON.stringify([targets, tests]));
	for (const file of files) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
	const report = join(CACHE, `${hash.digest('hex')}.jsonl`);
	if (!existsSync(report)) {
		mkdirSync(CACHE, { recursive: true });
		const options = [
			...['--coverage', '--coverageThreshold={}', '--coverageReporters=json-summary'],
			...targets.map((file) => `--collectCoverageFrom=${file}`),
			...(tests === '' ? [] : [`--testPathPatterns=${tests}`]),
		];
		const part = `${report}.part`;
		await runJest(root, options, { report: part, order: [], seconds: 3_600, signal });
		signal.throwIfAborted();
		renameSync(part, report);
	}
	return readReport(report);
}

/** The test files that execute what a mutant changes: the innermost statement or branch around it. */
function testsOf({ file, places }: Mutant, results: readonly TestFileResult[]): TestFileResult[] {
	const place = places.find((one) => results.some(({ counts }) => counts[file]?.[one] !== undefined));
	return place === undefined ? [] : results.filter(({ counts }) => (counts[file]?.[place] ?? 0) > 0);
}

/** How many seconds of tests each mutant meets alone, in two runs. What is left then meets all others together. */
const ALONE_SECONDS = [5, 15];

/** Tries mutants in a tree that may be changed, and takes each out again. */
export class Trials {
	/** How many mutants of a source file each test file has caught. Those that caught some are tried first. */
	private readonly catches = new Map<string, number>();

	constructor(
		private readonly root: string,
		private readonly tests: readonly TestFileResult[],
		private readonly signal: AbortSignal,
	) {}

	/** Tries one mutant on the quickest tests that reach it. The tests that are left come back with it. */
	async tryAlone(mutant: Mutant): Promise<Trial> {
		const costOf = ({ test, seconds }: TestFileResult) =>
			seconds / (1 + (this.catches.get(`${mutant.file} ${test}`) ?? 0));
		const left = sortBy(testsOf(mutant, this.tests), costOf);
		if (left.length === 0) return { mutant, state: 'not covered', left };
		for (const most of ALONE_SECONDS) {
			let seconds = 0;
			const next = left.findIndex((test) => (seconds += test.seconds) > most);
			const round = left.splice(0, next === -1 ? left.length : Math.max(next, 1));
			const by = round.length === 0 ? undefined : await this.failureOf([mutant], round, ['--bail']);
			if (by === undefined) continue;
			const key = `${mutant.file} ${by.tests[0]?.test ?? ''}`;
			this.catches.set(key, (this.catches.get(key) ?? 0) + 1);
			return { mutant, state: 'caught', by: by.words, left: [] };
		}
		return { mutant, state: 'survived', left };
	}

	/**
	 * Tries mutants of different files together on the tests they have not met yet. Where nothing fails, all of them
	 * have survived. Where something fails, each half meets what failed, until it is known which mutant it was.
	 */
	async tryTogether(trials: readonly Trial[]): Promise<Trial[]> {
		const tests = this.tests.filter((test) => trials.some(({ left }) => left.includes(test)));
		const mutants = trials.map(({ mutant }) => mutant);
		const by = tests.length === 0 ? undefined : await this.failureOf(mutants, tests, []);
		if (by === undefined) return trials.map((trial) => ({ ...trial, left: [] }));
		const [only, other] = trials;
		if (only && !other) return [{ ...only, state: 'caught', by: by.words, left: [] }];
		const narrowed = trials.map((trial) => ({
			...trial,
			left: trial.left.filter((test) => by.tests.includes(test)),
		}));
		const middle = Math.ceil(trials.length / 2);
		const first = await this.tryTogether(narrowed.slice(0, middle));
		return [...first, ...(await this.tryTogether(narrowed.slice(middle)))];
	}

	/** What fails with these mutants in place: the test files, all of them where jest was ended. */
	private async failureOf(
		mutants: readonly Mutant[],
		tests: readonly TestFileResult[],
		options: readonly string[],
	): Promise<{ tests: readonly TestFileResult[]; words: string } | undefined> {
		const order = tests.map(({ test }) => test);
		const report = join(this.root, '..', 'report.jsonl');
		const seconds = 60 + 5 * sumBy(tests, 'seconds');
		const all = [...options, '--runTestsByPath', ...order];
		for (const { file, mutated } of mutants) writeFileSync(join(this.root, file), mutated);
		const passed = await runJest(this.root, all, { report, order, seconds, signal: this.signal });
		for (const { file, original } of mutants) writeFileSync(join(this.root, file), original);
		this.signal.throwIfAborted();
		if (passed) return undefined;
		const failures = readReport(report).filter(({ failed }) => failed.length > 0);
		const [first] = failures;
		if (first === undefined) return { tests, words: 'a time-out or a crash' };
		const failed = tests.filter(({ test }) => failures.some((failure) => failure.test === test));
		return { tests: failed, words: `${first.test}: ${first.failed[0] ?? ''}` };
	}
}
