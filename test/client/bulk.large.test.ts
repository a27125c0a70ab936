import { fates, kardUnderTest } from './kardUnderTest';
import { transaction, upTo, users, type SheetRow } from './rows';

const kard = kardUnderTest();
// So many rows take their time on a machine that has other things to do as well.
jest.setTimeout(120_000);

/** A row that notes each time it is read. */
function watchedRow(number: number, readings: number[]): SheetRow {
	const { amount, ...cells } = transaction(number);
	return Object.defineProperty(cells, 'amount', {
		enumerable: true,
		get: () => {
			readings.push(number);
			return amount;
		},
	});
}

describe('large numbers of rows', () => {
	it('10,000 new users are 100 requests', async () => {
		const result = await kard.client().users.create(users(10_000));

		expect(result.requests).toBe(100);
		expect(kard.sandbox.state.users.size).toBe(10_001);
	});

	it('with every third submit dropped after it was carried out, 10,000 rows are stored once each and all reported as submitted', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter', every: 3 });
		const rows = upTo(10_000).map((number) => ({ ...transaction(number), id: undefined }));

		const result = await kard.submit(rows);

		expect(new Set(kard.sent.map(({ body }) => body)).size).toBe(20);
		expect(result.failed).toEqual([]);
		expect(new Set(fates(result))).toEqual(new Set(['submitted']));
		expect(result.succeeded.map(({ index }) => index)).toEqual(rows.map((_, index) => index));
		const stored = [...kard.sandbox.state.transactions.values()];
		expect(stored).toHaveLength(10_000);
		expect(new Set(stored.map(({ transactionId }) => transactionId)).size).toBe(10_000);
	});
});

describe('memory', () => {
	it('a body is made when its request goes out, not before: waiting rows are kept as they came', async () => {
		const readings: number[] = [];
		const rows = upTo(40).map((number) => watchedRow(number, readings));
		const timesRead = (number: number) => readings.filter((read) => read === number).length;
		const readAhead: number[] = [];
		let toCheckIt = 0;
		kard.intercept((_, pass) => {
			// Every row is read beforehand, to check it; the last one has not been made into a body yet.
			if (kard.sent.length === 1) toCheckIt = timesRead(40);
			const made = upTo(40).filter((number) => timesRead(number) > toCheckIt);
			readAhead.push(made.length - kard.sentIds.flat().length);
			return pass();
		});

		await kard.submit(rows, { batchSize: 4, concurrency: 2 });

		expect(kard.sent).toHaveLength(10);
		expect(readAhead[0]).toBe(0);
		expect(Math.max(...readAhead)).toBeLessThanOrEqual(4);
	});
});
