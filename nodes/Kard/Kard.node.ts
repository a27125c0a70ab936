import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypeDescription,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { parameters, subtitle } from './parameters';
import { chosen } from './parameters/credentials';

/**
 * Kard in a workflow: enrolls users, lists offers, submits transactions, and tells what became of every row.
 *
 * Every n8n and every worker loads this file when it starts, so that what a run needs is loaded by the first one.
 */
export class Kard implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kard',
		name: 'kard',
		icon: { light: 'file:kard.svg', dark: 'file:kard.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description: 'Enroll users, list offers and submit card transactions to the Kard rewards API',
		defaults: { name: 'Kard' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'kardApi', testedBy: 'connection', ...chosen('kardApi') },
			{ name: 'kardTokenApi', testedBy: 'connection', ...chosen('kardTokenApi') },
		],
		properties: parameters,
	};

	methods = {
		credentialTest: {
			/** Whether a credential of either type leads to Kard, and to the organization that it names. */
			async connection(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				const { testConnection } = await import('./run.js');
				return await testConnection(this, credential);
			},
		},
		listSearch: {
			/** What an id can be picked from. */
			async searchItems(
				this: ILoadOptionsFunctions,
				filter?: string,
				paginationToken?: string,
			): Promise<INodeListSearchResult> {
				const { searchItems } = await import('./run.js');
				return await searchItems(this, filter, paginationToken);
			},
		},
		resourceMapping: {
			/** What the resource mapper offers to map columns to. */
			async columns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
				const { mapperFields } = await import('./run.js');
				return mapperFields(this);
			},
		},
	};

	/** Runs the chosen operation on the items. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { executeItems } = await import('./run.js');
		return [await executeItems(this)];
	}
}
