import { NotificationHistory } from '../../../shared';
import type { ActiveWorkflow } from '../engine';
import { listeningN8n, type Listening } from '../support/listening';
import { upTo } from '../support/rows';
import { notification, postSigned } from './deliveries';

const n8n = listeningN8n();

const nameOf = (number: number) => `notification-${String(number)}`;
const ids = (workflow: ActiveWorkflow) => n8n.items(workflow).map(({ id }) => id);
const size = (workflow: ActiveWorkflow) => JSON.stringify(workflow.staticData()).length;

/** Delivers notifications by their numbers, one after another. */
async function deliver(workflow: ActiveWorkflow, ...numbers: readonly number[]): Promise<void> {
	for (const number of numbers) {
		await postSigned(workflow, JSON.stringify(notification(nameOf(number))), n8n.sandbox.webhookKey);
	}
	await workflow.idle();
}

/** What n8n's database has of a workflow that had the notifications up to this number. */
function after(count: number): Listening {
	const seen = new NotificationHistory();
	for (const number of upTo(count)) seen.add(JSON.stringify(['earnedRewardSettled', nameOf(number)]));
	return { staticData: { 'node:Kard Trigger': { seenNotifications: seen.stored } } };
}

describe('what a workflow keeps of the notifications that came', () => {
	it('holds nothing of what they say', async () => {
		const workflow = await n8n.listen();
		await deliver(workflow, 1);

		const kept = workflow.staticData()['node:Kard Trigger'];
		expect(kept).toBeDefined();
		expect(JSON.stringify(kept)).not.toMatch(/notification-1|user-1|1999/);
	});

	it('is enough for 10,000 of them, in about 110 kilobytes', async () => {
		const workflow = await n8n.listen(after(9_999));

		await deliver(workflow, 10_000, 1, 5_000, 9_999);

		expect(ids(workflow)).toEqual([nameOf(10_000)]);
		expect(size(workflow)).toBeGreaterThan(110_000);
		expect(size(workflow)).toBeLessThan(112_000);
	});

	it('does not grow with more: the oldest are forgotten, and the newest are known', async () => {
		const workflow = await n8n.listen(after(10_000));
		const before = size(workflow);

		await deliver(workflow, 10_001, 10_002, 10_003);
		expect(size(workflow)).toBe(before);

		await deliver(workflow, 4, 10_000, 10_001, 10_003, 1);
		expect(ids(workflow)).toEqual([10_001, 10_002, 10_003, 1].map(nameOf));
		expect(size(workflow)).toBe(before);
	});

	it('stays when the workflow is switched off, and is read when it is switched on again', async () => {
		const before = await n8n.listen(after(10));
		await deliver(before, 11);
		await before.deactivate();

		const again = await n8n.listen({ staticData: before.staticData(), port: before.port });
		await deliver(again, 1, 11, 12);

		expect(ids(again)).toEqual([nameOf(12)]);
	});

	it('is set free in memory when the workflow is switched off: what the workflow keeps is all that counts', async () => {
		const before = await n8n.listen();
		await deliver(before, 1, 1);
		await before.deactivate();

		const again = await n8n.listen({ port: before.port });
		await deliver(again, 1, 1);

		expect([ids(before), ids(again)]).toEqual([[nameOf(1)], [nameOf(1)]]);
	});

	it('stays in memory while the workflow is live, also for a delivery that finds nothing kept', async () => {
		const first = await n8n.listen();
		await deliver(first, 1);
		await first.stop();

		const second = await n8n.listen({ port: first.port, activation: 'none' });
		await deliver(second, 1, 2);

		expect(ids(second)).toEqual([nameOf(2)]);
	});

	it.each([
		['a text of another kind', { seenNotifications: 'what is this?' }],
		['a number', { seenNotifications: 7 }],
		['a list', { seenNotifications: ['a', 'b'] }],
		['an object', { seenNotifications: { a: 1 } }],
		['null', { seenNotifications: null }],
		['a text that was cut off', { seenNotifications: 'AAAAAAAAAAABBBBBB' }],
		['other things beside it', { other: { a: 1 }, takenOver: 'x' }],
	])('may have become %s: notifications start the workflow all the same, once', async (_, kept) => {
		const workflow = await n8n.listen({ staticData: { 'node:Kard Trigger': kept } });
		await deliver(workflow, 1, 2, 1);
		await workflow.stop();

		const { port } = workflow;
		const again = {
			staticData: workflow.staticData(),
			port,
			activation: 'none',
			freshProcess: true,
		} as const;
		const restarted = await n8n.listen(again);
		await deliver(restarted, 2);

		expect([ids(workflow), ids(restarted)]).toEqual([[nameOf(1), nameOf(2)], []]);
	});
});
