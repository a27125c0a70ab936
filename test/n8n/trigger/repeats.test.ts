import { NotificationHistory, SIGNATURE_HEADER } from '../../../shared/host';
import { upTo } from '../../support/purchase';
import type { ActiveWorkflow } from '../engine';
import { listeningN8n, type Listening } from '../support/listening';
import { notification, postSigned, signatureOf, type Answered } from './deliveries';
import { gateFor, sendOnWire } from './wire';

const n8n = listeningN8n();
const { ids } = n8n;
const SETTLED = 'earnedRewardSettled';
const another = { id: 'another', webhookId: 'another' } as const;
const nameOf = (number: number) => `notification-${String(number)}`;
const named = (...numbers: readonly number[]) => numbers.map(nameOf);
const size = (workflow: ActiveWorkflow) => JSON.stringify(workflow.staticData()).length;

async function send(workflow: ActiveWorkflow, payload: object): Promise<Answered> {
	return await postSigned(workflow, JSON.stringify(payload), n8n.sandbox.webhookKey);
}

/** Delivers notifications by their numbers, one after another. */
async function deliver(workflow: ActiveWorkflow, ...numbers: readonly number[]): Promise<void> {
	for (const number of numbers) await send(workflow, notification(nameOf(number)));
	await workflow.idle();
}

/** n8n is started again on the same address, with what it stores of the workflow. */
async function restarted(
	before: ActiveWorkflow,
	activation: Listening['activation'] = 'none',
): Promise<ActiveWorkflow> {
	await before.stop();
	return await n8n.listen({
		staticData: before.staticData(),
		port: before.port,
		activation,
		freshProcess: true,
	});
}

describe('the same notification starts one run', () => {
	it('where it comes ten times at once: all of them are acknowledged', async () => {
		const workflow = await n8n.listen();
		const body = JSON.stringify(notification(nameOf(1)));
		const headers = { [SIGNATURE_HEADER]: signatureOf(body, n8n.sandbox.webhookKey) };
		// n8n reads what a workflow stores before it reads a body, so that here each of them finds nothing there.
		const beforeBody = gateFor(10);

		const statuses = await Promise.all(
			upTo(10).map(() => sendOnWire(workflow, { headers, body, beforeBody })),
		);
		await workflow.idle();

		expect([statuses, ids(workflow)]).toEqual([upTo(10).map(() => 200), named(1)]);
	});

	it('where a person has asked Kard to replay it', async () => {
		const workflow = await n8n.listen();
		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: nameOf(1) });

		await n8n.client().notifications.replay(nameOf(1));
		await n8n.sandbox.notifications.idle();
		await workflow.idle();

		expect([workflow.answered, ids(workflow)]).toEqual([2, named(1)]);
	});

	it.each(['none', 'activate', 'init'] as const)(
		'where n8n was started again (activation: %s)',
		async (activation) => {
			const before = await n8n.listen();
			await deliver(before, 1, 2);

			const after = await restarted(before, activation);
			await deliver(after, 1, 2, 3);

			expect([ids(before), ids(after)]).toEqual([named(1, 2), named(3)]);
		},
	);

	it('where n8n was started again after many had come at once', async () => {
		const before = await n8n.listen();
		await Promise.all(upTo(30).map((number) => send(before, notification(nameOf(number)))));
		await before.idle();

		const after = await restarted(before);
		await deliver(after, ...upTo(30));

		expect([ids(before).length, ids(after)]).toEqual([30, []]);
	});

	it('where the workflow was switched off and on again, with what it stores', async () => {
		const before = await n8n.listen();
		await deliver(before, 1);
		await before.deactivate();

		const after = await n8n.listen({ staticData: before.staticData(), port: before.port });
		await deliver(after, 1);
		await after.deactivate();
		const forgetful = await n8n.listen({ port: before.port });
		await deliver(forgetful, 1);

		// Memory was freed with the workflow, so that what it stores is all that counts.
		expect([ids(before), ids(after), ids(forgetful)]).toEqual([named(1), [], named(1)]);
	});

	it('where nothing is stored, but n8n still runs', async () => {
		const first = await n8n.listen();
		await deliver(first, 1);
		await first.stop();

		const second = await n8n.listen({ port: first.port, activation: 'none' });
		await deliver(second, 1, 2);

		expect(ids(second)).toEqual(named(2));
	});
});

