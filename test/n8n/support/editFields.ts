import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { z } from 'zod/v4';

const assignments = z.array(z.object({ name: z.string(), value: z.unknown() }));

/** As much of n8n's Edit Fields (Set) node as shows whether items are linked: it fills in expressions. */
export class EditFields implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Edit Fields (Set)',
		name: 'set',
		group: ['input'],
		version: 3.4,
		description: 'Stands in for n8n’s own node, which is not installed here',
		defaults: { name: 'Edit Fields' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'Fields', name: 'assignments', type: 'assignmentCollection', default: {} },
			{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData().map((_, item): INodeExecutionData => {
			const filledIn = assignments.parse(this.getNodeParameter('assignments.assignments', item));
			const json: IDataObject = {};
			for (const { name, value } of filledIn) json[name] = String(value);
			return { json, pairedItem: { item } };
		});
		return await Promise.resolve([items]);
	}
}
