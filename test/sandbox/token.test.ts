import { anyText, at, type Fixture, request, startFixture, textLike, user } from './support';

describe('tokens', () => {
	let now = Date.parse('2026-03-10T12:00:00Z');
	let fixture: Fixture;
	let url: string;

	beforeAll(async () => {
		fixture = await startFixture({ now: () => now, tokenTtlSeconds: 60 });
		url = `${fixture.sandbox.baseUrl}/v2/auth/token`;
	});
	afterAll(() => fixture.sandbox.close());

	const basic = (id: string, secret: string) => ({
		authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
		'content-type': 'application/x-www-form-urlencoded',
	});
	const ping = (token: string) =>
		request(`${fixture.sandbox.baseUrl}/v2/issuer`, 'GET', undefined, { authorization: `Bearer ${token}` });

	test('are given for Basic credentials and a form', async () => {
		const { clientId, clientSecret } = fixture.sandbox;
		const answer = await request(url, 'POST', 'grant_type=client_credentials', basic(clientId, clientSecret));
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({
			access_token: textLike(/^\S{20,}$/),
			expires_in: 60,
			token_type: 'Bearer',
		});
		expect((await ping(String(at(answer.json, 'access_token')))).status).toBe(200);
	});

	test.each([{}, { grant_type: 'client_credentials' }])(
		'are given for JSON credentials with %j',
		async (more) => {
			const { clientId, clientSecret } = fixture.sandbox;
			const body = { client_id: clientId, client_secret: clientSecret, ...more };
			const headers = { 'content-type': 'application/json; charset=UTF-8', 'x-fern-language': 'JavaScript' };
			const answer = await request(url, 'POST', JSON.stringify(body), headers);
			expect(answer.status).toBe(200);
		},
	);

	test('are refused with 400, 401 or 404 by what is wrong', async () => {
		const { clientId, clientSecret } = fixture.sandbox;
		const json = (body: object) => request(url, 'POST', body).then(({ status }) => status);
		const form = (body: string, id = clientId, secret = clientSecret) =>
			request(url, 'POST', body, basic(id, secret)).then(({ status }) => status);
		expect(await form('grant_type=password')).toBe(400);
		expect(await form('other=1')).toBe(400);
		expect(await form('grant_type=client_credentials', clientId, 'wrong')).toBe(401);
		expect(await form('grant_type=client_credentials', 'nobody')).toBe(404);
		expect(await json({ client_id: clientId, client_secret: clientSecret, grant_type: 'x' })).toBe(400);
		expect(await json({ client_id: clientId })).toBe(400);
		expect(await json([])).toBe(400);
		expect(await json({ client_id: clientId, client_secret: 'wrong' })).toBe(401);
		expect(await json({ client_id: 'nobody', client_secret: 'x' })).toBe(404);
		expect((await request(url, 'POST')).status).toBe(400);
		expect((await request(url, 'POST', '{')).status).toBe(400);
		expect((await request(url, 'POST', undefined, { authorization: 'Basic !!' })).status).toBe(401);
		expect((await request(url, 'GET')).status).toBe(405);
	});

	const styles = () => {
		const { clientId, clientSecret } = fixture.sandbox;
		const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret }).toString();
		const formType = { 'content-type': 'application/x-www-form-urlencoded' };
		const json = { client_id: clientId, client_secret: clientSecret };
		return {
			json: () => request(url, 'POST', json),
			form: () => request(url, 'POST', form, formType),
			basic: () => request(url, 'POST', 'grant_type=client_credentials', basic(clientId, clientSecret)),
		};
	};

	test('are given for a form with the credentials in it, as the SDK in Go sends it', async () => {
		expect((await styles().form()).status).toBe(200);
		const formType = { 'content-type': 'application/x-www-form-urlencoded' };
		const { clientId } = fixture.sandbox;
		const statuses = await Promise.all(
			[
				`client_id=${clientId}`,
				`client_id=${clientId}&client_secret=wrong`,
				'client_id=nobody&client_secret=x',
			].map((body) => request(url, 'POST', body, formType)),
		);
		expect(statuses.map(({ status }) => status)).toEqual([400, 401, 404]);
	});

	test.each(['json', 'form', 'basic'] as const)('are given for %s alone, where told', async (token) => {
		for (const tokenRefusal of ['400', '404', '415'] as const) {
			fixture.sandbox.setReadings({ token, tokenRefusal });
			const { json, form, basic: withBasic } = styles();
			const statuses = { json: await json(), form: await form(), basic: await withBasic() };
			for (const [style, { status }] of Object.entries(statuses)) {
				expect([style, status]).toEqual([style, style === token ? 200 : Number(tokenRefusal)]);
			}
		}
		fixture.sandbox.reset();
	});

	test('are refused in the words of OAuth, where told', async () => {
		fixture.sandbox.setReadings({ tokenErrors: 'oauth' });
		const { clientId, clientSecret } = fixture.sandbox;
		const answers = await Promise.all([
			request(url, 'POST', { client_id: clientId, client_secret: 'wrong' }),
			request(url, 'POST', { client_id: clientId }),
			request(url, 'POST', { client_id: clientId, client_secret: clientSecret, grant_type: 'password' }),
		]);
		expect(answers.map(({ status, json }) => [status, at(json, 'error')])).toEqual([
			[401, 'invalid_client'],
			[400, 'invalid_request'],
			[400, 'unsupported_grant_type'],
		]);
		expect(answers.map(({ json }) => at(json, 'error_description'))).toEqual([anyText, anyText, anyText]);
		fixture.sandbox.reset();
	});

	test('are counted, and remember the issuer they were asked for', async () => {
		const before = fixture.sandbox.tokensIssued;
		const { clientId, clientSecret } = fixture.sandbox;
		const body = { client_id: clientId, client_secret: clientSecret };
		const answer = await request(url, 'POST', body, { 'X-Kard-Target-Issuer': 'issuer-2' });
		expect(fixture.sandbox.tokensIssued).toBe(before + 1);
		expect(fixture.sandbox.requests.at(-1)?.headers['x-kard-target-issuer']).toBe('issuer-2');

		const authorization = `Bearer ${String(at(answer.json, 'access_token'))}`;
		for (const organization of ['issuer-2', fixture.sandbox.organizationId]) {
			const path = `${fixture.sandbox.baseUrl}/v2/issuers/${organization}/users/none`;
			expect((await request(path, 'GET', undefined, { authorization })).status).toBe(404);
		}
		expect(fixture.sandbox.requests.at(-1)?.targetIssuer).toBe('issuer-2');
	});

	test('are needed, known, and good until they expire', async () => {
		const { baseUrl } = fixture.sandbox;
		const missing = await request(`${baseUrl}/v2/issuer`, 'GET');
		expect(missing.status).toBe(401);
		expect(missing.errors).toEqual([
			{
				status: '401',
				title: 'Unauthorized',
				detail: anyText,
				source: { header: 'Authorization' },
			},
		]);
		expect((await ping('unknown')).status).toBe(401);

		const token = await fixture.token();
		now += 59_999;
		expect((await ping(token)).status).toBe(200);
		now += 1;
		expect((await ping(token)).status).toBe(401);
	});

	test('are all refused after expireTokens, and new ones are good', async () => {
		const tokens = [await fixture.token(), await fixture.token()];
		fixture.sandbox.expireTokens();
		for (const token of tokens) expect((await ping(token)).status).toBe(401);
		expect((await ping(await fixture.token())).status).toBe(200);
	});

	test('are good for one organization only', async () => {
		const authorization = `Bearer ${await fixture.token()}`;
		for (const organization of ['another', '', '%7BorganizationId%7D']) {
			const path = `${fixture.sandbox.baseUrl}/v2/issuers/${organization}/users/u1`;
			expect((await request(path, 'GET', undefined, { authorization })).status).toBe(403);
		}
	});

	test('of the limited client read and do not write', async () => {
		const { limited, baseUrl } = fixture.sandbox;
		const authorization = `Bearer ${await fixture.token(limited.clientId, limited.clientSecret)}`;
		const users = `${baseUrl}${fixture.org}/users`;
		const call = (method: string, url: string, body?: unknown) =>
			request(url, method, body, { authorization });
		expect((await call('GET', `${users}/u1`)).status).toBe(404);

		const refused = await Promise.all([
			call('POST', users, { data: [user('u1')] }),
			call('PUT', `${users}/u1`, { data: user('u1') }),
			call('DELETE', `${users}/u1`),
			call('POST', `${baseUrl}${fixture.org}/transactions`, { data: [] }),
		]);
		expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
		const scopes = ['user:write', 'user:update', 'user:delete', 'transaction:write'];
		scopes.forEach((scope, index) => {
			expect(refused[index]?.errors[0]?.detail).toContain(scope);
		});
		expect(fixture.sandbox.state.users.size).toBe(0);
	});
});
