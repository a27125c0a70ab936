import type { INodeProperties } from 'n8n-workflow';
import isEqual from 'lodash/isEqual';
import omit from 'lodash/omit';

/** The operations for which a parameter is shown. */
function shownFor({ displayOptions }: INodeProperties): readonly unknown[] {
	const shown = displayOptions?.show?.operation;
	return Array.isArray(shown) ? shown : [];
}

/** A parameter that is the same for two operations of a resource, shown for both. */
function shared(one: INodeProperties, other: INodeProperties): INodeProperties {
	const operation = [...shownFor(one), ...shownFor(other)].map(String);
	const { displayOptions } = one;
	return { ...one, displayOptions: { ...displayOptions, show: { ...displayOptions?.show, operation } } };
}

const withoutOperations = (parameter: INodeProperties) => omit(parameter, 'displayOptions.show.operation');

/**
 * The parameters of the operations of one resource, where what is the same for several operations is one parameter.
 * Those of each operation keep their order.
 */
export function shareParameters(operations: readonly (readonly INodeProperties[])[]): INodeProperties[] {
	const all: INodeProperties[] = [];
	for (const own of operations) {
		let last = -1;
		for (const parameter of own) {
			const bare = withoutOperations(parameter);
			const found = all.findIndex((other, place) => place > last && isEqual(withoutOperations(other), bare));
			const same = all[found];
			last = same === undefined ? last + 1 : found;
			all.splice(last, same === undefined ? 0 : 1, same === undefined ? parameter : shared(same, parameter));
		}
	}
	return all;
}
