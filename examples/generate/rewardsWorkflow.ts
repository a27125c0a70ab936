import { CREDENTIAL, NODE_NAMES, note } from './nodes';
import type { WorkflowNode, WorkflowPlan } from './workflowFile';

const NOTE = [
	'## Tell a customer about a reward',
	'1. In the **Kard Trigger** node, choose or create your Kard credential. It needs the **Webhook Key** that Kard ' +
		'gave you.',
	'2. Put the node by which you reach your customers in the place of **Tell the customer**: email, Slack, your CRM.',
	'3. Activate the workflow. It subscribes to the events at Kard; deactivate it, and Kard sends nothing here any more.',
	'',
	'It starts once for each notification, also when Kard delivers one again, and only for what Kard has signed. n8n ' +
		'must be reachable from outside by https.',
];

const trigger: WorkflowNode = {
	name: NODE_NAMES.trigger,
	type: 'n8n-nodes-kard.kardTrigger',
	typeVersion: 2,
	position: [0, 0],
	webhookId: '0f3f6f0a-8d3d-4d43-9a55-6a2a5d9c7e11',
	parameters: {
		authentication: 'kardApi',
		events: ['earnedRewardSettled', 'earnedRewardRejected'],
		simplify: true,
		options: {},
	},
	credentials: { kardApi: CREDENTIAL },
};

function field(id: string, name: string, value: string) {
	return { id, name, value, type: 'string' };
}

const words: WorkflowNode = {
	name: NODE_NAMES.words,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	position: [240, 0],
	parameters: {
		assignments: {
			assignments: [
				field('a', 'customer', '={{ $json.userId }}'),
				field(
					'b',
					'subject',
					'={{ $json.eventName === "earnedRewardRejected" ? "A purchase earned no reward" : "You earned a reward" }}',
				),
				field('c', 'text', '={{ $json.message }}'),
				field('d', 'purchase', '={{ $json.transactionId }}'),
			],
		},
		options: {},
	},
};

const end: WorkflowNode = {
	name: 'Tell the customer',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [480, 0],
	parameters: {},
};

/** Starts from Kard's notifications, and makes of each what a customer is to read. */
export const rewardsWorkflow: WorkflowPlan = {
	id: 'kardEarnedRewards',
	name: 'Tell a customer about a Kard reward',
	nodes: [note(NOTE), trigger, words, end],
	leads: { [trigger.name]: [words.name], [words.name]: [end.name] },
	pinned: {},
};
