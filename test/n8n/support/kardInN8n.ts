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
import { PARAMETERS } from '../../../nodes/Kard/parameters/names';
import { valueOf } from '../../../nodes/Kard/parameters/operationNames';
import { columnsOf, settingsFor, systemClock, type AnyOperation } from '../../../shared/host';
import type { Sandbox } from '../../../sandbox';
import { startKard, type Kard as KardOnThisMachine, type KardOptions } from '../../support/kard';
import type { SheetRow } from '../../support/purchase';
import {
	readWorkflow,
	runWorkflow,
	type RunResult,
	type StoredCredential,
	type WorkflowJson,
} from '../engine';
import { EditFields } from './editFields';

const KARD = 'n8n-nodes-kard.kard';
/** The id by which the workflows name their credential. */
export const CREDENTIAL_ID = 'kard-client';

/** The settings of "On Error" that n8n offers. */
export const ON_ERROR = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

/** What a test changes in the workflow that a user would import. */
export interface Changes {
	/** Values of the Kard node's parameters, in place of the usual ones. */
	readonly parameters?: SheetRow | undefined;
	readonly onError?: (typeof ON_ERROR)[number];
	/** Other settings of the Kard node. */
	readonly node?: Partial<INode>;
	readonly timezone?: string;
	/** Fields of the Kard API credential. */
	readonly credential?: ICredentialDataDecryptedObject;
	/** All credentials, such as those of an earlier run. */
	readonly credentials?: Readonly<Record<string, StoredCredential>>;
	readonly signal?: AbortSignal;
}

/** What became of a run. */
export interface KardRun {
	/** The data of the items on the Kard node's first output. */
	readonly json: readonly IDataObject[];
	/** For each of them, the number of the input item that it is linked to. */
	readonly pairs: readonly unknown[];
	/** What the node behind Kard reads of the sheet through an expression: its column `Line`. */
	readonly lines: readonly unknown[];
	/** The data of what came out of the error output. */
	readonly failed: readonly IDataObject[];
	/** The message and the description of what stopped the run. */
	readonly message: string | undefined;
	readonly description: string | undefined;
	readonly result: RunResult;
}

/** The workflow of a file in this folder. */
export function workflowOf(name: string): WorkflowJson {
	return readWorkflow(join(__dirname, '..', 'workflows', `${name}.json`));
}

/** The parameters of an operation, with its ids and required fields out of the columns of the sheet, and amounts in cents. */
function parametersOf(operation: AnyOperation): INodeParameters {
	const attributes = operation.kind === 'single' && operation.attributes ? operation.attributes : undefined;
	const required = attributes ? columnsOf(attributes).filter((column) => column.required) : [];
	const columns = [...columnsOf(operation.ids), ...required.filter(({ input }) => input !== 'choices')];
	return {
		[PARAMETERS.resource]: operation.resource.name,
		[PARAMETERS.operation]: valueOf(operation),
		...(operation.kind === 'bulk' && settingsFor(operation).some(({ key }) => key === 'amounts')
			? { amounts: 'cents' }
			: {}),
		...Object.fromEntries(columns.map(({ key, title }) => [key, `={{ $json[${JSON.stringify(title)}] }}`])),
	};
}

function workflowFor(operation: AnyOperation, changes: Changes): WorkflowJson {
	const { parameters, onError, node, timezone } = changes;
	const workflow = workflowOf('sheet-to-kard');
	const nodes = workflow.nodes.map((one): INode => {
		if (one.type !== KARD) return one;
		// What a person can fill in, and in some tests what no form would let them.
		const own: object = { ...one.parameters, ...parametersOf(operation), ...parameters };
		return { ...one, ...node, parameters: own as INodeParameters, ...(onError && { onError }) };
	});
	return { ...workflow, nodes, settings: { ...workflow.settings, ...(timezone && { timezone }) } };
}

function jsonOf(items: readonly INodeExecutionData[] = []): IDataObject[] {
	return items.map(({ json }) => json);
}

function runOf(result: RunResult): KardRun {
	const items = result.outputs.Kard?.[0] ?? [];
	const { error } = result;
	return {
		json: jsonOf(items),
		pairs: items.map(({ pairedItem }) =>
			typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : pairedItem,
		),
		lines: jsonOf(result.outputs.Linked?.[0]).map(({ line }) => line),
		failed: jsonOf(result.outputs.Failed?.[0]),
		message: error?.message,
		description: error && 'description' in error ? (error.description ?? undefined) : undefined,
		result,
	};
}

/** Runs an operation on the rows of a sheet, in n8n's engine. */
export async function runInN8n(
	operation: AnyOperation,
	rows: readonly SheetRow[],
	{ credential = {}, ...changes }: Changes,
): Promise<KardRun> {
	const result = await runWorkflow(workflowFor(operation, changes), {
		nodes: { [KARD]: new Kard(), 'n8n-nodes-base.set': new EditFields() },
		credentialTypes: [new KardApi(), new KardTokenApi()],
		credentials: changes.credentials ?? { [CREDENTIAL_ID]: { type: 'kardApi', data: credential } },
		pinData: { Sheet: rows.map((json) => ({ json: json as IDataObject })) },
		...(changes.signal && { signal: changes.signal }),
	});
	return runOf(result);
}

/** The fields of the credential with client ID and secret for a sandbox. */
export function credentialFor(sandbox: Sandbox): ICredentialDataDecryptedObject {
	const { baseUrl, organizationId, clientId, clientSecret } = sandbox;
	return { environment: 'custom', baseUrl, organizationId, clientId, clientSecret };
}

/** Has chance choose no wait at all before a request is repeated, in each test of a file. */
export function withoutWaits(): void {
	beforeEach(() => {
		jest.spyOn(systemClock, 'random').mockReturnValue(0);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
}

/** Kard on this machine, and n8n's engine. */
interface KardInN8n extends KardOnThisMachine {
	run(operation: AnyOperation, rows: readonly SheetRow[], changes?: Changes): Promise<KardRun>;
}

/** Starts Kard and n8n's engine for the tests of a file. */
export function kardInN8n(options?: KardOptions): KardInN8n {
	const kard = startKard(options);
	withoutWaits();
	const run: KardInN8n['run'] = (operation, rows, changes = {}) =>
		runInN8n(operation, rows, {
			...changes,
			credential: { ...credentialFor(kard.sandbox), ...changes.credential },
		});
	return Object.assign(kard, { run });
}
