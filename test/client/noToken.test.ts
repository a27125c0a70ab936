import { KardApiError, KardAuthenticationError, KardTimeoutError } from '../../shared';
import { failure, fakeKard, rejection, token } from './fakeKard';

const kard = fakeKard();
const bearers = () => kard.received.map(({ headers }) => headers.authorization);

describe('when no token can be had', () => {
	const ask = () => rejection(kard.client().users.get('user-1'));

	it.each([
		['HTML', { body: '<html><body>Sign in, secret-of-client-1</body></html>' }],
		['nothing', { status: 204 }],
		['JSON without a token', { body: { message: 'hello secret-of-client-1' } }],
		['an empty token', { body: { access_token: '', expires_in: 3_600 } }],
		['a token that is a number', { body: { access_token: 12, expires_in: 3_600 } }],
		['null', { body: 'null' }],
		['a list', { body: [] }],
	])(
		'an answer to the token request that is %s is an authentication error that says so, without the body',
		async (_, reply) => {
			kard.answerToken(reply);

			const error = await ask();

			expect(error).toBeInstanceOf(KardAuthenticationError);
			expect(error).toHaveProperty(
				'message',
				expect.stringMatching(/holds no token.*token URL.*environment/),
			);
			expect(error).toMatchObject({ body: undefined, errors: [] });
			expect(kard.received).toEqual([]);
			expect(kard.tokenRequests).toHaveLength(1);
		},
	);

	it.each([
		[401, /did not accept the client ID and client secret \(401\).*environment/],
		[403, /gives no token to these credentials \(403\).*target issuer/],
		[302, /gave no token \(status 302\).*token URL/],
		[418, /gave no token \(status 418\)/],
	])('status %i is not repeated and explained', async (status, message) => {
		kard.answerToken(failure(status, 'echo of secret-of-client-1'));

		const error = await ask();

		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(error).toMatchObject({ statusCode: status, body: undefined });
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(kard.tokenRequests).toHaveLength(1);
		expect(kard.received).toEqual([]);
	});

	it('503, 503, then a token: the call goes on', async () => {
		kard.answerToken(failure(503), failure(503), token('token-3'));

		await kard.client().users.get('user-1');

		expect(bearers()).toEqual(['Bearer token-3']);
		expect(kard.clock.sleeps).toEqual([500, 1_000]);
	});

	it('503 for ever: three attempts in all, and nothing is said to have been sent', async () => {
		kard.answerToken(failure(503, 'echo of secret-of-client-1'));

		const error = await ask();

		expect(error).toBeInstanceOf(KardApiError);
		expect(error).not.toBeInstanceOf(KardAuthenticationError);
		expect(error).toMatchObject({ statusCode: 503, outcomeUnknown: false, body: undefined });
		expect(kard.tokenRequests).toHaveLength(3);
	});

	it('a dropped connection: three attempts in all, and nothing is said to have been sent', async () => {
		kard.answerToken('drop');

		const error = await ask();

		expect(error).toMatchObject({ name: 'KardNetworkError', outcomeUnknown: false });
		expect(kard.tokenRequests).toHaveLength(3);
		expect(kard.received).toEqual([]);
	});

	it('429 for ten hours: fails at once and says how long Kard asked for', async () => {
		kard.answerToken(failure(429, 'Slow down.', { 'Retry-After': '36000' }));

		const error = await ask();

		expect(error).toMatchObject({ name: 'KardRateLimitError', retryAfterMs: 36_000_000 });
		expect(error).toHaveProperty('message', expect.stringContaining('10 hours'));
		expect(kard.tokenRequests).toHaveLength(1);
	});

	it('no answer in time: a time-out, in the time that the call has', async () => {
		kard.answerToken('hang');

		const error = await rejection(kard.client().users.get('user-1', { timeoutMs: 30, maxRetries: 0 }));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(kard.received).toEqual([]);
	});
});
