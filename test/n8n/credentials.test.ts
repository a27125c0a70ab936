import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';
import omit from 'lodash/omit';
import { KardApi } from '../../credentials/KardApi.credentials';
import { KardTokenApi } from '../../credentials/KardTokenApi.credentials';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import { transactionOperations, userOperations, type AnyOperation } from '../../shared/host';
import type { Fault } from '../../sandbox';
import { textLike } from '../support/expected';
import { purchases, SHOPPER, upTo, FULL_CARD, purchase, type SheetRow } from '../support/purchase';
import { sheetLine } from '../support/resource';
import { echo, ENCODINGS, everythingOf, HOST_SECRETS, leaksIn } from '../support/planted';
import { ORGANIZATION, startScriptedKard, token } from '../support/scriptedKard';
import { runWorkflow, testCredential } from './engine';
import { CallKard } from './support/callKard';
import {
	credentialFor,
	kardInN8n,
	workflowOf,
	ON_ERROR,
	runInN8n,
	type Changes,
	type KardRun,
} from './support/kardInN8n';
import { ownServers } from './support/ownServers';

const kard = kardInN8n();
const servers = ownServers();
const { submit } = transactionOperations;
const { create, get } = userOperations;
const onError = 'continueErrorOutput';

const lines = (count: number): SheetRow[] =>
	purchases(count).map((row, index) => ({ Line: `line ${String(index + 1)}`, ...sheetLine(row) }));
const shopper = { 'User ID': SHOPPER };
const LIMITED = { clientId: 'sandbox-limited-client', clientSecret: 'sandbox-limited-secret-not-real' };
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
		['a web page', { kind: 'html', status: 200 }, /no Kard API at 127.* a web page or another text \(200\)/],
		[
			'JSON without a token',
			{ kind: 'override', body: { token: 'hush' } },
			/answered with JSON without a token \(200\)/,
		],
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
		expect(message).toMatch(/did not understand the token request \(400\)\. Check .* Style\.$/);
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

	it.each([
		['a wrong secret', { clientSecret: 'wrong' }, /did not accept the Client Secret \(401\)/],
		['those of another client', LIMITED, /\(403\)\. .*user:write/],
	])('is not used after the credentials were changed to %s, though Kard would take it', async (...given) => {
		const [, changes, says] = given;
		const { result } = await kard.run(get, [shopper]);
		const [id = '', { data } = { data: {} }] = Object.entries(result.credentials)[0] ?? [];
		const changed = { [id]: { type: 'kardApi', data: { ...data, ...changes } } };

		const { message, result: second } = await kard.run(create, [shopper], { credentials: changed });

		expect(message).toMatch(says);
		expect(kard.tokenRequests).toBe(2);
		kard.forgetRequests();
		await kard.run(get, [shopper], { credentials: second.credentials });
		expect(kard.tokenRequests).toBe(changes === LIMITED ? 0 : 1);
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
		expect(written.description).toMatch(/^Of 9 rows: 9 failed\..*Rows 2 to 9: not sent\. /s);
		expect(read.failed).toMatchObject([1, 2].map((row) => ({ row, errorMessage: textLike(says) })));
		expect(story()).toEqual([401, 401, 'T', 401]);
	});

	it('after some rows were through leaves those as they are, and says so of each other', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 401, after: 2, times: Infinity });

		const { json, failed } = await kard.run(submit, lines(4), { ...oneByOne, onError });

		expect(json.map(({ id }) => id)).toEqual(['evt-1', 'evt-2']);
		expect(failed).toMatchObject(
			[3, 4].map((row) => ({
				Line: `line ${String(row)}`,
				...{ row, status: 'failed', errorMessage: textLike(says) },
			})),
		);
		expect(story()).toEqual([202, 202, 401, 401, 'T', 401]);
	});
});

