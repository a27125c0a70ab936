import { startListener, type WebhookListener } from '../../sandbox/webhookListener';
import { connectedKit, objectLike, resultsIn, thrownBy, type Kit } from '../kit';

describe('what somebody is shown who sets up a Zap', () => {
	let kit: Kit;
	let listener: WebhookListener;
	let now = Date.parse('2026-03-10T00:00:00Z');
	beforeAll(async () => {
		kit = await connectedKit({ now: () => now });
		listener = await startListener();
	});
	beforeEach(() => {
		kit.sandbox.reset();
	});
	afterAll(async () => {
		await kit.sandbox.close();
		await listener.close();
	});

	const send = async (eventName: string, id: string) => {
		now += 1_000;
		await kit.sandbox.notifications.send({ eventName, id, webhookUrl: listener.url });
	};
	const shown = async (inputs: object = {}, meta: object = {}) =>
		resultsIn(await kit.list('reward_earned', { ...inputs }, { ...meta }));

	it('is nothing where Kard has sent nothing, so that Zapier shows the sample', async () => {
		expect(await shown()).toEqual([]);
	});

	it('is the latest notifications, newest first, with nothing made up', async () => {
		for (const id of ['n1', 'n2', 'n3', 'n4']) await send('earnedRewardSettled', id);
		await send('earnedRewardRejected', 'n5');
		const items = await shown();
		expect(items.map(({ id }) => id)).toEqual(['n4', 'n3', 'n2']);
		const { id, eventName, ...others } = items[0] ?? {};
		expect([id, eventName]).toEqual(['n4', 'earnedRewardSettled']);
		expect(Object.values(others).filter((value) => value !== null)).toEqual([]);
	});

	it('is of all events that the person chose', async () => {
		for (const id of ['s1', 's2']) await send('earnedRewardSettled', id);
		for (const id of ['a1', 'a2']) await send('earnedRewardApproved', id);
		expect((await shown({ events: 'earnedRewardApproved' })).map(({ id }) => id)).toEqual(['a2', 'a1']);
		expect((await shown({ events: 'all' })).map(({ id }) => id)).toEqual(['a2', 'a1', 's2']);
	});

	it('shows a notification once, however often it was sent', async () => {
		for (const id of ['n1', 'n2', 'n2', 'n2', 'n2']) await send('earnedRewardSettled', id);
		expect((await shown()).map(({ id }) => id)).toEqual(['n2', 'n1']);
	});

	it('is as many as Zapier wants', async () => {
		for (const id of ['n1', 'n2', 'n3', 'n4']) await send('earnedRewardSettled', id);
		expect(await shown({}, { limit: 1 })).toEqual([objectLike({ id: 'n4' })]);
		expect(await shown({}, { limit: -1, isLoadingSample: true })).toHaveLength(3);
	});

	it('says which permission is missing', async () => {
		kit.sandbox.faults.add({ route: 'listNotifications', kind: 'status', status: 403 });
		const { status, message } = await thrownBy(shown());
		expect(status).toBe(403);
		expect(message).toContain('notifications:read');
	});
});
