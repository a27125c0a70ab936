import { KardApi } from '../../credentials/KardApi.credentials';
import { KardTrigger } from '../../nodes/Kard/KardTrigger.node.js';
import type { Sandbox } from '../../sandbox';
import { activateWorkflow, readWorkflow, type ActiveWorkflow } from '../../test/n8n/engine';
import { EditFields } from '../../test/n8n/support/editFields';
import { CREDENTIAL, NODE_NAMES } from '../generate/nodes';
import { same, type Check } from './checks';
import { clientOf } from './client';
import type { Part } from './parts';
import { announce, printDeliveries, say, type DeliveryLine } from './print';
import { credentialFor, exampleFile } from './runExample';

const USER = 'customer-1';
const MERCHANT = 'Blue Door Coffee';

function activateExample(sandbox: Sandbox): Promise<ActiveWorkflow> {
	const data = { ...credentialFor(sandbox), webhookKey: sandbox.webhookKey };
	return activateWorkflow(readWorkflow(exampleFile('earned-rewards')), {
		nodes: { 'n8n-nodes-kard.kardTrigger': new KardTrigger(), 'n8n-nodes-base.set': new EditFields() },
		credentialTypes: [new KardApi()],
		credentials: { [CREDENTIAL.id]: { type: 'kardApi', data } },
	});
}

async function buyCoffee(sandbox: Sandbox): Promise<void> {
	const kard = clientOf(sandbox);
	await kard.users.create([{ id: USER, enrolledRewards: ['CARDLINKED'] }]);
	const { failed } = await kard.transactions.submit([
		{
			userId: USER,
			transactionId: 'purchase-1',
			status: 'SETTLED',
			amount: 1999,
			currency: 'USD',
			description: MERCHANT,
			direction: 'DEBIT',
			cardBIN: '411111',
			cardLastFour: '1111',
			authorizationDate: new Date().toISOString(),
			settledDate: new Date().toISOString(),
		},
	]);
	if (failed[0]) throw failed[0].error;
}

/** Does something that makes Kard deliver, and says what Kard was answered and what was started by it. */
async function watch(
	{ notifications }: Sandbox,
	workflow: ActiveWorkflow,
	what: string,
	act: () => Promise<unknown>,
): Promise<DeliveryLine> {
	const { started } = workflow.executions;
	await act();
	await notifications.idle();
	await workflow.idle();
	const answered = notifications.log.at(-1)?.attempts.at(-1);
	return {
		what,
		answer: String(answered?.status ?? answered?.error),
		started: workflow.executions.started - started,
	};
}

async function deliver(sandbox: Sandbox, workflow: ActiveWorkflow): Promise<readonly DeliveryLine[]> {
	const { notifications } = sandbox;
	const eventName = 'earnedRewardSettled';
	const first = await watch(sandbox, workflow, `A purchase of $19.99 at ${MERCHANT} is settled`, () =>
		buyCoffee(sandbox),
	);
	const [sent] = notifications.log.filter((one) => one.eventName === eventName);
	const { id = '', body = '' } = sent ?? {};
	const again = await watch(sandbox, workflow, 'Kard delivers the same again (replay)', () =>
		clientOf(sandbox).notifications.replay(id),
	);
	const changed = body.replace(USER, 'customer-2');
	const forged = await watch(sandbox, workflow, 'The same for somebody else, with its signature', () =>
		notifications.send({ eventName, body: changed, signedBody: body }),
	);
	const unsigned = await watch(sandbox, workflow, 'Without a signature', () =>
		notifications.send({ eventName, body, signature: 'none' }),
	);
	return [first, again, forged, unsigned];
}

function enabledAt({ state }: Sandbox): number {
	return [...state.subscriptions.values()].filter(({ attributes }) => attributes.enabled).length;
}

function told({ runs }: ActiveWorkflow): readonly unknown[] {
	return runs.flatMap(({ outputs }) => outputs[NODE_NAMES.words]?.[0] ?? []).map(({ json }) => json);
}

function checksOf(lines: readonly DeliveryLine[], words: readonly unknown[], enabled: number): Check[] {
	const [first, again, ...forged] = lines;
	return [
		same('The reward started the workflow', 1, first?.started ?? 0),
		same('The same notification started it again', 0, again?.started ?? 1),
		same('Forged deliveries were refused', 2, forged.filter(({ answer }) => answer === '401').length),
		same('Customers were told', 1, words.length),
		same('Subscriptions left enabled after deactivation', 0, enabled),
	];
}

/** A purchase earns a reward, and the notification of it starts a workflow: once, and only the real one. */
export const rewardPart: Part = async (sandbox) => {
	sandbox.reset();
	announce('Tell a customer about a reward', 'examples/earned-rewards.workflow.json');
	const workflow = await activateExample(sandbox);
	try {
		say(`The workflow is active: Kard sends ${String(enabledAt(sandbox))} events to ${workflow.webhookUrl}.`);
		const lines = await deliver(sandbox, workflow);
		printDeliveries(lines);
		const words = told(workflow);
		for (const one of words) say(`The workflow handed on: ${JSON.stringify(one)}`);
		await workflow.deactivate();
		return checksOf(lines, words, enabledAt(sandbox));
	} finally {
		await workflow.stop();
	}
};