describe('no token', () => {
	it.each([
		['where the renewal is refused', { kind: 'status', status: 401 }, /did not accept the Client Secret/, 2],
		['where Kard is busy', { kind: 'status', status: 503 }, /ot sent\. Kard .* \(503\)/, 4],
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
			expect(failed).toMatchObject(upTo(8).map((row) => ({ row: row + 1, errorMessage: textLike(says) })));
			expect(JSON.stringify(failed)).not.toContain('not known');
			expect([kard.tokenRequests, kard.stored.transactions.length]).toEqual([tokens, 1]);
		},
	);

	it.each([
		['is down', { kind: 'status', status: 503 }, /Kard returned a server error \(503\)\. Try again later\./],
	] as const)(
		'where its address %s: three requests for any number of rows, none of which is sent',
		async (_, fault, says) => {
			kard.fault('token', { times: Infinity, ...fault });

			const written = await kard.run(submit, lines(40), { ...fourAtOnce, onError });
			const asked = kard.tokenRequests;
			const read = await kard.run(get, [shopper, shopper, shopper], { onError });

			expect([asked, kard.tokenRequests, kard.requests()]).toEqual([3, 6, []]);
			expect(written.failed).toHaveLength(40);
			for (const { errorMessage } of read.failed) expect(errorMessage).toMatch(says);
			for (const { errorMessage } of written.failed)
				expect(errorMessage).toEqual(textLike(new RegExp(`^[Nn]ot sent\\. .*${says.source}`)));
			expect(JSON.stringify(written.failed)).not.toContain('not known');
		},
	);

	it('costs one request where the credentials are wrong', async () => {
		const { message } = await kard.run(submit, lines(9), {
			...fourAtOnce,
			credential: { clientSecret: 'no' },
		});

		expect(message).toMatch(/^Kard \(127.+\) did not accept the Client Secret \(401\)\. Copy the/);
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
	const isToken = type.name === 'kardTokenApi';
	const test = async (changes: ICredentialDataDecryptedObject = {}) =>
		await testCredential(new Kard(), type, { ...(await good()), ...changes });
	const failed = (says: RegExp) => ({ status: 'Error', message: textLike(says) });

	it.each([
		['with a base URL as people write it', () => ({ baseUrl: ` ${kard.sandbox.baseUrl}/ ` })],
		['without an organization ID', () => ({ organizationId: ' ' })],
	])('passes its test where everything is right, %s', async (_, changes) => {
		expect(await test(changes())).toMatchObject({ status: 'OK' });
	});

	it('uses what is filled in, whatever token n8n keeps: a wrong secret or token does not pass', async () => {
		const kept = { accessToken: await kard.token() };
		const wrong = isToken ? { accessToken: 'wrong' } : { ...kept, clientSecret: 'wrong' };
		kard.forgetRequests();

		expect(await test(wrong)).toEqual(
			failed(
				isToken ? /did not accept the Access Token \(401\)/ : /did not accept the Client Secret \(401\)/,
			),
		);
		expect(await test(kept)).toMatchObject({ status: 'OK' });
		// Each time one: the test asked for it, or somebody did who then filled it in.
		expect(kard.tokenRequests).toBe(2);
	});

	it.each<[string, ICredentialDataDecryptedObject, RegExp]>([
		['no environment', { environment: '' }, /^No Environment is chosen\. Choose Sandbox /],
		[
			'the organization of somebody else',
			{ organizationId: 'organization-1' },
			/^The Organization ID is not .*"sandbox-organization" \(SANDBOX\): fill that in/,
		],
		[
			'a host that does not listen',
			{ baseUrl: 'http://127.0.0.1:9' },
			/nothing answers at 127\.0\.0\.1:9\. /,
		],
		['a host that is not there', { baseUrl: 'https://kard.invalid' }, /host kard\.invalid was not found\. /],
		['a base URL that is none', { baseUrl: 'kard' }, /^Base URL: is not a web address/],
	])('says in a sentence what is wrong with %s', async (_, changes, says) => {
		const result = await test(changes);

		expect(result).toEqual(failed(says));
		expect(result.message).not.toMatch(/\bE[A-Z]{5,}|organization-1"|KARD_/);
	});

	it('says in a sentence that the address is not the one of Kard', async () => {
		const page = await servers.start((_, response) => response.writeHead(404).end('<html>Not found</html>'));
		const words =
			/^There is no Kard API at 127\.0\.0\.1:\d+: it answered with a web page.* \(404\)\. Check the Base/;

		expect(await test({ baseUrl: page.url })).toEqual(failed(words));
	});

	it.each<[number, RegExp]>([
		[403, /took the credentials, but does not say which organization they belong to \(403\)\. Ask Kard/],
		[404, /knows of no organization for these credentials \(404\)\. Ask Kard/],
		[503, /503/],
	])('says in a sentence what Kard means by %d', async (status, says) => {
		kard.fault('getOrganization', { kind: 'status', status });

		expect(await test()).toEqual(failed(says));
	});

	it.each([
		['?x=1', /^Base URL: ends with a query/],
		['user:secret-word@', /^Base URL: holds a user name(?!.*secret-word)/],
	])('says in its test what the node says of an address with %s', async (part, says) => {
		const { baseUrl } = kard.sandbox;
		const written: Record<string, string> = {
			'?x=1': `${baseUrl}?x=1`,
			'user:secret-word@': baseUrl.replace('//', '//user:secret-word@'),
		};

		expect(await test({ baseUrl: written[part] ?? part })).toEqual(failed(says));
		expect(kard.requests()).toEqual([]);
	});

	it('keeps the token from the one to whom a redirection leads', async () => {
		const elsewhere = await servers.start((_, response) => response.end('{}'));
		const moved = await servers.start((request, response) => {
			if (request.url === '/v2/auth/token') return response.end('{"access_token":"moved-token"}');
			return response.writeHead(307, { Location: `${elsewhere.url}/v2/issuer` }).end();
		});

		const { status: outcome, message } = await test({ baseUrl: moved.url });

		expect([outcome, elsewhere.received]).toEqual(['Error', []]);
		expect(message).toMatch(/no Kard API at .* a redirection, which is not followed \(307\)/);
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

describe('the test of a Kard API credential', () => {
	const test = async (changes: ICredentialDataDecryptedObject = {}) =>
		await testCredential(new Kard(), new KardApi(), { ...credentialFor(kard.sandbox), ...changes });

	it('says of a client ID that Kard does not know that it may be of another environment', async () => {
		const { message } = await test({ clientId: 'of-production' });

		expect(message).toMatch(/does not know this Client ID \(404\)\..* for another environment/);
		expect(message).not.toContain('styles');
	});

	it('says when Kard is busy, and asks once', async () => {
		kard.fault('token', { kind: 'status', status: 503 });

		expect(await test()).toMatchObject({ status: 'Error', message: textLike(/ \(503\)\./) });
		expect(kard.tokenRequests).toBe(1);
	});
});

describe('a credential without an organization ID', () => {
	const credential = { organizationId: '' };

	it('is good for every kind of operation, at the price of one request a run', async () => {
		const read = await kard.run(get, [shopper, shopper], { credential });
		const written = await kard.run(submit, lines(2), { credential });

		expect(read.json).toMatchObject([{ id: SHOPPER }, { id: SHOPPER }]);
		expect(written.json.map(({ status }) => status)).toEqual(['submitted', 'submitted']);
		expect(kard.requests('getOrganization')).toHaveLength(2);
	});

	it('fails every row in the words of what went wrong where Kard does not say whose it is', async () => {
		kard.fault('getOrganization', { kind: 'status', status: 403, times: 9 });

		const { failed } = await kard.run(submit, lines(2), { credential, onError });

		expect(failed).toHaveLength(2);
		expect(JSON.stringify(failed)).toContain('403');
		expect(kard.stored.transactions).toEqual([]);
	});
});

it('a credential with the organization ID of somebody else says so first, and asks once whose it is', async () => {
	const credential = { organizationId: 'organization-1' };
	const says =
		/^([Nn]ot sent\. )?The Organization ID is not the one of these credentials, which belong to "sandbox-organization" \(403\)\. Correct it/;

	const read = await kard.run(get, [shopper], { credential });
	const asked = kard.requests('getOrganization').length;
	const { failed } = await kard.run(submit, lines(6), { ...fourAtOnce, onError, credential });

	expect(read.message).toMatch(says);
	expect(failed).toMatchObject(upTo(6).map((row) => ({ row, errorMessage: textLike(says) })));
	expect([asked, kard.requests('getOrganization').length]).toEqual([1, 2]);
});

it('where n8n cannot get a token, the HTTP Request node shows a sentence and no code', async () => {
	const workflow = workflowOf('http-request');
	const nodes = workflow.nodes.map((node) => ({
		...node,
		parameters: { nodeCredentialType: 'kardApi', url: `${kard.sandbox.baseUrl}/v2/issuer` },
		credentials: { kardApi: { id: 'one', name: 'One' } },
	}));
	const data = { ...credentialFor(kard.sandbox), clientSecret: 'wrong' };
	const { error } = await runWorkflow(
		{ ...workflow, nodes },
		{
			nodes: { 'n8n-nodes-base.httpRequest': new CallKard() },
			credentialTypes: [new KardApi()],
			credentials: { one: { type: 'kardApi', data } },
		},
	);

	expect(error?.message).toMatch(/did not accept the Client Secret \(401\)\. Copy/);
	expect(everythingOf(error)).not.toContain('KARD_');
	expect(error).toMatchObject({ httpCode: null });
});

const echoing = startScriptedKard();
const noRetries = { parameters: { options: { maxRetries: 0 } } };

/** All that n8n keeps of a run in its own and in our words: without the sheet, and with the error that stopped it. */
function keptOf({ result }: KardRun): string {
	const { runData, error } = result.run.data.resultData;
	return everythingOf({ runData: omit(runData, 'Sheet'), error });
}

// Every way of writing is tried with the client; here are those that n8n could undo by itself.
describe.each(['asItIs', 'base64url', 'percentTwice'])(
	'an answer that repeats the secrets, written as %s',
	(form) => {
		const encode = ENCODINGS[form] ?? String;
		const { clientSecret, webhookKey, firstToken, secondToken } = HOST_SECRETS;
		const run = async (operation: AnyOperation, onError: Changes['onError'] & string) => {
			const credential = { environment: 'custom', baseUrl: echoing.baseUrl, organizationId: ORGANIZATION };
			const secret = { clientId: 'client-1', clientSecret, webhookKey };
			const changes = { ...noRetries, onError, credential: { ...credential, ...secret } };
			return await runInN8n(operation, [{ 'User ID': 'user-1' }], changes);
		};
		const expectNone = (done: KardRun, secrets: readonly string[]): void => {
			const kept = `${keptOf(done)}\n${JSON.stringify(done.result.run.data)}`;
			expect(secrets.flatMap((secret) => leaksIn(kept, secret))).toEqual([]);
		};
		const inHeader = (text: string) => ({ 'X-Echo': text.replace(/[^\x20-\x7E]/g, ' ') });

		it.each<[string, AnyOperation, Changes['onError'] & string]>([
			['a read that stops the run', get, 'stopWorkflow'],
			['a bulk write with an error output', create, 'continueErrorOutput'],
		])(
			'with a token that n8n renewed on the way, to %s: n8n keeps none of them',
			async (_words, operation, onError) => {
				echoing.answerToken(token(firstToken), token(secondToken));
				echoing.answer((request) => {
					if (request.headers.authorization === `Bearer ${firstToken}`) return { status: 401 };
					const text = echo(encode, request);
					const error = { status: '400', title: text, detail: `No: ${text}`, id: 'user-1', [text]: text };
					return { status: 400, headers: inHeader(text), body: { errors: [error] } };
				});

				const done = await run(operation, onError);

				expect(echoing.tokenRequests).toHaveLength(2);
				expect(keptOf(done)).toContain('No: ');
				expectNone(done, Object.values(HOST_SECRETS));
			},
		);

		it('in what a read gives, or to the request for a token: n8n keeps none of them', async () => {
			echoing.answerToken(token(firstToken));
			echoing.answer((request) => ({
				body: { data: { type: 'user', id: 'user-1', attributes: { note: echo(encode, request) } } },
			}));
			const read = await run(get, 'stopWorkflow');
			echoing.answerToken((request) => {
				const text = echo(encode, request);
				const body = { error: 'invalid_client', error_description: `${text} ${request.body}` };
				return { status: 401, headers: inHeader(text), body };
			});
			const refused = await run(get, 'stopWorkflow');

			expect(read.json).toMatchObject([{ note: expect.stringContaining('•••') as unknown }]);
			expectNone(read, [clientSecret, webhookKey, firstToken]);
			expect(refused.message).toContain('did not accept the Client Secret');
			expectNone(refused, [clientSecret, webhookKey]);
			expect(keptOf(refused)).not.toContain(btoa(`client-1:${clientSecret}`));
		});
	},
);

const EMAIL = 'jane.doe@example.com';
const PERSONAL = /jane|doe@|5555550123|4242424242424242|4242 4242|\b4242\b|\b424242\b/;
const user: SheetRow = { 'User ID': 'user-1', Email: EMAIL, Phone: '+15555550123' };
const transaction: SheetRow = sheetLine(purchase({ cardBIN: '424242', cardLastFour: '4242' }));
const echoes = (text: string) => ({ errors: [{ status: '400', title: 'Bad', detail: `No: ${text}` }] });
const cardEcho = echoes(`${EMAIL} 4242 4242 4242 4242 424242 4242`);
const forGood = { kind: 'status', times: Infinity } as const;

/** Ways for a run to end that make n8n write down an error. */
const mishaps: readonly [string, AnyOperation, SheetRow, Changes, Fault | undefined][] = [
	['a wrong secret', create, user, { credential: { clientId: 'nobody' } }, undefined],
	[
		'a refusal that repeats the row',
		create,
		user,
		{ parameters: { options: { email: 'address', maxRetries: 0 } } },
		{ ...forGood, status: 400, body: echoes(`${EMAIL} +15555550123`), route: 'createUsers' },
	],
	[
		'a refusal that repeats the card',
		submit,
		transaction,
		{},
		{ ...forGood, status: 400, body: cardEcho, route: 'createTransactions' },
	],
	['a broken connection', submit, transaction, {}, { kind: 'dropBefore', route: 'createTransactions' }],
	[
		'a row with a full card number',
		submit,
		{ ...transaction, 'Card Last Four': '4242424242424242' },
		{},
		undefined,
	],
	[
		'a read that is refused with the data of somebody',
		get,
		{ 'User ID': 'user-2' },
		{},
		{ ...forGood, status: 403, body: echoes(`${EMAIL} 4242 4242 4242 4242`), route: 'getUser' },
	],
];

describe.each(mishaps)('%s', (_, operation, row, changes, fault) => {
	it.each(ON_ERROR)(
		'with "On Error" set to %s: no secret is kept, and nothing personal in our words',
		async (onError) => {
			if (fault) kard.sandbox.faults.add(fault);

			const done = await kard.run(operation, [row], { ...noRetries, ...changes, onError });

			const kept = JSON.stringify(done.result.run);
			expect(kept).not.toContain(kard.sandbox.clientSecret);
			expect(kept).not.toMatch(/sandbox-token-|Bearer|Basic (?!Authentication)/);
			expect(JSON.stringify([done.json, done.message, done.description, done.failed[0]?.error])).not.toMatch(
				PERSONAL,
			);
			// The error output holds the columns of the row itself.
			if (onError !== 'continueErrorOutput') expect(keptOf(done)).not.toMatch(PERSONAL);
			else expect(done.failed).toHaveLength(1);
		},
	);
});

it.each(['Card Last Four', 'Second Description'])(
	'a full card number in %s is refused and repeated nowhere; the other rows go out',
	async (title) => {
		const rows = [transaction, sheetLine(purchase(), { [title]: FULL_CARD.replace(/(....)(?!$)/g, '$1 ') })];

		const { json } = await kard.run(submit, rows, { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([{ status: 'submitted' }, { status: 'failed', row: 2 }]);
		expect(JSON.stringify([json, kard.requests()])).not.toMatch(/1111.?1111/);
	},
);
