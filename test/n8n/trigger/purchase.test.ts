import type { IDataObject } from 'n8n-workflow';
import { KardApi } from '../../../credentials/KardApi.credentials';
import { Kard } from '../../../nodes/Kard/Kard.node.js';
import { runWorkflow, type ActiveWorkflow } from '../engine';
import { EditFields } from '../support/editFields';
import { workflowOf } from '../support/kardInN8n';
import { credentialFor, listeningN8n } from '../support/listening';
import { SHOPPER, transactionLine } from '../support/rows';

const n8n = listeningN8n();

/** Runs a workflow of the Kard node on the rows of a sheet, and gives what became of each. */
async function run(workflow: string, ...rows: readonly IDataObject[]): Promise<unknown[]> {
	const result = await runWorkflow(workflowOf(workflow), {
		nodes: { 'n8n-nodes-kard.kard': new Kard(), 'n8n-nodes-base.set': new EditFields() },
		credentialTypes: [new KardApi()],
		credentials: { 'kard-client': { type: 'kardApi', data: await credentialFor(n8n.sandbox) } },
		pinData: { Sheet: rows.map((json) => ({ json })) },
	});
	return (result.outputs.Kard?.[0] ?? []).map(({ json }) => json.status ?? json);
}

const purchase = (event: string, cells: IDataObject) =>
	transactionLine(1, { 'Event ID': `purchase-1-${event}`, 'Transaction ID': 'purchase-1', ...cells });
const APPROVED = purchase('approved', { Status: 'APPROVED', 'Authorization Date': '2026-03-04T10:15:00Z' });
const SETTLED = purchase('settled', { Status: 'SETTLED', 'Settled Date': '2026-03-06T02:00:00Z' });
const RETURNED = purchase('returned', { Status: 'RETURNED', 'Transaction Date': '2026-03-09T02:00:00Z' });

/** What the node behind the trigger has made of everything that came. */
async function told(workflow: ActiveWorkflow): Promise<readonly unknown[]> {
	await n8n.sandbox.notifications.idle();
	await workflow.idle();
	return n8n.told(workflow);
}

it('a purchase: the workflow is started as its reward is approved, settled and lost, and by its audit', async () => {
	const workflow = await n8n.listen({
		events: ['earnedRewardApproved', 'earnedRewardSettled', 'earnedRewardRejected', 'auditUpdate'],
	});
	expect(await run('create-users', { 'User ID': SHOPPER })).toEqual(['created']);

	expect(await run('submit-transactions', APPROVED)).toEqual(['submitted']);
	expect(await told(workflow)).toEqual([`earnedRewardApproved for ${SHOPPER}`]);

	expect(await run('submit-transactions', SETTLED)).toEqual(['submitted']);
	expect((await told(workflow)).slice(1)).toEqual([`earnedRewardSettled for ${SHOPPER}`]);

	expect(await run('submit-transactions', RETURNED)).toEqual(['submitted']);
	expect((await told(workflow)).slice(2)).toEqual([`earnedRewardRejected for ${SHOPPER}`]);

	await run('create-audits', {
		'User ID': SHOPPER,
		'Transaction ID': 'purchase-1',
		'Audit Code': 3006,
		Merchant: 'Blue Door Coffee',
		Description: 'The reward was taken back although nothing was returned.',
	});
	expect((await told(workflow)).slice(3)).toEqual([
		`auditUpdate for ${SHOPPER}`,
		`auditUpdate for ${SHOPPER}`,
	]);
	expect(n8n.items(workflow).map(({ transactionId }) => transactionId)).toEqual([
		'purchase-1',
		'purchase-1',
		'purchase-1',
		'purchase-1',
		'purchase-1',
	]);
	expect(n8n.items(workflow).slice(3)).toMatchObject([
		{ status: 'NEW' },
		{ status: 'CLOSED', resolutionCode: 5006 },
	]);
});

it('the same sheet again starts nothing: Kard has it already', async () => {
	const workflow = await n8n.listen();
	await run('create-users', { 'User ID': SHOPPER });
	await run('submit-transactions', SETTLED);

	expect(await run('submit-transactions', SETTLED)).toEqual(['duplicate']);

	expect(await told(workflow)).toEqual([`earnedRewardSettled for ${SHOPPER}`]);
});
