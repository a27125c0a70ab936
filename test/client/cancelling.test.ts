import { setTimeout as sleep } from 'node:timers/promises';
import {
	KardAbortError,
	KardTimeoutError,
	systemClock,
	type Clock,
	type RequestOptions,
	type KardClientOptions,
	type Transport,
	type TransportResponse,
} from '../../shared/host';
import { outcomes, rejection, textLike } from '../support/expected';
import { purchases, upTo } from '../support/purchase';
import { failure, startScriptedKard, userAnswer, token, type Behaviour } from '../support/scriptedKard';

const kard = startScriptedKard();
// With a token at hand, so that what is timed is the request itself.
const auth = { token: 'given' };
const accepted: Behaviour = { status: 202, body: { data: { type: 'job', id: 'job-1' } } };
const onePage = { body: { data: [], links: { next: '?page[after]=a' } } };

describe('the time of an attempt', () => {
	it('is over for a POST that could do harm twice: it is not made again', async () => {
		kard.answer('hang');
		const post = kard.client({ auth }).request({ method: 'POST', path: '/v2/thing', timeoutMs: 500 });

		await expect(post).rejects.toBeInstanceOf(KardTimeoutError);
		expect(kard.received).toHaveLength(1);
	});

	it.each<[object, number, readonly number[]]>([
		[{}, 8_000, [60_000, 2_000]],
		[{ timeoutMs: 1_000 }, 8_000, [1_000, 1_000]],
		[{ deadlineMs: undefined }, 8_000, [60_000, 60_000]],
		[{}, 9_999, [60_000, 1]],
		[{}, 10_000, [60_000]],
		[{}, 11_000, [60_000]],
	])(
		'is what the deadline of 10 s leaves (%j, and a token that takes %i ms: %j); with none left, nothing is sent',
		async (options, tokenMs, expected) => {
			const times: number[] = [];
			const client = kard.client({
				deadlineMs: 10_000,
				...options,
				transport: ({ url, timeoutMs }) => {
					times.push(timeoutMs);
					const isToken = url.endsWith('/token');
					if (isToken) kard.clock.advance(tokenMs);
					const body = isToken ? { access_token: 'token-1' } : userAnswer().body;
					return Promise.resolve({ status: 200, headers: {}, body });
				},
			});

			const outcome = await client.users.get('user-1').catch((error: unknown) => error);

			expect(times).toEqual(expected);
			expect(outcome instanceof KardTimeoutError).toBe(expected.length === 1);
			const message = textLike(/time .* used up.*allow more time/);
			expect(outcome).toMatchObject(
				expected.length === 1 ? { outcomeUnknown: false, message } : { id: 'user-1' },
			);
		},
	);

	it('the deadline of the call wins over that of the client', async () => {
		kard.answer(failure(503), userAnswer());

		await kard.client({ deadlineMs: 1 }).users.get('user-1', { deadlineMs: 60_000 });

		expect(kard.received).toHaveLength(2);
	});

	it.each([
		[9_000, 2],
		[10_000, 1],
	])('a deadline of 10 s bounds the whole of a list: after %i ms there are %i pages', async (ms, count) => {
		kard.answer(onePage);
		const list = kard.client().rewards.offers('user-1', {}, { deadlineMs: 10_000, timeoutMs: 500 });
		const pages = list.pages()[Symbol.asyncIterator]();
		await pages.next();
		kard.clock.advance(ms);

		const next = await pages.next().catch((error: unknown) => error);

		expect(next instanceof KardTimeoutError).toBe(count === 1);
		expect(kard.received).toHaveLength(count);
	});
});

