import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import intersection from 'lodash/intersection';
import sortBy from 'lodash/sortBy';
import sumBy from 'lodash/sumBy';
import takeWhile from 'lodash/takeWhile';
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

interface JestRun {
	readonly root: string;
	readonly options: readonly string[];
	readonly report: string;
	readonly order?: readonly string[];
	/** How long it may take: seconds of the processor. */
	readonly seconds: number;
	readonly signal: AbortSignal;
}

/** Runs jest in one process of its own, and writes a report. Tells whether all tests passed. */
async function runJest({ root, options, report, order = [], seconds, signal }: JestRun): Promise<boolean> {
	rmSync(report, { force: true });
	const hooks = join(__dirname, 'hooks.mjs');
	const usual = '--runInBand --silent --forceExit --testTimeout=120000'.split(' ');
	const ours = [
		`--reporters=${hooks}`,
		`--testSequencer=${hooks}`,
		`--cacheDirectory=${join(CACHE, 'jest')}`,
	];
	const jest = [process.execPath, 'node_modules/jest/bin/jest.js', ...usual, ...ours, ...options];
	const limited = ['-c', 'ulimit -t "$0"; exec "$@"', String(Math.ceil(seconds)), ...jest];
	const env = { ...process.env, MUTANTS_REPORT: report, MUTANTS_ORDER: JSON.stringify(order) };
	const child = spawn('sh', limited, { cwd: root, stdio: 'ignore', env, signal, killSignal: 'SIGKILL' });
	child.on('error', () => undefined);
	return await new Promise((resolve) => {
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
		await runJest({ root, options, report: part, seconds: 3_600, signal });
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

/** How much of what a test file executes is in this source file: a test of it alone looks closer than one of everything. */
function focusOn(file: string, { counts }: TestFileResult): number {
	const placesIn = (ran: Record<string, number>) => Object.values(ran).filter((count) => count > 0).length;
	return placesIn(counts[file] ?? {}) / sumBy(Object.values(counts), placesIn);
}

/** How many seconds of tests each mutant meets alone. What is left then meets all others together. */
const ALONE_SECONDS = 10;

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
		const keyOf = (test: string) => `${mutant.file} ${test}`;
		const tests = sortBy(
			testsOf(mutant, this.tests),
			(one) => one.seconds / focusOn(mutant.file, one) / (1 + (this.catches.get(keyOf(one.test)) ?? 0)),
		);
		let seconds = 0;
		const quick = takeWhile(tests, (test) => (seconds += test.seconds) < ALONE_SECONDS);
		const state = tests.length === 0 ? 'not covered' : 'survived';
		const failure = await this.failureOf([mutant], quick, ['--bail']);
		if (!failure) return { mutant, state, left: tests.slice(quick.length) };
		for (const { test } of failure.tests) {
			this.catches.set(keyOf(test), (this.catches.get(keyOf(test)) ?? 0) + 1);
		}
		return { mutant, state: 'caught', by: failure.words, left: [] };
	}

	/**
	 * Tries mutants of different files together on the tests they have not met yet. Where nothing fails, all of them
	 * have survived. Where something fails, each half meets what failed, until it is known which mutant it was.
	 */
	async tryTogether(trials: readonly Trial[]): Promise<Trial[]> {
		const tests = this.tests.filter((test) => trials.some(({ left }) => left.includes(test)));
		const mutants = trials.map(({ mutant }) => mutant);
		const failure = await this.failureOf(mutants, tests, []);
		if (!failure) return trials.map((trial) => ({ ...trial, left: [] }));
		const [only, other] = trials;
		if (only && !other) return [{ ...only, state: 'caught', by: failure.words, left: [] }];
		const narrowed = trials.map(({ left, ...trial }) => ({
			...trial,
			left: intersection(left, failure.tests),
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
		if (tests.length === 0) return undefined;
		const order = tests.map(({ test }) => test);
		const report = join(this.root, '..', 'report.jsonl');
		const seconds = 60 + 5 * sumBy(tests, 'seconds');
		const run = { options: [...options, '--runTestsByPath', ...order], report, order, seconds };
		for (const { file, mutated } of mutants) writeFileSync(join(this.root, file), mutated);
		const passed = await runJest({ root: this.root, ...run, signal: this.signal });
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
