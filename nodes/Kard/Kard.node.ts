import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { executeOperation } from './execution/executeOperation';
import { allFailed, asNodeError, isCancelled } from './execution/failures';
import { parameters } from './parameters';
import { credentials } from './parameters/credentials';
import { mapperFields } from './parameters/mapperFields';

/** Kard in a workflow: enrolls users, lists offers, submits transactions, and tells what became of every row. */
export class Kard implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kard',
		name: 'kard',
		icon: { light: 'file:kard.svg', dark: 'file:kard.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Enroll users, list offers and submit card transactions to the Kard rewards API',
		defaults: { name: 'Kard' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: parameters,
	};

	methods = { resourceMapping: { columns: mapperFields } };

	/**
	 * Runs the chosen operation on the items.
	 *
	 * An error must not leave this function while the node is set to go on: n8n would hand the input items on as if
	 * they had succeeded.
	 */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (this.getInputData().length === 0) return [[]];
		try {
			return [await executeOperation(this)];
		} catch (caught) {
			if (this.continueOnFail() && !isCancelled(this)) return [allFailed(this, caught)];
			throw asNodeError(this, caught);
		}
	}
}
