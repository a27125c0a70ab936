import './environment';
import { LoadOptionsContext } from 'n8n-core/dist/execution-engine/node-execution-context';
import {
	NodeHelpers,
	UserError,
	Workflow,
	type ICredentialType,
	type ILoadOptionsFunctions,
	type INode,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

import { createAdditionalData } from './additionalData';
import { InMemoryCredentialsHelper, type StoredCredential } from './credentialsHelper';

/** The form of a node in the editor, in which a person opens the list of a resource locator. */
interface Form {
	readonly parameters: INodeParameters;
	readonly credentialTypes: readonly ICredentialType[];
	/** By its type, the credential that is chosen in the form. */
	readonly credentials: Readonly<Record<string, StoredCredential>>;
}

/** Does what n8n does when the list of a resource locator is opened, searched or scrolled to its end. */
export async function searchList(
	nodeType: INodeType,
	method: string,
	{ parameters, credentialTypes, credentials }: Form,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const chosen = Object.keys(credentials).map((type) => [type, { id: type, name: type }] as const);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: nodeType.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(chosen),
	};
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => NodeHelpers.getVersionedNodeType(nodeType),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ name: 'Form', nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = {
		...createAdditionalData(new InMemoryCredentialsHelper([...credentialTypes], credentials), {
			nodes: [node],
			connections: {},
		}),
		currentNodeParameters: parameters,
	};
	const search = nodeType.methods?.listSearch?.[method];
	if (search === undefined) throw new UserError(`The node has no method "${method}"`);
	// The engine's own type allows a workflow without a name, which the type of the context does not.
	const context = new LoadOptionsContext(workflow, node, additionalData, '') as ILoadOptionsFunctions;
	return await search.call(context, filter, paginationToken);
}
