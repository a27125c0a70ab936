import { connectedKit, linesIn, startKit, textLike, thrownBy, type Kit } from './kit';
import { ownServers } from '../n8n/support/ownServers';
import { purchases, userFields } from './rows';

const servers = ownServers();

describe('the connection', () => {
	let kit: Kit;
	beforeEach(async () => {
		kit = await startKit();
	});
	afterEach(async () => {
		await kit.sandbox.close();
	});

	it('exchanges the client ID and secret for a token, and asks Kard who we are', async () => {
		await kit.connect();
		expect(kit.authData.accessToken).toMatch(/^sandbox-token-/);
		expect(await kit.test()).toMatchObject({
			id: kit.sandbox.organizationId,
			name: 'SANDBOX',
			environment: 'Custom URL',
		});
		expect(kit.app.authentication?.connectionLabel).toBe('{{name}} ({{environment}})');
		expect(kit.sandbox.count()).toBe(2);
	});

	it('asks for the token at an address of its own, for another issuer', async () => {
		kit.authData.tokenUrl = `${kit.sandbox.baseUrl}/v2/auth/token`;
		kit.authData.targetIssuer = 'issuer-2';
		await kit.connect();
		await kit.test();
		expect(kit.sandbox.requests[1]).toMatchObject({ route: 'getOrganization', targetIssuer: 'issuer-2' });
	});

	it.each(['basic', 'json'])(
		'is asked for in one style or the other, and remembers which Kard took: %s',
		async (accepted) => {
			const styles: string[] = [];
			const { url } = await servers.start((request, response) => {
				const style = request.headers.authorization?.startsWith('Basic ') ? 'basic' : 'json';
				styles.push(style);
				const isTaken = style === accepted;
				response.writeHead(isTaken ? 200 : 415, { 'Content-Type': 'application/json' });
				response.end(JSON.stringify(isTaken ? { access_token: 'token-1' } : {}));
			});
			kit.authData.tokenUrl = url;

			await kit.connect();
			await kit.connect();

			expect(kit.authData).toMatchObject({ accessToken: 'token-1', acceptedStyle: accepted });
			expect(styles).toEqual(accepted === 'basic' ? ['basic', 'basic'] : ['basic', 'json', 'json']);
		},
	);

	it('asks in JSON first, as the SDKs of Kard do, where there is no token URL', async () => {
		await kit.connect();
		expect(kit.sandbox.requests[0]).toMatchObject({ route: 'token' });
		expect(kit.sandbox.requests[0]?.headers).not.toHaveProperty('authorization');
		expect(kit.authData.acceptedStyle).toBe('json');
	});

	it.each(['basic', 'json'])(
		'asks in the style that was chosen and in no other: %s',
		async (requestStyle) => {
			kit.sandbox.faults.add({ route: 'token', kind: 'status', status: 400 });
			kit.authData.requestStyle = requestStyle;
			expect(await thrownBy(kit.connect())).toMatchObject({
				message: textLike(/^Kard did not understand the token request \(400\)/),
			});
			expect(kit.sandbox.count('token')).toBe(1);
		},
	);

	it('offers the styles by their names', () => {
		const field = kit.app.authentication?.fields?.find(({ key }) => key === 'requestStyle');
		expect(field).toMatchObject({
			label: 'Token Request Style',
			default: 'automatic',
			choices: { automatic: 'Automatic', basic: 'Basic Authentication', json: 'JSON Body' },
		});
	});

	it('says what to check when the credentials are wrong', async () => {
		kit.authData.clientSecret = 'not-the-secret';
		expect(await thrownBy(kit.connect())).toMatchObject({
			name: 'AppError',
			code: 'KardAuthenticationError',
			status: 401,
			message: textLike(/^Kard did not accept the client ID and client secret \(401\)\. Check both/),
		});
		expect(kit.sandbox.count('token')).toBe(1);
	});

	it('asks to reconnect when credentials that were good no longer are', async () => {
		await kit.connect();
		kit.authData.clientSecret = 'not-the-secret';
		expect(await thrownBy(kit.connect())).toMatchObject({
			name: 'ExpiredAuthError',
			message: textLike(/^Kard did not accept the client ID and client secret/),
		});
	});

	it('waits for a Kard that is busy, and leaves one that stays so to Zapier', async () => {
		kit.sandbox.faults.add({ route: 'token', kind: 'status', status: 503 });
		await kit.connect();
		kit.sandbox.faults.add({ route: 'token', kind: 'status', status: 429, retryAfter: '90' });
		expect(await thrownBy(kit.connect())).toMatchObject({ name: 'ThrottledError', delay: 90 });
	});

	it.each([
		['http://kard.example.com', /begins with http:\/\//],
		['kard', /is not a web address/],
		['', /is not a web address/],
	])('refuses the base URL %p before anything is sent', async (baseUrl, message) => {
		kit.authData.baseUrl = baseUrl;
		expect((await thrownBy(kit.connect())).message).toMatch(message);
		expect(kit.sandbox.count()).toBe(0);
	});

	it('refuses an organization ID that is missing', async () => {
		await kit.connect();
		kit.authData.organizationId = ' ';
		expect((await thrownBy(kit.test())).message).toMatch(/^Organization ID is empty/);
	});
});

describe('a token that Kard no longer takes', () => {
	let kit: Kit;
	beforeEach(async () => {
		kit = await connectedKit();
		await kit.run('creates', 'create_user', userFields('u1'));
	});
	afterEach(async () => {
		await kit.sandbox.close();
	});

	const find = () => kit.run('searches', 'find_user', { userId: 'u1' });
	const submit = (inputs: object = {}) =>
		kit.run('creates', 'submit_transactions', { transactions: purchases(1_200), ...inputs });

	it('is exchanged by Zapier, which runs the step again', async () => {
		kit.sandbox.expireTokens();
		const { name } = await thrownBy(find());
		expect(name).toBe('RefreshAuthError');
		expect(kit.sandbox.tokensIssued).toBe(1);
		await kit.connect();
		expect(await find()).toHaveLength(1);
		expect(kit.sandbox.tokensIssued).toBe(2);
	});

	it('is exchanged by Zapier before a batch has begun', async () => {
		kit.sandbox.expireTokens();
		expect(await thrownBy(submit())).toMatchObject({ name: 'RefreshAuthError' });
		expect(kit.sandbox.count('createTransactions')).toBe(1);
		expect(kit.sandbox.tokensIssued).toBe(1);
	});

	it('is asked for where the connection has none yet', async () => {
		delete kit.authData.accessToken;
		expect(await thrownBy(find())).toMatchObject({ name: 'RefreshAuthError' });
	});

	it('is renewed once within the step when lines were accepted already', async () => {
		kit.sandbox.faults.add({ route: 'createTransactions', kind: 'expiredToken', after: 1 });
		expect(await submit({ duplicatesOption: 'fail' })).toMatchObject({ accepted: 1_200, failed: 0 });
		expect(kit.sandbox.tokensIssued).toBe(2);
		expect(kit.sandbox.state.transactions.size).toBe(1_200);
	});

	it('fails the rest of the lines, and no more than that, when it cannot be renewed', async () => {
		kit.sandbox.faults.add({ route: 'createTransactions', kind: 'expiredToken', after: 1 });
		kit.sandbox.faults.add({ route: 'token', kind: 'status', status: 401 });
		const result = await submit();
		expect(result).toMatchObject({ accepted: 500, failed: 700 });
		expect(linesIn(result, 'results')[500]?.error).toContain(
			'did not accept the client ID and client secret (401)',
		);
		expect(kit.sandbox.count('token')).toBe(2);
	});

	it('is not renewed again and again', async () => {
		kit.sandbox.faults.add({ route: 'createTransactions', kind: 'expiredToken', after: 1, times: 99 });
		expect(await submit()).toMatchObject({ accepted: 500, failed: 700 });
		expect(kit.sandbox.tokensIssued).toBe(2);
	});
});
