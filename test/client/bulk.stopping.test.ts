import {
	KardAbortError,
	KardAuthenticationError,
	KardNotFoundError,
	KardPermissionError,
	type BulkResult,
} from '../../shared/host';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { people, person } from '../support/person';
import { purchase, purchases, upTo, sheetPurchase } from '../support/purchase';
import { inTurn, whenever, type Step } from './steps';

const kard = startKard();
const all = (count: number, outcome: string) => upTo(count).map(() => outcome);
const oneByOne = { batchSize: 1, concurrency: 1 };

/** From now on the credentials are worth nothing, and neither is the token. */
function revokeCredentials(): void {
	kard.sandbox.expireTokens();
	kard.fault('token', { kind: 'status', status: 401, times: Infinity });
}

/** A signal that stops a run, and the way to give it once the next wait begins, or once a request is answered. */
function stopper() {
	const stop = new AbortController();
	return {
		signal: stop.signal,
		atNextWait: () => {
			const { sleep } = kard.clock;
			kard.clock.sleep = async (ms, signal) => {
				stop.abort();
				await sleep(ms, signal);
			};
		},
		afterRequest: () => {
			kard.intercept(
				async (_, pass) =>
					await pass().finally(() => {
						stop.abort();
					}),
			);
		},
		now: () => {
			stop.abort();
		},
	};
}

function expectCancelled(result: BulkResult): void {
	expect(result.stoppedBy).toBeInstanceOf(KardAbortError);
	expect(result.stoppedBy?.message).toBe('The run was cancelled.');
}

describe('cancelled while waiting', () => {
	it('the wait ends, no further request is made, and the rows done so far are known', async () => {
		const { signal, atNextWait } = stopper();
		inTurn(kard, 'pass', { status: 429, headers: { 'retry-after': '30' } });
		atNextWait();

		const result = await kard.submit(purchases(6), { batchSize: 2, concurrency: 1, signal });

		expect([result.requests, outcomes(result)]).toEqual([2, ['submitted', 'submitted', ...all(4, 'failed')]]);
		expect(messages(result)[5]).toBe('Row 6: not sent. The run was cancelled.');
		expectCancelled(result);
	});

	it('before the first request: nothing is sent, not even for a token', async () => {
		const result = await kard.submit(purchases(2), { signal: AbortSignal.abort() });

		expect([result.requests, kard.tokenRequests, outcomes(result)]).toEqual([0, 0, all(2, 'failed')]);
		expect(result.failed[0]).toMatchObject({
			id: 'evt-1',
			row: 1,
			reason: 'not sent. The run was cancelled.',
		});
		expectCancelled(result);
	});

	it("the client's own signal stops it as well", async () => {
		const { signal, afterRequest } = stopper();
		afterRequest();

		const result = await kard.client({ signal }).transactions.submit(purchases(3), { batchSize: 1 });

		expect(outcomes(result)).toEqual(['submitted', 'failed', 'failed']);
	});

	it('a repeat that was to come does not come, and the doubt of the first attempt stays', async () => {
		const { signal, atNextWait } = stopper();
		inTurn(kard, 'lost');
		atNextWait();

		const result = await kard.submit(purchases(1), { signal });

		expect([result.requests, outcomes(result)]).toEqual([1, ['unknown']]);
		expectCancelled(result);
	});
});

describe('cancelled in mid-request', () => {
	it('the request is broken off, its rows are unknown, and no other is sent', async () => {
		const { signal, now } = stopper();
		kard.fault('createTransactions', { kind: 'delay', delayMs: 600_000, after: 1 });
		kard.intercept(async (request, pass) => {
			const answer = pass();
			if (request.data[0]?.id === 'evt-3') {
				const arrived = () => kard.requests().at(-1)?.status === 'pending';
				while (!arrived()) await new Promise(setImmediate);
				now();
			}
			return await answer;
		});

		const result = await kard.submit(purchases(6), { batchSize: 2, concurrency: 1, signal });

		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'unknown', 'unknown', 'failed', 'failed']);
		expect(messages(result)[2]).toMatch(/^Row 3: The run was cancelled while a request was under way/);
		expect(messages(result)[4]).toMatch(/^Row 5: not sent/);
		expect(result.requests).toBe(2);
	});

	it('a search for the bad row ends where it is', async () => {
		const { signal, now } = stopper();
		kard.intercept(async (request, pass) => {
			if (request.data.length > 2) return { status: 400, headers: {}, body: '' };
			return await pass().finally(now);
		});

		const result = await kard.submit(purchases(4), { signal });

		expect([result.requests, outcomes(result)]).toEqual([2, ['submitted', 'submitted', 'failed', 'failed']]);
	});

	it('users who exist already are not updated any more', async () => {
		const { signal, afterRequest } = stopper();
		await kard.enrol('user-1');
		afterRequest();

		const result = await kard.createOrUpdate(people(2), { signal });

		expect([outcomes(result), kard.requests('updateUser')]).toEqual([['failed', 'created'], []]);
	});

	it('after every row is known, nothing stopped the run', async () => {
		const { signal, afterRequest } = stopper();
		afterRequest();

		const result = await kard.submit(purchases(2), { signal });

		expect([outcomes(result), result.stoppedBy]).toEqual([all(2, 'submitted'), undefined]);
	});
});

