import {
	KardAbortError,
	KardAuthenticationError,
	KardError,
	KardNotFoundError,
	KardPermissionError,
	type BulkResult,
} from '../../shared';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { transaction, transactions, upTo, user, users } from './rows';

const kard = kardUnderTest();
const all = (count: number, fate: string) => upTo(count).map(() => fate);

/** What stopped a write, and its result. */
async function stopOf(write: Promise<BulkResult>) {
	const result = await write;
	const { stoppedBy } = result;
	if (stoppedBy === undefined) throw new Error('The write was not stopped.');
	return { error: stoppedBy, result };
}

/** From now on the credentials are worth nothing, and neither is the token. */
function revokeCredentials(): void {
	kard.sandbox.expireTokens();
	kard.fault('token', { kind: 'status', status: 401, times: Infinity });
}

describe('cancelled while waiting', () => {
	it('the wait ends, no further request is made, and the rows done so far are known', async () => {
		const stop = new AbortController();
		kard.fault('createTransactions', { kind: 'status', status: 429, retryAfter: '30', after: 1 });
		const sleep = kard.clock.sleep;
		kard.clock.sleep = async (ms, signal) => {
			stop.abort();
			await sleep(ms, signal);
		};

		const result = await kard.client().transactions.submit(transactions(6), {
			...{ batchSize: 2, concurrency: 1, signal: stop.signal },
		});

		expect(result.requests).toBe(2);
		expect(fates(result)).toEqual(['submitted', 'submitted', ...all(4, 'failed')]);
		expect(result.failed[0]?.error).toBeInstanceOf(KardAbortError);
		expect(complaints(result)[5]).toMatch(/^Row 6: not sent\. The run was cancelled/);
		expect(kard.clock.now()).toBe(Date.UTC(2026, 2, 4, 12));
	});

	it('before the first request: nothing is sent, not even for a token', async () => {
		const tokens = kard.sandbox.tokensIssued;

		const result = await kard.client().transactions.submit(transactions(2), { signal: AbortSignal.abort() });

		expect(result.requests).toBe(0);
		expect(kard.sandbox.tokensIssued).toBe(tokens);
		expect(fates(result)).toEqual(['failed', 'failed']);
		expect(result.failed[0]).toMatchObject({ id: 'evt-1', error: { name: 'KardAbortError' } });
	});

	it("the client's own signal stops it as well", async () => {
		const stop = new AbortController();
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			stop.abort();
			return answer;
		});

		const result = await kard
			.client({ signal: stop.signal })
			.transactions.submit(transactions(3), { batchSize: 1 });

		expect(fates(result)).toEqual(['submitted', 'failed', 'failed']);
	});
});

