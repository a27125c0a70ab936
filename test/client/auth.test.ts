import { KardAuthenticationError, KardValidationError, type KardAuth } from '../../shared';
import { CREDENTIALS, failure, fakeKard, ORGANIZATION, rejection, token, userAnswer } from './fakeKard';

const kard = fakeKard();
const bearers = () => kard.received.map(({ headers }) => headers.authorization);

describe('asking for a token', () => {
	it('as the guide has it: HTTP Basic and a form', async () => {
		await kard.client({ auth: { ...CREDENTIALS, tokenRequest: 'basic' } }).users.get('user-1');

		const [request] = kard.tokenRequests;
		const basic = Buffer.from('client-1:secret-of-client-1').toString('base64');
		expect(request).toMatchObject({
			method: 'POST',
			path: '/v2/auth/token',
			body: 'grant_type=client_credentials',
			headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
		});
		expect(request?.headers).not.toHaveProperty('x-kard-target-issuer');
		expect(bearers()).toEqual(['Bearer token-1']);
	});

	it('as the official SDKs do: a JSON body', async () => {
		await kard.client({ auth: { ...CREDENTIALS, tokenRequest: 'json' } }).users.get('user-1');

		const [request] = kard.tokenRequests;
		expect(request?.headers['content-type']).toBe('application/json');
		expect(request?.headers).not.toHaveProperty('authorization');
		expect(JSON.parse(request?.body ?? '')).toEqual({
			client_id: 'client-1',
			client_secret: 'secret-of-client-1',
		});
		expect(bearers()).toEqual(['Bearer token-1']);
	});

	it.each(['basic', 'json'] as const)('for one of several issuers (%s)', async (tokenRequest) => {
		const auth = { ...CREDENTIALS, tokenRequest, targetIssuer: 'issuer-7' };

		await kard.client({ auth }).users.get('user-1');

		expect(kard.tokenRequests[0]?.headers['x-kard-target-issuer']).toBe('issuer-7');
		expect(kard.received[0]?.headers).not.toHaveProperty('x-kard-target-issuer');
	});

	it('leaves the header out when the target issuer is empty', async () => {
		await kard.client({ auth: { ...CREDENTIALS, targetIssuer: '' } }).users.get('user-1');

		expect(kard.tokenRequests[0]?.headers).not.toHaveProperty('x-kard-target-issuer');
	});

	it('takes white space around id and secret for a slip of the hand', async () => {
		const auth = { clientId: ' client-1 ', clientSecret: '\tsecret\n', tokenRequest: 'basic' } as const;
		await kard.client({ auth }).users.get('user-1');

		const [, encoded = ''] = kard.tokenRequests[0]?.headers.authorization?.split(' ') ?? [];
		expect(Buffer.from(encoded, 'base64').toString()).toBe('client-1:secret');
	});

	it('a secret with signs of its own is sent as it is', async () => {
		const auth = { clientId: 'c', clientSecret: 'a:b&c=ü%20', tokenRequest: 'basic' } as const;
		await kard.client({ auth }).users.get('user-1');

		const [, encoded = ''] = kard.tokenRequests[0]?.headers.authorization?.split(' ') ?? [];
		expect(Buffer.from(encoded, 'base64').toString('utf8')).toBe('c:a:b&c=ü%20');
	});

	it.each(['', '/', '/v2/auth/token'])('from the host of the issuer, given with %j', async (ending) => {
		const client = kard.client({
			auth: { ...CREDENTIALS, tokenUrl: kard.baseUrl + ending },
			baseUrl: `${kard.baseUrl}/api`,
		});

		await client.users.get('user-1');

		expect(kard.tokenRequests.map(({ path }) => path)).toEqual(['/v2/auth/token']);
		expect(kard.received.map(({ path }) => path)).toEqual([`/api/v2/issuers/${ORGANIZATION}/users/user-1`]);
	});

	it('from an address with a path of its own', async () => {
		kard.answer(token('token-of-its-own'), userAnswer());
		const client = kard.client({ auth: { ...CREDENTIALS, tokenUrl: `${kard.baseUrl}/oauth/grant` } });

		await client.users.get('user-1');

		expect(kard.received.map(({ path }) => path)[0]).toBe('/oauth/grant');
		expect(bearers()[1]).toBe('Bearer token-of-its-own');
	});

	it.each([
		['http://kard.example.com/token', /Token URL: begins with http:\/\//],
		['kard.example.com', /Token URL: is not a web address/],
		['https://user:pass@example.com', /Token URL: holds a user name or password/],
	])('the token URL %s is refused', (tokenUrl, complaint) => {
		expect(() => kard.client({ auth: { ...CREDENTIALS, tokenUrl } })).toThrow(complaint);
	});

	it.each<[string, KardAuth]>([
		['Client ID is empty', { ...CREDENTIALS, clientId: ' ' }],
		['Client secret is empty', { ...CREDENTIALS, clientSecret: '' }],
		['Token is empty', { token: '  ' }],
		['Client ID holds a line break', { ...CREDENTIALS, clientId: 'client\n1' }],
		[
			'Client secret holds a line break or another sign that cannot be seen',
			{ ...CREDENTIALS, clientSecret: 's\u0000' },
		],
		['Token holds a line break', { token: 'first\r\nX-Evil: 1' }],
		['Token holds a sign that cannot be sent in an HTTP header', { token: 'tok…' }],
		['Target Issuer holds a sign that cannot be sent', { ...CREDENTIALS, targetIssuer: '発行者' }],
		['Target Issuer holds a sign that cannot be sent', { ...CREDENTIALS, targetIssuer: 'issuer\u200b7' }],
	])('%s: refused at once', (complaint, auth) => {
		expect(() => kard.client({ auth })).toThrow(KardValidationError);
		expect(() => kard.client({ auth })).toThrow(complaint);
	});
});

describe('other ways to prove who one is', () => {
	it('a bearer token is used as it is; when Kard refuses it, there is one request and an error', async () => {
		kard.answer(userAnswer(), failure(401));
		const client = kard.client({ auth: { token: ' given-token ' } });

		await client.users.get('user-1');
		const error = await rejection(client.users.get('user-1'));

		expect(bearers()).toEqual(['Bearer given-token', 'Bearer given-token']);
		expect(kard.tokenRequests).toEqual([]);
		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(error).toHaveProperty('message', expect.stringMatching(/\(401\).*token.*environment/));
	});

	it('a host that manages the token gets requests without one, and 401 is left to it', async () => {
		kard.answer(failure(401));
		const client = kard.client({ auth: { managedByHost: true } });

		const error = await rejection(client.users.get('user-1'));

		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(bearers()).toEqual([undefined]);
		expect(kard.tokenRequests).toEqual([]);
	});
});
