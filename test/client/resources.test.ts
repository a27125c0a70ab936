import {
	KardConflictError,
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	subscriptionOperations,
	userOperations,
	type EarnedRewardQuery,
	type NotificationQuery,
	type OfferQuery,
	type SingleOperation,
} from '../../shared/host';
import { objectLike, rejection, textLike } from '../support/expected';
import { startKard } from '../support/kard';
import { idsFor } from '../support/operation';
import { purchase, purchases, SHOPPER } from '../support/purchase';
import { failure, startScriptedKard, type Behaviour } from '../support/scriptedKard';
import { ELSEWHERE, OURS } from '../support/subscriptions';

/* Each resource with the sandbox; what holds for every operation is in operations.test.ts. */
const real = startKard({ subscriptionsPerEvent: 'many' });
const kard = startScriptedKard();

describe('users', () => {
	it('are updated: the attributes are replaced, and an email goes out as its hash, unless the options allow the address', async () => {
		const attributes = { enrolledRewards: [], email: 'jordan@example.com', zipCode: '30301' };

		const updated = await real.client().users.update(SHOPPER, attributes);

		const stored = { enrolledRewards: [], zipCode: '30301', hashedEmail: textLike(/^[0-9a-f]{64}$/) };
		expect(updated).toMatchObject({ id: SHOPPER, attributes: stored });
		expect(real.stored.users).toEqual([{ type: 'user', id: SHOPPER, attributes: stored }]);

		await real.client().users.update(SHOPPER, attributes, { email: 'address' });
		expect(real.sent.at(-1)?.data[0]?.attributes).toEqual(attributes);
	});

	it('are deleted, and then gone', async () => {
		const { users } = real.client();
		await expect(users.get(SHOPPER)).resolves.toMatchObject({ id: SHOPPER });

		await expect(users.delete(SHOPPER)).resolves.toMatchObject({ id: SHOPPER });

		const update = () => users.update(SHOPPER, { enrolledRewards: [] });
		for (const act of [() => users.get(SHOPPER), () => users.delete(SHOPPER), update]) {
			await expect(act()).rejects.toBeInstanceOf(KardNotFoundError);
		}
	});

	it.each([
		[{}, /^Enrolled Rewards: is required/],
		[{ enrolledRewards: ['CARDLINKED'], birthYear: '90' }, /^Birth Year: /],
		[{ enrolledRewards: ['CARDLINKED'], zipCode: '4111 1111 1111 1111' }, /^ZIP Code: (?!.*4111)/],
	])('are not updated with %j, before any request', async (attributes, message) => {
		const input = { ids: { userId: SHOPPER }, attributes };
		const error = await rejection(real.client().single(userOperations.update, input));

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(real.sent).toEqual([]);
	});

	it.each<[string, Behaviour[], boolean]>([
		['after a dropped connection', ['drop'], true],
		['after a server error', [failure(500)], true],
		['after a time-out of a gateway', [failure(504)], true],
		['after a time-out of Kard', [failure(408)], true],
		['after a server error and a token that had expired', [failure(503), failure(401)], true],
		['at once', [], false],
		['after 429, which says that nothing was done', [failure(429)], false],
		['after 401, likewise', [failure(401)], false],
	])('deleted and not found %s: whether this call deleted it', async (_, before, isDone) => {
		kard.answer(...before, failure(404));

		const deleting = kard.client().users.delete('user-1').withResponse();

		if (!isDone) await expect(deleting).rejects.toBeInstanceOf(KardNotFoundError);
		else {
			const data = { type: 'user', id: 'user-1', attributes: {} };
			await expect(deleting).resolves.toMatchObject({ data, response: { status: 404 } });
		}
	});

	it('not found when getting or updating, or in conflict when deleting, is an error whatever went before', async () => {
		const { users } = kard.client();
		kard.answer('drop', failure(404), 'drop', failure(404), 'drop', failure(409));

		await expect(users.get('user-1')).rejects.toBeInstanceOf(KardNotFoundError);
		await expect(users.update('user-1', { enrolledRewards: [] })).rejects.toBeInstanceOf(KardNotFoundError);
		await expect(users.delete('user-1')).rejects.toBeInstanceOf(KardConflictError);
	});
});

