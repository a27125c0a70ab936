import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';
import { KardApi } from '../../credentials/KardApi.credentials';
import { KardTokenApi } from '../../credentials/KardTokenApi.credentials';
import { transactionOperations, userOperations } from '../../shared/host';
import { purchases, SHOPPER, upTo, type SheetRow } from '../support/purchase';
import { sheetLine } from '../support/resource';
import { runWorkflow, testCredential } from './engine';
import { CallKard } from './support/callKard';
import { credentialFor, kardInN8n, workflowOf, type Changes } from './support/kardInN8n';
import { ownServers } from './support/ownServers';

const kard = kardInN8n({ enrolled: [SHOPPER] });
const servers = ownServers();
const { submit } = transactionOperations;
const { get } = userOperations;
const onError = 'continueErrorOutput';

const lines = (count: number): SheetRow[] =>
	purchases(count).map((row, index) => ({ Line: `line ${String(index + 1)}`, ...sheetLine(row) }));
const shopper = { 'User ID': SHOPPER };
const saying = (pattern: RegExp) => expect.stringMatching(pattern) as unknown;
const withOptions = (options: object): Changes => ({ parameters: { options } });
const fourAtOnce = withOptions({ batchSize: 1, concurrency: 4 });
const oneByOne = withOptions({ batchSize: 1, concurrency: 1 });

/** In which order requests came since the first of its own: `T` for one of a token, else the status. */
function story(): unknown[] {
	const { requests } = kard.sandbox;
	const [first] = kard.requests();
	return requests
		.slice(first === undefined ? 0 : requests.indexOf(first))
		.map(({ route, status }) => (route === 'token' ? 'T' : status));
}

