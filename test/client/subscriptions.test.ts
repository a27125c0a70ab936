import {
	KardApiError,
	KardConflictError,
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	subscriptionOperations,
} from '../../shared';
import { failure, fakeKard, rejection, type Reply } from './fakeKard';
import { ELSEWHERE, OURS, subscribingUnderTest } from './subscribingUnderTest';

const ATTRIBUTES = { eventName: 'earnedRewardRejected', webhookUrl: OURS, enabled: true } as const;
const resource = { type: 'subscription', id: 'sub-1', attributes: ATTRIBUTES };
const kard = fakeKard();
const requests = () => kard.received.map(({ method, path }) => `${method} ${path}`);
const bodies = () => kard.received.map(({ body }): unknown => JSON.parse(body));

describe('the subscriptions of Kard', () => {
	const real = subscribingUnderTest('many');

	it('are created, listed and changed', async () => {
		const { subscriptions } = real.client();

		const created = await subscriptions.create({ eventName: 'earnedRewardRejected', webhookUrl: OURS });
		expect(created).toEqual({ type: 'subscription', id: created.id, attributes: ATTRIBUTES });

		const changed = await subscriptions.update(created.id, { enabled: false });
		expect(changed).toEqual({ ...created, attributes: { ...ATTRIBUTES, enabled: false } });
		await expect(subscriptions.list().toArray()).resolves.toEqual([changed]);
	});

	it('are listed by their event', async () => {
		await real.given(`earnedRewardRejected on ${OURS}`, `auditUpdate on ${OURS}`);

		const found = await real.client().subscriptions.list({ 'filter[eventName]': 'auditUpdate' }).toArray();

		expect(found.map(({ attributes }) => attributes.eventName)).toEqual(['auditUpdate']);
	});

	it('may be redirected, and change their event', async () => {
		const [id = ''] = await real.given(`earnedRewardRejected on ${OURS}`);

		await real.client().subscriptions.update(id, { webhookUrl: ELSEWHERE, eventName: 'auditUpdate' });

		expect(real.subscribed).toEqual([`auditUpdate on ${ELSEWHERE}`]);
	});

	it('cannot be created twice, nor changed where there is none', async () => {
		await real.given(`earnedRewardRejected on ${OURS}`);
		const { subscriptions } = real.client();

		await expect(subscriptions.create(ATTRIBUTES)).rejects.toBeInstanceOf(KardConflictError);
		await expect(subscriptions.update('nothing', { enabled: false })).rejects.toBeInstanceOf(
			KardNotFoundError,
		);
	});

	it('can be read by credentials that may only read; the error names the permission for more', async () => {
		await real.given(`earnedRewardRejected on ${OURS}`);
		const { subscriptions } = real.client({ auth: real.sandbox.limited });

		await expect(subscriptions.list().toArray()).resolves.toHaveLength(1);
		const error = await rejection(subscriptions.create({ ...ATTRIBUTES, eventName: 'auditUpdate' }));

		expect(error).toBeInstanceOf(KardPermissionError);
		expect(error).toHaveProperty('message', expect.stringContaining('notifications:write'));
	});
});

