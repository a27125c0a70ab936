import {
	columnsOf,
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	operations,
	KardConflictError,
	subscriptionOperations,
	userOperations,
	type AnyOperation,
	type BulkResult,
	type ListOperation,
	type EarnedRewardQuery,
	type NotificationQuery,
	type OfferQuery,
	type SingleOperation,
} from '../../shared/host';
import { idNamesOf, isIdempotent } from '../../shared/catalogue/description/operation';
import { rejection, textLike, objectLike } from '../support/expected';
import { allFields, attributesFor, carryOut, idsFor, nameOf, rowsFor } from '../support/operation';
import { failure, startScriptedKard, type Reply, type Behaviour } from '../support/scriptedKard';
import { startKard } from '../support/kard';
import { purchase, purchases, SHOPPER } from '../support/purchase';
import { ELSEWHERE, OURS } from '../support/subscriptions';

/*
 * What holds for every operation of the catalogue, also for one that is added tomorrow. What Kard answers here is the
 * sample of the operation.
 */
const kard = startScriptedKard();
const all = operations.map((operation) => [nameOf(operation), operation] as const);
const isList = (operation: AnyOperation): operation is ListOperation => operation.kind === 'list';
const lists = operations.filter(isList).map((operation) => [nameOf(operation), operation] as const);
const withIds = all.filter(([, operation]) => idNamesOf(operation).length > 0);
const single = all.filter(([, { kind }]) => kind !== 'bulk');

/** A good response: every row of the request, or the sample. */
function good(operation: AnyOperation): Reply {
	const { sample } = operation;
	if (operation.kind === 'list') return { body: { data: [sample] } };
	const status = operation.success[0] ?? 200;
	if (operation.kind === 'bulk') {
		const rows = rowsFor(operation).map(({ id }) => ({ type: operation.resource.name, id, attributes: {} }));
		return { status, body: { data: operation.naming.taken === 'job' ? { type: 'job', id: 'job-1' } : rows } };
	}
	if (operation.sentAs?.list === true) return { status, body: { data: [sample] } };
	return { status, body: sample.type === undefined ? sample : { data: sample } };
}

/** What comes of a field that the operation does not have; nothing where it takes none. */
function withUnknownField(operation: AnyOperation): Promise<unknown> | undefined {
	const client = kard.client();
	const odd = { serach: 'coffee' };
	const ids = idsFor(operation);
	if (operation.kind === 'list') return client.list(operation, { ids, query: odd }).toArray();
	if (operation.kind === 'single') {
		const attributes = { ...attributesFor(operation), ...odd };
		return operation.attributes && client.single(operation, { ids, attributes });
	}
	const refused = ({ failed: [first] }: BulkResult) =>
		Promise.reject(first?.error ?? new Error('It was taken.'));
	return client.bulk(operation, [odd]).then(refused);
}

const requests = () => kard.received.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
const query = () => new URL(kard.received[0]?.path ?? '', kard.baseUrl).searchParams;

describe.each(all)('%s', (_, operation) => {
	it('sends its method and path with a token, and hands over what comes back', async () => {
		kard.answer(good(operation));
		const ids = Object.entries(idsFor(operation));

		const result = await carryOut(kard.client(), operation);

		const path = ids.reduce(
			(filled, [name, id]) => filled.replace(`{${name}}`, encodeURIComponent(id)),
			operation.path.replace('{organizationId}', 'org-1'),
		);
		const times = operation.kind === 'bulk' ? rowsFor(operation).length : 1;
		expect(requests()).toEqual(Array(times).fill(`${operation.method} ${path}`));
		const tokens = kard.received.map(({ headers }) => headers.authorization);
		expect(tokens).toEqual(Array(times).fill('Bearer token-1'));
		if (operation.kind === 'bulk') {
			const succeeded = Array(times).fill({ status: operation.accepted });
			expect(result).toMatchObject({ succeeded, failed: [] });
		} else expect(result).toEqual(isList(operation) ? [operation.sample] : operation.sample);
	});

	it('is repeated after a broken connection only where that does no harm', async () => {
		kard.answer('drop', good(operation));

		const outcome = await carryOut(kard.client(), operation).catch((error: unknown) => error);

		if (isIdempotent(operation)) expect(outcome).not.toBeInstanceOf(Error);
		else expect(outcome).toMatchObject({ outcomeUnknown: true });
		if (operation.kind !== 'bulk') expect(kard.received).toHaveLength(isIdempotent(operation) ? 2 : 1);
		if (operation.kind === 'single' && operation.howToLook)
			expect(outcome).toHaveProperty('message', expect.stringContaining(operation.howToLook));
	});

	it('refuses a field that there is not, before any request', async () => {
		const run = withUnknownField(operation);
		if (run === undefined) return;

		const error = await rejection(run);

		expect(error).toBeInstanceOf(KardValidationError);
		if (operation.kind !== 'bulk')
			expect(error).toHaveProperty('message', textLike(/^serach: there is no such field/));
		expect([kard.received, kard.tokenRequests]).toEqual([[], []]);
	});
});