describe('cancelled in mid-request', () => {
	it('the request is broken off, its rows are unknown, and no other is sent', async () => {
		const stop = new AbortController();
		kard.fault('createTransactions', { kind: 'delay', delayMs: 600_000, after: 1 });
		kard.intercept(async (request, pass) => {
			const answer = pass();
			if (request.data[0]?.id === 'evt-3') {
				const arrived = () => kard.sandbox.requests.at(-1)?.status === 'pending';
				while (!arrived()) await new Promise(setImmediate);
				stop.abort();
			}
			return await answer;
		});

		const result = await kard.client().transactions.submit(transactions(6), {
			...{ batchSize: 2, concurrency: 1, signal: stop.signal },
		});

		expect(result.requests).toBe(2);
		expect(fates(result)).toEqual(['submitted', 'submitted', 'unknown', 'unknown', 'failed', 'failed']);
		expect(complaints(result)[2]).toMatch(/^Row 3: The run was cancelled while a request was under way/);
		expect(complaints(result)[4]).toMatch(/^Row 5: not sent/);
	});

	it('a repeat that was to come does not come, and the doubt of the first attempt stays', async () => {
		const stop = new AbortController();
		kard.fault('createTransactions', { kind: 'dropAfter' });
		const sleep = kard.clock.sleep;
		kard.clock.sleep = async (ms, signal) => {
			stop.abort();
			await sleep(ms, signal);
		};

		const result = await kard.client().transactions.submit([transaction(1)], { signal: stop.signal });

		expect(result.requests).toBe(1);
		expect(fates(result)).toEqual(['unknown']);
	});

	it('a search for the bad row ends where it is', async () => {
		const stop = new AbortController();
		kard.intercept(async (request, pass) => {
			if (request.data.length > 2) return { status: 400, headers: {}, body: '' };
			const answer = await pass();
			stop.abort();
			return answer;
		});

		const result = await kard.client().transactions.submit(transactions(4), { signal: stop.signal });

		expect(result.requests).toBe(2);
		expect(fates(result)).toEqual(['submitted', 'submitted', 'failed', 'failed']);
	});

	it('users who exist already are not updated any more', async () => {
		const stop = new AbortController();
		await kard.client().users.create([user(1)]);
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			stop.abort();
			return answer;
		});

		const rows = [user(1, { zipCode: '99501' }), user(2)];
		const result = await kard.client().users.createOrUpdate(rows, { signal: stop.signal });

		expect(fates(result)).toEqual(['failed', 'created']);
		expect(kard.sandbox.count('updateUser')).toBe(0);
	});
});

describe('credentials that are wrong from the start', () => {
	it('reject the write as a whole, after one request for a token', async () => {
		const auth = { clientId: kard.sandbox.clientId, clientSecret: 'wrong' };
		const tokenRequests = kard.sandbox.count('token');

		const { error } = await stopOf(kard.client({ auth }).users.create(users(250)));

		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(error.message).toContain('Check both');
		expect(kard.sandbox.count('token') - tokenRequests).toBe(1);
		expect(kard.sent).toEqual([]);
	});

	it('the error carries the result: what is known of each row all the same', async () => {
		const auth = { token: 'no-such-token' };
		const rows = [transaction(1), { ...transaction(2), amount: -1 }, transaction(1), transaction(3)];

		const { result } = await stopOf(kard.client({ auth }).transactions.submit(rows, { batchSize: 1 }));

		expect(result.succeeded).toEqual([]);
		expect(result.requests).toBe(1);
		expect(result.failed.map(({ index, id }) => [index, id])).toEqual([
			[0, 'evt-1'],
			[1, 'evt-2'],
			[2, 'evt-1'],
			[3, 'evt-3'],
		]);
		const said = complaints(result);
		expect(said[0]).toMatch(/^Row 1: Kard did not accept the credentials/);
		expect(said[1]).toMatch(/^Row 2, Amount: /);
		expect(said[2]).toMatch(/^Row 3: repeats row 1, which failed/);
		expect(said[3]).toMatch(/^Row 4: not sent\. Kard did not accept the credentials/);
	});

	it('a missing permission names it, after one request', async () => {
		const write = kard.client({ auth: kard.sandbox.limited }).transactions.submit(transactions(600));

		const { error, result } = await stopOf(write);

		expect(error).toBeInstanceOf(KardPermissionError);
		expect(error.message).toContain('transaction:write');
		expect(result.requests).toBe(1);
	});

	it('a wrong organization is found out by the first request', async () => {
		const write = kard.client({ organizationId: 'organization-of-nobody' }).users.create(users(250));

		const { error, result } = await stopOf(write);

		expect(error).toBeInstanceOf(KardError);
		expect([KardNotFoundError, KardPermissionError].some((type) => error instanceof type)).toBe(true);
		expect(result.requests).toBe(1);
	});
});

