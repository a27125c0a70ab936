import './environment';
import { WorkflowExecute } from 'n8n-core/dist/execution-engine/workflow-execute';
import { UserError, type ICredentialType, type INode, type IPinData, type Workflow } from 'n8n-workflow';

import { createAdditionalData } from './additionalData';
import { InMemoryCredentialsHelper, type StoredCredential } from './credentialsHelper';
import { EngineNodeTypes, type NodeTypesByName } from './nodeTypes';
import { resultOf, type RunResult } from './runResult';
import { workflowFrom, type WorkflowJson } from './workflowJson';

/** What a workflow runs with. */
export interface RunOptions {
	/** The nodes that really run, by full type name. */
	nodes: NodeTypesByName;
	credentialTypes?: readonly ICredentialType[];
	/** By id or by name, as the workflow's nodes refer to them. */
	credentials?: Readonly<Record<string, StoredCredential>>;
	/** Takes the place of the workflow's own pinned data, node by node. */
	pinData?: IPinData;
	/** Aborting it does what the Stop button does. */
	signal?: AbortSignal;
}

/**
 * Runs a workflow in n8n's own engine, without its server: routing, pairing, retries, expressions and
 * cancelling are n8n's. Nodes whose data is pinned need not be installed.
 */
export async function runWorkflow(json: WorkflowJson, options: RunOptions): Promise<RunResult> {
	// The engine writes into the nodes and the pinned items it is given.
	const source = structuredClone(json);
	const pinData = structuredClone({ ...source.pinData, ...options.pinData });
	const nodeTypes = new EngineNodeTypes(options.nodes, source.nodes, new Set(Object.keys(pinData)));
	const workflow = workflowFrom(source, nodeTypes, { active: false });

	const credentialsHelper = new InMemoryCredentialsHelper(
		options.credentialTypes ?? [],
		options.credentials ?? {},
	);
	const additionalData = createAdditionalData(credentialsHelper, source, {
		execution: { id: '1', mode: 'manual' },
	});
	const execution = new WorkflowExecute(additionalData, 'manual').run({
		workflow,
		pinData,
		startNode: startOf(workflow),
	});
	const cancel = (): void => {
		execution.cancel();
	};
	options.signal?.addEventListener('abort', cancel, { once: true });
	try {
		if (options.signal?.aborted === true) cancel();
		return resultOf(await execution, credentialsHelper);
	} finally {
		options.signal?.removeEventListener('abort', cancel);
	}
}

/** The engine finds a start by itself, except for a trigger that only knows webhooks: its group tells. */
function startOf(workflow: Workflow): INode {
	const isTrigger = (node: INode): boolean =>
		workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion).description.group.includes('trigger');
	const node = workflow.getStartNode() ?? Object.values(workflow.nodes).find(isTrigger);
	if (node === undefined) throw new UserError('The workflow has no trigger');
	return node;
}