describe('the requests', () => {
	it('list without a page size, and follow pages all the same should Kard have some', async () => {
		kard.answer(
			{ body: { data: [resource], links: { next: '/v2?page[after]=c-1' } } },
			{ body: { data: [{ ...resource, id: 'sub-2', novelty: 1 }] } },
		);

		const found = await kard
			.client()
			.subscriptions.list({ 'filter[eventName]': 'earnedRewardRejected' })
			.toArray();

		expect(found).toEqual([resource, { ...resource, id: 'sub-2', novelty: 1 }]);
		expect(requests()).toEqual([
			'GET /v2/issuers/org-1/subscriptions?filter%5BeventName%5D=earnedRewardRejected',
			'GET /v2/issuers/org-1/subscriptions?filter%5BeventName%5D=earnedRewardRejected&page%5Bafter%5D=c-1',
		]);
	});

	it('create a list of one that is enabled, unless it says otherwise', async () => {
		kard.answer({ status: 201, body: { data: [resource] } });
		const { subscriptions } = kard.client();
		const { eventName, webhookUrl } = ATTRIBUTES;

		await subscriptions.create({ eventName, webhookUrl });
		await subscriptions.create({ eventName, webhookUrl, enabled: false });

		expect(requests()[0]).toBe('POST /v2/issuers/org-1/subscriptions');
		expect(bodies()).toEqual([
			{ data: [{ type: 'subscription', attributes: ATTRIBUTES }] },
			{ data: [{ type: 'subscription', attributes: { ...ATTRIBUTES, enabled: false } }] },
		]);
	});

	it('change one by what is given alone, and encode its id', async () => {
		kard.answer({ body: { data: resource } });

		await kard.client().subscriptions.update('a/b', { enabled: false });

		expect(requests()).toEqual(['PATCH /v2/issuers/org-1/subscriptions/a%2Fb']);
		expect(bodies()).toEqual([{ data: { type: 'subscription', attributes: { enabled: false } } }]);
	});

	it('are repeated after a broken connection when they change one, and not when they create one', async () => {
		kard.answer('drop', { body: { data: resource } }, 'drop');
		const { subscriptions } = kard.client();

		await expect(subscriptions.update('sub-1', { enabled: true })).resolves.toEqual(resource);
		await expect(subscriptions.create(ATTRIBUTES)).rejects.toMatchObject({ outcomeUnknown: true });

		expect(kard.received.map(({ method }) => method)).toEqual(['PATCH', 'PATCH', 'POST']);
	});

	it('say what the words of a person mean', async () => {
		kard.answer({ status: 201, body: { data: [resource] } });
		const sheet = { eventName: ' Earned Reward Settled ', webhookUrl: ` ${OURS} `, enabled: 'no' };

		await kard.client().single(subscriptionOperations.create, { ids: {}, attributes: sheet });

		const attributes = { eventName: 'earnedRewardSettled', webhookUrl: OURS, enabled: false };
		expect(bodies()).toEqual([{ data: [{ type: 'subscription', attributes }] }]);
	});
});

describe('the answer to a creation', () => {
	const create = () => kard.client().subscriptions.create(ATTRIBUTES);

	it.each<[string, Reply]>([
		['a list of one', { status: 201, body: { data: [resource] } }],
		['the one alone', { status: 201, body: { data: resource } }],
		['the one, without anything around it', { status: 201, body: resource }],
		['a list of one, in part a success', { status: 207, body: { data: [resource] } }],
		['a list of one, and no errors', { status: 207, body: { data: [resource], errors: [] } }],
	])('may be %s', async (_, reply) => {
		kard.answer(reply);

		await expect(create()).resolves.toEqual(resource);
	});

	it.each<[string, unknown[], object]>([
		['its own status', [{ status: '409', detail: 'Exists.' }], { statusCode: 409 }],
		['its own status as a number', [{ status: 403 }], { statusCode: 403 }],
		['no status', [{ detail: 'Odd.' }], { statusCode: 400 }],
		['a status that is none', [{ status: 'odd' }], { statusCode: 400 }],
		['a status of success', [{ status: '201' }], { statusCode: 400 }],
		[
			'several errors, of which the first counts',
			[{ status: '404' }, { status: '409' }],
			{ statusCode: 404 },
		],
	])('is a failure where it says 207, and an error inside: with %s', async (_, errors, expected) => {
		kard.answer({ status: 207, body: { errors } });

		const error = await rejection(create());

		expect(error).toBeInstanceOf(KardApiError);
		expect(error).toMatchObject({ ...expected, outcomeUnknown: false });
	});

	it('tells in Kard’s words why it is a failure', async () => {
		kard.answer({ status: 207, body: { errors: [{ status: '409', detail: 'One is enough.' }] } });

		const error = await rejection(create());

		expect(error).toBeInstanceOf(KardConflictError);
		expect(error).toHaveProperty('message', expect.stringContaining('One is enough.'));
	});

	it.each<[string, Reply]>([
		['an empty list', { status: 201, body: { data: [] } }],
		['nothing', { status: 201 }],
		['null', { status: 201, body: { data: null } }],
		['a web page', { status: 201, body: '<html></html>' }],
		['something without an id', { status: 201, body: { data: [{ type: 'subscription' }] } }],
	])('that is %s leaves open whether it was created', async (_, reply) => {
		kard.answer(reply);

		const error = await rejection(create());

		expect(error).toMatchObject({ statusCode: 201, outcomeUnknown: true });
		expect(error).toHaveProperty(
			'message',
			expect.stringMatching(
				/^Kard answered with status 201 .* List the subscriptions before you send it again\.$/,
			),
		);
	});

	it('with errors in it is a failure, also of a change and whatever stands beside them', async () => {
		kard.answer({ body: { data: resource, errors: [{ status: '409', detail: 'One is enough.' }] } });

		const error = await rejection(kard.client().subscriptions.update('sub-1', { enabled: true }));

		expect(error).toBeInstanceOf(KardConflictError);
		expect(error).toHaveProperty('message', expect.stringContaining('One is enough.'));
	});

	it('with 409 is a conflict', async () => {
		kard.answer(failure(409, 'One is enough.'));

		await expect(create()).rejects.toBeInstanceOf(KardConflictError);
	});
});

