import { KardApiError, KardNetworkError, KardRateLimitError, KardTimeoutError } from '../../shared';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { transaction, transactions, upTo, user, users } from './rows';

const kard = kardUnderTest();
const ids = (...numbers: number[]) => numbers.map((number) => `evt-${String(number)}`);
const all = (count: number, fate: string) => upTo(count).map(() => fate);
const serverTrouble = { status: 500, headers: {}, body: '' };

describe('the connection is reset after sending, and the repeat answers 409', () => {
	it('the very same body is sent again, and the rows are submitted', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter' });

		const result = await kard.client().transactions.submit(transactions(3));

		expect(kard.sent).toHaveLength(2);
		expect(kard.sent[1]?.body).toBe(kard.sent[0]?.body);
		expect(fates(result)).toEqual(all(3, 'submitted'));
		expect(kard.sandbox.requests.at(-1)?.status).toBe(409);
		expect(kard.sandbox.state.transactions.size).toBe(3);
	});

	it('the same holds for a single row, and for users', async () => {
		kard.fault('createUsers', { kind: 'dropAfter' });
		kard.fault('createTransactions', { kind: 'dropAfter' });

		expect(fates(await kard.client().users.create([user(1)]))).toEqual(['created']);
		expect(fates(await kard.client().transactions.submit([transaction(1)]))).toEqual(['submitted']);
	});

	it('a connection that breaks before anything is carried out costs a repeat and nothing else', async () => {
		kard.fault('createTransactions', { kind: 'dropBefore' });

		const result = await kard.client().transactions.submit(transactions(3));

		expect(result.requests).toBe(2);
		expect(fates(result)).toEqual(all(3, 'submitted'));
	});

	it('a bad row among them is still told apart', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter' });
		const rows = [transaction(1), transaction(2, { userId: 'user-nobody' }), transaction(3)];

		const result = await kard.client().transactions.submit(rows);

		expect(result.requests).toBe(2);
		expect(fates(result)).toEqual(['submitted', 'failed', 'submitted']);
	});

	it('a server error after the work was done leaves the same doubt', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 504, processed: true });

		const result = await kard.client().transactions.submit(transactions(3), { duplicates: 'fail' });

		expect(fates(result)).toEqual(all(3, 'submitted'));
	});

	it('a 409 after a 429 is no proof that it was us: nothing was carried out then', async () => {
		await kard.client().transactions.submit([transaction(1)]);
		kard.fault('createTransactions', { kind: 'status', status: 429, retryAfter: '1' });

		expect(fates(await kard.client().transactions.submit([transaction(1)]))).toEqual(['duplicate']);
	});

	it('a refusal that names no row does not say that an earlier attempt failed as well', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter' }, { kind: 'empty', status: 400 });

		const result = await kard.client().transactions.submit([transaction(1)]);

		expect(kard.sandbox.state.transactions.size).toBe(1);
		expect(fates(result)).toEqual(['unknown']);
		expect(complaints(result)[0]).toMatch(/refused it \(400\).*not known whether Kard took this row/);
	});

	it('a refusal that names the row does', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter' });

		const result = await kard.client().transactions.submit([transaction(1, { userId: 'user-nobody' })]);

		expect(fates(result)).toEqual(['failed']);
	});
});

describe('answers of 503, 503, then 200', () => {
	it('three identical bodies, one result', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 503, times: 2 });

		const result = await kard.client().transactions.submit(transactions(3));

		expect(kard.sent).toHaveLength(3);
		expect(new Set(kard.sent.map(({ body }) => body)).size).toBe(1);
		expect(fates(result)).toEqual(all(3, 'submitted'));
		expect(kard.clock.sleeps).toEqual([500, 1_000]);
	});

	it('503 for ever: three requests, then failures that say it is not known', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 503, times: Infinity });

		const result = await kard.client().transactions.submit(transactions(2));

		expect(result.requests).toBe(3);
		expect(fates(result)).toEqual(['unknown', 'unknown']);
		expect(complaints(result)[1]).toMatch(/^Row 2: Kard has a problem of its own \(503\)\. .*safe/);
	});

	it.each([
		[0, 1],
		[1, 2],
		[5, 6],
	])('with %d retries it is sent %d times', async (maxRetries, requests) => {
		kard.fault('createTransactions', { kind: 'status', status: 503, times: Infinity });

		const result = await kard.client().transactions.submit(transactions(2), { maxRetries });

		expect(result.requests).toBe(requests);
	});
});

