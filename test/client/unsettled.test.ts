import { setTimeout as sleep } from 'node:timers/promises';
import {
	KardAbortError,
	KardTimeoutError,
	systemClock,
	type KardClientOptions,
	type Transport,
	type TransportResponse,
} from '../../shared';
import { outcomes, rejection } from '../support/expected';
import { purchases } from '../support/purchase';
import { failure, startScriptedKard } from '../support/scriptedKard';

const kard = startScriptedKard();

/** A transport that answers when the test says so, whatever becomes of its signal. */
const stubborn = () => {
	const pending: { readonly signal: AbortSignal | undefined; readonly answer: (how: Settling) => void }[] =
		[];
	const transport: Transport = ({ signal }) =>
		new Promise<TransportResponse>((resolve, reject) => {
			pending.push({
				signal,
				answer: (how) => {
					if (how instanceof Error) reject(how);
					else resolve(how);
				},
			});
		});
	return { pending, transport };
};
type Settling = TransportResponse | Error;

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

		const error = await rejection(
			clientOf(transport, { timeoutMs: 200, maxRetries: 0 }).users.delete('user-1'),
		);

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ outcomeUnknown: true, message: 'Kard did not answer within 0.2 seconds.' });
		expect(performance.now() - start).toBeLessThan(15_000);
		expect(pending[0]?.signal?.aborted).toBe(true);
	});

	it('is tried again as a time-out is, as often as the client says', async () => {
		const { pending, transport } = stubborn();

		await rejection(clientOf(transport, { timeoutMs: 20 }).users.get('user-1'));

		expect(pending).toHaveLength(3);
		expect(pending.map(({ signal }) => signal?.aborted)).toEqual([true, true, true]);
	});

	it('ends with the deadline of the call, whatever an attempt may take', async () => {
		const { transport } = stubborn();
		const start = performance.now();

		const error = await rejection(
			clientOf(transport, { clock: systemClock, deadlineMs: 200 }).users.get('user-1'),
		);

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
		const { transport } = stubborn();

		const result = await clientOf(transport, { timeoutMs: 20, maxRetries: 0 }).transactions.submit(
			purchases(3),
			{ batchSize: 2 },
		);

		expect(outcomes(result)).toEqual(['unknown', 'unknown', 'unknown']);
	});

	it('is given up where the token is asked for, and nothing is said to have been sent', async () => {
		const { transport } = stubborn();
		const client = kard.client({ transport, timeoutMs: 20, maxRetries: 0 });

		const error = await rejection(client.users.delete('user-1'));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ outcomeUnknown: false, noToken: true });
	});

	it('with a time limit beyond what a timer can hold is waited for all the same', async () => {
		const { pending, transport } = stubborn();
		const asking = clientOf(transport, { timeoutMs: 1e15 }).users.get('user-1');
		await sleep(30);
		const body = { data: { type: 'user', id: 'user-1', attributes: {} } };
		pending[0]?.answer({ status: 200, headers: {}, body });

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
		const error = await rejection(clientOf(transport, { timeoutMs: 20, maxRetries: 0 }).users.get('user-1'));

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
			return { status: 200, headers: {}, body: { data: { type: 'user', id: 'user-1', attributes: {} } } };
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
	const slowToken = () => {
		let give: () => void = () => undefined;
		const given = new Promise<void>((resolve) => {
			give = resolve;
		});
		kard.answerToken(async () => {
			await given;
			return { body: { access_token: 'token-late', expires_in: 3_600 } };
		});
		return give;
	};

	it('wait each for itself: the short deadline of one leaves the token to the other', async () => {
		const give = slowToken();
		const client = kard.client({ clock: systemClock });
		const hasty = rejection(client.users.get('user-1', { deadlineMs: 50 }));
		const patient = client.users.get('user-2');

		const error = await hasty;
		give();

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ outcomeUnknown: false });
		expect(error).toHaveProperty('message', expect.stringMatching(/time for this step was used up/));
		await expect(patient).resolves.toHaveProperty('id', 'user-1');
		expect(kard.tokenRequests).toHaveLength(1);
	});

	it('wait no longer than a request of their own could take', async () => {
		const give = slowToken();
		const client = kard.client({ clock: systemClock });
		const hasty = rejection(client.users.get('user-1', { timeoutMs: 50, maxRetries: 0 }));
		const patient = client.users.get('user-2');

		const error = await hasty;
		give();

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toHaveProperty('message', expect.stringMatching(/No token came in time/));
		await expect(patient).resolves.toHaveProperty('id', 'user-1');
	});
});

describe('a token endpoint that gives no token', () => {
	it.each([
		['is down', failure(503), /Kard has a problem of its own \(503\)/],
		['breaks the connection', 'drop', /Kard could not be reached/],
		['asks to slow down', failure(429), /Kard asks to slow down \(429\)/],
	] as const)(
		'because it %s is asked three times for a thousand rows, which are not sent',
		async (...given) => {
			const [, behaviour, says] = given;
			kard.answerToken(behaviour);

			const result = await kard
				.client()
				.transactions.submit(purchases(1_000), { batchSize: 10, concurrency: 4 });

			expect(kard.tokenRequests).toHaveLength(3);
			expect(kard.received).toEqual([]);
			expect(new Set(outcomes(result))).toEqual(new Set(['failed']));
			expect(result.failed).toHaveLength(1_000);
			for (const { error } of result.failed) {
				expect(error.message).toMatch(/^Row \d+: not sent\. /);
				expect(error.message).toMatch(says);
			}
		},
	);

	it('is asked three times for audits as well', async () => {
		kard.answerToken(failure(503));
		const rows = Array.from({ length: 20 }, (_, index) => ({
			transactionId: `txn-${index}`,
			auditCode: '3006' as const,
			merchantName: 'Blue Door Coffee',
			auditDescription: 'The reward is missing.',
		}));

		await kard
			.client()
			.transactions.audit('user-1', rows)
			.catch(() => undefined);

		expect(kard.tokenRequests).toHaveLength(3);
		expect(kard.received).toEqual([]);
	});
});
