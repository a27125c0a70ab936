import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import type { ActiveWorkflow } from '../engine';
import { EditFields } from '../support/editFields';
import { listeningN8n } from '../support/listening';
import { notification, postSigned } from './deliveries';

const n8n = listeningN8n({ deliveryTimeoutMs: 2_000 });
const deliver = async (workflow: ActiveWorkflow, payload: object) =>
	await postSigned(workflow, JSON.stringify(payload), n8n.sandbox.webhookKey);

/** A node that takes until somebody says so. */
function slowNode(): { readonly node: INodeType; readonly finish: () => void } {
	let finish = (): void => undefined;
	const finished = new Promise<void>((resolve) => (finish = resolve));
	const { description } = new EditFields();
	const execute = async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		await finished;
		return [this.getInputData()];
	};
	return { node: { description, execute }, finish };
}

it('Kard has its answer before a slow node behind the trigger is done', async () => {
	const { node, finish } = slowNode();
	const workflow = await n8n.listen({ nextNode: node });

	const sent = await n8n.sandbox.notifications.send({ eventName: 'earnedRewardSettled' });
	const done = workflow.executions.succeeded;
	finish();
	await workflow.idle();

	expect(sent).toMatchObject([{ status: 200 }]);
	expect([done, workflow.executions.succeeded]).toEqual([0, 1]);
});

it('a node behind the trigger that fails is nothing that Kard has to know', async () => {
	const { description } = new EditFields();
	const execute = () => Promise.reject(new Error('This node is broken.'));
	const workflow = await n8n.listen({ nextNode: { description, execute } });

	const sent = await n8n.sandbox.notifications.send({
		eventName: 'earnedRewardSettled',
		id: 'same',
		times: 2,
	});
	await workflow.idle();

	expect(sent).toMatchObject([{ status: 200 }, { status: 200 }]);
	expect(workflow.executions).toEqual({ started: 1, succeeded: 0, failed: 1 });
});

it.each([
	['starts the workflow', 'The workflow was started.', 'earnedRewardSettled', 1],
	['was delivered before', 'This notification was delivered before.', 'earnedRewardSettled', 2],
	['nobody listens to', 'The workflow does not listen to this event.', 'earnedRewardRejected', 1],
])('a notification that %s is acknowledged in words that say so', async (_, message, eventName, times) => {
	const workflow = await n8n.listen();

	const answers = [];
	for (let time = 0; time < times; time += 1) {
		answers.push(await deliver(workflow, notification('notification-1', eventName)));
	}

	expect(answers.at(-1)).toEqual({ status: 200, text: JSON.stringify({ message }) });
});