describe('client ID and secret', () => {
	const request = () => {
		const { headers, body, path } = kard.sandbox.requests.findLast(({ route }) => route === 'token') ?? {};
		return { authorization: headers?.authorization, issuer: headers?.['x-kard-target-issuer'], body, path };
	};

	it.each(['basic', 'json'])('are sent in the style %s, for the target issuer', async (requestStyle) => {
		const { clientId, clientSecret } = kard.sandbox;

		const { json } = await kard.run(get, [shopper], {
			credential: { advanced: true, requestStyle, targetIssuer: ' issuer-7 ' },
		});

		const isBasic = requestStyle === 'basic';
		expect(json).toMatchObject([{ id: SHOPPER }]);
		expect(request()).toMatchObject({
			authorization: isBasic ? `Basic ${btoa(`${clientId}:${clientSecret}`)}` : undefined,
			issuer: 'issuer-7',
			body: isBasic
				? { grant_type: 'client_credentials' }
				: { client_id: clientId, client_secret: clientSecret },
			path: '/v2/auth/token',
		});
	});

	it('are sent without the advanced settings while these are hidden', async () => {
		const hidden = { targetIssuer: 'issuer-7', tokenUrl: 'https://kard.example.com', requestStyle: 'basic' };

		await kard.run(get, [shopper], { credential: { advanced: false, ...hidden } });

		expect(request()).toMatchObject({ issuer: undefined, authorization: undefined });
	});

	it('may have spaces around them, and so may the addresses', async () => {
		const { baseUrl, clientId, clientSecret, organizationId } = kard.sandbox;

		const { json } = await kard.run(get, [shopper], {
			credential: {
				...{
					clientId: ` ${clientId}`,
					clientSecret: `${clientSecret}\n`,
					organizationId: ` ${organizationId} `,
				},
				...{ baseUrl: ` ${baseUrl}/ `, advanced: true, tokenUrl: ` ${baseUrl}/ ` },
			},
		});

		expect(json).toHaveLength(1);
	});

	it('never go to a token URL in the open', async () => {
		const credential = { advanced: true, tokenUrl: 'http://kard.example.com' };

		const { message } = await kard.run(get, [shopper], { credential });

		expect(message).toMatch(/^Token URL: begins with http:\/\//);
		expect([kard.tokenRequests, kard.requests()]).toEqual([0, []]);
	});

	it.each([
		['a web page', { kind: 'html', status: 200 }, /holds no token and is not JSON/],
		['JSON without a token', { kind: 'override', body: { token: 'hush' } }, /holds no token\./],
		['nothing', { kind: 'empty' }, /holds no token/],
		['a refusal', { kind: 'status', status: 403 }, /gives no token to these credentials \(403\)/],
	] as const)('says so when the answer to the token request is %s', async (_, fault, says) => {
		kard.fault('token', { times: 9, ...fault });

		const { message, result } = await kard.run(get, [shopper], withOptions({ maxRetries: 0 }));

		expect(message).toMatch(says);
		expect(JSON.stringify(result.run)).not.toMatch(/hush|<html>/);
		expect(kard.requests()).toEqual([]);
	});

	it('are sent in the style that Kard took the last time', async () => {
		const styles: string[] = [];
		const { url } = await servers.start((asked, response) => {
			const isBasic = asked.headers.authorization?.startsWith('Basic ') === true;
			styles.push(isBasic ? 'basic' : 'json');
			if (isBasic) response.writeHead(400).end('{"errors":[]}');
			else void kard.token().then((value) => response.end(JSON.stringify({ access_token: value })));
		});
		const credential = { advanced: true, tokenUrl: url };

		const { result } = await kard.run(get, [shopper], { credential });
		kard.sandbox.expireTokens();
		const { json } = await kard.run(get, [shopper], { credentials: result.credentials });
		const { message } = await kard.run(get, [shopper], {
			credential: { ...credential, requestStyle: 'basic' },
		});

		expect(json).toHaveLength(1);
		expect(message).toMatch(/^Kard did not understand the token request \(400\)\. Check .* style\.$/);
		expect(styles).toEqual(['basic', 'json', 'json', 'basic']);
	});
});

describe('a token', () => {
	it('is fetched once for a whole run, and not for the next one', async () => {
		const { result } = await kard.run(get, [shopper, shopper, shopper]);

		await kard.run(get, [shopper], { credentials: result.credentials });

		expect(kard.requests('getUser')).toHaveLength(4);
		expect(kard.tokenRequests).toBe(1);
	});

	it('that has expired is renewed once, and the new one is there for the next run', async () => {
		const { result } = await kard.run(get, [shopper]);
		kard.sandbox.expireTokens();
		kard.forgetRequests();

		const { json, result: renewed } = await kard.run(get, [shopper, shopper], {
			credentials: result.credentials,
		});
		await kard.run(get, [shopper], { credentials: renewed.credentials });

		expect(json).toHaveLength(2);
		expect(story()).toContain('T');
		expect(kard.tokenRequests).toBe(1);
	});

	it('that expires in mid-run is renewed once, and every row is through once', async () => {
		kard.fault('createTransactions', { kind: 'expiredToken', after: 2 });

		const { json } = await kard.run(submit, lines(5), oneByOne);

		expect(json.map(({ status }) => status)).toEqual(upTo(5).map(() => 'submitted'));
		expect(story()).toEqual([202, 202, 401, 401, 'T', 202, 202, 202]);
	});

	it('that expires with several requests under way is renewed once', async () => {
		kard.fault(
			'createTransactions',
			{ kind: 'expiredToken', after: 1 },
			{ kind: 'delay', delayMs: 50, times: 12 },
		);

		const { json } = await kard.run(submit, lines(9), fourAtOnce);

		expect(json.map(({ status }) => status)).toEqual(upTo(9).map(() => 'submitted'));
		expect(kard.tokenRequests).toBe(2);
		expect(story().filter((status) => status === 401).length).toBeGreaterThan(2);
		expect(kard.stored.transactions).toHaveLength(9);
	});
});

describe('a token that is refused for ever', () => {
	const says =
		/did not accept the credentials \(401\)\. Check the client ID and the client secret, or the token, and whether they belong to the chosen environment\. Kard says: .+\.$/;

	it('ends a write and a read after one renewal, however many requests were planned', async () => {
		kard.sandbox.faults.add({ route: 'createTransactions', kind: 'status', status: 401, times: Infinity });
		kard.sandbox.faults.add({ route: 'getUser', kind: 'status', status: 401, times: Infinity });

		const written = await kard.run(submit, lines(9), fourAtOnce);
		expect(story()).toEqual([401, 401, 'T', 401]);
		kard.forgetRequests();
		const read = await kard.run(get, [shopper, shopper], { onError });

		expect(written.message).toMatch(says);
		expect(written.description).toMatch(/^Of 9 rows 0 were accepted and 9 were not\.\nRow 1: /);
		expect(read.failed).toMatchObject([1, 2].map((row) => ({ error: { row, message: saying(says) } })));
		expect(story()).toEqual([401, 401, 'T', 401]);
	});

	it('after some rows were through leaves those as they are, and says so of each other', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 401, after: 2, times: Infinity });

		const { json, failed } = await kard.run(submit, lines(4), { ...oneByOne, onError });

		expect(json.map(({ id }) => id)).toEqual(['evt-1', 'evt-2']);
		expect(failed).toMatchObject(
			[3, 4].map((row) => ({
				Line: `line ${String(row)}`,
				error: { row, statusCode: 401, message: saying(says) },
			})),
		);
		expect(story()).toEqual([202, 202, 401, 401, 'T', 401]);
	});
});