describe('a slow-down that holds for all', () => {
	it('one 429 with Retry-After: 7 holds back every request of the write for seven seconds', async () => {
		const start = kard.clock.now();
		const times: number[] = [];
		kard.intercept((_, pass) => {
			times.push(kard.clock.now() - start);
			return pass();
		});
		kard.fault('createTransactions', { kind: 'status', status: 429, retryAfter: '7', after: 1 });

		const result = await kard.client().transactions.submit(transactions(9), { batchSize: 1, concurrency: 3 });

		expect(fates(result)).toEqual(all(9, 'submitted'));
		const [first, ...rest] = times;
		expect(first).toBe(0);
		// Those that were under way already when the answer came, and nobody else.
		expect(rest.filter((time) => time < 7_000).length).toBeLessThanOrEqual(3);
		expect(rest.filter((time) => time >= 7_000).length).toBeGreaterThanOrEqual(6);
	});

	it('when Kard asks for ten hours, the write ends at once, and the rows say so', async () => {
		kard.fault('createTransactions', {
			kind: 'status',
			status: 429,
			retryAfter: '36000',
			after: 1,
			times: Infinity,
		});

		const result = await kard
			.client()
			.transactions.submit(transactions(40), { batchSize: 2, concurrency: 2 });

		expect(fates(result)).toEqual([...all(2, 'submitted'), ...all(38, 'failed')]);
		expect(result.requests).toBeLessThanOrEqual(3);
		expect(kard.clock.sleeps).toEqual([]);
		expect(result.failed[0]?.error).toBeInstanceOf(KardRateLimitError);
		expect(result.failed[37]?.error).toMatchObject({ retryAfterMs: 36_000_000 });
		expect(complaints(result)[39]).toContain('10 hours');
	});
});

describe('the second of five requests fails for good', () => {
	it('the other four stand, and its rows are failures', async () => {
		kard.intercept((request, pass) =>
			request.data.some(({ id }) => id === 'evt-3') ? Promise.resolve(serverTrouble) : pass(),
		);

		const result = await kard.client().transactions.submit(transactions(10), { batchSize: 2 });

		expect(fates(result)).toEqual(
			upTo(10).map((number) => ([3, 4].includes(number) ? 'unknown' : 'submitted')),
		);
		expect(result.failed.map(({ index, id }) => [index, id])).toEqual([
			[2, 'evt-3'],
			[3, 'evt-4'],
		]);
		expect(kard.sandbox.state.transactions.size).toBe(8);
	});

	it('the same when Kard refuses the request for a reason that is not in its rows', async () => {
		kard.intercept((request, pass) =>
			request.data.some(({ id }) => id === 'evt-3')
				? Promise.resolve({ status: 418, headers: {}, body: '' })
				: pass(),
		);

		const result = await kard.client().transactions.submit(transactions(10), { batchSize: 2 });

		expect(result.requests).toBe(5);
		expect(fates(result)).toEqual(
			upTo(10).map((number) => ([3, 4].includes(number) ? 'failed' : 'submitted')),
		);
		expect(result.failed[0]?.error).toBeInstanceOf(KardApiError);
		expect(complaints(result)[2]).toMatch(/^Row 3: Kard answered with status 418/);
	});
});

