import { appendFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { relative } from 'node:path';
import process from 'node:process';

/** How often each statement and branch of a file ran, by its place (`line:column` from 0, as TypeScript counts). */
function countsOf({ inputSourceMap, statementMap, s, branchMap, b }) {
	const map = new SourceMap(inputSourceMap);
	const statements = Object.entries(statementMap).map(([id, { start }]) => [start, s[id]]);
	const branches = Object.entries(branchMap).flatMap(([id, { locations }]) =>
		locations.map(({ start }, index) => [start, b[id][index]]),
	);
	const counts = {};
	for (const [{ line, column }, count] of [...statements, ...branches]) {
		const { originalLine, originalColumn } = map.findEntry((line ?? 1) - 1, column ?? 0);
		const place = `${originalLine}:${originalColumn}`;
		counts[place] = Math.max(counts[place] ?? 0, count);
	}
	return counts;
}

/** Jest's sequencer and reporter: runs the test files in the given order, and writes a line of JSON about each. */
export default class Hooks {
	#usedBefore = process.cpuUsage();

	sort(tests) {
		const order = JSON.parse(process.env.MUTANTS_ORDER);
		const placeOf = ({ path }) => order.findIndex((file) => path.endsWith(file));
		return [...tests].sort((one, other) => placeOf(one) - placeOf(other));
	}

	cacheResults() {}

	onTestResult(test, { coverage = {}, testResults, testExecError }) {
		const pathOf = (file) => relative(test.context.config.rootDir, file);
		const failed = testResults.flatMap(({ status, fullName, failureMessages }) =>
			status === 'failed' ? [`${fullName} (${String(failureMessages[0]).split('\n')[0]})`] : [],
		);
		if (testExecError) failed.push(String(testExecError.message).split('\n')[0]);
		const counts = Object.entries(coverage).map(([file, data]) => [pathOf(file), countsOf(data)]);
		// Not the time on the clock, which says how busy the machine was.
		const { user, system } = process.cpuUsage(this.#usedBefore);
		this.#usedBefore = process.cpuUsage();
		const result = { test: pathOf(test.path), seconds: (user + system) / 1_000_000, failed };
		const line = JSON.stringify({ ...result, counts: Object.fromEntries(counts) });
		appendFileSync(process.env.MUTANTS_REPORT, `${line}\n`);
	}
}