describe('no token', () => {
	it.each([
		['where the renewal is refused', { kind: 'status', status: 401 }, /did not accept the client ID/, 2],
		[
			'where Kard is busy',
			{ kind: 'status', status: 503 },
			/not sent\. Kard has a problem of its own \(503\)/,
			4,
		],
	] as const)(
		'%s fails every row that waited for it, and asks no more often than needed',
		async (_, fault, says, tokens) => {
			kard.fault(
				'createTransactions',
				{ kind: 'expiredToken', after: 1 },
				{ kind: 'delay', delayMs: 50, times: 12 },
			);
			kard.fault('token', { ...fault, after: 1, times: Infinity });

			const { json, failed } = await kard.run(submit, lines(9), { ...fourAtOnce, onError });

			expect(json.map(({ id }) => id)).toEqual(['evt-1']);
			expect(failed).toMatchObject(
				upTo(8).map((row) => ({ error: { row: row + 1, message: saying(says) } })),
			);
			expect(JSON.stringify(failed)).not.toContain('not known');
			expect([kard.tokenRequests, kard.stored.transactions.length]).toEqual([tokens, 1]);
		},
	);

	it.each([
		['is down', { kind: 'status', status: 503 }, /Kard has a problem of its own \(503\)\. Try again later\./],
		['asks to slow down', { kind: 'status', status: 429, retryAfter: '0' }, /Kard asks to slow down \(429\)/],
		['breaks the connection', { kind: 'dropBefore' }, /Kard could not be reached/],
	] as const)(
		'where its address %s: three requests for any number of rows, none of which is sent',
		async (_, fault, says) => {
			kard.fault('token', { times: Infinity, ...fault });

			const written = await kard.run(submit, lines(40), { ...fourAtOnce, onError });
			const asked = kard.tokenRequests;
			const read = await kard.run(get, [shopper, shopper, shopper], { onError });

			expect([asked, kard.tokenRequests, kard.requests()]).toEqual([3, 6, []]);
			expect(written.failed).toHaveLength(40);
			for (const { error } of [...written.failed, ...read.failed])
				expect(error).toMatchObject({ message: saying(says) });
			for (const { error } of written.failed)
				expect(error).toMatchObject({ message: saying(/^Row \d+: not sent\. /) });
			expect(JSON.stringify(written.failed)).not.toContain('not known');
		},
	);

	it('costs one request where the credentials are wrong', async () => {
		const { message } = await kard.run(submit, lines(9), {
			...fourAtOnce,
			credential: { clientSecret: 'no' },
		});

		expect(message).toMatch(/^Kard did not accept the client ID and client secret \(401\)\. Check both/);
		expect([kard.tokenRequests, kard.requests()]).toEqual([1, []]);
	});
});

describe('a bearer token', () => {
	const run = async (accessToken: string) =>
		await kard.run(get, [shopper], {
			parameters: { authentication: 'kardTokenApi' },
			node: { credentials: { kardTokenApi: { id: 'kard-token', name: 'Kard token' } } },
			credentials: {
				'kard-token': { type: 'kardTokenApi', data: { ...credentialFor(kard.sandbox), accessToken } },
			},
		});

	it('is sent as it is, and none is asked for', async () => {
		const accessToken = await kard.token();
		kard.forgetRequests();

		expect((await run(accessToken)).json).toMatchObject([{ id: SHOPPER }]);
		expect(kard.requests()[0]?.headers.authorization).toBe(`Bearer ${accessToken}`);
		expect(kard.tokenRequests).toBe(0);
	});

	it('that Kard does not accept ends in a message that says what to check, after a single request', async () => {
		const { message, result } = await run('stale-token');

		expect(message).toMatch(/did not accept the credentials \(401\)\. Check .* the token/);
		expect(JSON.stringify(result.run)).not.toContain('stale-token');
		expect(story()).toEqual([401]);
	});
});

