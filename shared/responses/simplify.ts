import difference from 'lodash/difference';
import isEmpty from 'lodash/isEmpty';
import omit from 'lodash/omit';
import { isFields, type Fields } from '../json';

/** What a resource is related to, under one name. */
interface Relation {
	readonly name: string;
	readonly isList: boolean;
	readonly references: readonly Fields[];
}

function relationsOf({ relationships }: Fields): Relation[] {
	return Object.entries(isFields(relationships) ? relationships : {}).flatMap(([name, relationship]) => {
		const data = isFields(relationship) ? relationship.data : undefined;
		const isList = Array.isArray(data);
		const references = (isList ? data : [data]).filter(isFields);
		return isList || references.length > 0 ? [{ name, isList, references }] : [];
	});
}

function loadedFor({ references }: Relation, included: readonly unknown[]): unknown[] {
	return references.flatMap(({ type, id }) => {
		const full = included.find((one) => isFields(one) && one.type === type && one.id === id);
		return full === undefined ? [] : [full];
	});
}

/**
 * What Kard sent along of the resources that a resource is related to.
 * @param included all that came with it or with its siblings
 */
export function relatedTo(resource: unknown, included: readonly unknown[]): readonly unknown[] {
	const relations = isFields(resource) ? relationsOf(resource) : [];
	return relations.flatMap((relation) => loadedFor(relation, included));
}

/** `merchant` becomes `merchantId`, and beside it `merchant` with what Kard sent along; of a list `categoryIds`. */
function related(resource: Fields, included: readonly unknown[]): Record<string, unknown> {
	const entries = relationsOf(resource).flatMap((relation): [string, unknown][] => {
		const { name, isList, references } = relation;
		const shown = (list: readonly unknown[]): unknown => (isList ? list : list[0]);
		const loaded = loadedFor(relation, included).map((one) => simplifyResource(one));
		const ids: [string, unknown] = [
			isList ? `${name}Ids` : `${name}Id`,
			shown(references.map(({ id }) => id)),
		];
		return loaded.length > 0 ? [ids, [name, shown(loaded)]] : [ids];
	});
	return Object.fromEntries(entries);
}

function unrelated(
	resource: Fields,
	included: readonly unknown[],
	[name, ...more]: readonly string[],
): Record<string, unknown> {
	const others = difference(included, relatedTo(resource, included)).map((one) => simplifyResource(one));
	if (others.length === 0) return {};
	if (name === undefined || more.length > 0) return { included: others };
	return { [name]: others.length > 1 ? others : others[0] };
}

/**
 * Lays a resource flat: its id, then its attributes, then the ids of what it is related to, and under the name of the
 * relation what Kard sent along of it, laid flat as well. One without attributes is flat already, and what is no object
 * is under `value`.
 * @param included related resources that Kard sent along
 * @param asked what was asked for along with one resource: the names under which the resources are shown of which Kard
 * does not say how they are related
 */
export function simplifyResource(
	resource: unknown,
	included: readonly unknown[] = [],
	asked?: readonly string[],
): Record<string, unknown> {
	if (!isFields(resource)) return resource === undefined || resource === null ? {} : { value: resource };
	const { attributes, ...facts } = resource;
	if (!isFields(attributes)) return { ...resource };
	const own = isEmpty(attributes)
		? omit(facts, 'type', 'links', 'relationships')
		: { id: resource.id, ...attributes };
	const others = asked ? unrelated(resource, included, asked) : {};
	// What Kard says of a resource is never hidden by what it is related to.
	return { ...own, ...omit({ ...others, ...related(resource, included) }, Object.keys(own)) };
}
