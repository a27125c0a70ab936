import { networkTransactionRow } from '../../shared/catalogue/transactions/rows';
import { redactedCopy } from '../../shared/redaction/deep';
import { Redactor } from '../../shared/redaction/redactor';
import { readRow } from '../../shared/rows/readRow';
import { usualRowSettings } from '../../shared/rows/rowSettings';

/** The time of the processor in the shortest of several runs, in milliseconds: a busy machine does not count. */
function fastest(run: () => unknown): number {
	const times = [1, 2, 3].map(() => {
		const start = process.cpuUsage();
		run();
		const { user, system } = process.cpuUsage(start);
		return (user + system) / 1_000;
	});
	return Math.min(...times);
}

/** Sixteen times the size takes sixteen times as long; with the square of the size it would be 256 times. */
function expectToGrowWith(size: number, workOf: (size: number) => () => unknown): void {
	const [little, much] = [workOf(size), workOf(16 * size)];
	expect(fastest(much)).toBeLessThan(100 * fastest(little) + 20);
}

describe('masking takes work that grows with the length of the text, and no faster', () => {
	const redactor = new Redactor({
		secrets: ['super-secret-01234567', `${'a'.repeat(4_000)}b`],
		values: ['jo ••• '.repeat(600), 'Jo Doe', '1990', '+15551234567', `${'a'.repeat(4_000)} c`],
	});

	it.each([
		...['a@', ' @ a.bc', '4', '"@', '%25252525', '\\u0040', '&amp;', '@[', 'QUJD', ' '],
		...['super-secret-0', 'jo ••• ', '4111111111111111 ', '+1555'],
	])('of %j, however often', (piece) => {
		expectToGrowWith(1_000, (length) => {
			const text = piece.repeat(Math.ceil(length / piece.length));
			return () => redactor.text(text);
		});
	});

	it('of a value of many masks', () => {
		expectToGrowWith(250, (count) => {
			const value = 'jo ••• '.repeat(count);
			return () => new Redactor({ values: [value] }).text(`x ${value} y`);
		});
	});

	it('of names that the mask makes equal', () => {
		expectToGrowWith(250, (count) => {
			const named = Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}@b.c`, at]));
			return () => redactedCopy(named, new Redactor({}));
		});
	});

	it('of many rows, when many values are to be hidden in each', () => {
		const rows = Array.from({ length: 50 }, (_, row) => `+1555${1_000_000 + row} is Jo Doe ${row}`.repeat(8));
		const [few = 0, many = 0] = [50, 2_000].map((count) => {
			const numbers = Array.from({ length: count }, (_, row) => row);
			const values = numbers.flatMap((row) => [`+1555${1_000_000 + row}`, `Jo Doe ${row}`]);
			const ofRows = new Redactor({ values });
			return fastest(() => rows.map((row) => ofRows.excerpt(row, 500)));
		});

		// Forty times the values; only the table that they are looked up in is larger.
		expect(many).toBeLessThan(10 * few + 50);
	});
});

describe('reading a row takes work that grows with the number of its unknown fields, and no faster', () => {
	const objectOf = (fields: number): Record<string, unknown> => {
		const names = Array.from({ length: fields }, (_, number) => [`field ${number}`, 1] as const);
		return { name: 'Blue Door', ...Object.fromEntries(names) };
	};

	it.each<[string, (fields: number) => Record<string, unknown>]>([
		['in an object inside it', (fields) => ({ merchant: objectOf(fields) })],
		['in two', (fields) => ({ merchant: objectOf(fields), processorMids: { mids: objectOf(fields) } })],
		['of its own', objectOf],
	])('%s', (_, rowOf) => {
		expectToGrowWith(1_000, (fields) => {
			const row = rowOf(fields);
			return () => readRow(networkTransactionRow, row, usualRowSettings);
		});
	});
});
