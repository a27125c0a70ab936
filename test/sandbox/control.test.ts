import { at, purchase, request, startFixture, user, type Fixture } from './support';

describe('the control API', () => {
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await startFixture({ latencyMs: 1 });
	});
	beforeEach(() => {
		fixture.sandbox.reset();
	});
	afterAll(() => fixture.sandbox.close());

	const control = (method: string, path: string, body?: unknown) =>
		request(`${fixture.sandbox.baseUrl}/__control${path}`, method, body);
	const status = async () => (await fixture.call('GET', '/v2/issuer')).status;

	test('adds one fault or many, and clears them', async () => {
		expect((await control('POST', '/faults', { kind: 'status', status: 503 })).status).toBe(200);
		expect(await status()).toBe(503);
		expect(await status()).toBe(200);

		await control('POST', '/faults', [
			{ kind: 'status', status: 500 },
			{ kind: 'status', status: 429, retryAfter: '1', times: 'forever', route: 'getOrganization' },
		]);
		expect([await status(), await status(), await status()]).toEqual([500, 429, 429]);
		await control('DELETE', '/faults');
		expect(await status()).toBe(200);
	});

	test('keeps what a fault leaves open', async () => {
		await control('POST', '/faults', { kind: 'override' });
		expect((await fixture.call('GET', '/v2/issuer')).json).toBeNull();
	});

	test.each([
		{ kind: 'explode' },
		{ kind: 'status', tmies: 2 },
		{ kind: 'status', route: 'nowhere' },
		{},
		'{',
	])('refuses the fault %j', async (fault) => {
		const answer = await control('POST', '/faults', fault);
		expect(answer.status).toBe(400);
		expect(answer.errors.length).toBeGreaterThan(0);
		expect(await status()).toBe(200);
	});

	test('shows the state and the requests, and is in neither itself', async () => {
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
		await fixture.call('POST', `${fixture.org}/transactions`, { data: [purchase('e1')] });
		const state = await control('GET', '/state');
		expect(state.json).toMatchObject({
			users: [{ id: 'u1' }],
			transactions: [{ id: 'e1', userId: 'u1' }],
			earnedRewards: [{ eventId: 'e1', rewardInCents: 50 }],
		});
		expect(at(state.json, 'offers')).toHaveLength(fixture.sandbox.state.offers.length);

		const requests = await control('GET', '/requests');
		expect(requests.json).toMatchObject({
			total: 2,
			counts: { createUsers: 1, createTransactions: 1 },
			tokensIssued: 0,
			requests: [{ route: 'createUsers', status: 201 }, { route: 'createTransactions' }],
		});
		expect(fixture.sandbox.count()).toBe(2);
	});

	test('resets, and expires tokens', async () => {
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
		await control('POST', '/reset');
		expect(fixture.sandbox.state.users.size).toBe(0);
		expect(fixture.sandbox.requests).toHaveLength(0);
		expect(await status()).toBe(200);
		await control('POST', '/expire-tokens');
		expect(await status()).toBe(401);
	});
});
