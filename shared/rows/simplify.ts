type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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
 * Lays a resource flat: its id, then its attributes, then the names of what it is related to.
 * @param included related resources that Kard sent along
 */
export function simplifyResource(
	resource: unknown,
	included: readonly unknown[] = [],
): Record<string, unknown> {
	if (!isFields(resource)) return {};
	if (!isFields(resource.attributes)) return { ...resource };
	return { id: resource.id, ...resource.attributes, ...related(resource, included) };
}
