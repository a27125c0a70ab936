import { setTimeout as sleep } from 'node:timers/promises';
import {
	bearer,
	KardAuthenticationError,
	KardClient,
	KardError,
	KardValidationError,
	KardTimeoutError,
	type Authorization,
	type ClientCredentialsAuth,
	type KardAuth,
} from '../../shared/host';
import { CallContext } from '../../shared/http/callContext';
import { rejection, textLike } from '../support/expected';
import {
	CREDENTIALS,
	failure,
	ORGANIZATION,
	startScriptedKard,
	token,
	userAnswer,
	type Received,
	type Reply,
} from '../support/scriptedKard';

const kard = startScriptedKard();
const bearers = () => kard.received.map(({ headers }) => headers.authorization);
const clientOf = (settings: Partial<ClientCredentialsAuth> = {}) =>
	kard.client({ auth: { ...CREDENTIALS, ...settings } });
const getUser = (settings: Partial<ClientCredentialsAuth> = {}) => clientOf(settings).users.get('user-1');

const FORM = 'grant_type=client_credentials';
const BODY = '{"client_id":"client-1","client_secret":"secret-of-client-1"}';

/** In which style a token was requested. */
const styleOf = ({ headers, body }: Received): string => {
	if (headers.authorization?.startsWith('Basic ') && body === FORM) return 'basic';
	const isJson = headers['content-type'] === 'application/json' && headers.authorization === undefined;
	return isJson && body === BODY ? 'json' : 'neither';
};
const styles = () => kard.tokenRequests.map(styleOf);
/** A Kard that takes one style, and responds to the other with a status. */
const takesOnly = (style: string, otherwise: Reply) => {
	let issued = 0;
	kard.answerToken((request) => (styleOf(request) === style ? token(`token-${(issued += 1)}`) : otherwise));
};

describe('requesting a token', () => {
	const types = { basic: 'application/x-www-form-urlencoded', json: 'application/json', automatic: '' };

	it.each<[Partial<ClientCredentialsAuth>, string | undefined, string, string?]>([
		[{ tokenRequest: 'basic' }, 'client-1:secret-of-client-1', FORM],
		[{ tokenRequest: 'basic', targetIssuer: ' issuer-7 ' }, 'client-1:secret-of-client-1', FORM, 'issuer-7'],
		[{ tokenRequest: 'basic', clientId: ' client-1 ', clientSecret: '\tsecret\n' }, 'client-1:secret', FORM],
		[{ tokenRequest: 'basic', clientId: 'c', clientSecret: 'a:b&c=ü%20' }, 'c:a:b&c=ü%20', FORM],
		[{ tokenRequest: 'json' }, undefined, BODY],
		[{ tokenRequest: 'json', targetIssuer: 'issuer-7' }, undefined, BODY, 'issuer-7'],
		[{ tokenRequest: 'json', targetIssuer: '' }, undefined, BODY],
	])('with %j sends %j as HTTP Basic, and the body %j', async (...[settings, basic, body, issuer]) => {
		await getUser(settings);

		expect(kard.tokenRequests).toMatchObject([{ method: 'POST', path: '/v2/auth/token', body }]);
		const { authorization, ...headers } = kard.tokenRequests[0]?.headers ?? {};
		const encoded = basic === undefined ? undefined : Buffer.from(basic).toString('base64');
		expect(authorization).toBe(encoded && `Basic ${encoded}`);
		expect(headers).toMatchObject({
			...{ accept: 'application/json', 'content-type': types[settings.tokenRequest ?? 'automatic'] },
		});
		expect(headers['x-kard-target-issuer']).toBe(issuer);
		expect(kard.received[0]?.headers).not.toHaveProperty('x-kard-target-issuer');
		expect(bearers()).toEqual(['Bearer token-1']);
	});

	it.each(['', '/', '/v2/auth/token'])('from the host of the issuer, given with %j', async (ending) => {
		const auth = { ...CREDENTIALS, tokenUrl: kard.baseUrl + ending };
		await kard.client({ auth, baseUrl: `${kard.baseUrl}/api` }).users.get('user-1');

		expect(kard.tokenRequests.map(({ path }) => path)).toEqual(['/v2/auth/token']);
		expect(kard.received.map(({ path }) => path)).toEqual([`/api/v2/issuers/${ORGANIZATION}/users/user-1`]);
	});

	it('from an address with a path of its own', async () => {
		kard.answer(token('token-of-its-own'), userAnswer());
		await getUser({ tokenUrl: `${kard.baseUrl}/oauth/grant` });

		expect(kard.received[0]?.path).toBe('/oauth/grant');
		expect(bearers()[1]).toBe('Bearer token-of-its-own');
	});

	it.each<[string, Partial<ClientCredentialsAuth> | { readonly token: string }]>([
		['Token URL: begins with http://', { tokenUrl: 'http://kard.example.com/token' }],
		['Token URL: is not a web address', { tokenUrl: 'kard.example.com' }],
		['Token URL: holds a user name or password', { tokenUrl: 'https://user:pass@example.com' }],
		['Client ID is empty', { clientId: ' ' }],
		['Client secret is empty', { clientSecret: '' }],
		['Token is empty', { token: '  ' }],
		['Client ID holds a line break', { clientId: 'client\n1' }],
		['Client secret holds a line break or another sign', { clientSecret: 's\u0000' }],
		['Token holds a line break', { token: 'first\r\nX-Evil: 1' }],
		['Token holds a sign that cannot be sent in an HTTP header', { token: 'tok…' }],
		['Target Issuer holds a sign that cannot be sent', { targetIssuer: '発行者' }],
		['Target Issuer holds a sign that cannot be sent', { targetIssuer: 'issuer\u200b7' }],
	])('%s: refused at once', (complaint, settings) => {
		const auth: KardAuth = 'token' in settings ? settings : { ...CREDENTIALS, ...settings };
		expect(() => kard.client({ auth })).toThrow(KardValidationError);
		expect(() => kard.client({ auth })).toThrow(complaint);
	});
});

