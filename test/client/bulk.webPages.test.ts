import { fates, kardUnderTest } from './kardUnderTest';
import { transactions } from './rows';

const kard = kardUnderTest();

describe('a host that answers everything with a web page and 200', () => {
	it('is asked a few times, not once a row, and no row is called a success', async () => {
		kard.fault('createTransactions', { kind: 'html', status: 200, times: Infinity });

		const result = await kard.client().transactions.submit(transactions(1_000));

		expect(result.requests).toBeLessThan(30);
		expect(new Set(fates(result))).toEqual(new Set(['unknown']));
		expect(result.failed.every(({ error }) => error.outcomeUnknown)).toBe(true);
	});

	it('once it answers properly again, every row is found out', async () => {
		kard.fault('createTransactions', { kind: 'html', status: 200, processed: true, times: 3 });

		const result = await kard.client().transactions.submit(transactions(40), { batchSize: 10 });

		expect(new Set(fates(result))).toEqual(new Set(['submitted']));
		expect(kard.sandbox.state.transactions.size).toBe(40);
	});
});