describe('offers', () => {
	const offers = (query: OfferQuery = {}) => real.client().rewards.offers(SHOPPER, query);
	const idsOf = async (query: OfferQuery = {}) => (await offers(query).toArray()).map(({ id }) => id);

	it('are filtered by a category with & and spaces, and searched in any letter case', async () => {
		const [all, food] = [await offers().toArray(), await idsOf({ 'filter[category]': 'Food & Beverage' })];
		expect(food.length).toBeGreaterThan(0);
		expect(food.length).toBeLessThan(all.length);

		const [{ id, attributes: { name = '' } = {} } = {}] = all;
		expect(await idsOf({ 'filter[search]': name.toUpperCase() })).toContain(id);
	});

	it('are sorted', async () => {
		const names = (await offers({ sort: '-name' }).toArray()).map(({ attributes }) => attributes.name ?? '');

		expect(names).toEqual(names.toSorted((a, b) => b.localeCompare(a, 'en')));
	});

	it('come with the categories and components that were asked for', async () => {
		const query: OfferQuery = { include: ['categories'], supportedComponents: ['cta', 'baseReward'] };
		for await (const page of offers(query).pages()) {
			expect(page.included[0]).toMatchObject({ type: 'category' });
			for (const { attributes } of page.data) {
				expect(Object.keys(attributes.components ?? {}).toSorted()).toEqual(['baseReward', 'cta']);
			}
		}
	});

	it.each(['activate', 'boost'] as const)('are recorded as what the user did with them: %s', async (did) => {
		const [{ id: offerId = '' } = {}] = await offers().toArray({ limit: 1 });
		const eventCode = did.toUpperCase();
		const query = { include: ['offer' as const], supportedComponents: ['shortDescription' as const] };

		const { data, included } = await real.client().offers[did](SHOPPER, offerId, query).withResponse();

		expect(data.attributes).toMatchObject({ entityId: offerId, eventCode, medium: 'CTA' });
		expect(included).toEqual([objectLike({ id: offerId, type: 'standardOffer' })]);
		const recorded = [...real.sandbox.state.attributions.values()];
		expect(recorded).toEqual([objectLike({ userId: SHOPPER, offerId, eventCode })]);
	});
});

describe('earned rewards', () => {
	/** Kard lists the last 12 months, by the sandbox's clock, which is the computer's here. */
	const yesterday = new Date(Date.now() - 86_400_000).toISOString();
	const rewards = (query?: EarnedRewardQuery) => real.client().transactions.earnedRewards(SHOPPER, query);

	it('of what was submitted are listed, through several pages', async () => {
		const rows = purchases(5, { settledDate: yesterday });
		await real.submit(rows);

		const found = await rewards({ 'page[size]': 2 }).toArray();

		expect(found.map(({ attributes }) => attributes.transactionId).toSorted()).toEqual(
			rows.map(({ transactionId }) => transactionId),
		);
		expect(found[0]).toMatchObject({
			type: 'rewardedTransaction',
			attributes: { status: 'SETTLED', paidToIssuer: 'UNPAID' },
			relationships: { user: { data: { id: SHOPPER } } },
		});
	});

	it('are narrowed to those that are approved and not settled, and come with related resources', async () => {
		const approved = purchase({ status: 'APPROVED', authorizationDate: yesterday });
		await real.submit([approved, purchase({ settledDate: yesterday })]);

		const pages = rewards({ 'filter[status]': 'APPROVED', include: ['merchant', 'offer'] }).pages();
		for await (const { data, included } of pages) {
			expect(data.map(({ attributes }) => attributes.transactionId)).toEqual([approved.transactionId]);
			expect(included).toMatchObject([{ type: 'merchant' }, { type: 'offer' }]);
		}
		expect.assertions(2);
	});
});

