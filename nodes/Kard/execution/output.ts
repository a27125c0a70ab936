import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { simplifyResource } from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';

/** Output items are JSON objects, whatever the schemas call them; what is no object is under `value`. */
function asJson(resource: unknown): IDataObject {
	const isObject = (value: unknown): value is IDataObject =>
		typeof value === 'object' && value !== null && !Array.isArray(value);
	return isObject(resource) ? resource : asJson(simplifyResource(resource));
}

/** How resources are handed on for an item, as its Simplify says: laid flat, or as they came. */
export function outputOf(
	context: IExecuteFunctions,
	index: number,
): (resource: unknown, included?: readonly unknown[]) => IDataObject {
	const isSimplified = context.getNodeParameter(PARAMETERS.simplify, index, true) === true;
	return (resource, included) => asJson(isSimplified ? simplifyResource(resource, included) : resource);
}
