import { isSubscribed, KardConflictError, subscribe, unsubscribe, type SubscriptionPlan } from '../../shared';
import { failure, fakeKard, rejection } from './fakeKard';

const kard = fakeKard();
const OURS = 'https://n8n.example.com/webhook/ours';
const plan: SubscriptionPlan = { webhookUrl: OURS, events: ['auditUpdate'], replaceExisting: false };
const own = {
	type: 'subscription',
	id: 'own',
	attributes: { eventName: 'auditUpdate', webhookUrl: OURS, enabled: true },
};
const odd = [
	null,
	'odd',
	7,
	[],
	{},
	{ id: 'a', attributes: null },
	{ id: 'b', attributes: { eventName: 'auditUpdate', webhookUrl: null, enabled: true } },
	{ id: null, attributes: own.attributes },
];

beforeEach(() => {
	kard.answer(({ method }) => ({ body: { data: method === 'GET' ? [...odd, own, ...odd] : own } }));
});

describe('among subscriptions that are odd', () => {
	it('ours is found', async () => {
		await expect(isSubscribed(kard.client(), plan)).resolves.toBe(true);
	});

	it('ours is disabled, and no other is touched', async () => {
		await unsubscribe(kard.client(), OURS);

		expect(kard.received.map(({ method, path }) => `${method} ${path.split('/').at(-1) ?? ''}`)).toEqual([
			'GET subscriptions',
			'PATCH own',
		]);
	});
});

/** What was asked of Kard: the method and the end of the path. */
const asked = () => kard.received.map(({ method, path }) => `${method} ${path.split('/').at(-1) ?? ''}`);
/** What was written, in the order in which it was. */
const written = () =>
	kard.received.filter(({ method }) => method !== 'GET').map(({ body }) => JSON.parse(body) as unknown);
const listing = (...subscriptions: readonly unknown[]) => {
	kard.answer(({ method }) => ({ body: { data: method === 'GET' ? subscriptions : own } }));
};
const withAttributes = (changes: object, id = 'odd') => ({
	...{ type: 'subscription', id },
	attributes: { ...own.attributes, ...changes },
});

describe.each<[string, object]>([
	['missing', { enabled: undefined }],
	['null', { enabled: null }],
	['a text', { enabled: 'true' }],
])('a subscription of ours that does not say whether it is enabled (%s)', (_, unknown) => {
	it('does not count as one that notifications come by', async () => {
		listing(withAttributes(unknown));

		await expect(isSubscribed(kard.client(), plan)).resolves.toBe(false);
	});

	it('is enabled, and no second one is made', async () => {
		listing(withAttributes(unknown));

		await subscribe(kard.client(), plan);

		expect(asked()).toEqual(['GET subscriptions', 'PATCH odd']);
		expect(written()).toMatchObject([{ data: { attributes: { enabled: true } } }]);
	});

	it('is disabled when the address is given up, and when its event is no longer wanted', async () => {
		listing(withAttributes(unknown));
		await unsubscribe(kard.client(), OURS);
		listing(own, withAttributes({ ...unknown, eventName: 'earnedRewardSettled' }));
		await subscribe(kard.client(), plan);

		expect(asked()).toEqual(['GET subscriptions', 'PATCH odd', 'GET subscriptions', 'PATCH odd']);
		expect(written()).toMatchObject([
			{ data: { attributes: { enabled: false } } },
			{ data: { attributes: { enabled: false } } },
		]);
	});
});

describe('a subscription of others', () => {
	const elsewhere = 'https://n8n.example.com/webhook/others';

	it.each<[string, object]>([
		['that does not say whether it is enabled', { enabled: null }],
		['to no address', { webhookUrl: '' }],
		['to what is no address', { webhookUrl: 'elsewhere' }],
		['to null', { webhookUrl: null }],
		['of no event', { eventName: null }],
		['of an event that nobody knows', { eventName: 'birthdayReward', enabled: true }],
	])('%s is never taken for ours, nor taken over where Kard takes no second one', async (_, changes) => {
		const theirs = withAttributes({ webhookUrl: elsewhere, ...changes });
		kard.answer(({ method }) => (method === 'GET' ? { body: { data: [theirs, null] } } : failure(409)));

		const error = await rejection(subscribe(kard.client(), plan));

		expect(error).toBeInstanceOf(KardConflictError);
		expect(asked().filter((line) => line.startsWith('PATCH'))).toEqual([]);
	});

	it('that does not say whether it is enabled is not taken over even where that is wanted: it could not be given back', async () => {
		const theirs = withAttributes({ webhookUrl: elsewhere, enabled: null });
		kard.answer(({ method }) => (method === 'GET' ? { body: { data: [theirs] } } : failure(409)));

		const error = await rejection(subscribe(kard.client(), { ...plan, replaceExisting: true }));

		expect(error).toBeInstanceOf(KardConflictError);
		expect(asked().filter((line) => line.startsWith('PATCH'))).toEqual([]);
	});

	it.each(['', 'elsewhere', '/webhook/ours'])(
		'to "%s" is not disabled where a host has no better address either',
		async (webhookUrl) => {
			listing(withAttributes({ webhookUrl }));

			await unsubscribe(kard.client(), webhookUrl);

			expect(asked()).toEqual(['GET subscriptions']);
		},
	);

	it.each<[string, readonly unknown[]]>([
		['leads elsewhere by now', [withAttributes({ webhookUrl: 'https://third.example.com/hook' }, 'theirs')]],
		['was enabled again', [withAttributes({ webhookUrl: elsewhere }, 'theirs')]],
		[
			'does not say whether it is enabled',
			[withAttributes({ webhookUrl: elsewhere, enabled: null }, 'theirs')],
		],
		['does not say where it leads', [withAttributes({ webhookUrl: null }, 'theirs')]],
		['is gone', []],
	])('that was taken over and %s is not given back', async (_, subscriptions) => {
		listing(...subscriptions);

		await unsubscribe(kard.client(), OURS, [{ id: 'theirs', webhookUrl: elsewhere, enabled: true }]);

		expect(asked()).toEqual(['GET subscriptions']);
	});

	it.each<[string, object]>([
		['is at our address', { webhookUrl: OURS }],
		['is disabled where it was', { webhookUrl: elsewhere, enabled: false }],
	])('that was taken over and %s is given back as it was', async (_, changes) => {
		listing(withAttributes(changes, 'theirs'));
		const before = { webhookUrl: elsewhere, enabled: true };

		await unsubscribe(kard.client(), OURS, [{ id: 'theirs', ...before }]);

		expect(written()).toMatchObject([{ data: { attributes: before } }]);
	});
});
