import { join } from 'node:path';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { KardApi } from '../../../credentials/KardApi.credentials';
import { KardTokenApi } from '../../../credentials/KardTokenApi.credentials';
import { Kard } from '../../../nodes/Kard/Kard.node.js';
import type { Fault, RecordedRequest, Route, Sandbox } from '../../../sandbox';
import { startKard, type Enrolled } from '../../support/kard';
import type { Resource } from '../../support/resource';
export { tokenFor } from '../../support/token';
import {
	readWorkflow,
	runWorkflow,
	type RunResult,
	type StoredCredential,
	type WorkflowJson,
} from '../engine';
import { EditFields } from './editFields';

/** The three settings of "On Error" that n8n offers. */
type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

/** What a test changes in the workflow that a user would import. */
export interface Changes {
	/** Values of the Kard node's parameters, in place of the workflow's own. */
	readonly parameters?: INodeParameters;
	readonly onError?: OnError;
	/** Other settings of the Kard node. */
	readonly node?: Partial<INode>;
	readonly timezone?: string;
	/** The fields of the Kard API credential, in place of what the sandbox wants. */
	readonly credential?: ICredentialDataDecryptedObject;
	/** All credentials, such as those of an earlier run. */
	readonly credentials?: Readonly<Record<string, StoredCredential>>;
	readonly signal?: AbortSignal;
}

/** What became of a run, in the words of the workflows in this folder. */
export interface KardRun {
	/** The items of the Kard node's first output. */
	readonly items: readonly INodeExecutionData[];
	/** Their data. */
	readonly json: readonly IDataObject[];
	/** For each item, the number of the input item that it is linked to. */
	readonly pairs: readonly unknown[];
	/** What the node behind Kard reads of the sheet through an expression: its column `Line`. */
	readonly lines: readonly unknown[];
	/** The data of what came to the node on the error output. */
	readonly failed: readonly IDataObject[];
	/** The message and the description of what stopped the run. */
	readonly message: string | undefined;
	readonly description: string | undefined;
	readonly result: RunResult;
}

/** Kard's sandbox and n8n's engine, for the tests of one file. */
interface KardInN8n {
	readonly sandbox: Sandbox;
	/** The fields of the Kard API credential for the sandbox. */
	readonly credential: ICredentialDataDecryptedObject;
	/** Runs a workflow of this folder on the rows of a sheet. */
	run(workflow: string, rows: readonly IDataObject[], changes?: Changes): Promise<KardRun>;
	/** Enrols users, as somebody else did before. Its requests are not among those that tests see. */
	enroll(...users: readonly Enrolled[]): Promise<void>;
	/** What came from n8n, of one route or in all but token requests. */
	requests(route?: Route): readonly RecordedRequest[];
	/** The resources in each request of a route. */
	sent(route: Route): readonly (readonly Resource[])[];
	/** How many tokens n8n asked for. */
	tokenRequests(): number;
	fault(...faults: readonly Fault[]): void;
}

/** The workflow of a file in this folder. */
export function workflowOf(name: string): WorkflowJson {
	return readWorkflow(join(__dirname, '..', 'workflows', `${name}.json`));
}

const KARD = 'n8n-nodes-kard.kard';

function changed(workflow: WorkflowJson, { parameters, onError, node, timezone }: Changes): WorkflowJson {
	const nodes = workflow.nodes.map((one): INode => {
		if (one.type !== KARD) return one;
		const own = { ...one.parameters, ...parameters };
		return { ...one, ...node, parameters: own, ...(onError === undefined ? {} : { onError }) };
	});
	const settings = { ...workflow.settings, ...(timezone === undefined ? {} : { timezone }) };
	return { ...workflow, nodes, settings };
}

function jsonOf(items: readonly INodeExecutionData[] = []): IDataObject[] {
	return items.map(({ json }) => json);
}

function runOf(result: RunResult): KardRun {
	const items = result.outputs.Kard?.[0] ?? [];
	const { error } = result;
	const description = error !== undefined && 'description' in error ? error.description : undefined;
	return {
		items,
		json: jsonOf(items),
		pairs: items.map(({ pairedItem }) =>
			typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : pairedItem,
		),
		lines: jsonOf(result.outputs.Linked?.[0]).map(({ line }) => line),
		failed: jsonOf(result.outputs.Failed?.[0]),
		message: error?.message,
		description: description ?? undefined,
		result,
	};
}

/** Starts Kard and n8n's engine for the tests of a file. Nobody is enrolled when a test begins. */
export function kardInN8n(): KardInN8n {
	const kard = startKard({ enrolled: [] });

	const credential = (): ICredentialDataDecryptedObject => {
		const { baseUrl, organizationId, clientId, clientSecret } = kard.sandbox;
		return { environment: 'custom', baseUrl, organizationId, clientId, clientSecret };
	};

	return {
		get sandbox() {
			return kard.sandbox;
		},
		get credential() {
			return credential();
		},
		run: async (workflow, rows, changes = {}) => {
			const data = { ...credential(), ...changes.credential };
			const result = await runWorkflow(changed(workflowOf(workflow), changes), {
				nodes: { [KARD]: new Kard(), 'n8n-nodes-base.set': new EditFields() },
				credentialTypes: [new KardApi(), new KardTokenApi()],
				credentials: changes.credentials ?? { 'kard-client': { type: 'kardApi', data } },
				pinData: { Sheet: rows.map((json) => ({ json })) },
				...(changes.signal === undefined ? {} : { signal: changes.signal }),
			});
			return runOf(result);
		},
		enroll: (...users) => kard.enrol(...users),
		requests: kard.requests,
		sent: kard.sentTo,
		tokenRequests: () => kard.tokenRequests,
		fault: (...faults) => {
			for (const fault of faults) kard.sandbox.faults.add(fault);
		},
	};
}