describe('notifications', () => {
	/** Nobody answers there: what is sent to it fails at once. */
	const NOBODY = 'http://127.0.0.1:9/hook';
	const send = async (...ids: readonly string[]): Promise<void> => {
		for (const id of ids)
			await real.sandbox.notifications.send({ eventName: 'earnedRewardRejected', id, webhookUrl: NOBODY });
	};
	const idsOf = async (query: NotificationQuery) =>
		(await real.client().notifications.list(query).toArray()).map(({ id }) => id);

	it('are listed, the newest first, through several pages, and narrowed', async () => {
		await send('n-1', 'n-2', 'n-3');
		await real.sandbox.notifications.send({ eventName: 'auditUpdate', id: 'n-a', webhookUrl: NOBODY });

		await expect(idsOf({ 'page[size]': 2 })).resolves.toEqual(['n-a', 'n-3', 'n-2', 'n-1']);
		await expect(idsOf({ 'filter[eventName]': 'auditUpdate' })).resolves.toEqual(['n-a']);
		await expect(idsOf({ 'filter[status]': 'delivered' })).resolves.toEqual([]);
		await expect(idsOf({ 'filter[before]': '2000-01-01' })).resolves.toEqual([]);
		await expect(idsOf({ 'filter[after]': '2000-01-01' })).resolves.toHaveLength(4);
	});

	it('are replayed where somebody is subscribed, and else refused with 409, or 404', async () => {
		await send('n-1');
		const { notifications, subscriptions } = real.client();
		await expect(notifications.replay('n-1')).rejects.toBeInstanceOf(KardConflictError);
		await expect(notifications.replay('n-2')).rejects.toBeInstanceOf(KardNotFoundError);

		const { id } = await subscriptions.create({ eventName: 'earnedRewardRejected', webhookUrl: NOBODY });
		await expect(notifications.replay('n-1')).resolves.toEqual({ eventId: 'n-1' });

		await subscriptions.update(id, { enabled: false });
		await expect(notifications.replay('n-1')).rejects.toBeInstanceOf(KardConflictError);
	});
});

