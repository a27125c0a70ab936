import { jsonParse } from 'n8n-workflow';
import { kard as kardNode, start } from '../../../examples/generate/nodes';
import { workflowFile, type WorkflowNode } from '../../../examples/generate/workflowFile';
import type { WorkflowJson } from '../../n8n/engine';
import type { FakeKard } from '../kard/fakeKard';
import { identifiedTransactions } from '../sheets/typed';

/** Transactions as a sheet in the terms of Kard has them, with event IDs. */
export function flatTransactions(count: number): readonly object[] {
	return identifiedTransactions(count).map(({ merchant, ...row }) => ({
		...row,
		merchantName: merchant.name,
		merchantAddrCity: merchant.addrCity,
		merchantAddrState: merchant.addrState,
		merchantAddrZipcode: merchant.addrZipcode,
	}));
}

/** The node that gives the rows. n8n ignores pinned data where nobody clicks. */
const ROWS = 'Rows';

/** A workflow that sends rows, and the nodes that it does it with. */
export interface Sending {
	readonly workflow: WorkflowJson;
	/** In the order in which they run. */
	readonly nodes: readonly string[];
}

function code(name: string, jsCode: string): WorkflowNode {
	return { name, type: 'n8n-nodes-base.code', typeVersion: 2, position: [220, 0], parameters: { jsCode } };
}

function httpRequest(kard: FakeKard, parameters: WorkflowNode['parameters']): WorkflowNode {
	return {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [660, 0],
		parameters: {
			method: 'POST',
			url: `${kard.baseUrl}/v2/issuers/${kard.credentials.organizationId}/transactions`,
			sendHeaders: true,
			headerParameters: { parameters: [{ name: 'Authorization', value: 'Bearer token-1' }] },
			sendBody: true,
			...parameters,
		},
	};
}

function sending(id: string, rows: readonly object[], nodes: readonly WorkflowNode[]): Sending {
	const items = JSON.stringify(rows.map((json) => ({ json })));
	const all = [start, code(ROWS, `return JSON.parse(${JSON.stringify(items)});`), ...nodes];
	const leads = all.slice(0, -1).map(({ name }, place) => [name, [all[place + 1]?.name ?? '']] as const);
	const text = workflowFile({ id, name: id, nodes: all, leads: Object.fromEntries(leads), pinned: {} });
	return { workflow: jsonParse<WorkflowJson>(text), nodes: nodes.map(({ name }) => name) };
}

/** By the Kard node. */
export function byKardNode(rows: readonly object[]): Sending {
	const node = kardNode({
		resource: 'transaction',
		operation: 'submit',
		transactionType: 'transaction',
		amounts: 'cents',
		mapping: 'recognize',
		defaults: {},
		options: {},
	});
	return sending('kard', rows, [node]);
}

/** By a Code node that makes full batches, and an HTTP Request node that sends them, all at once. */
export function byBatches(kard: FakeKard, rows: readonly object[]): Sending {
	const batches = code(
		'Batches',
		`
		const items = $input.all();
		const batches = [];
		for (let start = 0; start < items.length; start += 500) {
			const data = items.slice(start, start + 500).map(({ json }) => {
				const { id, merchantName, merchantAddrCity, merchantAddrState, merchantAddrZipcode, ...row } = json;
				const merchant = {
					name: merchantName,
					addrCity: merchantAddrCity,
					addrState: merchantAddrState,
					addrZipcode: merchantAddrZipcode,
				};
				return { type: 'transaction', id, attributes: { ...row, merchant, paymentType: 'CARD' } };
			});
			batches.push({ json: { body: JSON.stringify({ data }) } });
		}
		return batches;`,
	);
	const raw = { contentType: 'raw', rawContentType: 'application/json', body: '={{ $json.body }}' };
	return sending('batches', rows, [batches, httpRequest(kard, raw)]);
}

/** By an HTTP Request node that sends every row by itself, with its option Batching as it is when it is added. */
export function byRows(kard: FakeKard, rows: readonly object[]): Sending {
	const attributes = '{ ...$json, id: undefined, paymentType: "CARD" }';
	const json = {
		specifyBody: 'json',
		jsonBody: `={{ { data: [{ type: "transaction", id: $json.id, attributes: ${attributes} }] } }}`,
		options: { batching: { batch: { batchSize: 50, batchInterval: 1_000 } } },
	};
	return sending('rows', rows, [httpRequest(kard, json)]);
}