describe('the style of the token request', () => {
	it.each<[string, Partial<ClientCredentialsAuth>, boolean, readonly string[]]>([
		['JSON first at the API itself, as the official SDKs do', {}, false, ['json']],
		['JSON first also where it was left open', { tokenRequest: 'automatic' }, false, ['json']],
		['a form first at a token URL, as the guide of Kard does', {}, true, ['basic']],
		['the form that was chosen', { tokenRequest: 'basic' }, false, ['basic']],
		['the JSON that was chosen', { tokenRequest: 'json' }, true, ['json']],
	])('is %s', async (_, settings, hasTokenUrl, expected) => {
		await getUser({ ...settings, ...(hasTokenUrl ? { tokenUrl: kard.baseUrl } : {}) });

		expect(styles()).toEqual(expected);
	});

	it.each([400, 404, 415])(
		'is the other one once after %i, and first from then on, should Kard not change its mind',
		async (status) => {
			takesOnly('basic', failure(status));
			const client = clientOf();

			await Promise.all(['user-1', 'user-2', 'user-3'].map((id) => client.users.get(id)));
			kard.clock.advance(4_000_000);
			await client.users.get('user-1');
			expect(bearers()).toEqual([...Array<string>(3).fill('Bearer token-1'), 'Bearer token-2']);

			takesOnly('json', failure(status));
			kard.clock.advance(4_000_000);
			await client.users.get('user-1');
			expect(styles()).toEqual(['json', 'basic', 'basic', 'basic', 'json']);
		},
	);

	it('JSON at a token URL that takes no form', async () => {
		takesOnly('json', failure(415));

		await getUser({ tokenUrl: kard.baseUrl });

		expect(styles()).toEqual(['basic', 'json']);
	});

	it('that Kard finds busy is waited for', async () => {
		kard.answerToken(failure(400), failure(503), token('token-late'));

		await getUser();

		expect(styles()).toEqual(['json', 'basic', 'basic']);
	});

	it.each<[Partial<ClientCredentialsAuth>, readonly number[], RegExp]>([
		[{}, [400, 400], /did not understand the token request \(400\).*style/],
		[{}, [404, 404], /does not know this Client ID \(404\)\..* another environment.* again\.$/],
		[{}, [415, 400], /did not understand the token request \(400\)/],
		[{}, [404, 415], /did not understand the token request \(415\)/],
		[{}, [400, 401], /^Kard \(127\..+\) did not accept the Client Secret \(401\).*environment/],
		[{}, [401], /did not accept the Client Secret \(401\).*environment/],
		[{}, [403], /gives no token to these credentials \(403\).*Target Issuer/],
		[{}, [302], /no Kard API at 127\..+ a redirection, which is not followed \(302\).*Token URL/],
		[{}, [418], /gave no token \(418\)/],
		[{}, [422], /gave no token \(422\)/],
		[{ tokenRequest: 'json' }, [400], /did not understand the token request \(400\)/],
		[{ tokenRequest: 'basic' }, [404], /does not know this Client ID \(404\)/],
	])('with %j is explained when Kard answers %j', async (settings, statuses, says) => {
		kard.answerToken(...statuses.map((status) => failure(status, 'echo of secret-of-client-1')));

		const error = await rejection(getUser(settings));

		const [first, second = 401] = statuses;
		expect(kard.tokenRequests).toHaveLength(statuses.length);
		expect(kard.received).toEqual([]);
		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(error).toMatchObject({
			...{ statusCode: statuses.at(-1), body: undefined, errors: [] },
			...{ outcomeUnknown: false, noToken: true, message: textLike(says) },
		});
		const tried = ` Both token request styles were tried: JSON Body (${first}), Basic Authentication (${second}).`;
		expect(String(error).endsWith(tried)).toBe(second === 400 || second === 415);
	});
});

