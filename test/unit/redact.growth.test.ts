import { redactedCopy } from '../../shared/redaction/deep';
import { Redactor } from '../../shared/redaction/redactor';

describe('work grows with the length of the text, and no faster', () => {
	const hidden = {
		secrets: ['super-secret-01234567', `${'a'.repeat(4_000)}b`],
		values: ['jo ••• '.repeat(600), 'Jo Doe', '1990', '+15551234567', `${'a'.repeat(4_000)} c`],
	};

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

	it.each([
		...['a@', ' @ a.bc', '4', '"@', '%25252525', '\\u0040', '&amp;', '@[', 'QUJD', ' '],
		...['super-secret-0', 'jo ••• ', '4111111111111111 ', '+1555'],
	])('of %j, however often', (piece) => {
		const redactor = new Redactor(hidden);
		const [short = 0, long = 0] = [1_000, 16_000].map((length) => {
			const text = piece.repeat(Math.ceil(length / piece.length));
			return fastest(() => redactor.text(text));
		});

		// Sixteen times the text takes sixteen times as long; with the square of the length it would be 256 times.
		expect(long).toBeLessThan(100 * short + 20);
	});

	it('a value of many masks is found at once', () => {
		const value = 'jo ••• '.repeat(4_000);
		const [short = 0, long = 0] = [value.slice(0, 1_750), value].map((one) =>
			fastest(() => new Redactor({ values: [one] }).text(`x ${one} y`)),
		);

		expect(long).toBeLessThan(100 * short + 20);
	});

	it('of many rows, when many values are to be hidden in each', () => {
		const redactorOf = (count: number) =>
			new Redactor({
				values: Array.from({ length: count }, (_, row) => [
					`+1555${1_000_000 + row}`,
					`Jo Doe ${row}`,
				]).flat(),
			});
		const rows = Array.from({ length: 50 }, (_, row) => `+1555${1_000_000 + row} is Jo Doe ${row}`.repeat(8));
		const [few = 0, many = 0] = [50, 2_000].map((count) => {
			const redactor = redactorOf(count);
			return fastest(() => rows.map((row) => redactor.excerpt(row, 500)));
		});

		// Forty times the values; only the table that they are looked up in is larger.
		expect(many).toBeLessThan(10 * few + 50);
	});

	it('of names that the mask makes equal', () => {
		const named = (count: number) =>
			Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}@b.c`, at]));
		const [few, many] = [named(500), named(8_000)];
		const [short = 0, long = 0] = [few, many].map((value) =>
			fastest(() => redactedCopy(value, new Redactor({}))),
		);

		expect(long).toBeLessThan(100 * short + 20);
	});
});