describe('a notification is another one', () => {
	it('for another workflow', async () => {
		const first = await n8n.listen();
		const second = await n8n.listen({ node: another });

		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: nameOf(1) });
		await Promise.all([first.idle(), second.idle()]);

		expect([ids(first), ids(second)]).toEqual([named(1), named(1)]);
	});

	it.each<[string, string, readonly object[]]>([
		['with the same id of another event', SETTLED, [notification('one'), notification('one', 'auditUpdate')]],
		...['pushNotificationPlacementFile', 'emailNotificationPlacementFile'].map(
			(event): [string, string, object[]] => [
				`as a file of a placement, whose id it has (${event})`,
				event,
				['monday', 'tuesday'].map((day) =>
					notification('placement-1', event, { downloadUrl: `https://example.com/${day}` }),
				),
			],
		),
		[
			'without an id, where it says something else',
			SETTLED,
			[1, 2].map((cents) => ({ data: { type: SETTLED, attributes: { cents } } })),
		],
	])('%s', async (_, event, payloads) => {
		const workflow = await n8n.listen({ events: [event, 'auditUpdate'] });

		for (const payload of [...payloads, ...payloads]) await send(workflow, payload);
		await workflow.idle();

		expect(workflow.executions.succeeded).toBe(payloads.length);
	});

	it('after a forged delivery of the same id, which uses up nothing', async () => {
		const workflow = await n8n.listen();

		await postSigned(workflow, JSON.stringify(notification(nameOf(1))), 'not-the-key');
		await deliver(workflow, 1);

		expect(ids(workflow)).toEqual(named(1));
	});

	it('for who wants every delivery by the option, or listens for a test beside the live workflow', async () => {
		const every = await n8n.listen({ options: { acceptRepeats: true } });
		await deliver(every, 1, 1, 1);
		await every.stop();
		const live = await n8n.listen();
		await deliver(live, 2);

		const test = await n8n.listen({ mode: 'manual' });
		await deliver(test, 2);
		await deliver(live, 2);

		expect([ids(every), ids(test), ids(live)]).toEqual([named(1, 1, 1), named(2), named(2)]);
	});
});

describe('what a workflow stores of the notifications that came', () => {
	/** What n8n's database has of a workflow that had the notifications up to this number. */
	const after = (count: number): Listening => {
		const seen = new NotificationHistory();
		for (const number of upTo(count)) seen.add(JSON.stringify([SETTLED, nameOf(number)]));
		return { staticData: { 'node:Kard Trigger': { seenNotifications: seen.stored } } };
	};

	it('holds nothing of what they say', async () => {
		const workflow = await n8n.listen();
		await deliver(workflow, 1);

		const { seenNotifications } = workflow.staticData()['node:Kard Trigger'] as Record<string, unknown>;
		expect(seenNotifications).toMatch(/^[\w+/=-]{11}$/);
	});

	it('is 10,000 of them in about 110 kilobytes; the oldest make room, and the newest are known', async () => {
		const workflow = await n8n.listen(after(10_000));
		const before = size(workflow);

		await deliver(workflow, 10_001, 10_002, 10_001, 10_000, 3, 1);

		expect(ids(workflow)).toEqual(named(10_001, 10_002, 1));
		expect(size(workflow)).toBe(before);
		expect(Math.round(before / 1_000)).toBe(110);
	});

	it.each([
		['a text of another kind', { seenNotifications: 'what is this?' }],
		['a list', { seenNotifications: ['a', 'b'] }],
		['null', { seenNotifications: null }],
		['a text that was cut off', { seenNotifications: 'AAAAAAAAAAABBBBBB' }],
		['other things beside it', { other: { a: 1 }, takenOver: 'x', addresses: 7, events: 'x' }],
	])('may have become %s: notifications start the workflow all the same, once', async (_, stored) => {
		const workflow = await n8n.listen({ staticData: { 'node:Kard Trigger': stored } });
		await deliver(workflow, 1, 2, 1);

		const second = await restarted(workflow);
		await deliver(second, 2);

		expect([ids(workflow), ids(second)]).toEqual([named(1, 2), []]);
	});
});