describe('cancelling', () => {
	it('an abort while waiting: no further request', async () => {
		kard.answer(failure(503));
		const stop = new AbortController();
		const clock: Clock = {
			...kard.clock,
			sleep: (_, signal) => {
				queueMicrotask(() => {
					stop.abort();
				});
				return systemClock.sleep(60_000, signal);
			},
		};

		const error = await rejection(kard.client({ clock }).users.get('user-1', { signal: stop.signal }));

		expect(error).toBeInstanceOf(KardAbortError);
		expect(error).toMatchObject({ outcomeUnknown: true });
		expect(kard.received).toHaveLength(1);
	});

	it.each(['the client', 'the call'])(
		'an abort in mid-request: no repeat, and the outcome is unknown (signal of %s)',
		async (whose) => {
			const [ofClient, ofCall] = [new AbortController(), new AbortController()];
			kard.answer(() => {
				(whose === 'the client' ? ofClient : ofCall).abort();
				return undefined;
			});
			const client = kard.client({ auth, signal: ofClient.signal });

			const error = await rejection(client.users.get('user-1', { signal: ofCall.signal }));

			expect(error).toBeInstanceOf(KardAbortError);
			const message = 'The run was cancelled while a request was under way; Kard may have received it.';
			expect(error).toMatchObject({ outcomeUnknown: true, message });
			expect(kard.received).toHaveLength(1);
		},
	);

	it('an abort before it began: nothing is sent, and no token is requested', async () => {
		for (const client of [kard.client(), kard.client({ auth })]) {
			const error = await rejection(client.users.get('user-1', { signal: AbortSignal.abort() }));

			expect(error).toBeInstanceOf(KardAbortError);
			const message = 'The run was cancelled. Nothing more was sent to Kard.';
			expect(error).toMatchObject({ outcomeUnknown: false, message });
		}
		await sleep(20);
		expect([...kard.received, ...kard.tokenRequests]).toEqual([]);
	});

	it('an abort between the pages of a list ends the list', async () => {
		const stop = new AbortController();
		kard.answer(onePage);
		const pages = kard.client().rewards.offers('user-1', {}, { signal: stop.signal }).pages();
		const reading = pages[Symbol.asyncIterator]();
		await reading.next();
		stop.abort();

		await expect(reading.next()).rejects.toBeInstanceOf(KardAbortError);
		expect(kard.received).toHaveLength(1);
	});

	it('an abort in the middle of many rows: those done so far are known', async () => {
		const stop = new AbortController();
		kard.answer(accepted, accepted, () => {
			stop.abort();
			return undefined;
		});

		const settings = { batchSize: 1, concurrency: 1, signal: stop.signal };
		const result = await kard.client().transactions.submit(purchases(6), settings);

		expect(kard.received).toHaveLength(3);
		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'unknown', 'failed', 'failed', 'failed']);
	});
});

type Settling = TransportResponse | Error;

/** A transport that answers when the test says so, whatever becomes of its signal. */
const stubborn = () => {
	const pending: { signal: AbortSignal | undefined; answer: (how: Settling) => void }[] = [];
	const transport: Transport = ({ signal }) =>
		new Promise((resolve, reject) => {
			const answer = (how: Settling) => {
				if (how instanceof Error) reject(how);
				else resolve(how);
			};
			pending.push({ signal, answer });
		});
	return { pending, transport };
};
/** A response with a user. */
const USER = { status: 200, headers: {}, body: userAnswer().body };
const ONCE = { timeoutMs: 20, maxRetries: 0 };

const clientOf = (transport: Transport, options: Partial<KardClientOptions> = {}) =>
	kard.client({ auth: { token: 'given' }, transport, ...options });

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeAll(() => {
	process.on('unhandledRejection', note);
});
afterAll(() => {
	process.off('unhandledRejection', note);
});

describe('a transport that never settles', () => {
	it('is given up after the time of an attempt, and the attempt is in doubt', async () => {
		const { pending, transport } = stubborn();
		const start = performance.now();

		const client = clientOf(transport, { timeoutMs: 200, maxRetries: 0 });
		const error = await rejection(client.users.delete('user-1'));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ outcomeUnknown: true, message: 'Kard did not answer within 0.2 seconds.' });
		expect(performance.now() - start).toBeLessThan(15_000);
		expect(pending[0]?.signal?.aborted).toBe(true);
	});

	it('is tried again as a time-out is, as often as the client says', async () => {
		const { pending, transport } = stubborn();

		await rejection(clientOf(transport, { timeoutMs: 20 }).users.get('user-1'));

		expect(pending.map(({ signal }) => signal?.aborted)).toEqual([true, true, true]);
	});

	it('ends with the deadline of the call, whatever an attempt may take', async () => {
		const { transport } = stubborn();
		const start = performance.now();

		const client = clientOf(transport, { clock: systemClock, deadlineMs: 200 });
		const error = await rejection(client.users.get('user-1'));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(performance.now() - start).toBeLessThan(15_000);
	});

	it('ends soon after an abort, and leaves open what became of it', async () => {
		const { transport } = stubborn();
		const stop = new AbortController();
		const asking = rejection(clientOf(transport).users.delete('user-1', { signal: stop.signal }));
		await sleep(10);

		stop.abort();

		expect(await asking).toBeInstanceOf(KardAbortError);
		expect(await asking).toMatchObject({ outcomeUnknown: true });
	});

	it('leaves every row of a bulk write in doubt, and a result', async () => {
		const { transactions } = clientOf(stubborn().transport, ONCE);

		const result = await transactions.submit(purchases(3), { batchSize: 2 });

		expect(outcomes(result)).toEqual(['unknown', 'unknown', 'unknown']);
	});

	it('is given up where the token is asked for, and nothing is said to have been sent', async () => {
		const client = kard.client({ transport: stubborn().transport, ...ONCE });

		const error = await rejection(client.users.delete('user-1'));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ outcomeUnknown: false, noToken: true });
	});

	it('with a time limit beyond what a timer can hold is waited for all the same', async () => {
		const { pending, transport } = stubborn();
		const asking = clientOf(transport, { timeoutMs: 1e15 }).users.get('user-1');
		await sleep(30);
		pending[0]?.answer(USER);

		await expect(asking).resolves.toHaveProperty('id', 'user-1');
		expect(pending).toHaveLength(1);
	});
});

