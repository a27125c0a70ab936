import { SIGNATURE_HEADER } from '../../../shared';
import type { ActiveWorkflow } from '../engine';
import { listeningN8n } from '../support/listening';
import { notification, post, postSigned, signatureOf } from './deliveries';
import { sendOnWire } from './wire';

const n8n = listeningN8n();
const BODY = JSON.stringify(notification('notification-1'));

/** What became of a delivery: the status, the ids of what started the workflow, and what n8n has to report. */
async function outcome(workflow: ActiveWorkflow, status: number | undefined): Promise<readonly unknown[]> {
	await workflow.idle();
	expect([workflow.executions.failed, workflow.reported]).toEqual([0, []]);
	return [status, n8n.items(workflow).map(({ id }) => id)];
}

/** A notification without an id that nests so many levels deep. */
const nested = (levels: number): string =>
	`{"data":{"type":"earnedRewardSettled","attributes":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}}`;

describe('a delivery that Kard signed', () => {
	it.each<[string, string | Uint8Array, number, number]>([
		['nested fifty levels deep starts the workflow', nested(50), 200, 1],
		['nested two hundred levels deep is no notification', nested(200), 400, 0],
		['nested a hundred thousand levels deep is no notification', nested(100_000), 400, 0],
		['with a byte order mark starts the workflow', `\uFEFF${BODY}`, 200, 1],
		[
			'with bytes that are no UTF-8 starts the workflow',
			Buffer.concat([Buffer.from(BODY.slice(0, -4)), Buffer.from(',"name":"Caf\xe9"}}}}', 'latin1')]),
			200,
			1,
		],
	])('%s', async (_, body, status, started) => {
		const workflow = await n8n.listen();

		const answer = await postSigned(workflow, body, n8n.sandbox.webhookKey);

		const [given, ids] = await outcome(workflow, answer.status);
		expect([given, Array.isArray(ids) && ids.length]).toEqual([status, started]);
	});
});

describe('two signatures', () => {
	it.each([
		['both right', (right: string) => [right, right]],
		['the first one right', (right: string) => [right, signatureOf(BODY, 'another key')]],
		['the last one right', (right: string) => [signatureOf(BODY, 'another key'), right]],
	])('in two headers of the same name are refused: %s', async (_, signatures) => {
		const workflow = await n8n.listen();
		const headers = { [SIGNATURE_HEADER]: signatures(signatureOf(BODY, n8n.sandbox.webhookKey)) };

		const status = await sendOnWire(workflow, { headers, body: BODY });

		expect(await outcome(workflow, status)).toEqual([401, []]);
	});
});

describe('a webhook key that is blank', () => {
	it.each([' ', '\t\n', '\u00a0', '\u200b'])(
		'(%j) is none: the workflow is not activated',
		async (webhookKey) => {
			await expect(n8n.listen({ credential: { webhookKey } })).rejects.toThrow(
				/^The credential has no Webhook Key,/,
			);

			expect(n8n.subscriptions()).toEqual([]);
		},
	);

	it.each([' ', '\u00a0', '\u200b'])(
		'(%j) since the workflow was activated lets nothing in, also what is signed with it',
		async (webhookKey) => {
			const workflow = await n8n.listen({ activation: 'none', credential: { webhookKey } });

			for (const key of ['', webhookKey, n8n.sandbox.webhookKey]) {
				const { status } = await post(workflow, BODY, { [SIGNATURE_HEADER]: signatureOf(BODY, key) });
				expect(await outcome(workflow, status)).toEqual([401, []]);
			}
		},
	);
});
