/**
 * What a reference such as `#/components/schemas/User` leads to.
 * @throws Error for one that leads nowhere, or out of the document
 */
export function referenced(document: unknown, reference: string): unknown {
	if (!reference.startsWith('#/')) {
		throw new Error(`${reference} leads to another file. Put the parts of the document into one file first.`);
	}
	const [components = '', kind = '', ...rest] = reference.slice(2).split('/');
	// Kard's own document has slashes in the names of its schemas, and does not write them as a pointer would.
	const asOneName = [components, kind, rest.join('/')];
	const found = inside(document, [components, kind, ...rest].map(unescaped)) ?? inside(document, asOneName);
	if (found === undefined) throw new Error(`${reference} leads nowhere in the document.`);
	return found;
}

function inside(document: unknown, names: readonly string[]): unknown {
	return names.reduce<unknown>(
		(node, name) =>
			typeof node === 'object' && node !== null
				? new Map<string, unknown>(Object.entries(node)).get(name)
				: undefined,
		document,
	);
}

/** A name of a pointer as it was before it was written into one. */
function unescaped(name: string): string {
	const plain = /%(?![0-9a-f]{2})/i.test(name) ? name : decodeURIComponent(name);
	return plain.replace(/~1/g, '/').replace(/~0/g, '~');
}
