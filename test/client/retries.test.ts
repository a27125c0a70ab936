import { setTimeout as sleep, setImmediate as moment } from 'node:timers/promises';
import fc from 'fast-check';
import {
	KardError,
	KardNetworkError,
	KardTimeoutError,
	KardRateLimitError,
	type KardClientOptions,
	type RequestOptions,
	type Transport,
} from '../../shared/host';
import { axiosTransport } from '../../shared/axios';
import { CallContext } from '../../shared/http/callContext';
import { retryPolicy } from '../../shared/http/retryPolicy';
import type { TransportResponse } from '../../shared/http/transport';
import { rejection, textLike, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { failure, startScriptedKard, userAnswer, type Behaviour, type Reply } from '../support/scriptedKard';
import { fakeClock } from '../support/clock';
import { purchases } from '../support/purchase';
import { sendThrough } from './sendThrough';

const kard = startScriptedKard();
const read = (options = {}) => kard.client().users.get('user-1', options);
/** A POST of which nobody said that it may be sent twice. */
const THING = { method: 'POST', path: '/v2/thing', body: { a: 1 } } as const;

/** How often a request goes out, of a read and of a POST that could do harm twice, and whether that POST is in doubt. */
type Sent = readonly [what: string, behaviour: Behaviour, reads: number, posts: number, inDoubt: boolean];

const LOOK_FIRST = 'It is not known whether Kard carried it out. Look before you send it again.';
const busy = (retryAfter: string) => failure(503, 'Busy.', { 'Retry-After': retryAfter });
const halfAnAnswer: Behaviour = async (_, response) => {
	response.writeHead(200, { 'Content-Length': 1_000 }).write('{"data":');
	await sleep(5);
	response.destroy();
	return undefined;
};

it.each<Sent>([
	...[302, 400, 403, 404, 407, 409, 410, 413, 418, 422, 428, 430, 499].map(
		(status): Sent => [String(status), failure(status), 1, 1, false],
	),
	...[408, 500, 501, 502, 503, 504, 529, 599].map(
		(status): Sent => [String(status), failure(status), 3, 1, true],
	),
	['429', failure(429), 3, 3, false],
	...['2', ' 1.5 ', '0', 'Fri, 04 Dec 2026 12:00:09 GMT'].map(
		(wait): Sent => [`503 with Retry-After: ${wait}`, busy(wait), 3, 3, false],
	),
	...['?', '-5'].map((wait): Sent => [`503 with Retry-After: ${wait}`, busy(wait), 3, 1, true]),
	['500 with seconds to wait', failure(500, 'Oh.', { 'Retry-After': '2' }), 3, 1, true],
	['502 that is a web page', { status: 502, body: '<html></html>' }, 3, 1, true],
	['503 without a body', { status: 503 }, 3, 1, true],
	['500 with JSON that broke off', { status: 500, body: '{"errors": [{"sta' }, 3, 1, true],
	['a dropped connection', 'drop', 3, 1, true],
	['a connection that breaks in the middle of the answer', halfAnAnswer, 3, 1, true],
])('after %s a read is sent again, and a POST only where Kard cannot have heard it', async (...row) => {
	const [, behaviour, reads, posts, inDoubt] = row;
	kard.answer(behaviour);

	await read().catch((error: unknown) => error);
	expect(kard.received).toHaveLength(reads);
	const error = await rejection(kard.client().request(THING));

	expect(kard.received.slice(reads).map(({ body }) => body)).toEqual(Array(posts).fill('{"a":1}'));
	expect(error).toHaveProperty('outcomeUnknown', inDoubt);
	expect(String(error).endsWith(LOOK_FIRST)).toBe(inDoubt);
	if (inDoubt) expect(String(error)).not.toMatch(/try again/i);
});

describe('a transport that got no answer', () => {
	/** A client over a transport that throws one after the other, and the last for ever. */
	const failing = (...thrown: readonly unknown[]) => {
		const attempts = { count: 0 };
		const transport = (): Promise<never> => {
			attempts.count += 1;
			return Promise.reject(thrown[Math.min(attempts.count, thrown.length) - 1] as Error);
		};
		return { attempts, client: kard.client({ auth: { token: 'given' }, transport }) };
	};
	const coded = (code: string) => Object.assign(new Error('no'), { code });
	const codes = (names: string, reads: number, posts: number, inDoubt: boolean) =>
		names.split(' ').map((code) => [code, reads, posts, inDoubt] as const);

	it.each([
		...codes('ECONNREFUSED EAI_AGAIN EHOSTUNREACH ENETUNREACH', 3, 3, false),
		...codes('ENOTFOUND CERT_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN', 1, 1, false),
		...codes('UNABLE_TO_VERIFY_LEAF_SIGNATURE ERR_TLS_CERT_ALTNAME_INVALID ERR_INVALID_URL', 1, 1, false),
		...codes('EPROTO', 1, 1, false),
		...codes('ECONNRESET EPIPE EPROTOTYPE A_CERT_OF_SORTS ERR_BAD_RESPONSE', 3, 1, true),
	])('for %s: %i attempts to read, %i to POST, in doubt: %p', async (code, reads, posts, inDoubt) => {
		const [reading, posting] = [failing(coded(code)), failing(coded(code))];

		const error = await rejection(reading.client.users.get('user-1'));
		await rejection(posting.client.request(THING));

		expect(error).toBeInstanceOf(KardNetworkError);
		const message = textLike(/^Kard could not be reached.*\. Check the Env/);
		expect(error).toMatchObject({ code, outcomeUnknown: inDoubt, message });
		expect([reading.attempts.count, posting.attempts.count]).toEqual([reads, posts]);
	});

	it.each([
		['ENOTFOUND', /: the host 127\.0\.0\.1:\d+ was not found\. Check/],
		['ECONNREFUSED', /: nothing answers at 127\.0\.0\.1:\d+\. Check/],
		['ENETUNREACH', /: there is no way to 127\S+ from this network\. Check/],
		['ECONNRESET', /: the connection to 127\S+ broke off\. Check/],
		['CERT_HAS_EXPIRED', /: the certificate of 127\S+ is not one that this machine trusts\. Check/],
		['EPROTO', /: no secure connection \(https\) to 127\S+ could be made\. Check/],
		['ERR_OF_ANOTHER_KIND', /, or the connection broke off \(no\)\. Check/],
	])('says in words and without a code what %s means', async (code, says) => {
		const error = String(await rejection(failing(coded(code)).client.users.get('user-1')));

		expect(error).toMatch(says);
		expect(error).not.toContain(code);
	});

	it.each<[unknown, number, string]>([
		[coded('ECONNABORTED'), 1_500, '1.5 seconds'],
		[coded('ETIMEDOUT'), 1_000, '1 second'],
		[coded('ESOCKETTIMEDOUT'), 60_000, '60 seconds'],
		[coded('UND_ERR_HEADERS_TIMEOUT'), 100, '0.1 seconds'],
		[new Error('timeout of 5000ms exceeded'), 1_500, '1.5 seconds'],
		[new Error('The request timed out'), 1_500, '1.5 seconds'],
		[new Error('Time-out while waiting'), 1_500, '1.5 seconds'],
	])(
		'for want of time (%p), after %i ms: a time-out, sent again, in doubt',
		async (thrown, timeoutMs, words) => {
			const { attempts, client } = failing(thrown);

			const error = await rejection(client.users.get('user-1', { timeoutMs }));

			expect(error).toBeInstanceOf(KardTimeoutError);
			const message = `Kard did not answer within ${words}.`;
			expect(error).toMatchObject({ message, outcomeUnknown: true });
			expect(attempts.count).toBe(3);
		},
	);

	it.each([['a text'], [undefined], [null], [{}], [new Error('')], [new Error('runtimeout')]])(
		'and throws %p: a network error',
		async (thrown) => {
			const error = await rejection(failing(thrown).client.users.get('user-1'));

			expect(error).toBeInstanceOf(KardNetworkError);
			expect(String(error)).toMatch(/broke off( \(runtimeout\))?\. Check/);
		},
	);

	it('for the length of the answer: not sent again, in doubt', async () => {
		const { attempts, client } = failing(coded('ERR_ANSWER_TOO_LONG'));

		const message = textLike(/^Kard's answer is longer than 20 MB/);
		await expect(client.users.get('user-1')).rejects.toMatchObject({ message, outcomeUnknown: true });
		expect(attempts.count).toBe(1);
	});

	it('at the last attempt does not forget what the first may have done', async () => {
		const { client } = failing(coded('ECONNRESET'), coded('ECONNREFUSED'));

		const error = await rejection(client.users.delete('user-1'));

		expect(error).toMatchObject({ code: 'ECONNREFUSED', outcomeUnknown: true });
	});
});

it.each<[readonly Behaviour[], object]>([
	[['drop', failure(400)], { statusCode: 400, outcomeUnknown: true }],
	[[failure(400)], { name: 'KardApiError', statusCode: 400, outcomeUnknown: false }],
])('an attempt before a refusal is not forgotten: %j is %j', async (behaviours, expected) => {
	kard.answer(...behaviours);

	const options = { attributes: 'replace' } as const;
	const updating = kard.client().users.update('user-1', { enrolledRewards: [] }, options);
	await expect(updating).rejects.toMatchObject(expected);
});

describe('how often', () => {
	it('three times in all, then the error of the last attempt', async () => {
		kard.answer(failure(503), failure(500), failure(502, 'The gateway is down.'));

		const error = await rejection(read());

		const message = textLike('The gateway is down.');
		expect(error).toMatchObject({ statusCode: 502, outcomeUnknown: true, message });
		expect(kard.received).toHaveLength(3);
		expect(kard.clock.sleeps).toEqual([500, 1_000]);
	});

	it.each([
		[0, undefined, 1],
		[4, undefined, 5],
		[0, 1, 2],
		[4, 0, 1],
	])('%i retries for the client and %p for the call: %i requests', async (ofClient, ofCall, requests) => {
		kard.answer(failure(503));

		await rejection(kard.client({ maxRetries: ofClient }).users.get('user-1', { maxRetries: ofCall }));

		expect(kard.received).toHaveLength(requests);
	});

	it.each([
		['PUT', true, 3],
		['PUT', false, 1],
		['PATCH', undefined, 3],
		['DELETE', undefined, 3],
		['POST', true, 3],
	] as const)('a %s that may be sent twice: %p, %i times', async (method, idempotent, requests) => {
		kard.answer('drop');
		const harmless = idempotent === undefined ? {} : { idempotent };

		await rejection(kard.client().request({ ...THING, method, ...harmless }));

		expect(kard.received.map(({ body }) => body)).toEqual(Array(requests).fill('{"a":1}'));
	});
});

const subscription = {
	...{ eventName: 'earnedRewardSettled', enabled: true },
	webhookUrl: 'https://example.com/notifications',
} as const;

it.each<[string, () => Promise<unknown>, RegExp]>([
	[
		'a subscription',
		() => kard.client().subscriptions.create(subscription),
		/not known whether Kard made the subscription\. List the subscriptions/,
	],
	[
		'a notification to be sent again',
		() => kard.client().notifications.replay('0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c11'),
		/not known whether Kard delivers the notification once more\. List the notifications/,
	],
])('what Kard may have carried out is sent once, and says how to look: %s', async (_, send, says) => {
	for (const behaviour of [failure(500), failure(503), 'drop'] as const) {
		kard.answer(behaviour);
		const before = kard.received.length;
		const error = await rejection(send());
		expect(kard.received).toHaveLength(before + 1);
		expect(error).toMatchObject({ outcomeUnknown: true, message: textLike(says) });
		expect(String(error)).not.toMatch(/try again/i);
	}
	kard.answer(busy('1'));
	const turnedAway = await rejection(send());
	expect(turnedAway).toHaveProperty('outcomeUnknown', false);
	expect(String(turnedAway)).not.toMatch(says);
});

describe('with the sandbox', () => {
	const real = startKard();

	it.each([
		['malformedJson', { kind: 'malformedJson', status: 502 }],
		['html', { kind: 'html' }],
		['dropBefore', { kind: 'dropBefore' }],
		['dropAfter', { kind: 'dropAfter' }],
	] as const)('one %s is got over', async (_, fault) => {
		real.fault('getUser', fault);

		await expect(real.client().users.get('user-shopper')).resolves.toHaveProperty('id', 'user-shopper');
		expect(real.sent).toHaveLength(2);
	});
});

it('a clock that fails is not taken for Kard', async () => {
	const broken = new Error('The clock does not go.');
	kard.answer(failure(503), userAnswer());
	const client = kard.client({ clock: { ...kard.clock, sleep: () => Promise.reject(broken) } });

	const error = await rejection(client.users.get('user-1'));

	expect(error).toBe(broken);
	expect(error).not.toBeInstanceOf(KardError);
});

const getUser = (options?: RequestOptions) => kard.client().users.get('user-1', options);
const accepted: Reply = { status: 202, body: { data: { type: 'job', id: 'job-1' } } };
const submit = (count: number, options = {}) =>
	kard.client().transactions.submit(purchases(count), { batchSize: 1, concurrency: 1, ...options });
const slowDown = (retryAfter: string, status = 429) =>
	failure(status, 'Slow down.', { 'Retry-After': retryAfter });

/** The clock of every test begins at this time. */
const NOW = Date.UTC(2026, 11, 4, 12);
const dateIn = (ms: number) => new Date(NOW + ms).toUTCString();
const secondsIn = (ms: number) => String((NOW + ms) / 1_000);
const QUOTA = 'Kard-Api-Usage-Quota-Reset';
const REMAINING = 'Kard-Api-Usage-Quota-Remaining';
const RESET = 'X-RateLimit-Reset';
const BACK_OFF = 500;

/** A call of its own, the responses to its requests, and how many requests there were. */
const callOf = (options: ConstructorParameters<typeof CallContext>[1], clock = fakeClock()) => {
	const call = new CallContext(clock, options);
	const sent = { count: 0 };
	const send = (status: number, body = '') =>
		sendThrough(call, () => {
			sent.count += 1;
			return Promise.resolve({ status, headers: {}, body });
		});
	return { call, clock, sent, send };
};

describe('how long Kard asks to wait', () => {
	const each = (ms: number, name: string, values: readonly string[], status = 429) =>
		values.map((value) => [{ [name]: value }, ms, status] as const);
	const both = (ms: number, headers: Record<string, string>) => [headers, ms, 429] as const;

	it.each<readonly [Record<string, string>, number, number]>([
		...each(BACK_OFF, 'Retry-After', [
			'-5',
			'0',
			'',
			'soon',
			'NaN',
			'1e3',
			'5 apples',
			'2026-12-04T12:00:09Z',
		]),
		...each(BACK_OFF, 'Retry-After', [dateIn(0), dateIn(-1_000), dateIn(-3_600_000)]),
		...each(1, 'Retry-After', ['0.001']),
		...each(1_001, 'Retry-After', ['1.0001']),
		...each(7_000, 'Retry-After', ['7']),
		...each(60_000, 'Retry-After', ['60']),
		...each(1_000, 'Retry-After', [dateIn(1_000)]),
		...each(9_000, 'Retry-After', [dateIn(9_000)]),
		...[503, 500, 408].flatMap((status) => each(2_000, 'Retry-After', ['2'], status)),
		...each(BACK_OFF, RESET, ['1', 'never', '-1', secondsIn(0)]),
		...each(1_000, RESET, [secondsIn(1_000)]),
		...each(12_000, RESET, [secondsIn(12_000)]),
		...each(BACK_OFF, QUOTA, ['0', '', '-1', '61', '60.5', '060', '3600', 'soon', '1e1', '0x10', '7 s']),
		...each(1_000, QUOTA, ['1']),
		...each(60_000, QUOTA, ['60']),
		both(3_000, { 'Retry-After': '3', [RESET]: secondsIn(12_000) }),
		both(2_000, { 'Retry-After': '2', [QUOTA]: '3' }),
		both(3_000, { 'Retry-After': '0', [QUOTA]: '3' }),
		both(3_000, { [QUOTA]: '3', [RESET]: secondsIn(9_000) }),
		both(9_000, { [QUOTA]: '?', [RESET]: secondsIn(9_000) }),
	])('with %j it is %i ms, or the usual back-off where that says nothing', async (headers, ms, status) => {
		kard.answer(failure(status, 'Slow down.', headers), userAnswer());

		await getUser();

		expect(kard.clock.sleeps).toEqual([ms]);
	});

	it.each([
		['61', 61_000, '61 seconds'],
		['119.001', 119_001, '2 minutes'],
		['600', 600_000, '10 minutes'],
		['36000', 36_000_000, '10 hours'],
		[dateIn(36_000_000), 36_000_000, '10 hours'],
	])('Retry-After %s exceeds the cap: fails at once and says so', async (retryAfter, retryAfterMs, words) => {
		kard.answer(slowDown(retryAfter));

		const error = await rejection(getUser());

		expect(error).toBeInstanceOf(KardRateLimitError);
		expect(error).toMatchObject({ retryAfterMs, message: textLike(`to wait ${words}`) });
		expect(kard.received).toHaveLength(1);
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('a wait that exceeds the deadline fails at once as well', async () => {
		kard.answer(slowDown('30', 503));

		const error = await rejection(getUser({ deadlineMs: 30_000 }));

		expect(error).toMatchObject({ statusCode: 503, retryAfterMs: 30_000, message: textLike('30 seconds') });
		expect(kard.clock.sleeps).toEqual([]);
	});

	it.each([
		[429, 'failed'],
		[503, 'unknown'],
	])('the rest of the call fails as well, without another request: %i, %s', async (status, outcome) => {
		kard.answer(accepted, slowDown('36000', status), accepted);

		const result = await submit(5);

		expect(kard.received).toHaveLength(2);
		// What was not sent is not in doubt.
		expect(outcomes(result)).toEqual(['submitted', outcome, 'failed', 'failed', 'failed']);
		for (const { error } of result.failed) expect(error.retryAfterMs).toBe(36_000_000);
	});

	it.each<[Record<string, string>, object, readonly number[]]>([
		[{ [REMAINING]: '0', [QUOTA]: '4' }, {}, [4_000]],
		[{ [REMAINING]: ' 00 ', [QUOTA]: '4' }, {}, [4_000]],
		[{ [REMAINING]: '1', [QUOTA]: '4' }, {}, []],
		[{ [REMAINING]: '', [QUOTA]: '4' }, {}, []],
		[{ [REMAINING]: '-0', [QUOTA]: '4' }, {}, []],
		[{ [REMAINING]: '0', [QUOTA]: '0' }, {}, []],
		[{ [REMAINING]: '0' }, {}, []],
		[{ [QUOTA]: '4' }, {}, []],
		// Kard may still take a request for which there is no time to wait.
		[{ [REMAINING]: '0', [QUOTA]: '40' }, { deadlineMs: 30_000 }, []],
	])('after a success with %j (%j) the next request waits %j ms', async (headers, options, waits) => {
		kard.answer({ ...accepted, headers });

		expect(outcomes(await submit(2, options))).toEqual(['submitted', 'submitted']);
		expect(kard.clock.sleeps).toEqual(waits);
	});
});

describe('back-off', () => {
	it.each([
		[0, [0, 0, 0, 0, 0, 0, 0, 0]],
		[0.5, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
		[0.999, [999, 1_998, 3_996, 7_992, 15_984, 31_968, 59_940, 59_940]],
	])('doubles up to a minute, with chance %d', async (chance, waits) => {
		kard.answer(failure(503));
		const client = kard.client({ clock: { ...kard.clock, random: () => chance }, maxRetries: 8 });

		await rejection(client.users.get('user-1'));

		expect(kard.clock.sleeps).toEqual(waits);
	});

	it.each([
		[500, []],
		[501, [500]],
		[1_500, [500]],
		[1_501, [500, 1_000]],
	])('with a deadline of %i ms waits %j ms, after a response as after none', async (deadlineMs, waits) => {
		const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
		for (const answer of [{ status: 503, headers: {}, body: '' }, reset]) {
			const { call, clock } = callOf({ maxRetries: 9, timeoutMs: 1_000, deadlineMs });
			let sent = 0;

			await sendThrough(call, async () => {
				sent += 1;
				return await (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
			}).catch((error: unknown) => error);

			expect(sent).toBe(waits.length + 1);
			expect(clock.sleeps).toEqual(waits);
		}
	});
});

describe('one "slow down" is meant for all requests of the call', () => {
	/** Answers the second request with 429, holds the others back until that was heard, and gives when each was sent. */
	const timesOf = async (count: number, options: Partial<KardClientOptions> = {}) => {
		kard.answer(accepted, slowDown('7'), async () => {
			for (let turn = 0; turn < 200 && kard.clock.sleeps.length === 0; turn += 1) await sleep(5);
			return accepted;
		});
		const times: number[] = [];
		const overSockets = axiosTransport();
		const transport: Transport = (request) => {
			if (!request.url.endsWith('/token')) times.push(kard.clock.now() - NOW);
			return overSockets(request);
		};
		const client = kard.client({ ...options, transport });
		const result = await client.transactions.submit(purchases(count), { batchSize: 1, concurrency: 4 });
		// The first alone, then four at once, of which one is told to wait.
		expect(times.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
		expect(Math.min(...times.slice(5))).toBeGreaterThanOrEqual(7_000);
		return { times, result };
	};

	it('one 429 sends nothing for 7 s, for any of the parallel requests', async () => {
		const { times, result } = await timesOf(12);

		expect(new Set(outcomes(result))).toEqual(new Set(['submitted']));
		expect(times).toHaveLength(13);
	});

	it('also when the request that was refused so is not repeated', async () => {
		const { times, result } = await timesOf(8, { maxRetries: 0 });

		expect(result.failed).toHaveLength(1);
		expect(times).toHaveLength(8);
	});

	it('also when Kard does not say for how long', async () => {
		const asleep = { ...fakeClock(), sleep: () => new Promise<void>(() => undefined) };
		const { send, sent } = callOf({ maxRetries: 2, timeoutMs: 1_000 }, asleep);
		for (const status of [429, 200]) {
			void send(status);
			await moment();
		}

		expect(sent.count).toBe(1);
	});

	it('a pause that is made longer meanwhile is waited for to its end', async () => {
		const { call, clock } = callOf({ maxRetries: 0, timeoutMs: 1_000 });
		call.pause(2_000);
		const waiting = call.ready();
		call.pause(5_000);
		call.pause(1_000);

		await waiting;

		expect(clock.now()).toBe(NOW + 5_000);
	});
});

describe('the retry budget', () => {
	it('is ten for a call, whatever it may retry', async () => {
		kard.answer(failure(503));

		await rejection(getUser({ maxRetries: 30 }));

		expect(kard.received).toHaveLength(11);
		expect(retryPolicy).toMatchObject({
			maxRetries: 2,
			longestDelayMs: 60_000,
			timeoutMs: 60_000,
			budget: 10,
		});
	});

	it('is shared by all requests of the call, so that a struggling Kard is not hammered', async () => {
		kard.answer(failure(503));

		expect((await submit(20, { concurrency: 4 })).failed).toHaveLength(20);
		expect(kard.received).toHaveLength(30);
	});

	it.each([
		['JSON', '{}', 100],
		['a web page, which Kard did not send', '<html></html>', 60],
	])('is filled up by answers that are %s', async (_, body, requests) => {
		const { call } = callOf({ maxRetries: 2, timeoutMs: 1_000 });
		let sent = 0;
		for (let request = 0; request < 50; request += 1) {
			let tries = 0;
			await sendThrough(call, () => {
				sent += 1;
				tries += 1;
				return Promise.resolve({ status: tries === 1 ? 503 : 200, headers: {}, body });
			});
		}

		expect(sent).toBe(requests);
	});

	it('is never more than ten, however many answers there were', async () => {
		const { send, sent } = callOf({ maxRetries: 30, timeoutMs: 1_000 });
		for (let request = 0; request < 20; request += 1) await send(200, '{}');

		await send(503);

		expect(sent.count).toBe(20 + 1 + 10);
	});
});

const anyResponse = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(408, 429, 500, 503).map((status) => ({ status, headers: {} })) },
	fc
		.integer({ min: -10, max: 100 })
		.map((wait) => ({ status: 429, headers: { 'Retry-After': String(wait) } })),
	fc.constant('drop' as const),
	fc.constantFrom(200, 404).map((status) => ({ status, headers: {} })),
);
const anyCall = fc.record({
	maxRetries: fc.nat({ max: 30 }),
	deadlineMs: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
	abortAt: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
	idempotent: fc.boolean(),
	chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

it('no wait is longer than a minute, none ends past the deadline, none begins after an abort', async () => {
	const answers = fc.array(anyResponse, { minLength: 1, maxLength: 20 });
	const property = fc.asyncProperty(answers, anyCall, async (responses, anyOne) => {
		const { maxRetries, deadlineMs, abortAt, idempotent, chance } = anyOne;
		const clock = { ...fakeClock(), random: () => chance };
		const stop = new AbortController();
		const sent: unknown[] = [];
		const attempt = (): Promise<TransportResponse> => {
			expect(stop.signal.aborted).toBe(false);
			const next = responses[sent.length % responses.length] ?? 'drop';
			sent.push(next);
			if (sent.length === abortAt) stop.abort();
			return next === 'drop'
				? Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
				: Promise.resolve({ ...next, body: '' });
		};
		const { call } = callOf({ maxRetries, timeoutMs: 1_000, deadlineMs, signal: stop.signal }, clock);

		await sendThrough(call, attempt, idempotent).catch((error: unknown) => error);

		expect(sent.length).toBeLessThanOrEqual(Math.min(1 + maxRetries, 11, abortAt ?? Infinity));
		for (const wait of clock.sleeps) expect(wait).toBeLessThanOrEqual(60_000);
		expect(clock.now() - NOW).toBeLessThan(deadlineMs ?? Infinity);
		if (!idempotent) expect(sent.slice(0, -1)).not.toContain('drop');
	});
	await fc.assert(property, { numRuns: 100, seed: 7 });
});
