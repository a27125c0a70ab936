import { EVENTS, eventTitle } from '../../../shared';
import { FAMILIES } from '../../../zapier/src/triggers/notifications/families';
import { actionsOf, connectedKit, objectLike, thrownBy, type Kit } from '../kit';
import { startZapier, type Zapier } from './zapier';

/** Every event, with the trigger that it starts and what the person chooses there. */
const EVENTS_OF_FAMILIES = FAMILIES.flatMap(({ key, events }) =>
	events.map((eventName): [string, string, object] => [
		eventName,
		key,
		events.length > 1 ? { events: eventName } : {},
	]),
);

describe('a Zap that begins with a notification', () => {
	let kit: Kit;
	let zapier: Zapier;
	beforeAll(async () => {
		kit = await connectedKit();
		zapier = await startZapier(kit);
	});
	beforeEach(() => {
		kit.sandbox.reset();
		zapier.clear();
	});
	afterAll(async () => {
		await zapier.close();
	});

	const sampleOf = (key: string) => actionsOf(kit.app).triggers[key]?.operation.sample ?? {};

	it('can begin with every event that Kard publishes', () => {
		const covered = EVENTS_OF_FAMILIES.map(([eventName]) => eventName);
		expect(covered.sort()).toEqual(Object.keys(EVENTS).sort());
	});

	it.each(EVENTS_OF_FAMILIES)(
		'is started by %s through %s, with the fields of the sample',
		async (eventName, key, choice) => {
			const zap = await zapier.liveZap(key, { ...choice });
			await kit.sandbox.notifications.send({ eventName, id: 'notification-1' });
			const [item, ...more] = await zap.starts();
			expect(more).toEqual([]);
			expect(item).toMatchObject({ id: 'notification-1', eventName });
			expect(Object.keys(item ?? {}).sort()).toEqual(Object.keys(sampleOf(key)).sort());
		},
	);

	it('hands over what the notification says, laid flat', async () => {
		const zap = await zapier.liveZap('reward_earned');
		await kit.sandbox.notifications.send({
			eventName: 'earnedRewardSettled',
			id: 'notification-1',
			attributes: {
				name: 'Blue Door Coffee',
				transactionId: 'purchase-1',
				transactionAmountInCents: 1_999,
				userReward: { type: 'PERCENT', value: 5 },
			},
			relationships: {
				user: { data: { type: 'user', id: 'u1' } },
				offer: { data: { type: 'offer', id: 'offer-1' } },
			},
		});
		expect(await zap.starts()).toEqual([
			objectLike({
				id: 'notification-1',
				eventName: 'earnedRewardSettled',
				userId: 'u1',
				transactionId: 'purchase-1',
				offerId: 'offer-1',
				name: 'Blue Door Coffee',
				transactionAmountInCents: 1_999,
				userReward: { type: 'PERCENT', value: 5 },
				commissionEarned: null,
			}),
		]);
	});

	it('gets what Kard has added since as well', async () => {
		const zap = await zapier.liveZap('reward_rejected');
		const attributes = { reason: 'SOMETHING_NEW', somethingNew: 1 };
		await kit.sandbox.notifications.send({ eventName: 'earnedRewardRejected', attributes });
		expect(await zap.starts()).toEqual([objectLike({ reason: 'SOMETHING_NEW', somethingNew: 1 })]);
	});

	it('has an ID for each item, also where a notification came without one', async () => {
		const zap = await zapier.liveZap('reward_rejected');
		for (const reason of ['ONE', 'OTHER']) {
			const body = JSON.stringify({ data: { type: 'earnedRewardRejected', attributes: { reason } } });
			await kit.sandbox.notifications.send({ eventName: 'earnedRewardRejected', body });
		}
		const ids = (await zap.starts()).map(({ id }) => id);
		expect(new Set(ids).size).toBe(2);
		for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
	});

	it('is subscribed to settled rewards unless the person chooses approved ones, or both', async () => {
		const subscribed = async (choice: object) => {
			kit.sandbox.reset();
			await zapier.liveZap('reward_earned', { ...choice });
			return [...kit.sandbox.state.subscriptions.values()].map(({ attributes }) => attributes.eventName);
		};
		expect(await subscribed({})).toEqual(['earnedRewardSettled']);
		expect(await subscribed({ events: 'earnedRewardApproved' })).toEqual(['earnedRewardApproved']);
		expect(await subscribed({ events: 'all' })).toEqual(['earnedRewardSettled', 'earnedRewardApproved']);
	});

	it('offers these choices, by the labels that the events have everywhere', async () => {
		const [events, ...switches] = await kit.fields('triggers', 'reward_earned');
		expect(events).toMatchObject({
			label: 'Events',
			default: 'earnedRewardSettled',
			choices: {
				earnedRewardSettled: eventTitle('earnedRewardSettled'),
				earnedRewardApproved: eventTitle('earnedRewardApproved'),
				all: 'All of These',
			},
		});
		expect(switches.map(({ label }) => label)).toEqual([
			'Replace Existing Subscription',
			'Skip Events That Kard Refuses',
			'Start Again on Repeats',
		]);
		expect((await kit.fields('triggers', 'audit_updated')).map(({ key }) => key)).toEqual([
			'replaceExisting',
			'acceptRepeats',
		]);
	});

	it('refuses a choice of events that there is not', async () => {
		const zap = zapier.zap('reward_earned', { events: 'auditUpdate' });
		expect((await thrownBy(zap.turnOn())).message).toMatch(/^Events: has a value that it cannot have/);
		expect(kit.sandbox.count()).toBe(0);
	});

	it('is not started by an event that the person did not choose', async () => {
		const zap = await zapier.liveZap('reward_earned');
		const webhookUrl = zap.targetUrl;
		await kit.sandbox.notifications.send({ eventName: 'earnedRewardApproved', webhookUrl });
		await kit.sandbox.notifications.send({ eventName: 'auditUpdate', webhookUrl });
		await kit.sandbox.notifications.send({ eventName: 'clawback', webhookUrl });
		expect(await zap.starts()).toEqual([]);
	});

	it('is started by an event that nobody knew when the app was made, should Kard send it there', async () => {
		const zap = await zapier.liveZap('reward_earned');
		await kit.sandbox.notifications.send({ eventName: 'somethingNew', webhookUrl: zap.targetUrl });
		expect(await zap.starts()).toEqual([objectLike({ eventName: 'somethingNew' })]);
	});
});