const credentialTypes: readonly [string, ICredentialType, () => Promise<ICredentialDataDecryptedObject>][] = [
	['Kard API', new KardApi(), () => Promise.resolve(credentialFor(kard.sandbox))],
	[
		'Kard Token API',
		new KardTokenApi(),
		async () => ({ ...credentialFor(kard.sandbox), accessToken: await kard.token() }),
	],
];

describe.each(credentialTypes)('a %s credential', (_title, type, good) => {
	const test = async (changes: ICredentialDataDecryptedObject = {}) =>
		await testCredential(type, { ...(await good()), ...changes });
	const failed = (says: RegExp) => ({ status: 'Error', message: saying(says) });

	it('passes its test where everything is right, with a base URL as people write it', async () => {
		expect(await test({ baseUrl: ` ${kard.sandbox.baseUrl}/ ` })).toMatchObject({ status: 'OK' });
	});

	// Up to 2.8 n8n cannot tell what status an answer had, and so says it in words of its own.
	it('fails its test where Kard does not accept it, or is not at that address', async () => {
		const refused = await test(
			type.name === 'kardApi' ? { clientSecret: 'wrong' } : { accessToken: 'wrong' },
		);
		kard.fault('getOrganization', { kind: 'status', status: 404 });

		expect(refused).toEqual(
			failed(/^Kard did not accept the .* belong to the chosen environment\.$|check your credentials$/),
		);
		expect(await test()).toEqual(failed(/^Kard was not found at this address\. Check |could not be found$/));
		expect(await test({ baseUrl: 'http://127.0.0.1:9' })).toEqual(failed(/./));
	});

	it.each([
		['?x=1', /^Base URL: ends with a query/],
		['user:secret-word@', /^Base URL: holds a user name(?!.*secret-word)/],
		['http://kard.example.com', /^Base URL: begins with http:\/\//],
		['kard', /^Base URL: is not a web address/],
	])('says in its test what the node says of an address with %s', async (part, says) => {
		const { baseUrl } = kard.sandbox;
		const written: Record<string, string> = {
			'?x=1': `${baseUrl}?x=1`,
			'user:secret-word@': baseUrl.replace('//', '//user:secret-word@'),
		};

		expect(await test({ baseUrl: written[part] ?? part })).toEqual(failed(says));
		expect(kard.requests()).toEqual([]);
	});

	it.each([301, 307])('keeps the token from the one to whom a redirection leads (%i)', async (status) => {
		const elsewhere = await servers.start((_, response) => response.end('{}'));
		const moved = await servers.start((request, response) => {
			if (request.url === '/v2/auth/token') return response.end('{"access_token":"moved-token"}');
			return response.writeHead(status, { Location: `${elsewhere.url}/v2/issuer` }).end();
		});

		const { status: outcome, message } = await test({ baseUrl: moved.url });

		expect([outcome, elsewhere.received]).toEqual(['Error', []]);
		expect(message).toMatch(/redirection \(30\d\), which is not followed|Moved|Redirect|status code/);
	});

	it('signs in the HTTP Request node as well, and there, too, stays with Kard', async () => {
		const elsewhere = await servers.start((_, response) => response.end('{}'));
		const moved = await servers.start((_, response) =>
			response.writeHead(307, { Location: elsewhere.url }).end(),
		);
		const workflow = workflowOf('http-request');
		const request = async (url: string) => {
			const nodes = workflow.nodes.map((node) => ({
				...node,
				parameters: { nodeCredentialType: type.name, url },
				credentials: { [type.name]: { id: 'one', name: 'One' } },
			}));
			return await runWorkflow(
				{ ...workflow, nodes },
				{
					nodes: { 'n8n-nodes-base.httpRequest': new CallKard() },
					credentialTypes: [type],
					credentials: { one: { type: type.name, data: await good() } },
				},
			);
		};

		const { outputs } = await request(`${kard.sandbox.baseUrl}/v2/issuer`);
		await request(moved.url);

		expect(outputs['HTTP Request']?.[0]).toMatchObject([{ json: { attributes: { name: 'SANDBOX' } } }]);
		expect(moved.received[0]?.headers.authorization).toMatch(/^Bearer ./);
		expect(elsewhere.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
	});
});

it('the test of a credential says in words, not in a code, why no token is to be had', async () => {
	kard.fault('token', { kind: 'status', status: 503 });

	expect(await testCredential(new KardApi(), credentialFor(kard.sandbox))).toEqual({
		status: 'Error',
		message: 'Kard has a problem of its own (503). Try again later.',
	});
});
