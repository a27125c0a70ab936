import {
	bearer,
	KardAuthenticationError,
	KardError,
	KardValidationError,
	type Authorization,
	type ClientCredentialsAuth,
	type KardAuth,
} from '../../shared/host';
import { outcomes, rejection, textLike } from '../support/expected';
import { purchases } from '../support/purchase';
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
		[{}, [404, 404], /does not know this client \(404\).*client ID/],
		[{}, [415, 400], /did not understand the token request \(400\)/],
		[{}, [404, 415], /did not understand the token request \(415\)/],
		[{}, [400, 401], /^Kard did not accept the client ID and client secret \(401\).*environment/],
		[{}, [401], /did not accept the client ID and client secret \(401\).*environment/],
		[{}, [403], /gives no token to these credentials \(403\).*target issuer/],
		[{}, [302], /gave no token \(status 302\).*token URL/],
		[{}, [418], /gave no token \(status 418\)/],
		[{}, [422], /gave no token \(status 422\)/],
		[{ tokenRequest: 'json' }, [400], /did not understand the token request \(400\)/],
		[{ tokenRequest: 'basic' }, [404], /does not know this client \(404\)/],
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
		expect(String(error).endsWith(tried)).toBe(second !== 401);
	});
});

describe('when no token can be had', () => {
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
		expect(String(error)).toMatch(/status 20[04]\) holds no token.*token URL.*environment/);
		expect(String(error).includes('is not JSON')).toBe(!isJson);
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

it.each([
	[403, 1],
	[503, 3],
])(
	'a write of many requests that gets %i for its token asks for one as often as a single request does: %i',
	async (status, times) => {
		kard.answerToken(failure(status));

		const result = await kard.client().transactions.submit(purchases(6), { batchSize: 1, concurrency: 2 });

		expect(outcomes(result)).toEqual(Array(6).fill('failed'));
		expect(kard.tokenRequests).toHaveLength(times);
		expect(kard.received).toEqual([]);
	},
);

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