describe('when no token can be had', () => {
	it.each([
		[
			'sandbox',
			401,
			/^Kard \(Sandbox\) did not accept the Client Secret .* If they are for Production, choose that/,
		],
		[
			'production',
			404,
			/^Kard \(Production\) does not know this Client ID .* If it is for Sandbox, choose that/,
		],
	] as const)('from %s (%d), the error names the other environment', async (environment, status, says) => {
		// Whatever the body is: at this address nobody but Kard answers.
		const transport = () => Promise.resolve({ status, headers: {}, body: '<html></html>' });
		const client = new KardClient({
			organizationId: ORGANIZATION,
			auth: CREDENTIALS,
			environment,
			transport,
		});

		expect(await rejection(client.ping())).toMatchObject({ message: textLike(says) });
	});

	it.each<[string, Reply, boolean]>([
		['HTML', { body: '<html><body>Sign in, secret-of-client-1</body></html>' }, false],
		['nothing', { status: 204 }, false],
		['JSON without a token', { body: { message: 'hello secret-of-client-1' } }, true],
		['an empty token', { body: { access_token: '', expires_in: 3_600 } }, true],
		['a token that is a number', { body: { access_token: 12, expires_in: 3_600 } }, true],
		['null', { body: 'null' }, true],
		['a list', { body: [] }, true],
	])('an answer that is %s: an error that says so, without the body', async (_, reply, isJson) => {
		kard.answerToken(reply);

		const error = await rejection(getUser());

		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(error).toMatchObject({ body: undefined, errors: [] });
		expect(String(error)).toMatch(/There is no Kard API at .* \(20[04]\)\. Check the Base URL/);
		expect(String(error).includes('JSON without a token')).toBe(isJson);
		expect(kard.received).toEqual([]);
		expect(kard.tokenRequests).toHaveLength(1);
	});

	it('503, 503, then a token: the call goes on', async () => {
		kard.answerToken(failure(503), failure(503), token('token-3'));

		await getUser();

		expect(bearers()).toEqual(['Bearer token-3']);
		expect(kard.clock.sleeps).toEqual([500, 1_000]);
	});

	it.each([
		['503', failure(503, 'hush'), 3, { statusCode: 503, body: undefined, errors: [] }],
		['a dropped connection', 'drop', 3, { name: 'KardNetworkError' }],
		[
			'429, and to wait ten hours',
			failure(429, 'Slow down.', { 'Retry-After': '36000' }),
			1,
			{ name: 'KardRateLimitError', retryAfterMs: 36_000_000, message: textLike('10 hours') },
		],
	] as const)('%s for ever: nothing is said to have been sent', async (...given) => {
		const [, behaviour, requests, expected] = given;
		kard.answerToken(behaviour);

		const error = await rejection(getUser());

		expect(error).toBeInstanceOf(KardError);
		expect(error).not.toBeInstanceOf(KardAuthenticationError);
		expect(error).toMatchObject({ ...expected, outcomeUnknown: false, noToken: true });
		expect(kard.tokenRequests).toHaveLength(requests);
		expect(kard.received).toEqual([]);
	});
});