describe('subscriptions', () => {
	const ATTRIBUTES = { eventName: 'earnedRewardRejected', webhookUrl: OURS, enabled: true } as const;
	const bodies = () => kard.received.map(({ body }): unknown => JSON.parse(body));

	it('are created, changed, redirected, and listed by their event', async () => {
		const { subscriptions } = real.client();
		const { id } = await subscriptions.create({ eventName: 'earnedRewardRejected', webhookUrl: OURS });
		expect(real.stored.subscriptions).toEqual([`earnedRewardRejected on ${OURS}`]);

		await subscriptions.update(id, { enabled: false });
		await subscriptions.update(id, { webhookUrl: ELSEWHERE, eventName: 'auditUpdate' });

		const attributes = { eventName: 'auditUpdate', webhookUrl: ELSEWHERE, enabled: false };
		await expect(subscriptions.list({ 'filter[eventName]': 'auditUpdate' }).toArray()).resolves.toEqual([
			{ type: 'subscription', id, attributes },
		]);
		await expect(
			subscriptions.list({ 'filter[eventName]': 'earnedRewardRejected' }).toArray(),
		).resolves.toEqual([]);
	});

	it('are sent as a list of one when created, and alone and as far as given when changed', async () => {
		kard.answer({ status: 201, body: { data: [{ type: 'subscription', id: 's', attributes: ATTRIBUTES }] } });
		const { eventName, webhookUrl } = ATTRIBUTES;
		const sheet = { eventName: ' Earned Reward Settled ', webhookUrl: ` ${OURS} `, enabled: 'no' };

		await kard.client().subscriptions.create({ eventName, webhookUrl });
		await kard.client().single(subscriptionOperations.create, { ids: {}, attributes: sheet });
		await kard.client().subscriptions.update('s', { enabled: false });

		const settled = { eventName: 'earnedRewardSettled', webhookUrl, enabled: false };
		expect(bodies()).toEqual([
			{ data: [{ type: 'subscription', attributes: ATTRIBUTES }] },
			{ data: [{ type: 'subscription', attributes: settled }] },
			{ data: { type: 'subscription', attributes: { enabled: false } } },
		]);
	});

	const HTTPS = /beginning with https:\/\//;
	it.each<['create' | 'update', object, RegExp]>([
		['create', { eventName: 'auditUpdate' }, /^Webhook URL: is required/],
		['create', { webhookUrl: OURS }, /^Event: is required/],
		['create', { ...ATTRIBUTES, eventName: ' ' }, /^Event: /],
		['create', { ...ATTRIBUTES, webhookUrl: 'http://example.com/hook' }, HTTPS],
		['create', { ...ATTRIBUTES, webhookUrl: 'example.com/hook' }, HTTPS],
		['create', { ...ATTRIBUTES, webhookUrl: 'https://exam\tple.com/hook' }, HTTPS],
		['create', { ...ATTRIBUTES, webhookUrl: 'ftp://example.com/hook' }, HTTPS],
		['create', { ...ATTRIBUTES, enabled: 'perhaps' }, /^Enabled: /],
		['update', {}, /nothing is to be changed/],
		['update', { enabled: undefined }, /nothing is to be changed/],
		['update', { eventName: {} }, /^Event: /],
		['update', { webhookUrl: 'http://example.com/hook' }, HTTPS],
	])('are refused before any request: %s with %j', async (how, attributes, message) => {
		const operation: SingleOperation = subscriptionOperations[how];
		const writing = kard.client().single(operation, { ids: idsFor(operation), attributes });

		await expect(writing).rejects.toThrow(message);
		expect(kard.received).toEqual([]);
	});

	it.each(['clawback', 'birthdayReward'])('are created for %s, and Kard decides', async (eventName) => {
		kard.answer(failure(400, 'No such event.'));
		const input = { ids: {}, attributes: { ...ATTRIBUTES, eventName } };

		await expect(kard.client().single(subscriptionOperations.create, input)).rejects.toThrow(
			'No such event.',
		);
		expect(bodies()).toMatchObject([{ data: [{ attributes: { eventName } }] }]);
	});
});

describe('credentials', () => {
	it('that may only read may read; the error for a write names the permission', async () => {
		const client = real.client({ auth: real.sandbox.limited });
		await expect(client.users.get(SHOPPER)).resolves.toHaveProperty('id', SHOPPER);

		const error = await rejection(client.users.delete(SHOPPER));

		expect(error).toBeInstanceOf(KardPermissionError);
		expect(error).toHaveProperty('message', expect.stringContaining('user:delete'));
		expect(real.stored.users).toHaveLength(1);
	});

	it('that are wrong are an error that says what to check', async () => {
		const auth = { clientId: real.sandbox.clientId, clientSecret: 'wrong' };

		const error = await rejection(real.client({ auth }).organization.get());

		expect(error).toMatchObject({ name: 'KardAuthenticationError', statusCode: 401 });
		expect(error).toHaveProperty('message', expect.stringContaining('client ID and client secret'));
	});

	it.each(['basic', 'json'] as const)(
		'sign in with either token request, for another issuer too: %s',
		async (tokenRequest) => {
			const { clientId, clientSecret } = real.sandbox;
			const client = real.client({
				auth: { clientId, clientSecret, tokenRequest, targetIssuer: 'issuer-7' },
			});

			await expect(client.organization.get()).resolves.toMatchObject({ type: 'organization' });
			await expect(client.ping()).resolves.toMatchObject({ message: 'pong' });
			expect(real.sandbox.requests.at(-1)).toMatchObject({ status: 200, targetIssuer: 'issuer-7' });
		},
	);
});
