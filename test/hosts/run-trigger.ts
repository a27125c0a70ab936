/**
 * The trigger in a real n8n, with the packed package installed, against the sandbox:
 * `npx tsx test/hosts/run-trigger.ts <path of an n8n command>`. Prints each step and what came of it, and fails where
 * one is not as it should be.
 */
import { join } from 'node:path';
import { clientOf } from '../../examples/demo/client';
import { credentialFor } from '../../examples/demo/runExample';
import { say } from '../../examples/demo/print';
import { startSandbox, type Sandbox } from '../../sandbox';
import { readWorkflow } from '../n8n/engine';
import { inRealN8n } from './inRealN8n';
import type { RealN8n } from './realN8n';
import {
	check,
	EVENTS,
	executionsOf,
	listening,
	PURCHASE,
	submit,
	subscriptionsOf,
	USER,
	type Stage,
} from './triggerStage';

const WORKFLOW = join(__dirname, '..', 'n8n', 'workflows', 'on-notification.json');
const SOMEBODY_ELSE = 'https://example.com/somebody-else';
const [, SETTLED] = EVENTS;

async function activate(stage: Stage): Promise<void> {
	const { sandbox, server } = stage;
	const workflow = readWorkflow(WORKFLOW);
	const data = credentialFor(sandbox);
	await clientOf(sandbox).subscriptions.create({ eventName: SETTLED, webhookUrl: SOMEBODY_ELSE });

	const keyless = await server.addCredential({ name: 'Without key', type: 'kardApi', data });
	const refused = await server.activate(await server.addWorkflow(listening(workflow, keyless, 'keyless')));
	say(`        n8n says: ${refused.triggers.map(({ errorMessage }) => errorMessage ?? '').join()}`);
	check('Without a webhook key the workflow is not activated', refused.status === 'failed');
	check('and nothing is subscribed', sandbox.state.subscriptions.size === 1);

	const { webhookKey } = sandbox;
	const withKey = { name: 'Kard account', type: 'kardApi', data: { ...data, webhookKey } };
	const credential = await server.addCredential(withKey);
	stage.workflow = await server.addWorkflow(listening(workflow, credential, 'listening'));
	const { status } = await server.activate(stage.workflow);
	for (const subscription of subscriptionsOf(sandbox)) say(`        Kard sends ${subscription}`);
	check('With a key it is active', status === 'published' && sandbox.state.subscriptions.size === 3);
}

async function purchase(stage: Stage): Promise<void> {
	say('A transaction is submitted to the sandbox: approved, then settled.');
	for (const status of ['APPROVED', 'SETTLED'] as const) {
		await submit(stage, status);
		stage.expected += 1;
		await executionsOf(stage);
	}
	const found = await executionsOf(stage);
	for (const { id, status, mode } of found) say(`        execution ${id}: ${mode}, ${status}`);
	check('Each notification started one execution', found.length === stage.expected);
	check(
		'All of them succeeded, as webhooks',
		found.every(({ status, mode }) => status === 'success' && mode === 'webhook'),
	);
	const text = await stage.server.executionText(found[0]?.id ?? '');
	check('The node behind the trigger had the event and the user', text.includes(`${SETTLED} for ${USER}`));
}

/** The body of the newest notification of the purchase, as it was sent. */
function newestBody({ notifications }: Sandbox): string {
	return notifications.log.findLast(({ body = '' }) => body.includes(PURCHASE))?.body ?? '';
}

async function forged(stage: Stage): Promise<void> {
	say('A forged delivery, one without a signature, and one whose body was changed on the way:');
	const { notifications } = stage.sandbox;
	const to = { eventName: SETTLED, webhookUrl: stage.webhookUrl };
	const body = newestBody(stage.sandbox);
	const answers = [
		...(await notifications.send({ ...to, body, signature: 'wrong' })),
		...(await notifications.send({ ...to, body, signature: 'none' })),
		...(await notifications.send({ ...to, body: body.replace(USER, 'user-2'), signedBody: body })),
	];
	say(`        answers: ${answers.map(({ status, error }) => status ?? error).join(', ')}`);
	check('Each was refused with 401', answers.length === 3 && answers.every(({ status }) => status === 401));
	check('None started an execution', (await executionsOf(stage)).length === stage.expected);
	const printed = await stage.server.printed();
	check('n8n says so in its log', printed.includes('Kard Trigger refused a delivery (401)'));
	check('and without its content', !printed.includes(USER) && !printed.includes(PURCHASE));
}

async function repeated(stage: Stage, when: string): Promise<void> {
	say(`The newest notification is delivered three more times, ${when}.`);
	const { sandbox, webhookUrl } = stage;
	const body = newestBody(sandbox);
	const answers = await sandbox.notifications.send({ eventName: SETTLED, webhookUrl, body, times: 3 });
	check('It is accepted', answers.length === 3 && answers.every(({ status }) => status === 200));
	check('It starts nothing', (await executionsOf(stage)).length === stage.expected);
}

async function restart(stage: Stage): Promise<void> {
	const { port } = stage.server;
	await stage.server.stop();
	stage.server = await stage.n8n.serve(port);
	await stage.server.signIn();
}

async function deactivate(stage: Stage): Promise<void> {
	say('The workflow is deactivated.');
	await stage.server.deactivate(stage.workflow.id);
	const after = subscriptionsOf(stage.sandbox);
	for (const subscription of after) say(`        Kard sends ${subscription}`);
	const ours = after.filter((one) => one.includes(stage.webhookUrl));
	check(
		'Its subscriptions are disabled',
		ours.length === EVENTS.length && ours.every((one) => one.endsWith('disabled')),
	);
	check(
		"Somebody else's is not",
		after.some((one) => one.includes(SOMEBODY_ELSE) && one.endsWith('enabled')),
	);
}

async function play(n8n: RealN8n, sandbox: Sandbox): Promise<void> {
	const server = await n8n.serve();
	const webhookUrl = `${server.url}/webhook/listening/webhook`;
	const workflow = { id: '', versionId: '' };
	const stage: Stage = { sandbox, n8n, server, webhookUrl, workflow, expected: 0 };
	try {
		say(`n8n ${await n8n.version()} on ${server.url}, sandbox on ${sandbox.baseUrl}`);
		await server.setUpOwner();
		await activate(stage);
		await purchase(stage);
		await forged(stage);
		await repeated(stage, 'at once');
		await restart(stage);
		await repeated(stage, 'after n8n was started again');
		await deactivate(stage);
	} finally {
		await stage.server.stop();
	}
}

inRealN8n(async (n8n) => {
	const sandbox = await startSandbox({ deliveryDelaysMs: [200, 400], deliveryTimeoutMs: 2_000 });
	try {
		await play(n8n, sandbox);
	} finally {
		await sandbox.close();
	}
});
