import './environment';
import { ExecuteContext } from 'n8n-core/dist/execution-engine/node-execution-context';
import { RoutingNode } from 'n8n-core/dist/execution-engine/routing-node';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	NodeHelpers,
	UserError,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type INode,
	type INodeCredentialTestResult,
	type INodeType,
	type INodeTypes,
} from 'n8n-workflow';

import { createAdditionalData } from './additionalData';
import { CredentialTypes } from './credentialTypes';
import { InMemoryCredentialsHelper } from './credentialsHelper';

// n8n tests credentials through its NoOp node; the credential helper knows a test by this name.
const TEST_NODE = 'n8n-nodes-base.noOp';

/** A node with nothing but the test's request, for n8n's declarative routing to run. */
function testNode(credentialType: string, request: ICredentialTestRequest['request']): INodeType {
	return {
		description: {
			displayName: 'Test',
			name: TEST_NODE,
			group: ['transform'],
			version: 1,
			description: 'Runs the test request of a credential',
			defaults: { name: 'Test' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: credentialType, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } }],
		},
	};
}

/** Does what n8n does when a credential is saved: runs its `test` request and says how that went. */
export async function testCredential(
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const { test } = type;
	if (test === undefined) throw new UserError(`The credential "${type.name}" has no test`);
	const details = { id: 'tested', name: 'Tested' };
	const nodeType = testNode(type.name, test.request);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: TEST_NODE,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: details },
	};
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => NodeHelpers.getVersionedNodeType(nodeType),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const helper = new InMemoryCredentialsHelper([type], { tested: { type: type.name, data } });
	const context = new ExecuteContext(
		workflow,
		node,
		{
			...createAdditionalData(helper, { nodes: [node], connections: {} }),
			currentNodeParameters: node.parameters,
		},
		'internal',
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const decrypted = {
		...details,
		type: type.name,
		data: new CredentialTypes([type]).applyDefaults(type.name, data),
	};
	try {
		await new RoutingNode(context, nodeType, decrypted).runNode();
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: failureMessage(test, error) };
	}
}

/** What lies at a dotted path of something unknown. */
function at(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((inner, key) => (isObject(inner) && key in inner ? inner[key] : undefined), value);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

/** What the person who saves the credential reads: the test's own words for a status, or the status, or the code. */
function failureMessage({ rules }: ICredentialTestRequest, error: unknown): string {
	const cause = error instanceof Error ? error.cause : undefined;
	const status: unknown = at(cause, 'response.status');
	for (const rule of rules ?? []) {
		if (rule.type === 'responseCode' && rule.properties.value === status) return rule.properties.message;
	}
	if (typeof status === 'number') {
		const text = at(cause, 'response.statusText');
		return typeof text === 'string' && text !== '' ? text : `Received HTTP status code: ${String(status)}`;
	}
	const code: unknown = at(cause, 'code');
	if (typeof code === 'string') return code;
	return error instanceof Error ? error.message : String(error);
}
