import { anyText, at, request, TestKard, textLike } from './support';

type Headers = Readonly<Record<string, string>>;

const [ID, SECRET] = ['sandbox-client', 'sandbox-secret-not-real'];
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const GRANT = 'grant_type=client_credentials';
const IN_JSON = { client_id: ID, client_secret: SECRET };
const IN_FORM = new URLSearchParams(IN_JSON).toString();
let now = Date.parse('2026-03-10T12:00:00Z');
let kard: TestKard;

beforeAll(async () => {
	kard = await TestKard.start({ now: () => now, tokenTtlSeconds: 60 });
});
afterEach(() => {
	kard.sandbox.reset();
});

const basic = (id: string, secret: string) => {
	return { ...FORM, authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
};
const ask = (body: unknown, headers: Headers = {}) =>
	request(`${kard.sandbox.baseUrl}/v2/auth/token`, 'POST', body, headers);
const statusFor = async (authorization?: string, path = '/v2/issuer') => {
	const headers = authorization === undefined ? undefined : { authorization };
	return (await request(kard.sandbox.baseUrl + path, 'GET', undefined, headers)).status;
};

it.each<[number, unknown, Headers]>([
	[200, GRANT, basic(ID, SECRET)],
	[200, IN_JSON, {}],
	[
		200,
		{ ...IN_JSON, grant_type: 'client_credentials' },
		{ 'content-type': 'application/json; charset=UTF-8' },
	],
	[200, IN_FORM, FORM],
	[400, 'grant_type=password', basic(ID, SECRET)],
	[400, 'other=1', basic(ID, SECRET)],
	[401, GRANT, basic(ID, 'wrong')],
	[404, GRANT, basic('nobody', SECRET)],
	[401, undefined, { authorization: 'Basic !!' }],
	[400, { ...IN_JSON, grant_type: 'x' }, {}],
	[400, { client_id: ID }, {}],
	[400, [], {}],
	[401, { client_id: ID, client_secret: 'wrong' }, {}],
	[404, { client_id: 'nobody', client_secret: 'x' }, {}],
	[400, undefined, {}],
	[400, '{', {}],
	[400, `client_id=${ID}`, FORM],
	[401, `client_id=${ID}&client_secret=wrong`, FORM],
	[404, 'client_id=nobody&client_secret=x', FORM],
])('the status is %d for %j with %j', async (expected, body, headers) => {
	const before = kard.sandbox.tokensIssued;
	const { status, json } = await ask(body, headers);
	expect([status, kard.sandbox.tokensIssued - before]).toEqual([expected, expected === 200 ? 1 : 0]);
	if (expected !== 200) return;
	expect(json).toEqual({ access_token: textLike(/^\S{20,}$/), expires_in: 60, token_type: 'Bearer' });
	expect(await statusFor(`Bearer ${String(at(json, 'access_token'))}`)).toBe(200);
});

it.each(['json', 'form', 'basic'] as const)('token: %s is the only style that works', async (token) => {
	for (const tokenRefusal of ['400', '404', '415'] as const) {
		kard.read({ token, tokenRefusal });
		const tried = { json: ask(IN_JSON), form: ask(IN_FORM, FORM), basic: ask(GRANT, basic(ID, SECRET)) };
		for (const [style, response] of Object.entries(tried)) {
			const expected = style === token ? 200 : Number(tokenRefusal);
			expect([style, (await response).status]).toEqual([style, expected]);
		}
	}
});

it.each([
	[{ client_id: ID, client_secret: 'wrong' }, 401, 'invalid_client'],
	[{ client_id: ID }, 400, 'invalid_request'],
	[{ ...IN_JSON, grant_type: 'password' }, 400, 'unsupported_grant_type'],
])('tokenErrors: %j is refused in the words of OAuth', async (body, expected, error) => {
	kard.read({ tokenErrors: 'oauth' });
	const { status, json } = await ask(body);
	expect([status, json]).toEqual([expected, { error, error_description: anyText }]);
});

it('a token is for the issuer that was named when it was requested, and its own organization', async () => {
	const { json } = await ask(IN_JSON, { 'X-Kard-Target-Issuer': 'issuer-2' });
	expect(kard.sandbox.requests.at(-1)?.headers['x-kard-target-issuer']).toBe('issuer-2');
	const token = `Bearer ${String(at(json, 'access_token'))}`;
	for (const issuer of ['issuer-2', kard.sandbox.organizationId]) {
		expect(await statusFor(token, `/v2/issuers/${issuer}/users/none`)).toBe(404);
	}
	expect(kard.sandbox.requests.at(-1)?.targetIssuer).toBe('issuer-2');
	for (const issuer of ['another', '', '%7BorganizationId%7D']) {
		expect(await statusFor(token, `/v2/issuers/${issuer}/users/u1`)).toBe(403);
	}
});

it('a token is good until it expires, or all are refused', async () => {
	expect([await statusFor(), await statusFor('Bearer unknown')]).toEqual([401, 401]);
	const token = await kard.bearer();
	now += 59_999;
	const later = await kard.bearer();
	expect(await statusFor(token)).toBe(200);
	now += 1;
	expect([await statusFor(token), await statusFor(later)]).toEqual([401, 200]);
	kard.sandbox.expireTokens();
	expect([await statusFor(later), await statusFor(await kard.bearer())]).toEqual([401, 200]);
});
