import { clientOf } from '../../../examples/demo/client';
import { SIGNATURE_HEADER } from '../../../shared';
import type { ActiveWorkflow } from '../engine';
import { listeningN8n, type Listening } from '../support/listening';
import { upTo } from '../support/rows';
import { notification, postSigned, signatureOf, type Answered } from './deliveries';
import { gateFor, sendOnWire } from './wire';

const n8n = listeningN8n();

async function deliver(workflow: ActiveWorkflow, payload: object): Promise<Answered> {
	return await postSigned(workflow, JSON.stringify(payload), n8n.sandbox.webhookKey);
}

const ids = (workflow: ActiveWorkflow) => n8n.items(workflow).map(({ id }) => id);

describe('the same notification', () => {
	it('twice in a row: one run, and both are acknowledged', async () => {
		const workflow = await n8n.listen();

		const sent = await n8n.sandbox.notifications.send({
			eventName: 'earnedRewardSettled',
			id: 'notification-1',
			times: 2,
		});
		await workflow.idle();

		expect(sent).toMatchObject([{ status: 200 }, { status: 200 }]);
		expect(ids(workflow)).toEqual(['notification-1']);
	});

	it('ten times at once: one run, and all are acknowledged', async () => {
		const workflow = await n8n.listen();
		const body = JSON.stringify(notification('notification-1'));
		const headers = { [SIGNATURE_HEADER]: signatureOf(body, n8n.sandbox.webhookKey) };
		// n8n reads what a workflow keeps before it reads a body, so that here each of them finds nothing there.
		const beforeBody = gateFor(10);

		const statuses = await Promise.all(
			upTo(10).map(() => sendOnWire(workflow, { headers, body, beforeBody })),
		);
		await workflow.idle();

		expect(statuses).toEqual(upTo(10).map(() => 200));
		expect(ids(workflow)).toEqual(['notification-1']);
	});

	it('again as a replay that a person asked Kard for: one run', async () => {
		const workflow = await n8n.listen();
		await n8n.sandbox.notifications.send({ eventName: 'earnedRewardSettled', id: 'notification-1' });

		await clientOf(n8n.sandbox).notifications.replay('notification-1');
		await n8n.sandbox.notifications.idle();
		await workflow.idle();

		expect(n8n.sandbox.notifications.log[0]?.attempts).toHaveLength(2);
		expect(workflow.answered).toBe(2);
		expect(ids(workflow)).toEqual(['notification-1']);
	});

	it.each(['none', 'activate', 'init'] as const)(
		'after n8n was started again (activation: %s): one run',
		async (activation) => {
			const before = await n8n.listen();
			for (const id of ['notification-1', 'notification-2', 'notification-3']) {
				await deliver(before, notification(id));
			}
			await before.idle();
			await before.stop();

			const after = await n8n.listen(restarted(before, activation));
			for (const id of ['notification-1', 'notification-2', 'notification-3', 'notification-4']) {
				await deliver(after, notification(id));
			}
			await after.idle();

			expect(ids(before)).toEqual(['notification-1', 'notification-2', 'notification-3']);
			expect(ids(after)).toEqual(['notification-4']);
		},
	);

	it('after n8n was started again, and many had come at once: none of them starts anything', async () => {
		const before = await n8n.listen();
		const many = upTo(30).map((number) => notification(`notification-${String(number)}`));
		const answers = await Promise.all(many.map((payload) => deliver(before, payload)));
		await before.idle();
		await before.stop();

		const after = await n8n.listen(restarted(before, 'none'));
		for (const payload of many) await deliver(after, payload);
		await after.idle();

		expect(answers.map(({ status }) => status)).toEqual(many.map(() => 200));
		expect(ids(after)).toEqual([]);
	});

	it('after the workflow was switched off and on again: one run', async () => {
		const before = await n8n.listen();
		await deliver(before, notification('notification-1'));
		await before.idle();
		await before.deactivate();

		const after = await n8n.listen({ staticData: before.staticData(), port: before.port });
		await deliver(after, notification('notification-1'));
		await after.idle();

		expect([ids(before), ids(after)]).toEqual([['notification-1'], []]);
	});
});

/** What n8n has of a workflow when it starts again, on the same address. */
function restarted(before: ActiveWorkflow, activation: NonNullable<Listening['activation']>): Listening {
	return { staticData: before.staticData(), port: before.port, activation, freshProcess: true };
}

describe('what is not the same notification', () => {
	it('two workflows: each starts with it', async () => {
		const first = await n8n.listen();
		const second = await n8n.listen({ node: { id: 'another', webhookId: 'another' } });

		await n8n.sandbox.notifications.send({ eventName: 'earnedRewardSettled', id: 'notification-1' });
		await Promise.all([first.idle(), second.idle()]);

		expect([ids(first), ids(second)]).toEqual([['notification-1'], ['notification-1']]);
	});

	it('one id of two events: both start the workflow', async () => {
		const workflow = await n8n.listen({ events: ['earnedRewardApproved', 'earnedRewardSettled'] });

		await deliver(workflow, notification('notification-1', 'earnedRewardApproved'));
		await deliver(workflow, notification('notification-1', 'earnedRewardSettled'));
		await workflow.idle();

		expect(n8n.items(workflow)).toHaveLength(2);
	});

	it.each(['pushNotificationPlacementFile', 'emailNotificationPlacementFile'])(
		'%s, which always has the id of its placement: each file starts the workflow, once',
		async (eventName) => {
			const workflow = await n8n.listen({ events: [eventName] });
			const file = (name: string) =>
				notification('placement-1', eventName, { downloadUrl: `https://example.com/${name}` });

			for (const name of ['monday', 'tuesday', 'monday']) await deliver(workflow, file(name));
			await workflow.idle();

			expect(n8n.items(workflow).map(({ downloadUrl }) => downloadUrl)).toEqual([
				'https://example.com/monday',
				'https://example.com/tuesday',
			]);
		},
	);

	it('no id at all: what it says tells it from others', async () => {
		const workflow = await n8n.listen();
		const nameless = (cents: number) => ({
			data: { type: 'earnedRewardSettled', attributes: { transactionAmountInCents: cents } },
		});

		for (const cents of [1, 2, 1]) await deliver(workflow, nameless(cents));
		await workflow.idle();

		expect(n8n.items(workflow).map((item) => item.transactionAmountInCents)).toEqual([1, 2]);
	});
});

describe('who wants every delivery', () => {
	it('has it with the option for repeated deliveries', async () => {
		const workflow = await n8n.listen({ options: { acceptRepeats: true } });

		await n8n.sandbox.notifications.send({ eventName: 'earnedRewardSettled', id: 'same', times: 3 });
		await workflow.idle();

		expect(ids(workflow)).toEqual(['same', 'same', 'same']);
	});

	it('has it when listening for a test, also of what the live workflow had already', async () => {
		const live = await n8n.listen();
		await deliver(live, notification('notification-1'));
		await live.idle();

		for (const attempt of upTo(2)) {
			const test = await n8n.listen({ mode: 'manual' });
			await deliver(test, notification('notification-1'));
			await test.idle();
			expect([attempt, ids(test)]).toEqual([attempt, ['notification-1']]);
		}
	});
});

it('a forged delivery uses up nothing: the real one with the same id starts the workflow', async () => {
	const workflow = await n8n.listen();

	await postSigned(workflow, JSON.stringify(notification('notification-1')), 'not-the-key');
	await deliver(workflow, notification('notification-1'));
	await workflow.idle();

	expect(ids(workflow)).toEqual(['notification-1']);
});
