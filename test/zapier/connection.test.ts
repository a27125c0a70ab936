import { echo, ENCODINGS, everythingOf, HOST_SECRETS, leaksIn, type Encoding } from '../support/planted';
import { objectLike, textLike } from '../support/expected';
import { people, person } from '../support/person';
import { SHOPPER } from '../support/purchase';
import { startScriptedKard, token, type Received } from '../support/scriptedKard';
import { AppInCore } from './inCore';
import { linesIn, startApp, thrownBy } from './kit';

const kit = startApp();
const { kard } = kit;
const scripted = startScriptedKard();
const find = () => kit.app.run('searches', 'find_user', { userId: SHOPPER });

describe('the connection', () => {
	it('exchanges the client ID and secret for a token, and asks Kard who we are', async () => {
		delete kit.app.authData.accessToken;
		await kit.app.connect();
		expect(kit.app.authData.accessToken).toMatch(/^sandbox-token-/);
		const { organizationId: id } = kard.sandbox;
		expect(await kit.app.test()).toMatchObject({ id, name: 'SANDBOX', environment: 'Custom URL' });
		expect([kard.tokenRequests, kard.log]).toEqual([2, ['getOrganization 200']]);
	});

	it('asks for the token at an address of its own, for another issuer', async () => {
		kit.app.authData.tokenUrl = `${kard.sandbox.baseUrl}/v2/auth/token`;
		kit.app.authData.targetIssuer = 'issuer-2';
		await kit.app.connect();
		await kit.app.test();
		expect(kard.requests()).toEqual([objectLike({ route: 'getOrganization', targetIssuer: 'issuer-2' })]);
	});

	it.each([
		['basic', ['basic', 'basic']],
		['json', ['basic', 'json', 'json']],
	])('finds out once in which style Kard takes a token request: %s', async (accepted, asked) => {
		const styles: string[] = [];
		scripted.answerToken(({ headers }) => {
			const style = headers.authorization?.startsWith('Basic ') ? 'basic' : 'json';
			styles.push(style);
			return style === accepted ? token('token-1') : { status: 415, body: {} };
		});
		kit.app.authData.tokenUrl = `${scripted.baseUrl}/v2/auth/token`;
		await kit.app.connect();
		await kit.app.connect();
		expect(kit.app.authData).toMatchObject({ accessToken: 'token-1', acceptedStyle: accepted });
		expect(styles).toEqual(asked);
	});

	it.each(['basic', 'json'])('asks in the style that was chosen and in no other: %s', async (style) => {
		kard.fault('token', { kind: 'status', status: 400 });
		kit.app.authData.requestStyle = style;
		expect(await thrownBy(kit.app.connect())).toMatchObject({
			message: textLike(/^Kard \(127.+\) did not understand the token request \(400\)/),
		});
		expect(kard.tokenRequests).toBe(1);
	});

	it('says what to check when the credentials are wrong, and to reconnect when they were good before', async () => {
		const message = textLike(/^Kard \(127.+\) did not accept the Client Secret \(401\)\. Copy/);
		kit.app.authData.clientSecret = 'not-the-secret';
		expect(await thrownBy(kit.app.connect())).toMatchObject({ name: 'ExpiredAuthError', message });
		delete kit.app.authData.accessToken;
		expect(await thrownBy(kit.app.connect())).toMatchObject({
			...{ name: 'AppError', code: 'KardAuthenticationError', status: 401, message },
		});
		expect(kard.tokenRequests).toBe(2);
	});

	it('waits for a Kard that is busy, and leaves one that stays so to Zapier', async () => {
		kard.fault('token', { kind: 'status', status: 503 });
		await kit.app.connect();
		expect(kard.tokenRequests).toBe(2);
		kard.fault('token', { kind: 'status', status: 429, retryAfter: '90' });
		expect(await thrownBy(kit.app.connect())).toMatchObject({ name: 'ThrottledError', delay: 90 });
	});

	it.each([
		['baseUrl', 'http://kard.example.com', /begins with http:\/\//],
		['baseUrl', 'kard', /is not a web address/],
		['baseUrl', '', /is not a web address/],
		['environment', '', /^No Environment is chosen\. Choose Sandbox /],
		['clientId', ' ', /^Client ID is empty/],
	])('refuses %s %p before anything is sent', async (key, value, message) => {
		kit.app.authData[key] = value;
		expect((await thrownBy(kit.app.test())).message).toMatch(message);
		expect(kard.sandbox.requests.filter(({ route }) => route === 'getOrganization')).toEqual([]);
	});

	it('finds out whose the credentials are where the organization ID was left empty', async () => {
		const { organizationId } = kard.sandbox;
		delete kit.app.authData.organizationId;
		await kit.app.connect();
		expect(kit.app.authData).toMatchObject({ ownOrganizationId: organizationId });
		expect(await kit.app.test()).toMatchObject({ id: organizationId });
		kard.forgetRequests();
		expect(await find()).toHaveLength(1);
		expect(kard.log).toEqual(['getUser 200']);
		delete kit.app.authData.ownOrganizationId;
		expect(await find()).toHaveLength(1);
		expect(kard.log).toEqual(['getUser 200', 'getOrganization 200', 'getUser 200']);
	});

	it('says first of a refusal that the organization is that of somebody else', async () => {
		kit.app.authData.organizationId = 'organization-1';
		expect(await thrownBy(find())).toMatchObject({
			...{
				status: 403,
				message: textLike(/^The Organization ID is not the one of these credentials, which/),
			},
		});
	});

	it.each([
		['clientSecret', 'wrong', /did not accept the Client Secret \(401\)/],
		['clientId', 'of-production', /does not know this Client ID \(404\)\..* another environment/],
		['organizationId', 'organization-1', /^The Organization ID is not .*"sandbox-organization" \(SANDBOX\)/],
		['baseUrl', 'http://127.0.0.1:9', /^Kard could not be reached: nothing answers at 127\.0\.0\.1:9\./],
	])('with another %s (%s) fails its test in a sentence, whatever token Zapier keeps', async (...given) => {
		const [key, value, says] = given;
		await kit.app.connect();
		expect(await kit.app.test()).toMatchObject({ name: 'SANDBOX' });
		kit.app.authData[key] = value;
		const { message } = await thrownBy(kit.app.test());
		expect(message).toMatch(says);
		expect(message).not.toMatch(/\bE[A-Z]{5,}|organization-1"|KARD_/);
	});
});

describe("a request of Zapier's own tools", () => {
	const path = '/v2/issuer';

	it('to Kard gets the token, unless it has one', async () => {
		await kit.app.connect();
		const { accessToken, apiUrl = '' } = kit.app.authData;
		await kit.app.request(apiUrl + path);
		await thrownBy(kit.app.request(apiUrl + path, { authorization: 'Bearer own' }));
		const sent = kard.requests().map(({ headers }) => headers.authorization);
		expect(sent).toEqual([`Bearer ${accessToken ?? ''}`, 'Bearer own']);
	});

	it('to anybody else does not, and neither does the request for a token', async () => {
		await kit.app.connect();
		scripted.answer({ body: {} });
		const { port } = new URL(scripted.baseUrl);
		const lookalike = `${kit.app.authData.apiUrl ?? ''}.example.com`;
		for (const host of [scripted.baseUrl, `http://localhost:${port}`]) await kit.app.request(host + path);
		await kit.app.request(lookalike + path).catch(() => undefined);
		await kit.app.request(`${kard.sandbox.baseUrl}/v2/auth/token`);
		const sent = [...scripted.received, ...kard.sandbox.requests.slice(-1)];
		expect(sent.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill(undefined));
	});

	it('is signed for Kard alone, and never with the secret', async () => {
		await kit.app.connect();
		const { accessToken, apiUrl = '' } = kit.app.authData;
		const headers = { Authorization: `Bearer ${accessToken ?? ''}` };
		expect(await kit.app.signatureFor(apiUrl + path)).toMatchObject({ template: { headers } });
		expect(await kit.app.signatureFor('https://example.com/v2/issuer')).toMatchObject({ template: {} });
		const shown = JSON.stringify(await kit.app.signatureFor('https://example.com/v2/issuer'));
		expect(shown).not.toMatch(/sandbox-token|sandbox-secret/);
	});

	it('before anything is connected goes out as it is', async () => {
		kit.app.authData = {};
		scripted.answer({ body: {} });
		await kit.app.request(scripted.baseUrl + path);
		expect(scripted.received[0]?.headers).not.toHaveProperty('authorization');
	});
});

describe('a token that Kard no longer takes', () => {
	const enrol = (inputs: object = {}) =>
		kit.app.run('creates', 'create_users', { users: people(101), ...inputs });

	it('is exchanged by Zapier before anything has begun, and the step runs again', async () => {
		kard.sandbox.expireTokens();
		for (const step of [find(), enrol()]) {
			expect(await thrownBy(step)).toMatchObject({ name: 'RefreshAuthError' });
		}
		expect([kard.tokenRequests, kard.log]).toEqual([0, ['getUser 401', 'createUsers 401']]);
		await kit.app.connect();
		expect(await find()).toHaveLength(1);
		delete kit.app.authData.accessToken;
		expect(await thrownBy(find())).toMatchObject({ name: 'RefreshAuthError' });
	});

	it('is renewed once within the step when lines were accepted already', async () => {
		kard.fault('createUsers', { kind: 'expiredToken', after: 1 });
		expect(await enrol({ duplicatesOption: 'fail' })).toMatchObject({ accepted: 101, failed: 0 });
		expect(kard.tokenRequests).toBe(1);
	});

	it('fails the rest of the lines, and no more than that, when it cannot be renewed', async () => {
		kard.fault('createUsers', { kind: 'expiredToken', after: 1 });
		kard.fault('token', { kind: 'status', status: 401 });
		const result = await enrol();
		expect(result).toMatchObject({ accepted: 100, failed: 1 });
		const { errorMessage } = linesIn(result, 'results')[100] ?? {};
		expect(errorMessage).toContain('did not accept the Client Secret (401)');
		expect(kard.tokenRequests).toBe(1);
	});

	it('is not renewed again and again', async () => {
		kard.fault('createUsers', { kind: 'expiredToken', after: 1, times: 99 });
		expect(await enrol()).toMatchObject({ accepted: 100, failed: 1 });
		expect(kard.tokenRequests).toBe(1);
	});
});

describe('a response that repeats the secrets', () => {
	const { clientSecret, webhookKey, firstToken, secondToken } = HOST_SECRETS;

	async function connected(): Promise<AppInCore> {
		const { baseUrl } = scripted;
		const access = { baseUrl, organizationId: 'org-1', clientId: 'client-1', clientSecret, webhookKey };
		const app = new AppInCore(access);
		scripted.answerToken(token(firstToken), token(secondToken));
		await app.connect();
		return app;
	}

	function refusal(encode: Encoding, request: Received, status = 400) {
		const repeated = echo(encode, request);
		const errors = [{ status: '400', title: repeated, detail: `No: ${repeated}`, [repeated]: repeated }];
		return { status, headers: { 'X-Echo': repeated.replace(/[^\x20-\x7E]/g, ' ') }, body: { errors } };
	}

	/** Everything that Zapier could show of how a step ended; none of the secrets may be in it. */
	async function shownBy(step: Promise<unknown>, secrets: readonly string[]): Promise<string> {
		const shown = everythingOf(await step.catch((error: unknown) => error));
		expect(secrets.flatMap((secret) => leaksIn(shown, secret))).toEqual([]);
		return shown;
	}

	// Every way of writing is tried with the client.
	it.each(['asItIs', 'percentTwice'])('shows none of them to Zapier, written as %s', async (form) => {
		const encode = ENCODINGS[form] ?? String;
		const app = await connected();
		const known = [clientSecret, webhookKey, firstToken];
		scripted.answer((request) => refusal(encode, request));
		expect(await shownBy(app.run('creates', 'create_user', { ...person() }), known)).toContain('No: ');
		scripted.answer((request) => ({
			body: { data: { type: 'user', id: 'u1', attributes: { zipCode: echo(encode, request) } } },
		}));
		expect(await shownBy(app.run('searches', 'find_user', { userId: 'u1' }), known)).toContain('u1');
		scripted.answerToken((request) => refusal(encode, request, 401));
		const refused = await shownBy(app.connect(), [clientSecret, webhookKey]);
		expect(refused).toContain('did not accept the Client Secret');
	});

	it('shows none of them to Zapier, nor a token that was renewed on the way', async () => {
		const encode = ENCODINGS.base64url ?? String;
		const users = people(101);
		const app = await connected();
		const taken = users.slice(0, 100).map(({ id }) => ({ type: 'user', id, attributes: {} }));
		scripted.answer({ status: 201, body: { data: taken } }, (request) =>
			request.headers.authorization === `Bearer ${firstToken}` ? { status: 401 } : refusal(encode, request),
		);
		const step = app.run('creates', 'create_users', { users });
		expect(await shownBy(step, Object.values(HOST_SECRETS))).toContain('No: ');
		expect(scripted.tokenRequests).toHaveLength(2);
	});
});

describe("Zapier's log of requests", () => {
	let log: jest.SpyInstance<void, unknown[]>;
	beforeAll(() => {
		log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
	});
	afterAll(() => {
		log.mockRestore();
	});

	/** Has Zapier's core write its log where it can be read. */
	async function logged(run: () => Promise<unknown>): Promise<string> {
		log.mockClear();
		Object.assign(process.env, { LOG_TO_STDOUT: 'true', DETAILED_LOG_TO_STDOUT: 'true' });
		try {
			await run();
		} finally {
			delete process.env.LOG_TO_STDOUT;
			delete process.env.DETAILED_LOG_TO_STDOUT;
		}
		return log.mock.calls.flat().map(String).join('\n');
	}

	it.each(['basic', 'json'])('holds the token request without secret and token: %s', async (style) => {
		kit.app.authData.requestStyle = style;
		const text = await logged(() => kit.app.connect());
		expect(text).toContain('/v2/auth/token');
		const { clientId = '', clientSecret = 'none', accessToken = 'none' } = kit.app.authData;
		const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
		for (const secret of [clientSecret, basic, accessToken]) expect(text).not.toContain(secret);
	});

	it('holds requests and responses without the token, also one that was renewed on the way', async () => {
		kard.fault('createUsers', { kind: 'expiredToken', after: 1 });
		const text = await logged(() => kit.app.run('creates', 'create_users', { users: people(101) }));
		expect(text).toContain('/users');
		expect(text).not.toMatch(/sandbox-token-|sandbox-secret/);
		expect(kard.tokenRequests).toBe(1);
	});

	it('holds nothing that we write', async () => {
		const names = ['info', 'warn', 'error'] as const;
		const spies = names.map((name) => jest.spyOn(console, name).mockImplementation(() => undefined));
		log.mockClear();
		await thrownBy(kit.app.run('creates', 'create_user', { id: 'u1', email: 'not-an-email' }));
		for (const spy of [log, ...spies]) expect(spy).not.toHaveBeenCalled();
		for (const spy of spies) spy.mockRestore();
	});
});
