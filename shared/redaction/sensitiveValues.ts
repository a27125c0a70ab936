import { isFields } from '../json';

/**
 * The personal and card data in something that was sent, so that it can be masked in what comes back.
 * @param names the attributes that hold such data
 */
export function sensitiveValues(
	sent: unknown,
	names: ReadonlySet<string>,
	found = new Set<string>(),
): Set<string> {
	if (Array.isArray(sent)) {
		for (const one of sent) sensitiveValues(one, names, found);
	} else if (isFields(sent)) {
		for (const name of Object.keys(sent)) {
			const value = sent[name];
			if (!names.has(name)) {
				if (typeof value === 'object') sensitiveValues(value, names, found);
			} else if (Array.isArray(value)) {
				for (const one of value) found.add(String(one));
			} else {
				found.add(String(value));
			}
		}
	}
	return found;
}
