import { jsonParse } from 'n8n-workflow';
import { KardApi } from '../../credentials/KardApi.credentials';
import { tallyOf, type Tally } from '../../examples/demo/tally';
import { kard, start } from '../../examples/generate/nodes';
import { workflowFile } from '../../examples/generate/workflowFile';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import { runWorkflow, type WorkflowJson } from '../n8n/engine';
import type { KardProcess } from './kardProcess';

const SHEET = { name: 'Sheet', type: 'n8n-nodes-base.googleSheets', typeVersion: 4.5 } as const;

/** What the Kard node is set to. */
export type KardParameters = Readonly<Record<string, unknown>>;

/** How a run of the node went. */
export interface EngineRun {
	readonly tally: Tally;
	readonly seconds: number;
}

function workflowFor(parameters: KardParameters): WorkflowJson {
	const columns = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
	const text = workflowFile({
		id: 'bench',
		name: 'Benchmark',
		nodes: [
			start,
			{ ...SHEET, position: [220, 0], parameters: {} },
			kard({ columns, ...parameters }, { onError: 'continueErrorOutput' }),
		],
		leads: { [start.name]: [SHEET.name], [SHEET.name]: ['Kard'] },
		pinned: {},
	});
	return jsonParse<WorkflowJson>(text);
}

/** Sends rows through the Kard node in n8n's engine, and takes the time from the start of the workflow to its end. */
export async function runInEngine(
	sandbox: KardProcess,
	parameters: KardParameters,
	rows: readonly object[],
): Promise<EngineRun> {
	const { baseUrl, organizationId, clientId, clientSecret } = sandbox;
	const data = { environment: 'custom', baseUrl, organizationId, clientId, clientSecret };
	const startedAt = performance.now();
	const { outputs, error } = await runWorkflow(workflowFor(parameters), {
		nodes: { 'n8n-nodes-kard.kard': new Kard() },
		credentialTypes: [new KardApi()],
		credentials: { kardExample: { type: 'kardApi', data } },
		pinData: { [SHEET.name]: rows.map((row) => ({ json: { ...row } })) },
	});
	if (error !== undefined) throw new Error(`The workflow stopped: ${error.message}`);
	const [accepted = [], toMend = []] = outputs.Kard ?? [];
	return { tally: tallyOf(accepted, toMend), seconds: (performance.now() - startedAt) / 1_000 };
}
