import { setTimeout as sleep } from 'node:timers/promises';
import { KardError, KardNetworkError, KardTimeoutError } from '../../shared';
import { rejection, textLike } from '../support/expected';
import { startKard } from '../support/kard';
import { failure, startScriptedKard, userAnswer, type Behaviour } from '../support/scriptedKard';

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
	...['2', ' 1.5 ', '0', 'Wed, 04 Mar 2026 12:00:09 GMT'].map(
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
		const message = textLike(
			/^Kard could not be reached, or the connection broke off \(no\)\. Check the env/,
		);
		expect(error).toMatchObject({ code, outcomeUnknown: inDoubt, message });
		expect([reading.attempts.count, posting.attempts.count]).toEqual([reads, posts]);
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

	await expect(kard.client().users.update('user-1', { enrolledRewards: [] })).rejects.toMatchObject(expected);
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

	it('a token that expires in mid-call is renewed once', async () => {
		const client = real.client();
		await client.users.get('user-shopper');
		real.sandbox.expireTokens();

		await client.users.get('user-shopper');

		expect(real.tokenRequests).toBe(2);
		expect(real.sent).toHaveLength(3);
	});

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

	it('a user that is deleted with the answer lost is deleted, and the repeat that finds nothing a success', async () => {
		real.fault('deleteUser', { kind: 'dropAfter' });

		const { data, response } = await real.client().users.delete('user-shopper').withResponse();

		expect(data).toEqual({ type: 'user', id: 'user-shopper', attributes: {} });
		expect(Object.keys(response).toSorted()).toEqual(['headers', 'status']);
		expect(response.status).toBe(404);
		expect(real.sandbox.state.users.size).toBe(0);
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
