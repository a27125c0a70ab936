import { readFileSync } from 'node:fs';
import {
	jsonParse,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeTypes,
	type IPinData,
	type IWorkflowSettings,
} from 'n8n-workflow';

/** A workflow as n8n exports and imports it. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

/** Reads a workflow from the file that a user would import. */
export function readWorkflow(path: string): WorkflowJson {
	return jsonParse<WorkflowJson>(readFileSync(path, 'utf8'), { errorMessage: `${path} is not valid JSON` });
}

/** What n8n's database knows of a workflow that its export does not. */
interface WorkflowState {
	readonly active: boolean;
	readonly staticData?: IDataObject;
}

/**
 * The workflow in the form that the engine runs.
 * @param source is written into: by this and by the engine
 */
export function workflowFrom(source: WorkflowJson, nodeTypes: INodeTypes, state: WorkflowState): Workflow {
	return new Workflow({
		id: source.id ?? 'workflow',
		name: source.name ?? 'Workflow',
		nodes: source.nodes,
		connections: source.connections,
		settings: { executionOrder: 'v1', ...source.settings },
		nodeTypes,
		...state,
	});
}