describe('an answer that comes too late', () => {
	it.each<[string, Settling]>([
		['a success', { status: 200, headers: {}, body: '{}' }],
		['a failure', new Error('too late')],
	])('is ignored: %s', async (_, how) => {
		const { pending, transport } = stubborn();
		const error = await rejection(clientOf(transport, ONCE).users.get('user-1'));

		pending[0]?.answer(how);
		await sleep(20);

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(unhandled).toEqual([]);
	});

	it('in the moment of an abort still counts', async () => {
		const stop = new AbortController();
		const transport: Transport = async () => {
			stop.abort();
			await sleep(5);
			return USER;
		};

		const found = await clientOf(transport).users.get('user-1', { signal: stop.signal });

		expect(found).toHaveProperty('id', 'user-1');
	});
});

describe('an answer that comes byte by byte', () => {
	it('is given up when the time of the attempt is up, and the line is hung up', async () => {
		let hungUp = 0;
		kard.answer((_, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			const timer = setInterval(() => response.write(' '), 10);
			response.on('close', () => {
				clearInterval(timer);
				hungUp += 1;
			});
			return undefined;
		});
		const start = performance.now();

		const client = kard.client({ auth: { token: 'given' } });
		const error = await rejection(client.users.get('user-1', { timeoutMs: 500, maxRetries: 0 }));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(performance.now() - start).toBeLessThan(15_000);
		for (let turn = 0; turn < 500 && hungUp < 1; turn += 1) await sleep(10);
		expect(hungUp).toBe(1);
	});
});

describe('two callers who wait for the same token', () => {
	it.each<[string, RequestOptions, string]>([
		['deadline', { deadlineMs: 50 }, 'time for this step was used up'],
		['time-out', { timeoutMs: 50, maxRetries: 0 }, 'No token came in time'],
	])(
		'wait each for itself: the short %s of one leaves the token to the other',
		async (_, options, reason) => {
			let give: () => void = () => undefined;
			const given = new Promise<void>((resolve) => {
				give = resolve;
			});
			kard.answerToken(() => given.then(() => token('token-late')));
			const client = kard.client({ clock: systemClock });
			const hasty = rejection(client.users.get('user-1', options));
			const patient = client.users.get('user-2');

			const error = await hasty;
			give();

			expect(error).toBeInstanceOf(KardTimeoutError);
			expect(error).toMatchObject({ outcomeUnknown: false, message: textLike(reason) });
			await expect(patient).resolves.toHaveProperty('id', 'user-1');
			expect(kard.tokenRequests).toHaveLength(1);
		},
	);
});

describe('a token endpoint that gives no token', () => {
	it.each([
		['is down', failure(503), /Kard returned a server error \(503\)/],
		['breaks the connection', 'drop', /Kard could not be reached/],
		['asks to slow down', failure(429), /Kard asks to slow down \(429\)/],
	] as const)(
		'because it %s is asked three times for a thousand rows, which are not sent',
		async (...given) => {
			const [, behaviour, says] = given;
			kard.answerToken(behaviour);
			const { transactions } = kard.client();

			const result = await transactions.submit(purchases(1_000), { batchSize: 50, concurrency: 4 });

			expect(kard.tokenRequests).toHaveLength(3);
			expect(kard.received).toEqual([]);
			expect(outcomes(result)).toEqual(Array(1_000).fill('failed'));
			for (const { error } of result.failed) {
				expect(error.message).toMatch(/^Row \d+: not sent\. /);
				expect(error.message).toMatch(says);
			}
		},
	);

	it('is asked three times for audits as well', async () => {
		kard.answerToken(failure(503));
		const audit = { auditCode: '3006', merchantName: 'Blue Door', auditDescription: 'Missing.' } as const;
		const rows = upTo(20).map((number) => ({ transactionId: `txn-${number}`, ...audit }));

		const result = await kard.client().transactions.audit('user-1', rows);

		expect(outcomes(result)).toEqual(Array(20).fill('failed'));
		expect(kard.tokenRequests).toHaveLength(3);
		expect(kard.received).toEqual([]);
	});
});