describe('a batch that is lost on the way', () => {
	/** Loses every request that holds the row, so many times. */
	function loseRow(id: string, times: number): void {
		let left = times;
		kard.intercept((request, pass) => {
			if (left < 1 || !request.data.some((sent) => sent.id === id)) return pass();
			left -= 1;
			return Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
		});
	}

	it('is asked after once more at the end, when Kard has answered the others', async () => {
		loseRow('evt-3', 3);

		const result = await kard.client().transactions.submit(transactions(6), { batchSize: 2, concurrency: 2 });

		expect(kard.sentIds.at(-1)).toEqual(ids(3, 4));
		expect(result.requests).toBe(6);
		expect(fates(result)).toEqual(all(6, 'submitted'));
	});

	it('is not asked after when nothing was answered at all', async () => {
		kard.fault('createTransactions', { kind: 'dropBefore', times: Infinity });

		const result = await kard.client().transactions.submit(transactions(2));

		expect(result.requests).toBe(3);
		expect(fates(result)).toEqual(['unknown', 'unknown']);
		expect(result.failed[0]?.error).toBeInstanceOf(KardNetworkError);
	});

	it('is not asked after when the caller wants no repeats', async () => {
		loseRow('evt-3', 3);

		const result = await kard.client().transactions.submit(transactions(6), { batchSize: 2, maxRetries: 0 });

		expect(result.requests).toBe(3);
		expect(fates(result)[2]).toBe('unknown');
	});

	it('is reported as unknown when it is lost again', async () => {
		loseRow('evt-3', Infinity);

		const result = await kard.client().transactions.submit(transactions(6), { batchSize: 2 });

		expect(result.requests).toBe(2 + 3 + 3);
		expect(fates(result)).toEqual(['submitted', 'submitted', 'unknown', 'unknown', 'submitted', 'submitted']);
		expect(complaints(result)[2]).toMatch(/^Row 3: .*not known whether Kard took this row.*safe/);
	});

	it('also when the update of a user who exists already comes out of it', async () => {
		await kard.client().users.create([user(2)]);
		kard.intercept((request, pass) => {
			kard.intercept((_, passOn) => passOn());
			return pass().then(() => Promise.reject(new Error(`lost ${request.path}`)));
		});

		const result = await kard.client().users.createOrUpdate([user(1), user(2, { zipCode: '99501' })]);

		expect(kard.sandbox.state.users.get('user-2')?.attributes.zipCode).toBe('99501');
		expect(result.failed).toEqual([]);
	});
});

describe('the budget of repeats', () => {
	it('a Kard that always fails is left alone: after ten repeats each request is tried once', async () => {
		kard.fault('createUsers', { kind: 'status', status: 503, times: Infinity });

		const result = await kard.client().users.create(users(30), { batchSize: 1, concurrency: 1 });

		expect(result.requests).toBe(30 + 10);
		expect(fates(result)).toEqual(all(30, 'unknown'));
	});

	it('asking again after lost batches is taken out of it, too', async () => {
		kard.fault('createUsers', { kind: 'status', status: 503, after: 1, times: Infinity });

		const result = await kard.client().users.create(users(30), { batchSize: 1, concurrency: 1 });

		expect(result.requests).toBe(30 + 10);
		expect(fates(result)).toEqual(['created', ...all(29, 'unknown')]);
	});

	it('occasional failures never use it up: each answer gives one repeat back', async () => {
		kard.fault('createUsers', { kind: 'status', status: 503, every: 2 });

		const result = await kard.client().users.create(users(60), { batchSize: 1, concurrency: 1 });

		expect(fates(result)).toEqual(all(60, 'created'));
	});

	it('every write has its own', async () => {
		kard.fault('createUsers', { kind: 'status', status: 503, times: 40 });
		const client = kard.client();
		await client.users.create(users(30), { batchSize: 1, concurrency: 1 });

		kard.fault('createUsers', { kind: 'status', status: 503, times: 2 });

		expect(fates(await client.users.create([user(99)]))).toEqual(['created']);
	});
});

describe('the deadline', () => {
	it('when it has passed, nothing more is sent, and the rows done so far are known', async () => {
		kard.intercept((_, pass) => {
			kard.clock.advance(1_000);
			return pass();
		});

		const result = await kard.client().transactions.submit(transactions(6), {
			...{ batchSize: 1, concurrency: 1, deadlineMs: 2_500 },
		});

		expect(fates(result)).toEqual([...all(3, 'submitted'), ...all(3, 'failed')]);
		expect(result.requests).toBe(3);
		expect(result.failed[0]?.error).toBeInstanceOf(KardTimeoutError);
		expect(complaints(result)[5]).toMatch(/^Row 6: The time for this step was used up/);
	});

	it('no wait goes beyond it', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 503, retryAfter: '30', times: Infinity });

		const result = await kard.client().transactions.submit(transactions(2), { deadlineMs: 20_000 });

		expect(result.requests).toBe(1);
		expect(kard.clock.sleeps).toEqual([]);
		expect(fates(result)).toEqual(['unknown', 'unknown']);
	});

	it('rows whose request was lost before it passed are unknown, and those never sent are not', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter', times: Infinity });
		kard.intercept((_, pass) => {
			kard.clock.advance(6_000);
			return pass();
		});

		const result = await kard.client().transactions.submit(transactions(2), {
			...{ batchSize: 1, concurrency: 1, deadlineMs: 5_000 },
		});

		expect(fates(result)).toEqual(['unknown', 'failed']);
		expect(kard.sandbox.state.transactions.has('evt-1')).toBe(true);
	});
});