describe('credentials that are revoked on the way', () => {
	it('the write resolves: what is done stands, and the rest failed', async () => {
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			if (kard.sent.length === 3) revokeCredentials();
			return answer;
		});

		const result = await kard
			.client()
			.transactions.submit(transactions(20), { batchSize: 2, concurrency: 1 });

		expect(fates(result)).toEqual([...all(6, 'submitted'), ...all(14, 'failed')]);
		expect(result.requests).toBe(4);
		expect(result.failed[13]?.error).toBeInstanceOf(KardAuthenticationError);
		expect(complaints(result)[19]).toMatch(/^Row 20: not sent\. Kard did not accept/);
	});

	it('a batch that is being taken apart is not taken apart any further', async () => {
		kard.intercept((request, pass) => {
			if (request.data.length === 4) revokeCredentials();
			return request.data.length > 4 ? Promise.resolve({ status: 400, headers: {}, body: '' }) : pass();
		});

		const { result } = await stopOf(kard.client().transactions.submit(transactions(16)));

		expect(kard.sent.map(({ data }) => data.length)).toEqual([16, 8, 4]);
		expect(fates(result)).toEqual(all(16, 'failed'));
	});

	it('nor is it where the token was given from outside and cannot be renewed', async () => {
		let token = '';
		await kard.client().ping();
		const { authorization } = kard.sandbox.requests.at(-1)?.headers ?? {};
		if (typeof authorization === 'string') token = authorization.replace('Bearer ', '');
		const before = kard.sent.length;
		kard.intercept((request, pass) => {
			if (request.data.length === 4) kard.sandbox.expireTokens();
			return request.data.length > 4 ? Promise.resolve({ status: 400, headers: {}, body: '' }) : pass();
		});

		await stopOf(kard.client({ auth: { token } }).transactions.submit(transactions(16)));

		expect(kard.sent.slice(before).map(({ data }) => data.length)).toEqual([16, 8, 4]);
	});

	it('updates of users who exist already end at the first refusal', async () => {
		await kard.client().users.create(users(20));
		kard.intercept(async (request, pass) => {
			const answer = await pass();
			if (request.method === 'POST') revokeCredentials();
			return answer;
		});

		const rows = [...users(20), user(21)];
		const result = await kard.client().users.createOrUpdate(rows, { concurrency: 1 });

		expect(kard.sandbox.count('updateUser')).toBe(1);
		expect(fates(result)).toEqual([...all(20, 'failed'), 'created']);
		expect(complaints(result)[1]).toMatch(
			/^Row 2: exists at Kard already; its update was not made\. Kard did not accept/,
		);
	});

	it('of several reasons to stop, the first is told of the rows that were not sent', async () => {
		let refuse = (): void => undefined;
		const refused = new Promise<void>((resolve) => {
			refuse = resolve;
		});
		const answer = (status: number) => ({ status, headers: {}, body: '' });
		kard.intercept(async (request, pass) => {
			const id = request.data[0]?.id;
			if (id === 'evt-2') {
				setImmediate(refuse);
				return answer(403);
			}
			if (id !== 'evt-3') return await pass();
			await refused;
			return answer(404);
		});

		const result = await kard.client().transactions.submit(transactions(5), { batchSize: 1, concurrency: 2 });

		expect(fates(result)).toEqual(['submitted', ...all(4, 'failed')]);
		expect(complaints(result)[2]).toContain('404');
		expect(complaints(result)[4]).toMatch(/^Row 5: not sent\. .*\(403\)/);
		expect(result.failed[3]?.error).toBeInstanceOf(KardPermissionError);
	});

	it('rows that may have got through before are unknown', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter', after: 1 });
		kard.intercept((_, pass) => {
			if (kard.sent.length === 2) kard.fault('token', { kind: 'status', status: 401, times: Infinity });
			if (kard.sent.length === 3) kard.sandbox.expireTokens();
			return pass();
		});

		const result = await kard.client().transactions.submit(transactions(3), { batchSize: 1, concurrency: 1 });

		expect(fates(result)).toEqual(['submitted', 'unknown', 'failed']);
	});
});
