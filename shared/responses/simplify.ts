import isEmpty from 'lodash/isEmpty';
import omit from 'lodash/omit';
import { isFields, type Fields } from '../json';

function related(resource: Fields, included: readonly unknown[]): Record<string, unknown> {
	if (!isFields(resource.relationships)) return {};
	const nameOf = (reference: unknown): unknown => {
		if (!isFields(reference)) return undefined;
		const full = included.find(
			(one) => isFields(one) && one.type === reference.type && one.id === reference.id,
		);
		const attributes = isFields(full) && isFields(full.attributes) ? full.attributes : {};
		return attributes.name ?? reference.id;
	};
	const entries = Object.entries(resource.relationships).map(([name, relationship]): [string, unknown] => {
		const data = isFields(relationship) ? relationship.data : undefined;
		return [name, Array.isArray(data) ? data.map(nameOf) : nameOf(data)];
	});
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/**
 * Lays a resource flat: its id, then its attributes, then the names of what it is related to. One without attributes
 * is flat already, and what is no object is under `value`.
 * @param included related resources that Kard sent along
 */
export function simplifyResource(
	resource: unknown,
	included: readonly unknown[] = [],
): Record<string, unknown> {
	if (!isFields(resource)) return resource === undefined || resource === null ? {} : { value: resource };
	const { attributes, ...facts } = resource;
	if (!isFields(attributes)) return { ...resource };
	if (isEmpty(attributes))
		return { ...omit(facts, 'type', 'links', 'relationships'), ...related(resource, included) };
	return { id: resource.id, ...attributes, ...related(resource, included) };
}
