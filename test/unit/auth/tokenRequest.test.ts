import { readCredentials } from '../../../shared/auth/credentials';
import { buildTokenRequest, readToken } from '../../../shared/auth/tokenRequest';
import { tokenStyles } from '../../../shared/auth/tokenStyle';

const AUTH = { clientId: 'client-1', clientSecret: 'secret-1' };
const BASE_URL = 'https://kard.example.com';
const json = (value: unknown) => ({ kind: 'json', value }) as const;

it.each([
	[199, false],
	[200, true],
	[201, true],
	[299, true],
	[300, false],
])('a token in an answer of %i is one: %p', (status, isOne) => {
	const read = () => readToken({ status, content: json({ access_token: 'token-1', expires_in: 60 }) });

	if (isOne) expect(read()).toEqual({ accessToken: 'token-1', expiresInSeconds: 60 });
	else expect(read).toThrow(new RegExp(`\\(status ${status}\\)`));
});

it.each([
	[400, /did not understand the token request \(400\)/],
	[401, /did not accept the client ID and client secret \(401\)/],
	[403, /gives no token to these credentials \(403\)/],
	[404, /does not know this client \(404\)/],
	[415, /did not understand the token request \(415\)/],
])('an answer of %i is put in words of its own', (status, words) => {
	expect(() => readToken({ status, content: { kind: 'empty' } })).toThrow(words);
});

it.each<[unknown, number]>([
	[undefined, 3_600],
	['', 3_600],
	['soon', 3_600],
	[0, 0],
	[-5, 0],
	['60', 60],
	[Infinity, 3_600],
])('a life of %p is one of %i seconds', (expiresIn, seconds) => {
	const value = { access_token: 'token-1', expires_in: expiresIn };

	expect(readToken({ status: 200, content: json(value) }).expiresInSeconds).toBe(seconds);
});

it.each([
	['automatic', false, undefined, ['json', 'basic']],
	['automatic', true, undefined, ['basic', 'json']],
	[undefined, false, undefined, ['json', 'basic']],
	[undefined, true, undefined, ['basic', 'json']],
	['automatic', false, 'basic', ['basic', 'json']],
	['automatic', true, 'json', ['json', 'basic']],
	['basic', false, 'json', ['basic']],
	['json', true, 'basic', ['json']],
] as const)(
	'with %p chosen, a token URL %p and %p taken before, %j are tried',
	(choice, hasTokenUrl, accepted, styles) => {
		expect(tokenStyles({ choice, hasTokenUrl, accepted })).toEqual(styles);
	},
);

it('the two styles say the same in different ways', () => {
	const credentials = readCredentials({ ...AUTH, targetIssuer: ' issuer-7 ' }, BASE_URL);
	const common = { method: 'POST', url: `${BASE_URL}/v2/auth/token`, timeoutMs: 5 };

	expect(buildTokenRequest(credentials, 'json', 5)).toEqual({
		...common,
		headers: {
			'X-Kard-Target-Issuer': 'issuer-7',
			Accept: 'application/json',
			'Content-Type': 'application/json',
		},
		body: '{"client_id":"client-1","client_secret":"secret-1"}',
	});
	expect(buildTokenRequest(credentials, 'basic', 5)).toEqual({
		...common,
		headers: {
			'X-Kard-Target-Issuer': 'issuer-7',
			Accept: 'application/json',
			'Content-Type': 'application/x-www-form-urlencoded',
			Authorization: 'Basic Y2xpZW50LTE6c2VjcmV0LTE=',
		},
		body: 'grant_type=client_credentials',
	});
});