describe('other ways to sign in', () => {
	it('a bearer token is used as it is; when Kard refuses it, there is one request and an error', async () => {
		kard.answer(userAnswer(), failure(401));
		const client = kard.client({ auth: { token: ' given-token ' } });

		await client.users.get('user-1');
		const error = await rejection(client.users.get('user-1'));

		expect(bearers()).toEqual(['Bearer given-token', 'Bearer given-token']);
		expect(kard.tokenRequests).toEqual([]);
		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(String(error)).toMatch(/\(401\).*token.*environment/);
	});

	it('a host that manages the token gets requests without one, and 401 is final', async () => {
		kard.answer(failure(401));

		const error = await rejection(kard.client({ auth: { managedByHost: true } }).users.get('user-1'));

		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(bearers()).toEqual([undefined]);
		expect(kard.tokenRequests).toEqual([]);
	});

	it.each([true, false])(
		'a host says whether a refused request goes out once more: %p',
		async (isRenewed) => {
			kard.answer(failure(401, 'hush-1 and hush-2'));
			const [first, second] = [bearer('hush-1'), bearer('hush-2')];
			const refused: Authorization[] = [];
			const authenticator = {
				authorize: () => Promise.resolve(refused.length === 0 ? first : second),
				refused: (authorization: Authorization) => refused.push(authorization) > 0 && isRenewed,
				secrets: () => ['hush-1', 'hush-2'],
			};

			const error = await rejection(kard.client({ auth: { authenticator } }).users.get('user-1'));

			expect(bearers()).toEqual(isRenewed ? ['Bearer hush-1', 'Bearer hush-2'] : ['Bearer hush-1']);
			expect(refused).toEqual([first]);
			expect(String(error)).toMatch(/Kard says: ••• and •••$/);
		},
	);

	it('a host that finds no token on the way has sent nothing, and is tried again where it was busy', async () => {
		const busy = new KardAuthenticationError('No.', { statusCode: 503, noToken: true });
		const send = jest.fn(() => Promise.reject(busy));
		const authenticator = {
			authorize: () => Promise.resolve({ send }),
			...{ refused: () => true, secrets: () => [] },
		};

		const error = await rejection(kard.client({ auth: { authenticator } }).users.delete('user-1'));

		expect(error).toMatchObject({ message: 'No.', noToken: true, outcomeUnknown: false });
		expect(send).toHaveBeenCalledTimes(3);
		expect(kard.received).toEqual([]);
	});
});

const tokensUsed = () => kard.received.map(({ headers }) => headers.authorization?.replace('Bearer ', ''));
const SECOND = 1_000;
/** Tokens with a life of their own: `token-1`, `token-2`, … */
const tokensThatLast = (...life: unknown[]) => {
	let issued = 0;
	kard.answerToken(() => ({
		body: { access_token: `token-${(issued += 1)}`, ...(life.length > 0 ? { expires_in: life[0] } : {}) },
	}));
};

describe('how long a token is used', () => {
	it.each<[string, readonly unknown[], number]>([
		['3600', [3_600], 3_600],
		['the text "3600"', ['3600'], 3_600],
		['600', [600], 600],
		['null', [null], 3_600],
		['an object', [{ seconds: 60 }], 3_600],
		['an empty text', [''], 3_600],
		['the word "soon"', ['soon'], 3_600],
		['missing', [], 3_600],
	])('expires_in %s: it is renewed two minutes before its end', async (_, expiresIn, life) => {
		tokensThatLast(...expiresIn);
		const client = kard.client();
		for (const wait of [0, (life - 120) * SECOND - 1, 1]) {
			kard.clock.advance(wait);
			await client.users.get('user-1');
		}

		expect(tokensUsed()).toEqual(['token-1', 'token-1', 'token-2']);
		expect(kard.tokenRequests).toHaveLength(2);
	});

	it('is renewed in the middle of a long call as well', async () => {
		const page = (links = {}) => ({ body: { data: [], links } });
		kard.answer(page({ next: '?page[after]=a' }), page());
		const pages = kard.client().rewards.offers('user-1').pages()[Symbol.asyncIterator]();
		await pages.next();
		kard.clock.advance(3_500 * SECOND);
		await pages.next();

		expect(tokensUsed()).toEqual(['token-1', 'token-2']);
	});

	it.each([0, 60, 120, '60', -5])('expires_in %j: one token fetch a call', async (expiresIn) => {
		tokensThatLast(expiresIn);
		kard.answer(failure(503), failure(503), userAnswer());
		const client = kard.client();

		await client.users.get('user-1');
		await client.users.get('user-1');

		expect(tokensUsed()).toEqual(['token-1', 'token-1', 'token-1', 'token-2']);
		expect(kard.tokenRequests).toHaveLength(2);
	});

	it('two calls at once with tokens of no life fetch no more than one each', async () => {
		tokensThatLast(0);
		kard.answer(failure(503), failure(503), failure(503), userAnswer());
		const client = kard.client();

		await Promise.all([client.users.get('user-1'), client.users.get('user-2')]);

		expect(kard.tokenRequests.length).toBeLessThanOrEqual(2);
	});
});

