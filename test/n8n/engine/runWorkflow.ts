/* eslint-disable @n8n/community-nodes/no-restricted-imports -- does not ship in the n8n package */
import './environment';
import { readFileSync } from 'node:fs';

import { WorkflowExecute } from 'n8n-core/dist/execution-engine/workflow-execute';
import {
	jsonParse,
	UserError,
	Workflow,
	type ExecutionError,
	type IConnections,
	type ICredentialType,
	type INode,
	type INodeExecutionData,
	type IPinData,
	type IRun,
	type IRunData,
	type IWorkflowSettings,
} from 'n8n-workflow';

import { createAdditionalData } from './additionalData';
import { InMemoryCredentialsHelper, type StoredCredential } from './credentialsHelper';
import { EngineNodeTypes, type NodeTypesByName } from './nodeTypes';

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

export interface RunOptions {
	/** The nodes that really run, by full type name. */
	nodes: NodeTypesByName;
	credentialTypes?: readonly ICredentialType[];
	/** By id or by name, as the workflow's nodes refer to them. */
	credentials?: Readonly<Record<string, StoredCredential>>;
	/** Takes the place of the workflow's own pinned data, node by node. */
	pinData?: IPinData;
	/** Where to begin, when it is not the workflow's only trigger. */
	startNode?: string;
	/** Aborting it does what the Stop button does. */
	signal?: AbortSignal;
}

export interface RunResult {
	/** For each node that ran: its output branches, each a list of items. */
	outputs: Record<string, INodeExecutionData[][]>;
	/** What stopped the run, if something did. */
	error?: ExecutionError;
	/** The credentials after the run; a further run may begin with them. */
	credentials: Record<string, StoredCredential>;
	/** Everything n8n would store of this execution. */
	run: IRun;
}

/**
 * Runs a workflow in n8n's own engine, without its server: routing, pairing, retries, expressions and
 * cancelling are n8n's. Nodes whose data is pinned need not be installed.
 */
export async function runWorkflow(json: WorkflowJson, options: RunOptions): Promise<RunResult> {
	// The engine writes into the nodes and the pinned items it is given.
	const source = structuredClone(json);
	const pinData = structuredClone({ ...source.pinData, ...options.pinData });
	const workflow = new Workflow({
		id: source.id ?? 'workflow',
		name: source.name ?? 'Workflow',
		nodes: source.nodes,
		connections: source.connections,
		active: false,
		settings: { executionOrder: 'v1', ...source.settings },
		nodeTypes: new EngineNodeTypes(options.nodes, source.nodes, new Set(Object.keys(pinData))),
	});

	const credentialsHelper = new InMemoryCredentialsHelper(
		options.credentialTypes ?? [],
		options.credentials ?? {},
	);
	const additionalData = createAdditionalData(credentialsHelper, source);
	const execution = new WorkflowExecute(additionalData, 'manual').run({
		workflow,
		pinData,
		...startingAt(workflow, options.startNode),
	});
	const cancel = (): void => {
		execution.cancel();
	};
	options.signal?.addEventListener('abort', cancel, { once: true });
	try {
		if (options.signal?.aborted === true) cancel();
		const run = await execution;
		const { error, runData } = run.data.resultData;
		const outputs = outputsOf(runData);
		const result: RunResult = { outputs, credentials: credentialsHelper.stored(), run };
		return error === undefined ? result : { ...result, error };
	} finally {
		options.signal?.removeEventListener('abort', cancel);
	}
}

/** The engine finds a start by itself, except for a trigger that only knows webhooks: its group tells. */
function startingAt(workflow: Workflow, name: string | undefined): { startNode?: INode } {
	const isTrigger = (node: INode): boolean =>
		workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion).description.group.includes('trigger');
	const startNode =
		name === undefined
			? (workflow.getStartNode() ?? Object.values(workflow.nodes).find(isTrigger))
			: workflow.getNode(name);
	if (startNode) return { startNode };
	throw new UserError(
		name === undefined ? 'The workflow has no trigger' : `The workflow has no node "${name}"`,
	);
}

/** A node in a loop runs several times: its branches then hold the items of all its runs, in order. */
function outputsOf(runData: IRunData): Record<string, INodeExecutionData[][]> {
	const outputs: Record<string, INodeExecutionData[][]> = {};
	for (const [name, runs] of Object.entries(runData)) {
		const branches: INodeExecutionData[][] = [];
		for (const run of runs) {
			(run.data?.main ?? []).forEach((items, index) => {
				(branches[index] ??= []).push(...(items ?? []));
			});
		}
		outputs[name] = branches;
	}
	return outputs;
}
