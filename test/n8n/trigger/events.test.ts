import { EVENTS, isEventName, notificationSamples } from '../../../shared';
import { listeningN8n } from '../support/listening';
import { notification, postSigned } from './deliveries';

const n8n = listeningN8n();
const every = Object.keys(EVENTS).filter(isEventName);

it('starts the workflow with a notification that Kard sends, laid flat', async () => {
	const workflow = await n8n.listen();

	await n8n.sandbox.notifications.send({
		eventName: 'earnedRewardSettled',
		id: 'notification-1',
		attributes: { message: 'You earned $1.00.', transactionId: 'purchase-1', transactionAmountInCents: 1999 },
		relationships: {
			user: { data: { type: 'user', id: 'user-1' } },
			offer: { data: { type: 'offer', id: 'offer-1' } },
			transaction: { data: { type: 'transaction', id: 'event-1' } },
		},
	});
	await workflow.idle();

	expect(n8n.items(workflow)).toEqual([
		{
			eventName: 'earnedRewardSettled',
			id: 'notification-1',
			userId: 'user-1',
			transactionId: 'purchase-1',
			relatedTransactionId: 'event-1',
			offerId: 'offer-1',
			message: 'You earned $1.00.',
			transactionAmountInCents: 1999,
		},
	]);
	expect(n8n.told(workflow)).toEqual(['earnedRewardSettled for user-1']);
});

describe.each(every)('%s', (eventName) => {
	const sample = notificationSamples[eventName];
	const FRONT = ['eventName', 'id', 'userId', 'transactionId', 'relatedTransactionId', 'offerId'];

	it('starts the workflow once, the event and the ids in front of what it says', async () => {
		const workflow = await n8n.listen({ events: [eventName] });

		await n8n.sandbox.notifications.send({ eventName, body: JSON.stringify(sample) });
		await workflow.idle();

		expect(workflow.executions).toEqual({ started: 1, succeeded: 1, failed: 0 });
		const [item = {}] = n8n.items(workflow);
		const { id, attributes } = data(sample);
		expect(Object.keys(item).slice(0, FRONT.length)).toEqual(FRONT);
		expect(item).toMatchObject({ eventName, id, ...attributes });
	});

	it('Simplify off: the event and the ids in front of all of it, as it came', async () => {
		const workflow = await n8n.listen({ events: [eventName], parameters: { simplify: false } });

		await n8n.sandbox.notifications.send({ eventName, body: JSON.stringify(sample) });
		await workflow.idle();

		const [item = {}, ...more] = n8n.items(workflow);
		expect(more).toEqual([]);
		expect(Object.keys(item).slice(0, FRONT.length)).toEqual(FRONT);
		expect(Object.keys(item).at(-1)).toBe('payload');
		expect(item).toMatchObject({ eventName, payload: sample });
	});

	it('starts nothing where it was not chosen, and Kard need not send it again', async () => {
		const events = every.filter((one) => one !== eventName);
		const workflow = await n8n.listen({ events });

		const sent = await n8n.sandbox.notifications.send({ eventName, webhookUrl: workflow.webhookUrl });
		await workflow.idle();

		expect(sent).toMatchObject([{ status: 200 }]);
		expect(workflow.executions.started).toBe(0);
	});
});

function data(payload: unknown): { readonly id: unknown; readonly attributes: object } {
	const inner = typeof payload === 'object' && payload !== null && 'data' in payload ? payload.data : {};
	expect(inner).toMatchObject({ id: expect.any(String) as unknown, attributes: {} });
	const { id, attributes } = { id: undefined, attributes: {}, ...(typeof inner === 'object' ? inner : {}) };
	return { id, attributes };
}

it('the ids stay what they are, even where a notification has fields of those names', async () => {
	const workflow = await n8n.listen();
	const attributes = { eventName: 'another', id: 'another', userId: 'another', offerId: 'another' };

	await n8n.sandbox.notifications.send({
		eventName: 'earnedRewardSettled',
		id: 'notification-1',
		attributes,
	});
	await workflow.idle();

	expect(n8n.items(workflow)).toMatchObject([
		{ eventName: 'earnedRewardSettled', id: 'notification-1', userId: 'user-1' },
	]);
	expect(n8n.items(workflow)[0]?.offerId).not.toBe('another');
});

it('the audit and the placement that a notification is about have their ids in front, too', async () => {
	const workflow = await n8n.listen({ events: ['auditUpdate', 'pushNotificationPlacementFile'] });

	for (const eventName of ['auditUpdate', 'pushNotificationPlacementFile'] as const) {
		const body = JSON.stringify(notificationSamples[eventName]);
		await n8n.sandbox.notifications.send({ eventName, body });
	}
	await workflow.idle();

	expect(n8n.items(workflow).map((item) => Object.keys(item)[6])).toEqual(['auditId', 'placementId']);
});

it('an event that nobody has heard of is passed on as it is', async () => {
	const workflow = await n8n.listen();

	await n8n.sandbox.notifications.send({
		eventName: 'rewardDoubled',
		id: 'notification-1',
		attributes: { factor: 2, nested: { list: [1, null] } },
	});
	await workflow.idle();

	expect(n8n.items(workflow)).toEqual([
		{
			eventName: 'rewardDoubled',
			id: 'notification-1',
			userId: null,
			transactionId: null,
			relatedTransactionId: null,
			offerId: null,
			factor: 2,
			nested: { list: [1, null] },
		},
	]);
});

it.each([
	['a list', '[]', {}],
	['a text', '"earnedRewardSettled"', {}],
	['null', 'null', {}],
	['nothing', '', {}],
	['no JSON', 'earnedRewardSettled', { 'content-type': 'text/plain' }],
])('%s that is signed is answered with 400 and starts nothing', async (_, body, headers) => {
	const workflow = await n8n.listen();

	const { status, text } = await postSigned(workflow, body, n8n.sandbox.webhookKey, headers);
	await workflow.idle();

	expect([status, text]).toEqual([400, '{"message":"The body is not a notification."}']);
	expect([workflow.executions.started, workflow.reported]).toEqual([0, []]);
});

it.each([
	['a purchase is settled before it is approved', 'earnedRewardSettled', 'earnedRewardApproved'],
	['a reward is rejected before it is approved', 'earnedRewardRejected', 'earnedRewardApproved'],
])('%s: each starts the workflow once, in the order in which they come', async (_, first, second) => {
	const workflow = await n8n.listen({ events: [first, second] });
	const attributes = { transactionId: 'purchase-1' };

	for (const eventName of [first, second, first]) {
		const body = JSON.stringify(notification(`${eventName}-1`, eventName, attributes));
		await postSigned(workflow, body, n8n.sandbox.webhookKey);
		await workflow.idle();
	}

	expect(n8n.items(workflow)).toMatchObject([
		{ eventName: first, id: `${first}-1`, transactionId: 'purchase-1' },
		{ eventName: second, id: `${second}-1`, transactionId: 'purchase-1' },
	]);
});
