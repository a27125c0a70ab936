import type { ActiveWorkflow } from '../engine';
import { listeningN8n, type Listening, type Subscribed } from '../support/listening';
import { tokenFor } from '../support/kardInN8n';

const ELSEWHERE = 'https://elsewhere.example.com/hook';
const APPROVED = 'earnedRewardApproved';
const SETTLED = 'earnedRewardSettled';
const REJECTED = 'earnedRewardRejected';

describe.each(['one', 'many'] as const)('where Kard takes %s for each event', (subscriptionsPerEvent) => {
	const n8n = listeningN8n({ subscriptionsPerEvent });

	const writes = () =>
		n8n.sandbox.requests
			.filter(({ route }) => route === 'createSubscriptions' || route === 'updateSubscription')
			.map(({ method }) => method);
	const at = (url: string, enabled: boolean, ...events: readonly string[]): Subscribed[] =>
		events.map((event) => ({ event, url, enabled }));
	/** Activates the same workflow again, on the same address. */
	const again = async (before: ActiveWorkflow, how: Listening = {}): Promise<ActiveWorkflow> => {
		await before.stop();
		return await n8n.listen({ port: before.port, staticData: before.staticData(), ...how });
	};

	it('a subscription that is missing is created, one for each event', async () => {
		const { webhookUrl } = await n8n.listen({ events: [APPROVED, SETTLED] });

		expect(n8n.subscriptions()).toEqual(at(webhookUrl, true, APPROVED, SETTLED));
		expect(writes()).toEqual(['POST', 'POST']);
	});

	it('one that is enabled is kept as it is', async () => {
		const before = await n8n.listen({ events: [APPROVED, SETTLED] });

		const { webhookUrl } = await again(before, { events: [SETTLED, APPROVED] });

		expect(n8n.subscriptions()).toEqual(at(webhookUrl, true, APPROVED, SETTLED));
		expect(writes()).toEqual(['POST', 'POST']);
	});

	it('one that is disabled is enabled again', async () => {
		const before = await n8n.listen();
		await before.deactivate();
		expect(n8n.subscriptions()).toEqual(at(before.webhookUrl, false, SETTLED));

		await again(before);

		expect(n8n.subscriptions()).toEqual(at(before.webhookUrl, true, SETTLED));
		expect(writes()).toEqual(['POST', 'PATCH', 'PATCH']);
	});

	it('what is missing beside what is there is added', async () => {
		const before = await n8n.listen({ events: [SETTLED] });

		await again(before, { events: [SETTLED, REJECTED] });

		expect(n8n.subscriptions()).toEqual(at(before.webhookUrl, true, SETTLED, REJECTED));
		expect(writes()).toEqual(['POST', 'POST']);
	});

	it('one of an event that is no longer chosen is disabled', async () => {
		const before = await n8n.listen({ events: [APPROVED, SETTLED] });

		await again(before, { events: [SETTLED] });

		expect(n8n.subscriptions()).toEqual([
			...at(before.webhookUrl, false, APPROVED),
			...at(before.webhookUrl, true, SETTLED),
		]);
	});

	it('deactivating disables our own, and nobody else’s', async () => {
		await n8n.subscribeElsewhere(REJECTED, ELSEWHERE);
		const neighbour = await n8n.listen({ events: [APPROVED], node: { id: 'another', webhookId: 'another' } });
		const own = await n8n.listen({ events: [SETTLED] });

		await own.deactivate();

		expect(n8n.subscriptions()).toEqual([
			...at(ELSEWHERE, true, REJECTED),
			...at(neighbour.webhookUrl, true, APPROVED),
			...at(own.webhookUrl, false, SETTLED),
		]);
	});

	it('deactivating where nothing is left to disable is no failure, and writes nothing', async () => {
		const workflow = await n8n.listen();
		n8n.sandbox.reset();

		await workflow.deactivate();

		expect(writes()).toEqual([]);
	});

	it('from then on notifications come, and after deactivating none do', async () => {
		const workflow = await n8n.listen();
		await n8n.sandbox.notifications.send({ eventName: SETTLED });
		await workflow.idle();
		await workflow.deactivate();

		expect(await n8n.sandbox.notifications.send({ eventName: SETTLED })).toEqual([]);
		expect(workflow.executions.succeeded).toBe(1);
	});

	it('an address that is written a little otherwise is ours all the same', async () => {
		await n8n.subscribeElsewhere(SETTLED, 'https://N8N.example.com:443/webhook/fixed/webhook');

		await n8n.listen({ publicBaseUrl: 'https://n8n.example.com', node: { webhookId: 'fixed' } });

		expect(n8n.subscriptions()).toHaveLength(1);
		expect(writes()).toEqual(['POST']);
	});

	it.each(['kardApi', 'kardTokenApi'] as const)('signing in with %s', async (signIn) => {
		const workflow = await n8n.listen({ signIn });
		await n8n.sandbox.notifications.send({ eventName: SETTLED });
		await workflow.idle();
		await workflow.deactivate();

		expect(workflow.executions.succeeded).toBe(1);
		expect(n8n.subscriptions()).toEqual(at(workflow.webhookUrl, false, SETTLED));
	});

	it('a token that has expired meanwhile is renewed', async () => {
		const accessToken = await tokenFor(n8n.sandbox);
		n8n.sandbox.expireTokens();

		const { webhookUrl } = await n8n.listen({ credential: { accessToken } });

		expect(n8n.subscriptions()).toEqual(at(webhookUrl, true, SETTLED));
	});
});
