import { at, type Fixture, purchase, startFixture, textLike, user } from './support';
import { subscribe } from './subscribing';
import { startListener, type WebhookListener } from './webhookListener';

describe('audits', () => {
	const now = Date.parse('2026-03-10T12:00:00Z');
	let fixture: Fixture;
	let listener: WebhookListener;

	beforeAll(async () => {
		const options = { now: () => now, auditDurationMs: 50, deliveryDelaysMs: [1, 150] };
		[fixture, listener] = await Promise.all([startFixture(options), startListener()]);
	});
	beforeEach(async () => {
		fixture.sandbox.reset();
		listener.clear();
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1'), user('u2')] });
		const data = [
			purchase('e1', { transactionId: 'p1' }),
			purchase('e2', { transactionId: 'p2', description: 'Somewhere else' }),
			purchase('e3', { transactionId: 'p3', userId: 'u2' }),
		];
		await fixture.call('POST', `${fixture.org}/transactions`, { data });
	});
	afterAll(() => Promise.all([fixture.sandbox.close(), listener.close()]));

	const audit = (transactionId: string, attributes: object = {}) => ({
		type: 'audit',
		attributes: {
			auditCode: 3005,
			merchantName: 'Blue Door Coffee',
			auditDescription: 'The reward is too small.',
			transactionId,
			...attributes,
		},
	});
	const create = (...data: unknown[]) => fixture.call('POST', `${fixture.org}/users/u1/audits`, { data });
	const statuses = () => [...fixture.sandbox.state.audits.values()].map(({ status }) => status);

	test('are taken for transactions of the user', async () => {
		const answer = await create(audit('p1'), audit('p2', { auditCode: 8001 }));
		expect([answer.status, answer.data]).toEqual([
			201,
			['p1', 'p2'].map((transactionId) => ({
				type: 'audit',
				id: textLike(/^\S+$/),
				attributes: { transactionId },
			})),
		]);
		expect(fixture.sandbox.state.audits.get(answer.data[0]?.id ?? '')).toMatchObject({
			userId: 'u1',
			transactionId: 'p1',
			auditCode: 3005,
			status: 'NEW',
		});
	});

	test('of an unknown user, or of a transaction that is not of the user, are refused with 404', async () => {
		const unknown = await fixture.call('POST', `${fixture.org}/users/nobody/audits`, { data: [audit('p1')] });
		expect(unknown.status).toBe(404);
		for (const id of ['nowhere', 'p3']) {
			const answer = await create(audit(id));
			expect([answer.status, answer.errors[0]?.id]).toEqual([404, id]);
		}
	});

	test.each([
		{ auditCode: 3007 },
		{ auditCode: '3005' },
		{ merchantName: undefined },
		{ auditDescription: '' },
		{ transactionId: undefined },
	])('with %j are refused with 400', async (wrong) => {
		const answer = await create(audit('p1', wrong));
		const [name] = Object.keys(wrong);
		expect([answer.status, answer.errors[0]?.source]).toEqual([
			400,
			{ pointer: `/data/0/attributes/${String(name)}` },
		]);
		expect(statuses()).toEqual([]);
	});

	test('of the same transaction with the same code are refused with 409 as long as one is open', async () => {
		expect((await create(audit('p1'))).status).toBe(201);
		expect((await create(audit('p1'))).status).toBe(409);
		expect((await create(audit('p1', { auditCode: 3006 }))).status).toBe(201);
		await fixture.sandbox.notifications.idle();
		expect(statuses()).toEqual(['CLOSED', 'CLOSED']);
		expect((await create(audit('p1'))).status).toBe(201);
	});

	test('that are taken in part are answered with 207, the errors with the ids of their transactions', async () => {
		const answer = await create(audit('p1'), audit('nowhere'), audit('p2', { auditCode: 1 }), audit('p1'));
		expect([answer.status, answer.data.map(({ attributes }) => attributes)]).toEqual([
			207,
			[{ transactionId: 'p1' }],
		]);
		expect(answer.errors.map(({ status, id }) => [status, id])).toEqual([
			['404', 'nowhere'],
			['400', 'p2'],
			['409', 'p1'],
		]);
	});

	test('are followed by auditUpdate: first NEW, then CLOSED with a resolution', async () => {
		await subscribe(fixture, listener.url, 'auditUpdate');
		const answer = await create(audit('p1'));
		await listener.arrived(1);
		expect(statuses()).toEqual(['NEW']);
		await fixture.sandbox.notifications.idle();
		expect(statuses()).toEqual(['CLOSED']);
		const common = {
			auditCode: 3005,
			merchantName: 'Blue Door Coffee',
			auditDescription: 'The reward is too small.',
			transactionId: 'p1',
		};
		const payloads = listener.deliveries.map(({ json }) => json);
		expect(payloads.map((payload) => at(payload, 'data', 'attributes'))).toEqual([
			{ ...common, status: 'NEW' },
			{
				...common,
				status: 'CLOSED',
				resolutionCode: 5009,
				resolutionDescription: textLike(/\w/),
				resolutionTimeStamp: '2026-03-10T12:00:00.000Z',
			},
		]);
		expect(at(payloads[0], 'data', 'relationships')).toEqual({
			user: { data: { type: 'user', id: 'u1' } },
			audit: { data: { type: 'audit', id: answer.data[0]?.id } },
		});
		expect(at(payloads[0], 'data', 'id')).not.toBe(at(payloads[1], 'data', 'id'));
	});

	test('of a purchase without a reward are closed as rejected', async () => {
		await create(audit('p2'));
		await fixture.sandbox.notifications.idle();
		expect([...fixture.sandbox.state.audits.values()]).toMatchObject([
			{ status: 'CLOSED', resolution: { code: 5006, at: now } },
		]);
	});

	test('are told of in order, also where the first update has to be tried again', async () => {
		await subscribe(fixture, listener.url, 'auditUpdate');
		listener.react((place) => (place < 2 ? 500 : 200));
		await create(audit('p1'));
		await fixture.sandbox.notifications.idle();
		const told = listener.deliveries.map(({ json }) => at(json, 'data', 'attributes', 'status'));
		expect(told).toEqual(['NEW', 'NEW', 'NEW', 'CLOSED']);
	});

	test('are forgotten by a reset, and not closed afterwards', async () => {
		await subscribe(fixture, listener.url, 'auditUpdate');
		await create(audit('p1'));
		await listener.arrived(1);
		fixture.sandbox.reset();
		await fixture.sandbox.notifications.idle();
		expect([statuses(), listener.deliveries.length]).toEqual([[], 1]);
	});

	test('need a scope of their own', async () => {
		const { clientId, clientSecret } = fixture.sandbox.limited;
		const headers = { authorization: `Bearer ${await fixture.token(clientId, clientSecret)}` };
		const body = { data: [audit('p1')] };
		const answer = await fixture.call('POST', `${fixture.org}/users/u1/audits`, body, headers);
		expect([answer.status, answer.text]).toEqual([403, textLike(/audit:write/)]);
	});
});
