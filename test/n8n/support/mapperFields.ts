import type { ILoadOptionsFunctions, INode, INodeParameters, ResourceMapperField } from 'n8n-workflow';
import { Kard } from '../../../nodes/Kard/Kard.node.js';

/** What the resource mapper offers in a form of n8n's in which these parameters are filled in. */
export async function mapperFields(parameters: INodeParameters): Promise<ResourceMapperField[]> {
	const node: INode = { id: '1', name: 'Kard', type: 'kard', typeVersion: 1, position: [0, 0], parameters };
	const form = { getNode: () => node, getCurrentNodeParameter: (name: string) => parameters[name] };
	// The mapper uses nothing else of n8n.
	const { columns } = new Kard().methods.resourceMapping;
	return (await columns.call(form as unknown as ILoadOptionsFunctions)).fields;
}