describe('credentials that are wrong from the start', () => {
	it('stop the write after one request for a token', async () => {
		const auth = { clientId: kard.sandbox.clientId, clientSecret: 'wrong' };

		const result = await kard.client({ auth }).users.create(people(250));

		expect(result.stoppedBy).toBeInstanceOf(KardAuthenticationError);
		expect(result.stoppedBy?.message).toContain('Copy the Client ID and the Client Secret again');
		expect([kard.tokenRequests, kard.sent, result.requests]).toEqual([1, [], 0]);
		expect(messages(result)[0]).toMatch(/^Row 1: not sent\. Kard \(127\S+ did not accept/);
	});

	it('what is known of each row is told all the same', async () => {
		const rows = [
			...purchases(1),
			purchase({ id: 'evt-2', amount: -1 }),
			...purchases(1),
			purchase({ id: 'evt-3' }),
		];
		const client = kard.client({ auth: { token: 'no-such-token' } });

		const result = await client.transactions.submit(rows, { batchSize: 1 });

		expect([result.succeeded, result.requests]).toEqual([[], 1]);
		expect(result.failed.map(({ index, id }) => [index, id])).toEqual([
			...[
				[0, 'evt-1'],
				[1, 'evt-2'],
				[2, 'evt-1'],
				[3, 'evt-3'],
			],
		]);
		const said = messages(result);
		expect(said[0]).toMatch(/^Row 1: Kard did not accept the credentials/);
		expect(said[1]).toMatch(/^Row 2, Amount: /);
		expect(said[2]).toMatch(/^Row 3: repeats row 1, which failed\. Row 1: Kard did not accept/);
		expect(said[3]).toMatch(/^Row 4: not sent\. Kard did not accept the credentials/);
	});

	it.each([
		['a missing permission', 403, KardPermissionError],
		['a wrong organization', 404, KardNotFoundError],
	])('%s is found out by the first request', async (_, status, ErrorClass) => {
		whenever(kard, () => true, { status });

		const result = await kard.submit(purchases(600));

		expect(result.stoppedBy).toBeInstanceOf(ErrorClass);
		expect(result.requests).toBe(1);
	});

	it('a missing permission is named', async () => {
		const result = await kard.client({ auth: kard.sandbox.limited }).transactions.submit(purchases(1));

		expect(result.stoppedBy?.message).toContain('transaction:write');
	});
});

describe('credentials that are revoked on the way', () => {
	it('what is done stands, and the rest failed', async () => {
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			if (kard.sent.length === 3) revokeCredentials();
			return answer;
		});

		const result = await kard.submit(purchases(20), { batchSize: 2, concurrency: 1 });

		expect(outcomes(result)).toEqual([...all(6, 'submitted'), ...all(14, 'failed')]);
		expect([result.requests, result.stoppedBy?.name]).toEqual([4, 'KardAuthenticationError']);
		expect(messages(result)[19]).toMatch(/^Row 20: not sent\. Kard \(127\S+ did not accept/);
	});

	it.each(['renewed', 'given'] as const)(
		'a batch that is being taken apart is not taken apart any further (%s token)',
		async (kind) => {
			const auth = kind === 'given' ? { auth: { token: await kard.token() } } : {};
			kard.forgetRequests();
			kard.intercept((request, pass) => {
				if (request.data.length === 4) revokeCredentials();
				return request.data.length > 4 ? Promise.resolve({ status: 400, headers: {}, body: '' }) : pass();
			});

			const result = await kard.client(auth).transactions.submit(purchases(16));

			expect(kard.sent.map(({ data }) => data.length)).toEqual([16, 8, 4]);
			expect(outcomes(result)).toEqual(all(16, 'failed'));
		},
	);

	it('updates of users who exist already end at the first refusal', async () => {
		await kard.enrol(...people(20).map(({ id }) => id));
		kard.intercept(async (request, pass) => {
			const answer = await pass();
			if (request.method === 'POST') revokeCredentials();
			return answer;
		});

		const result = await kard.createOrUpdate([...people(20), person()], { concurrency: 1 });

		expect([kard.requests('getUser').length, kard.requests('updateUser')]).toEqual([1, []]);
		expect(outcomes(result)).toEqual([...all(20, 'failed'), 'created']);
		expect(messages(result)[1]).toMatch(
			/^Row 2: exists already, and was not updated\. Kard \(127\S+ did not/,
		);
	});

	it('of several reasons to stop, the first is told of the rows that were not sent', async () => {
		let refuse = (): void => undefined;
		const refused = new Promise<void>((resolve) => {
			refuse = resolve;
		});
		kard.intercept(async (request, pass) => {
			const id = request.data[0]?.id;
			if (id === 'evt-2') setImmediate(refuse);
			if (id === 'evt-3') await refused;
			if (id === 'evt-1') return await pass();
			return { status: id === 'evt-2' ? 403 : 404, headers: {}, body: '' };
		});

		const result = await kard.submit(purchases(5), { batchSize: 1, concurrency: 2 });

		expect(outcomes(result)).toEqual(['submitted', ...all(4, 'failed')]);
		expect(messages(result)[2]).toContain('404');
		expect(messages(result)[4]).toMatch(/^Row 5: not sent\. .*\(403\)/);
		expect(result.stoppedBy).toBeInstanceOf(KardPermissionError);
	});

	it.each<[string, Step]>([
		['whose answer was lost', 'lost'],
		['that met a server error', { status: 503 }],
	])('a row %s before is unknown, and is not said to be unsent', async (_, before) => {
		inTurn(kard, 'pass', before);
		kard.clock.sleep = () => {
			revokeCredentials();
			// Long enough for any token to expire.
			kard.clock.advance(4_000_000);
			return Promise.resolve();
		};

		const result = await kard.submit(purchases(3), oneByOne);

		expect(outcomes(result)).toEqual(['submitted', 'unknown', 'failed']);
		expect(messages(result)[1]).toMatch(
			/^Row 2: Kard .*did not accept .*not known whether Kard accepted this row/,
		);
	});

	it('a row that went out in vain, for Kard took no token, is said to be unsent', async () => {
		inTurn(kard, 'pass', { status: 401 });
		kard.fault('token', { kind: 'status', status: 401, after: 1, times: Infinity });

		const result = await kard.submit(purchases(3), oneByOne);

		expect([outcomes(result), result.requests]).toEqual([['submitted', 'failed', 'failed'], 2]);
		expect(messages(result)[1]).toMatch(/^Row 2: not sent\. Kard \(127\S+ did not accept/);
	});
});

const allOrNothing = { ifRowIsBad: 'sendNothing', batchSize: 2 } as const;

describe('rows of which nothing is to be sent unless every one is good', () => {
	const circle: Record<string, unknown> = {};
	circle.self = circle;
	const { id, ...attributes } = purchase();

	it.each<[string, unknown, RegExp]>([
		['has a bad cell', sheetPurchase({ amount: 'free' }), /^Row 4, Amount: /],
		['is no row', null, /^Row 4: expected a row/],
		[
			'cannot be written',
			{ type: 'transaction', id, attributes: { ...attributes, circle } },
			/^Row 4: not sent\. It cannot be read/,
		],
		['has the ID of another one', purchase({ id: 'evt-1', amount: 7 }), /^Row 4: has the same ID as row 1/],
	])('no request goes out where one %s, and every row says why', async (_, bad, says) => {
		const rows = [...purchases(3), bad, ...purchases(1), sheetPurchase({ amount: '' })];

		const result = await kard.submit(rows, allOrNothing);

		expect([kard.sent, kard.tokenRequests, result.requests, result.stoppedBy]).toEqual([[], 0, 0, undefined]);
		expect(result.failed.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
		const said = messages(result);
		expect(said[3]).toMatch(says);
		expect(said[4]).toBe(
			`Row 5: not sent. Nothing was to be sent unless every row is good. ${said[3] ?? ''}`,
		);
		expect(result.failed.every(({ error }) => !error.outcomeUnknown)).toBe(true);
	});

	it('go out as ever where all are good, one that is there twice included', async () => {
		const result = await kard.submit([...purchases(3), ...purchases(1)], allOrNothing);

		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'submitted', 'duplicate']);
		expect(kard.sentIds).toEqual([['evt-1', 'evt-2'], ['evt-3']]);
	});

	it('are sent also where Kard refuses one: only Kard knows of that', async () => {
		const rows = [purchase({ userId: 'user-nobody' }), purchase()];

		expect(outcomes(await kard.submit(rows, allOrNothing))).toEqual(['failed', 'submitted']);
	});

	it('may be users as well', async () => {
		const rows = [...people(2), { ...people(1)[0], id: '' }];

		expect(outcomes(await kard.create(rows, allOrNothing))).toEqual(['failed', 'failed', 'failed']);
		expect(outcomes(await kard.createOrUpdate(rows))).toEqual(['created', 'created', 'failed']);
	});
});
