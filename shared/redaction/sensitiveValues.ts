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
	} else if (typeof sent === 'object' && sent !== null) {
		for (const [name, value] of Object.entries(sent)) {
			if (!names.has(name)) sensitiveValues(value, names, found);
			else if (Array.isArray(value)) for (const one of value) found.add(String(one));
			else found.add(String(value));
		}
	}
	return found;
}