describe.each(single)('%s', (_, operation) => {
	it.each([
		[403, KardPermissionError, operation.forbiddenMeans ?? operation.scope ?? '(403)'],
		[404, KardNotFoundError, '(404)'],
	])('fails in Kard’s words with %i, and names its permission or what a refusal means', async (...given) => {
		const [status, ofClass, says] = given;
		kard.answer(failure(status, 'Not for you.'));

		const error = await rejection(carryOut(kard.client(), operation));

		expect(error).toBeInstanceOf(ofClass);
		for (const words of [says, 'Not for you.'])
			expect(error).toHaveProperty('message', expect.stringContaining(words));
		expect(kard.received).toHaveLength(1);
	});
});

describe.each(withIds)('%s', (_, operation) => {
	it.each(idNamesOf(operation))(
		'encodes %s in its path, and refuses an empty one before any request',
		async (name) => {
			kard.answer(good(operation));
			await carryOut(kard.client(), operation, { ids: { [name]: 'a/b ?#☕' } }).catch(() => undefined);
			expect(requests()[0]).toContain('/a%2Fb%20%3F%23%E2%98%95');

			const sent = kard.received.length;
			const error = await rejection(carryOut(kard.client(), operation, { ids: { [name]: ' ' } }));
			expect(error).toBeInstanceOf(KardValidationError);
			expect(kard.received).toHaveLength(sent);
		},
	);
});

describe.each(lists)('%s', (_, operation) => {
	const read = async (given: object) => {
		const list = kard.client().list(operation, { ids: idsFor(operation), query: given });
		return await list.toArray();
	};
	const columns = columnsOf(operation.query);
	const parameterOf = (key: string) => columns.find((column) => column.key === key)?.path.at(-1) ?? key;

	it('asks for as many items at once as it says, follows the cursor, and hands over what Kard added', async () => {
		const novel = { type: 'novelty', id: 'n', attributes: { name: 'N', novelty: [1] }, extra: true };
		kard.answer(
			{ body: { data: [operation.sample], links: { next: '/x?page[after]=c%3D1' } } },
			{ body: { data: [novel] } },
		);

		await expect(read({})).resolves.toEqual([operation.sample, novel]);

		const size = operation.pageSize === undefined ? '' : `page[size]=${String(operation.pageSize)}`;
		expect(kard.received.map(({ path }) => decodeURIComponent(path.split('?')[1] ?? ''))).toEqual([
			size,
			[size, 'page[after]=c=1'].filter((part) => part !== '').join('&'),
		]);
	});

	it('sends each field under Kard’s name, whether it is given under that or under its short one', async () => {
		kard.answer({ body: { data: [] } });
		const chosen = columns.filter(allFields);
		const short = Object.fromEntries(
			chosen.map(({ key, examples, input }) => [key, input === 'choices' ? [...examples] : examples[0]]),
		);
		const long = Object.fromEntries(Object.entries(short).map(([key, value]) => [parameterOf(key), value]));

		await read(short);
		await read(long);

		expect(kard.received[1]?.path).toBe(kard.received[0]?.path);
		expect([...new Set(query().keys())].toSorted()).toEqual(
			chosen.map(({ key }) => parameterOf(key)).toSorted(),
		);
	});

	it.each(columns.filter(({ isOpen }) => isOpen === true))(
		'leaves it to Kard what it has added to $title',
		async ({ key, input }) => {
			kard.answer({ body: { data: [] } });
			const added = 'ADDED';

			await read({ [key]: input === 'choices' ? [added] : added });

			expect(query().get(parameterOf(key))).toBe(added);
		},
	);

	it.each(columns.filter(({ choices }) => Object.keys(choices).length > 0))(
		'takes the label of a choice of $title',
		async ({ key, choices }) => {
			kard.answer({ body: { data: [] } });
			const [[value = '', label = ''] = []] = Object.entries(choices);

			await read({ [key]: label.toUpperCase() });

			expect(query().get(parameterOf(key))).toBe(value);
		},
	);

	it.each(columns.filter(({ input }) => input !== 'boolean'))(
		'refuses an object for $title before any request',
		async ({ title, key }) => {
			const error = await rejection(read({ [key]: { a: 1 } }));

			expect(error).toBeInstanceOf(KardValidationError);
			expect(error).toHaveProperty('message', textLike(new RegExp(`^${title}: `)));
			expect(kard.received).toEqual([]);
		},
	);
});

/* Each resource with the sandbox; what holds for every operation is above. */
const real = startKard({ subscriptionsPerEvent: 'many' });

describe('users', () => {
	it('are updated: an email goes out as its hash, unless the options allow the address', async () => {
		const attributes = { enrolledRewards: [], email: 'jordan@example.com', zipCode: '30301' };

		const updated = await real.client().users.update(SHOPPER, attributes);

		const stored = { enrolledRewards: [], zipCode: '30301', hashedEmail: textLike(/^[0-9a-f]{64}$/) };
		expect(updated).toMatchObject({ id: SHOPPER, attributes: stored });
		expect(real.stored.users).toEqual([{ type: 'user', id: SHOPPER, attributes: stored }]);

		await real.client().users.update(SHOPPER, attributes, { email: 'address', attributes: 'replace' });
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
		[{}, /^There is nothing to update\. Fill in at least one of these: Enrolled Rewards, Email/],
		[{ zipCode: '', email: null }, /^There is nothing to update\./],
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
		['update', {}, /nothing to update/],
		['update', { enabled: undefined }, /nothing to update.*Enabled, Webhook URL, Event/],
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
