import { readRow } from '../../shared/rows/readRow';
import { usualRowSettings } from '../../shared/rows/rowSettings';
import { networkTransactionRow } from '../../shared/catalogue/transactions/rows';

function objectOf(fields: number): Record<string, unknown> {
	const names = Array.from({ length: fields }, (_, number) => `field ${String(number)}`);
	return { name: 'Blue Door', ...Object.fromEntries(names.map((name) => [name, 1])) };
}

/** The least of several measurements, in milliseconds: what the work takes, without what else the machine does. */
function leastTime(work: () => unknown): number {
	return Math.min(
		...Array.from({ length: 5 }, () => {
			const start = performance.now();
			work();
			return performance.now() - start;
		}),
	);
}

describe('reading a row with thousands of unknown fields', () => {
	it.each<[string, (fields: number) => Record<string, unknown>]>([
		['in an object inside it', (fields) => ({ merchant: objectOf(fields) })],
		['in two', (fields) => ({ merchant: objectOf(fields), processorMids: { mids: objectOf(fields) } })],
		['of its own', objectOf],
	])('%s takes work that grows with their number, not with its square', (_where, rowOf) => {
		const [few, many] = [rowOf(1_000), rowOf(16_000)];
		const read = (row: unknown) => () => readRow(networkTransactionRow, row, usualRowSettings);

		// Sixteen times the fields: some sixteen times the work, where the square would be 256 times as much.
		expect(leastTime(read(many)) / leastTime(read(few))).toBeLessThan(100);
	});
});
