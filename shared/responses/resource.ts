import { isFields, type Fields } from '../json';

/** A text that says something. */
export function isText(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

/** An id as a text; a number counts as its digits, as long as none was lost on the way. */
export function idIn({ id }: Fields): string | undefined {
	if (isText(id)) return id;
	return Number.isSafeInteger(id) ? String(id) : undefined;
}

/** Whether a JSON object is a resource: it has an id, or says something about one. */
export function isResource(value: unknown): value is Fields {
	return isFields(value) && (idIn(value) !== undefined || isFields(value.attributes));
}

/**
 * A resource with what our types promise of it: an id that is a text, and attributes, be they none. The rest is
 * handed over as it came, known or not.
 * @param known the type or id that Kard may leave out
 */
export function completed(resource: Fields, known: Fields = {}): Fields {
	const id = idIn(resource) ?? known.id;
	const type = isText(resource.type) ? resource.type : known.type;
	return {
		...resource,
		...(type === undefined ? {} : { type }),
		...(id === undefined ? {} : { id }),
		attributes: resource.attributes ?? {},
	};
}
