import { fates, kardUnderTest } from './kardUnderTest';
import { sheetRow, transactions, users, upTo } from './rows';

const kard = kardUnderTest();
const sizes = () => kard.sent.map(({ data }) => data.length);

/** How many requests were under way at once, at most, and what was sent while the first one was. */
function watchTraffic() {
	const traffic = { now: 0, most: 0, sentDuringFirst: 0 };
	kard.intercept(async (_, pass) => {
		traffic.now += 1;
		traffic.most = Math.max(traffic.most, traffic.now);
		const isFirst = kard.sent.length === 1;
		const answer = await pass();
		if (isFirst) traffic.sentDuringFirst = kard.sent.length;
		traffic.now -= 1;
		return answer;
	});
	return traffic;
}

describe('more rows than one request takes', () => {
	it('501 transactions go out as 500 + 1', async () => {
		const result = await kard.client().transactions.submit(transactions(501));

		expect(sizes()).toEqual([500, 1]);
		expect(result.requests).toBe(2);
		expect(result.failed).toEqual([]);
		expect(result.succeeded[500]).toEqual({ index: 500, id: 'evt-501', status: 'submitted' });
		expect(kard.sandbox.state.transactions.size).toBe(501);
	});

	it('101 users go out as 100 + 1', async () => {
		const result = await kard.client().users.create(users(101));

		expect(sizes()).toEqual([100, 1]);
		expect(fates(result)).toEqual(upTo(101).map(() => 'created'));
		expect(kard.sandbox.count('createUsers')).toBe(3); // the shopper's is the third
	});

	it('rows that cannot be sent leave no gap: 500 good ones among 502 are one request', async () => {
		const rows = [sheetRow(901, { amount: '' }), ...transactions(500), sheetRow(902, { userId: null })];

		const result = await kard.submit(rows);

		expect(sizes()).toEqual([500]);
		expect(result.failed.map(({ index }) => index)).toEqual([0, 501]);
		expect(result.succeeded.map(({ index }) => index)).toEqual(upTo(500));
	});
});

describe('no items', () => {
	it.each(['submit', 'create', 'createOrUpdate'] as const)(
		'%s: no request, no output, no error',
		async (write) => {
			const result = await kard[write]([]);

			expect(result).toEqual({ succeeded: [], failed: [], requests: 0 });
			expect(kard.sent).toEqual([]);
		},
	);

	it('rows that are all refused cost no request, not even one for a token', async () => {
		const tokens = kard.sandbox.tokensIssued;

		const result = await kard.submit([{}, { amount: 'free' }, null, 'a text', [1]]);

		expect(fates(result)).toEqual(Array(5).fill('failed'));
		expect(result.requests).toBe(0);
		expect(kard.sandbox.tokensIssued).toBe(tokens);
	});
});

describe('the size of a request', () => {
	it.each([
		[2, [2, 2, 1]],
		[1, [1, 1, 1, 1, 1]],
		[5, [5]],
		[100_000, [5]],
		[0, [1, 1, 1, 1, 1]],
		[-3, [1, 1, 1, 1, 1]],
	])('a batch size of %d makes of five rows requests of %j', async (batchSize, expected) => {
		const result = await kard.client().transactions.submit(transactions(5), { batchSize });

		expect(sizes()).toEqual(expected);
		expect(fates(result)).toEqual(Array(5).fill('submitted'));
	});

	it('never exceeds what Kard takes, whatever is asked for', async () => {
		await kard.client().users.create(users(150), { batchSize: 1_000 });

		expect(sizes()).toEqual([100, 50]);
	});
});

describe('requests at once', () => {
	it('the first goes alone', async () => {
		const traffic = watchTraffic();

		await kard.client().transactions.submit(transactions(8), { batchSize: 1, concurrency: 8 });

		expect(traffic.sentDuringFirst).toBe(1);
		expect(kard.sent).toHaveLength(8);
	});

	it.each([
		[undefined, 4],
		[1, 1],
		[2, 2],
		[6, 6],
		[0, 1],
	])('with a concurrency of %p at most %d are under way', async (concurrency, most) => {
		const traffic = watchTraffic();

		const result = await kard.client().transactions.submit(transactions(12), {
			batchSize: 1,
			...(concurrency === undefined ? {} : { concurrency }),
		});

		expect(traffic.most).toBe(most);
		expect(fates(result)).toEqual(Array(12).fill('submitted'));
	});

	it('rows come back in input order, in whatever order their requests end', async () => {
		let others: () => void = () => undefined;
		const othersEnded = new Promise<void>((resolve) => {
			others = resolve;
		});
		let ended = 0;
		kard.intercept(async (request, pass) => {
			const answer = await pass();
			if (kard.sentIds[1]?.[0] === request.data[0]?.id) await othersEnded;
			ended += 1;
			if (ended === 19) others();
			return answer;
		});

		const result = await kard.client().transactions.submit(transactions(20), { batchSize: 1 });

		expect(result.succeeded.map(({ index }) => index)).toEqual(upTo(20).map((number) => number - 1));
	});
});