describe('a token that Kard refuses', () => {
	it('an answer of 401, then 200: one token fetch, one repeat', async () => {
		kard.answer(userAnswer(), failure(401), userAnswer());
		const client = kard.client();
		await client.users.get('user-1');

		await expect(client.users.get('user-1')).resolves.toHaveProperty('id', 'user-1');

		expect(tokensUsed()).toEqual(['token-1', 'token-1', 'token-2']);
		expect(kard.tokenRequests).toHaveLength(2);
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('answers of 401 for ever: two requests, then an error that says what to check', async () => {
		kard.answer(failure(401, 'The token token-2 of secret-of-client-1 is not known.'));

		const error = await rejection(kard.client({ maxRetries: 5 }).users.get('user-1'));

		expect(tokensUsed()).toEqual(['token-1', 'token-2']);
		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(error).toMatchObject({
			statusCode: 401,
			message: textLike(/client ID.*client secret.*environment.*The token ••• of ••• is not known/),
		});
	});

	it('a POST that could do harm twice is repeated after a 401 all the same: it was not heard', async () => {
		kard.answer(failure(401), { status: 202, body: {} });

		await kard.client().request({ method: 'POST', path: '/v2/thing', body: { a: 1 } });

		expect(kard.received.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
	});

	it('a 503 after the renewal is repeated as ever', async () => {
		kard.answer(failure(401), failure(503), userAnswer());

		await kard.client().users.get('user-1');

		expect(tokensUsed()).toEqual(['token-1', 'token-2', 'token-2']);
	});

	const renewed = [token('token-1'), token('token-2'), failure(401)];
	const lost = [token('token-1'), failure(401)];
	const late = failure(503, 'Busy.', { 'Retry-After': '5' });

	const [auth, network, refusal] = ['KardAuthenticationError', 'KardNetworkError', 'KardApiError'] as const;

	it.each([
		['the repeat is dropped', renewed, [failure(503), failure(401), 'drop'], network, true, 4],
		['the repeat is refused', renewed, [failure(503), failure(401), failure(400)], refusal, true, 3],
		['no new token can be had', lost, [failure(503), failure(401)], auth, true, 2],
		['it runs out while waiting', [token('token-1', 121), failure(401)], [late], auth, true, 1],
		['nothing went before the 401', lost, [failure(401)], auth, false, 1],
	] as const)('an earlier request is not forgotten: %s', async (...row) => {
		const [, tokens, answers, name, outcomeUnknown, requests] = row;
		kard.answerToken(...tokens);
		kard.answer(...answers);

		const error = await rejection(kard.client({ maxRetries: 1 }).users.delete('user-1'));

		expect(error).toMatchObject({ name, outcomeUnknown });
		expect(kard.received).toHaveLength(requests);
	});
});

describe('many calls at once', () => {
	afterEach(() => {
		jest.useRealTimers();
	});
	const tenCalls = (client = kard.client()) =>
		Promise.allSettled(Array.from({ length: 10 }, (_, index) => client.users.get(`user-${index}`)));
	const expectFulfilled = (settled: readonly { readonly status: string }[]) => {
		expect(settled.map(({ status }) => status)).toEqual(Array(10).fill('fulfilled'));
	};
	/** Responds to the request for a token only when it is released. */
	const slowToken = (onRequest = (): void => undefined) => {
		let release = (): void => undefined;
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		kard.answerToken(async (): Promise<Reply> => {
			onRequest();
			await released;
			return token('token-1');
		});
		return { release };
	};

	it('ten calls without a token: one fetch', async () => {
		expectFulfilled(await tenCalls());
		expect(kard.tokenRequests).toHaveLength(1);
	});

	it('ten calls with an expired token: one fetch', async () => {
		const client = kard.client();
		await client.users.get('user-1');
		kard.clock.advance(4_000 * SECOND);

		await tenCalls(client);

		expect(kard.tokenRequests).toHaveLength(2);
		expect(new Set(tokensUsed().slice(1))).toEqual(new Set(['token-2']));
	});

	it.each([
		['at once', 0],
		['late, when the token has been renewed already', 20],
	])('ten calls with a revoked token: one fetch, each repeated once (one 401 comes %s)', async (_, last) => {
		const client = kard.client();
		await client.users.get('user-1');
		kard.answer(async ({ headers, path }) => {
			if (headers.authorization !== 'Bearer token-1') return userAnswer();
			while (path.endsWith('user-9') && kard.received.length < last) await sleep(5);
			return failure(401);
		});

		expectFulfilled(await tenCalls(client));

		expect(kard.tokenRequests).toHaveLength(2);
		expect(kard.received).toHaveLength(21);
	});

	it('when the fetch fails, all ten are rejected, and the next call tries anew', async () => {
		kard.answerToken(failure(401), token('token-later'));
		const client = kard.client();

		const settled = await tenCalls(client);

		expect(kard.tokenRequests).toHaveLength(1);
		expect(kard.received).toEqual([]);
		const rejected = { status: 'rejected', reason: { name: 'KardAuthenticationError' } };
		expect(settled).toMatchObject(Array(10).fill(rejected));
		await expect(client.users.get('user-1')).resolves.toHaveProperty('id', 'user-1');
	});

	it("one caller's abort ends that call at once and alone, not the fetch that the others wait for", async () => {
		const stop = new AbortController();
		const { release } = slowToken(() => {
			stop.abort();
		});
		const client = kard.client();
		const other = client.users.get('user-2');

		const error = await rejection(client.users.get('user-1', { signal: stop.signal }));
		release();

		expect(error).toHaveProperty('name', 'KardAbortError');
		await expect(other).resolves.toHaveProperty('id', 'user-1');
		expect(kard.tokenRequests).toHaveLength(1);
		expect(kard.received).toHaveLength(1);
	});

	it('a token that does not come is not waited for longer than the call would wait for an answer', async () => {
		kard.answerToken('hang');

		const error = await rejection(kard.client().users.get('user-1', { timeoutMs: 30, maxRetries: 0 }));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ noToken: true, message: 'No token came in time. Try again later.' });
		expect(kard.received).toEqual([]);
	});

	it.each([
		[0, 1_000],
		[2, 3 * 1_000 + 2 * 60_000],
	])(
		'nor, with %i repeats of a second each, longer than %i ms: its attempts and the longest waits between them',
		async (maxRetries, longestMs) => {
			jest.useFakeTimers();
			const call = new CallContext(kard.clock, { maxRetries, timeoutMs: SECOND });
			const outcome = jest.fn();
			call.waitFor(new Promise(() => undefined)).catch(outcome);

			await jest.advanceTimersByTimeAsync(longestMs - 1);
			expect(outcome).not.toHaveBeenCalled();
			await jest.advanceTimersByTimeAsync(1);

			expect(outcome).toHaveBeenCalledWith(expect.any(KardTimeoutError));
		},
	);

	it.each(['client', 'call'])(
		'the signal of the %s stops a fetch without bringing the process down',
		async (whose) => {
			const unhandled: unknown[] = [];
			const note = (reason: unknown) => unhandled.push(reason);
			process.on('unhandledRejection', note);
			const stop = new AbortController();
			const [ofClient, ofCall] =
				whose === 'client' ? [{ signal: stop.signal }, {}] : [{}, { signal: stop.signal }];
			kard.answerToken(async () => {
				stop.abort();
				await sleep(80);
				return failure(whose === 'client' ? 503 : 401);
			});

			const error = await rejection(kard.client(ofClient).users.get('user-1', ofCall));
			await sleep(80);
			process.off('unhandledRejection', note);

			expect(error).toHaveProperty('name', 'KardAbortError');
			expect(kard.tokenRequests).toHaveLength(1);
			expect(unhandled).toEqual([]);
		},
	);
});
