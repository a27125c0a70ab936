import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import {
	activateWorkflow,
	runWorkflow,
	type ActivationOptions,
	type ActiveWorkflow,
	type WorkflowJson,
} from '.';

/* What n8n 2.40.7 does with webhooks and what a workflow stores, on which the Kard Trigger relies. */

/** What the trigger of a test does with a delivery, given what the workflow stores. */
type OnDelivery = (stored: Record<string, unknown>, context: IWebhookFunctions) => IWebhookResponseData;

const description: INodeTypeDescription = {
	...{ displayName: 'Foo', name: 'foo', group: ['trigger'], version: 1, description: 'A trigger' },
	...{ defaults: { name: 'Foo' }, inputs: [], outputs: ['main'], properties: [] },
	webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
};
const workflow: WorkflowJson = {
	id: 'foo',
	nodes: [
		{ id: '1', name: 'Foo', type: 'foo', typeVersion: 1, position: [0, 0], parameters: {}, webhookId: 'one' },
	],
	connections: {},
};
const items = [[{ json: {} }]];
let active: ActiveWorkflow[] = [];

async function activate(
	onDelivery: OnDelivery,
	more: Partial<ActivationOptions> = {},
): Promise<ActiveWorkflow> {
	const foo: INodeType = {
		description,
		webhook(this: IWebhookFunctions) {
			return Promise.resolve(onDelivery(this.getWorkflowStaticData('node'), this));
		},
		execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return Promise.resolve([this.getInputData()]);
		},
	};
	const listening = await activateWorkflow(workflow, { nodes: { foo }, ...more });
	active.push(listening);
	return listening;
}

async function deliver({ localUrl }: ActiveWorkflow, body = '{}', path = ''): Promise<[number, string]> {
	const headers = { 'content-type': 'application/json', connection: 'close' };
	const response = await fetch(`${localUrl}${path}`, { method: 'POST', headers, body });
	return [response.status, await response.text()];
}

const count = (stored: Record<string, unknown>) => (stored.count = Number(stored.count ?? 0) + 1);
const storedBy = (listening: ActiveWorkflow) => listening.staticData()['node:Foo'];

afterEach(async () => {
	await Promise.all(active.map((listening) => listening.stop()));
	active = [];
});

it.each<[string, OnDelivery, [number, string], number]>([
	['starts nothing', () => ({}), [200, '{"message":"Webhook call received"}'], 0],
	['starts an execution', () => ({ workflowData: items }), [200, 'firstEntryJson'], 1],
	[
		'is answered by the node itself',
		(_, context) => {
			context.getResponseObject().status(202).json({ x: 1 });
			return { noWebhookResponse: true, workflowData: items };
		},
		[202, '{"x":1}'],
		1,
	],
])('a delivery that %s is answered as n8n answers', async (_, onDelivery, answer, started) => {
	const listening = await activate(onDelivery);

	expect(await deliver(listening)).toEqual(answer);
	await listening.idle();
	expect(listening.executions).toEqual({ started, succeeded: started, failed: 0 });
});

it('what a workflow stores is lost where n8n answers for an execution that has started, but for the first', async () => {
	const answered = await activate((stored) => ({
		webhookResponse: { n: count(stored) },
		workflowData: items,
	}));
	const itself = await activate((stored, context) => {
		context
			.getResponseObject()
			.status(200)
			.json({ n: count(stored) });
		return { noWebhookResponse: true, workflowData: items };
	});

	for (const listening of [answered, itself]) {
		for (let time = 0; time < 3; time += 1) await deliver(listening);
		await listening.idle();
	}

	expect([storedBy(answered), storedBy(itself)]).toEqual([{ count: 1 }, { count: 3 }]);
});

it('what a workflow stores outlives a restart, but not a write after a crash', async () => {
	const first = await activate((stored) => ({ webhookResponse: { n: count(stored) } }));
	await deliver(first);
	await first.stop();
	const restart = { staticData: first.staticData(), port: first.port, activation: 'none' } as const;
	const second = await activate((stored) => ({ webhookResponse: { n: count(stored) } }), restart);

	expect(await deliver(second)).toEqual([200, '{"n":2}']);
	expect([storedBy(first), storedBy(second)]).toEqual([{ count: 1 }, { count: 2 }]);
	expect(second.webhookUrl).toBe(first.webhookUrl);
});

it('a delivery that n8n cannot read, or at which the node throws, is answered by n8n and reported', async () => {
	const listening = await activate(() => {
		throw new Error('Foo is broken');
	});

	expect((await deliver(listening, '{bad'))[0]).toBe(422);
	expect((await deliver(listening, '{}', 'x'))[0]).toBe(404);
	expect([listening.executions.started, listening.reported]).toEqual([0, []]);
	expect((await deliver(listening))[0]).toBe(500);
	await listening.idle();
	expect(listening.executions).toEqual({ started: 1, succeeded: 0, failed: 1 });
	expect(listening.reported).toEqual([expect.objectContaining({ message: 'Foo is broken' })]);
});

it('a node that is neither given nor pinned is named', async () => {
	const nodes = workflow.nodes.map((node) => ({ ...node, type: 'n8n-nodes-foo.foo' }));

	await expect(runWorkflow({ ...workflow, nodes }, { nodes: {} })).rejects.toThrow(
		'"Foo" (n8n-nodes-foo.foo) is not installed here',
	);
});