describe('what is no subscription', () => {
	it.each([
		[{ eventName: 'earnedRewardRejected' }, /Webhook URL: is required/],
		[{ webhookUrl: OURS }, /Event: is required/],
		[{ ...ATTRIBUTES, eventName: ' ' }, /^Event: /],
		[{ ...ATTRIBUTES, eventName: { name: 'auditUpdate' } }, /^Event: /],
		[{ ...ATTRIBUTES, webhookUrl: 'http://example.com/hook' }, /beginning with https:\/\//],
		[{ ...ATTRIBUTES, webhookUrl: 'example.com/hook' }, /beginning with https:\/\//],
		[{ ...ATTRIBUTES, webhookUrl: 'https://exam\tple.com/hook' }, /beginning with https:\/\//],
		[{ ...ATTRIBUTES, webhookUrl: 'ftp://example.com/hook' }, /beginning with https:\/\//],
		[{ ...ATTRIBUTES, enabled: 'perhaps' }, /^Enabled: /],
		[{ ...ATTRIBUTES, url: OURS }, /^url: there is no such field/],
	])('is not created, and costs no request: %j', async (attributes, message) => {
		const error = await rejection(
			kard.client().single(subscriptionOperations.create, { ids: {}, attributes: attributes }),
		);

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(kard.received).toEqual([]);
	});

	it.each([
		['sub-1', {}, /nothing is to be changed/],
		['sub-1', { enabled: undefined }, /nothing is to be changed/],
		['sub-1', { eventName: {} }, /^Event: /],
		['sub-1', { webhookUrl: 'http://example.com/hook' }, /beginning with https:\/\//],
		['', { enabled: false }, /Subscription ID: is required/],
	])('is not changed, and costs no request: "%s" to %j', async (subscriptionId, changes, message) => {
		const act = kard
			.client()
			.single(subscriptionOperations.update, { ids: { subscriptionId }, attributes: changes });
		const error = await rejection(act);

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(kard.received).toEqual([]);
	});

	it('is not looked for either', async () => {
		const list = kard
			.client()
			.list(subscriptionOperations.getMany, { ids: {}, query: { 'filter[eventName]': {} } });

		await expect(list.toArray()).rejects.toBeInstanceOf(KardValidationError);
		expect(kard.received).toEqual([]);
	});
});

describe.each([
	['that Kard has retired', 'clawback'],
	['that Kard has added since', 'birthdayReward'],
])('an event %s', (_, eventName) => {
	it('is asked for by its name, and Kard decides', async () => {
		kard.answer(failure(400, 'No such event.'));

		const error = await rejection(
			kard
				.client()
				.single(subscriptionOperations.create, { ids: {}, attributes: { ...ATTRIBUTES, eventName } }),
		);

		expect(JSON.parse(kard.received[0]?.body ?? '')).toMatchObject({ data: [{ attributes: { eventName } }] });
		expect(error).toHaveProperty('message', expect.stringContaining('No such event.'));
	});

	it('is listed, and listed by', async () => {
		const there = { type: 'subscription', id: 'sub-1', attributes: { ...ATTRIBUTES, eventName } };
		kard.answer({ body: { data: [there] } });

		const list = kard.client().list(subscriptionOperations.getMany, { ids: {}, query: { eventName } });

		await expect(list.toArray()).resolves.toEqual([there]);
		expect(decodeURIComponent(kard.received[0]?.path ?? '')).toContain(`filter[eventName]=${eventName}`);
	});
});
