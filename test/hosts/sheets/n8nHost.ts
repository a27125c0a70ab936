import { jsonParse } from 'n8n-workflow';
import { z } from 'zod/v4';
import { credentialFor } from '../../../examples/demo/runExample';
import { ends, kard, start } from '../../../examples/generate/nodes';
import { workflowFile, type WorkflowNode } from '../../../examples/generate/workflowFile';
import type { WorkflowJson } from '../../n8n/engine';
import type { NodeRuns, RealN8n } from '../realN8n';
import {
	orError,
	rowResult,
	type ConnectedSheet,
	type HostRun,
	type HostRuns,
	type SheetHost,
} from './hostRun';
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

/** The nodes of one sheet, each with the name of the sheet, in the order in which they lead to each other. */
function nodesOf(plan: SheetPlan, checkOnly: boolean) {
	const named = (node: WorkflowNode): WorkflowNode => ({ ...node, name: `${node.name}, ${plan.name}` });
	const credentials = { kardApi: { id: plan.name, name: plan.name } };
	const node = kard(parametersOf(plan, checkOnly), { onError: 'continueErrorOutput', credentials });
	return { steps: [readFile(plan), extract(plan), node].map(named), ends: ends.map(named) };
}

/** One workflow with all sheets, for n8n needs much longer to start than to run it. */
function workflowOf(plans: readonly SheetPlan[], checkOnly: boolean): WorkflowJson {
	const branches = plans.map((plan) => nodesOf(plan, checkOnly));
	const leads = branches.flatMap(({ steps, ends: last }) => {
		const names = steps.map(({ name }) => name);
		const targets = [...names.slice(1).map((name) => [name]), last.map(({ name }) => name)];
		return names.map((name, index) => [name, targets[index] ?? []] as const);
	});
	const workflow = jsonParse<WorkflowJson>(
		workflowFile({
			id: WORKFLOW,
			name: 'Sheets',
			nodes: [start, ...branches.flatMap(({ steps, ends: last }) => [...steps, ...last])],
			leads: Object.fromEntries(leads),
			pinned: {},
		}),
	);
	const first = branches.flatMap(({ steps }) => steps.slice(0, 1));
	const fromStart = { main: [first.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }))] };
	return { ...workflow, connections: { ...workflow.connections, [start.name]: fromStart } };
}

function runOf(plan: SheetPlan, ran: NodeRuns): HostRun {
	const items = nodesOf(plan, false).ends.flatMap(({ name }) => ran.get(name)?.items ?? []);
	const rows = items.map(({ json }) => item.parse(json)).sort((a, b) => a.row - b.row);
	const columns = (rows[0]?.columns ?? []).map(({ heading, outcome, field }) => ({
		heading,
		found: field ?? outcome,
	}));
	return { columns, rows };
}

/** A real n8n: files are read, rows are extracted from each, and a node has all rows of a file. */
export class N8nHost implements SheetHost {
	readonly name = 'n8n';

	constructor(private readonly n8n: RealN8n) {}

	async connect(sheets: readonly ConnectedSheet[]): Promise<void> {
		const credentials = sheets.map(({ plan: { name }, sandbox }) => ({
			id: name,
			name,
			type: 'kardApi',
			data: credentialFor(sandbox),
		}));
		await this.n8n.importCredentials(credentials);
	}

	async run(sheets: readonly ConnectedSheet[], checkOnly: boolean): Promise<HostRuns> {
		const plans = sheets.map(({ plan }) => plan);
		await this.n8n.importWorkflow(workflowOf(plans, checkOnly));
		const ran = await this.n8n.execute(WORKFLOW);
		const runs = plans.map(async (plan) => [plan, await orError(() => runOf(plan, ran))] as const);
		return new Map(await Promise.all(runs));
	}
}
