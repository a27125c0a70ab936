import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { z } from 'zod/v4';

const anything = z.looseObject({});

/** As much of n8n's HTTP Request node as calls an address with a credential that n8n knows. */
export class CallKard implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HTTP Request',
		name: 'httpRequest',
		group: ['output'],
		version: 4.2,
		description: 'Stands in for n8n’s own node, which is not installed here',
		defaults: { name: 'HTTP Request' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'kardApi' }, { name: 'kardTokenApi' }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Credential Type', name: 'nodeCredentialType', type: 'string', default: '' },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const text = (name: string) => z.string().parse(this.getNodeParameter(name, 0));
		const answer: unknown = await this.helpers.httpRequestWithAuthentication.call(
			this,
			text('nodeCredentialType'),
			{ url: text('url'), json: true },
		);
		return [[{ json: JSON.parse(JSON.stringify(anything.parse(answer))) as INodeExecutionData['json'] }]];
	}
}
