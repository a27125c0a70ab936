import { jsonParse } from 'n8n-workflow';
import { z } from 'zod/v4';
import { credentialFor } from '../../../examples/demo/runExample';
import { CREDENTIAL, ends, kard, NODE_NAMES, start } from '../../../examples/generate/nodes';
import { workflowFile, type WorkflowNode } from '../../../examples/generate/workflowFile';
import type { Sandbox } from '../../../sandbox';
import type { WorkflowJson } from '../../n8n/engine';
import type { RealN8n } from '../realN8n';
import { rowResult, type HostRun, type SheetHost } from './hostRun';
import { sheetFile, type SheetPlan } from './sheetPlan';

const WORKFLOW = 'sheet';
const OPERATIONS = { createOrUpdate: ['user', 'upsert'], submit: ['transaction', 'submit'] } as const;

const item = rowResult.extend({
	columns: z.array(z.object({ heading: z.string(), outcome: z.string(), field: z.string().nullable() })),
});

function readFile(plan: SheetPlan): WorkflowNode {
	return {
		name: 'Read file',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1,
		position: [0, 0],
		parameters: { operation: 'read', fileSelector: sheetFile(plan), options: {} },
	};
}

function extract({ delimiter, stripsByteOrderMark = false }: SheetPlan): WorkflowNode {
	const options = { ...(delimiter === undefined ? {} : { delimiter }), enableBOM: stripsByteOrderMark };
	return {
		name: 'Extract from File',
		type: 'n8n-nodes-base.extractFromFile',
		typeVersion: 1,
		position: [0, 0],
		parameters: { operation: 'csv', binaryPropertyName: 'data', options },
	};
}

/** The form of the node, as a person fills it in for a sheet. */
function parametersOf({ operation, rowType, chosen }: SheetPlan, checkOnly: boolean) {
	const { amounts, numberFormat, defaults = {} } = chosen;
	const [resource, name] = OPERATIONS[operation];
	return {
		resource,
		operation: name,
		...(operation === 'submit' ? { transactionType: rowType ?? 'transaction', amounts } : {}),
		mapping: 'recognize',
		defaults,
		options: { checkOnly, includeColumns: true, ...(numberFormat === undefined ? {} : { numberFormat }) },
	};
}

function workflowOf(plan: SheetPlan, checkOnly: boolean): WorkflowJson {
	const steps = [readFile(plan), extract(plan)];
	const node = kard(parametersOf(plan, checkOnly), { onError: 'continueErrorOutput' });
	const names = [start, ...steps, node].map(({ name }) => name);
	const leads = Object.fromEntries(names.slice(1).map((name, index) => [names[index] ?? '', [name]]));
	const text = workflowFile({
		id: WORKFLOW,
		name: plan.name,
		nodes: [start, ...steps, node, ...ends],
		leads: { ...leads, [node.name]: ends.map(({ name }) => name) },
		pinned: {},
	});
	return jsonParse<WorkflowJson>(text);
}

/** A real n8n: a file is read, rows are extracted from it, and the node has all of them. */
export class N8nHost implements SheetHost {
	readonly name = 'n8n';

	constructor(private readonly n8n: RealN8n) {}

	async connect(sandbox: Sandbox): Promise<void> {
		const credential = { ...CREDENTIAL, type: 'kardApi', data: credentialFor(sandbox) };
		await this.n8n.importCredentials([credential]);
	}

	async run(plan: SheetPlan, checkOnly: boolean): Promise<HostRun> {
		await this.n8n.importWorkflow(workflowOf(plan, checkOnly));
		const ran = await this.n8n.execute(WORKFLOW);
		const items = [NODE_NAMES.accepted, NODE_NAMES.toMend].flatMap((name) => ran.get(name)?.items ?? []);
		const rows = items.map(({ json }) => item.parse(json)).sort((a, b) => a.row - b.row);
		const columns = (rows[0]?.columns ?? []).map(({ heading, outcome, field }) => ({
			heading,
			found: field ?? outcome,
		}));
		return { columns, rows };
	}
}
