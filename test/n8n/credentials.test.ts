import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';
import { KardApi } from '../../credentials/KardApi.credentials';
import { KardTokenApi } from '../../credentials/KardTokenApi.credentials';
import { runWorkflow, testCredential, type StoredCredential } from './engine';
import { CallKard } from './support/callKard';
import { ownServers } from './support/ownServers';
import { kardInN8n, tokenFor, workflowOf } from './support/kardInN8n';
import { userLine } from './support/rows';

const kard = kardInN8n();
const servers = ownServers();

const tokenRequest = () => {
	const { headers, body, path } = kard.sandbox.requests.find(({ route }) => route === 'token') ?? {};
	return {
		authorization: headers?.authorization,
		targetIssuer: headers?.['x-kard-target-issuer'],
		body,
		path,
	};
};

describe('Kard API: client ID and secret', () => {
	const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

	it('asks as in the guide of Kard, where the style says so: HTTP Basic and a form', async () => {
		const { json } = await kard.run('create-users', [userLine(1)], {
			credential: { advanced: true, requestStyle: 'basic' },
		});

		const { clientId, clientSecret } = kard.sandbox;
		expect(json).toEqual([{ id: 'user-1', status: 'created' }]);
		expect(tokenRequest()).toEqual({
			authorization: basic(clientId, clientSecret),
			targetIssuer: undefined,
			body: { grant_type: 'client_credentials' },
			path: '/v2/auth/token',
		});
	});

	it('asks as the SDKs of Kard do, where the style says so: a JSON body', async () => {
		const { json } = await kard.run('create-users', [userLine(1)], {
			credential: { advanced: true, requestStyle: 'json' },
		});

		const { clientId, clientSecret } = kard.sandbox;
		expect(json).toHaveLength(1);
		expect(tokenRequest()).toMatchObject({
			authorization: undefined,
			body: { client_id: clientId, client_secret: clientSecret },
		});
	});

	it.each(['basic', 'json'])('names the target issuer, in the style %s', async (requestStyle) => {
		await kard.run('create-users', [userLine(1)], {
			credential: { advanced: true, requestStyle, targetIssuer: ' issuer-7 ' },
		});

		expect(tokenRequest().targetIssuer).toBe('issuer-7');
		expect(kard.sandbox.state.users.size).toBe(1);
	});

	it('leaves advanced settings alone while they are hidden', async () => {
		await kard.run('create-users', [userLine(1)], {
			credential: {
				advanced: false,
				requestStyle: 'basic',
				targetIssuer: 'issuer-7',
				tokenUrl: 'https://kard.example.com',
			},
		});

		expect(tokenRequest()).toMatchObject({ targetIssuer: undefined, authorization: undefined });
	});

	it.each([
		['as a host only', '', '/v2/auth/token'],
		['with a slash', '/', '/v2/auth/token'],
		['in full', '/v2/auth/token', '/v2/auth/token'],
	])('takes a token URL %s', async (_, ending, path) => {
		const { json } = await kard.run('create-users', [userLine(1)], {
			credential: { advanced: true, tokenUrl: kard.sandbox.baseUrl + ending },
		});

		expect(json).toHaveLength(1);
		expect(tokenRequest().path).toBe(path);
	});

	it('refuses a token URL in the open before the secret is sent', async () => {
		const { message } = await kard.run('create-users', [userLine(1)], {
			credential: { advanced: true, tokenUrl: 'http://kard.example.com' },
		});

		expect(message).toMatch(/^Token URL: begins with http:\/\//);
		expect(kard.sandbox.requests).toEqual([]);
	});

	it('takes a base URL with spaces around it and a slash at its end', async () => {
		const { json } = await kard.run('create-users', [userLine(1)], {
			credential: { baseUrl: ` ${kard.sandbox.baseUrl}/ ` },
		});

		expect(json).toHaveLength(1);
	});

	it('does not mind spaces around what was pasted', async () => {
		const { clientId, clientSecret, organizationId } = kard.sandbox;

		const { json } = await kard.run('create-users', [userLine(1)], {
			credential: {
				clientId: ` ${clientId}`,
				clientSecret: `${clientSecret}\n`,
				organizationId: ` ${organizationId} `,
			},
		});

		expect(json).toHaveLength(1);
	});

	it('fetches one token for a whole run, and none for the next run', async () => {
		const first = await kard.run('get-users', [userLine(1), userLine(2), userLine(3)], {
			onError: 'continueRegularOutput',
		});
		await kard.run('get-users', [userLine(1)], {
			credentials: first.result.credentials,
			onError: 'continueRegularOutput',
		});

		expect(kard.requests('getUser')).toHaveLength(4);
		expect(kard.tokenRequests()).toBe(1);
	});

	it.each([
		['a web page', { kind: 'html', status: 200 }, /holds no token and is not JSON/],
		['JSON without a token', { kind: 'override', body: { token: 'hush' } }, /holds no token\./],
		['nothing', { kind: 'empty' }, /holds no token/],
		['a refusal', { kind: 'status', status: 403 }, /gives no token to these credentials \(403\)/],
		['trouble', { kind: 'status', status: 500 }, /Kard has a problem of its own \(500\)\. Try again later\./],
	] as const)('says so when the answer to the token request is %s', async (_, fault, says) => {
		kard.fault({ route: 'token', times: 9, ...fault });

		const { message, result } = await kard.run('get-users', [userLine(1)], {
			parameters: { options: { maxRetries: 0 } },
		});

		expect(message).toMatch(says);
		expect(JSON.stringify(result.run)).not.toMatch(/hush|<html>/);
		expect(kard.requests()).toEqual([]);
	});
});

describe('Kard Token API: a bearer token', () => {
	const stored = (accessToken: string): Record<string, StoredCredential> => ({
		'kard-token': {
			type: 'kardTokenApi',
			data: {
				environment: 'custom',
				baseUrl: kard.sandbox.baseUrl,
				organizationId: kard.sandbox.organizationId,
				accessToken,
			},
		},
	});
	const changes = {
		parameters: { authentication: 'kardTokenApi' },
		node: { credentials: { kardTokenApi: { id: 'kard-token', name: 'Kard token' } } },
	};

	it('is sent as it is', async () => {
		const token = await tokenFor(kard.sandbox);

		const { json } = await kard.run('create-users', [userLine(1)], {
			...changes,
			credentials: stored(token),
		});

		expect(json).toEqual([{ id: 'user-1', status: 'created' }]);
		expect(kard.requests('createUsers')[0]?.headers.authorization).toBe(`Bearer ${token}`);
	});

	it('that Kard does not accept ends in a message that says what to check, after a single request', async () => {
		const { message, result } = await kard.run('create-users', [userLine(1)], {
			...changes,
			credentials: stored('stale-token'),
		});

		expect(message).toMatch(/did not accept the credentials \(401\)\. Check .* the token/);
		expect(JSON.stringify(result.run)).not.toContain('stale-token');
		expect(kard.requests('createUsers')).toHaveLength(1);
		expect(kard.tokenRequests()).toBe(0);
	});
});

describe.each<[string, ICredentialType, () => Promise<ICredentialDataDecryptedObject>]>([
	['Kard API', new KardApi(), () => Promise.resolve(kard.credential)],
	[
		'Kard Token API',
		new KardTokenApi(),
		async () => ({ ...kard.credential, accessToken: await tokenFor(kard.sandbox) }),
	],
])('the test of a %s credential', (_, type, good) => {
	it('is green where everything is right', async () => {
		expect(await testCredential(type, await good())).toMatchObject({ status: 'OK' });
	});

	it('takes a base URL as people write it', async () => {
		const data = { ...(await good()), baseUrl: ` ${kard.sandbox.baseUrl}/ ` };

		expect(await testCredential(type, data)).toMatchObject({ status: 'OK' });
	});

	// Up to 2.8 n8n cannot tell what status an answer had, and so says it in words of its own.
	it('says so where Kard does not accept them', async () => {
		const refused = type.name === 'kardApi' ? { clientSecret: 'wrong' } : { accessToken: 'wrong' };

		const { status, message } = await testCredential(type, { ...(await good()), ...refused });

		expect(status).toBe('Error');
		expect(message).toMatch(
			/^Kard did not accept the .* Check .*, and whether they belong to the chosen environment\.$|check your credentials$/,
		);
	});

	it('says so where Kard is not at that address', async () => {
		kard.fault({ route: 'getOrganization', kind: 'status', status: 404 });

		const { status, message } = await testCredential(type, await good());

		expect(status).toBe('Error');
		expect(message).toMatch(/^Kard was not found at this address\. Check |could not be found$/);
	});

	it.each([
		[301, 'Moved Permanently'],
		[302, 'Found'],
		[307, 'Temporary Redirect'],
		[308, 'Permanent Redirect'],
	])('does not follow a redirection (%i), so that nobody else gets the token', async (status, words) => {
		const elsewhere = await servers.start((_, response) => response.end('{}'));
		const kardMoved = await servers.start((request, response) => {
			if (request.url === '/v2/auth/token') return response.end('{"access_token":"moved-token"}');
			return response.writeHead(status, { Location: `${elsewhere.url}/v2/issuer` }).end();
		});

		const data = { ...(await good()), baseUrl: kardMoved.url };
		const { status: outcome, message } = await testCredential(type, data);

		expect(outcome).toBe('Error');
		expect(message).toMatch(
			new RegExp(`redirection \\(${status}\\), which is not followed|${words}|status code`),
		);
		expect(elsewhere.received).toEqual([]);
	});

	it.each([
		['?x=1', /^Base URL: ends with a query/],
		['/#there', /^Base URL: ends with a query/],
	])('says what the node says of an address that ends with %s', async (ending, says) => {
		const data = { ...(await good()), baseUrl: `${kard.sandbox.baseUrl}${ending}` };

		expect(await testCredential(type, data)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(says) as unknown,
		});
		expect(kard.requests()).toEqual([]);
	});

	it.each([
		[
			'with a user and a password',
			(url: string) => url.replace('//', '//user:secret-word@'),
			/^Base URL: holds a user name/,
		],
		['in the open', () => 'http://kard.example.com', /^Base URL: begins with http:\/\//],
		['that is none', () => 'kard', /^Base URL: is not a web address/],
	])('says what the node says of an address %s', async (_, written, says) => {
		const data = { ...(await good()), baseUrl: written(kard.sandbox.baseUrl) };

		const { status, message } = await testCredential(type, data);

		expect(status).toBe('Error');
		expect(message).toMatch(says);
		expect(message).not.toContain('secret-word');
		expect(kard.requests()).toEqual([]);
	});

	it('is red where nobody listens', async () => {
		const data = { ...(await good()), baseUrl: 'http://127.0.0.1:9' };

		const { status, message } = await testCredential(type, data);

		expect(status).toBe('Error');
		expect(message).not.toBe('');
	});
});

it('the test of a credential says in words, not in a code, why no token is to be had', async () => {
	kard.fault({ route: 'token', kind: 'status', status: 503 });

	expect(await testCredential(new KardApi(), kard.credential)).toEqual({
		status: 'Error',
		message: 'Kard has a problem of its own (503). Try again later.',
	});
});

describe.each([
	['kardApi', new KardApi(), () => Promise.resolve(kard.credential)],
	[
		'kardTokenApi',
		new KardTokenApi(),
		async () => ({ ...kard.credential, accessToken: await tokenFor(kard.sandbox) }),
	],
] as const)('%s in the HTTP Request node', (nodeCredentialType, type, data) => {
	const request = async (url: string) => {
		const workflow = workflowOf('http-request');
		const nodes = workflow.nodes.map((node) => ({
			...node,
			parameters: { nodeCredentialType, url },
			credentials: { [nodeCredentialType]: { id: 'one', name: 'One' } },
		}));
		return await runWorkflow(
			{ ...workflow, nodes },
			{
				nodes: { 'n8n-nodes-base.httpRequest': new CallKard() },
				credentialTypes: [type],
				credentials: { one: { type: nodeCredentialType, data: await data() } },
			},
		);
	};

	it('signs in as well', async () => {
		const { outputs, error } = await request(`${kard.sandbox.baseUrl}/v2/issuer`);

		expect(error).toBeUndefined();
		expect(outputs['HTTP Request']?.[0]).toMatchObject([{ json: { attributes: { name: 'SANDBOX' } } }]);
	});

	it('keeps the token from whom a redirection leads to', async () => {
		const elsewhere = await servers.start((_, response) => response.end('{}'));
		const kardMoved = await servers.start((_, response) => {
			response.writeHead(307, { Location: elsewhere.url }).end();
		});

		await request(kardMoved.url);

		expect(kardMoved.received[0]?.headers.authorization).toMatch(/^Bearer ./);
		expect(elsewhere.received).toHaveLength(1);
		expect(elsewhere.received[0]?.headers).not.toHaveProperty('authorization');
	});
});
