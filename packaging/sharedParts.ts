/** Shorter than this, a part is written out wherever it is. */
const WORTH_SHARING = 50;

/** A name that needs no quotation marks. `__proto__` would not be one. */
const PLAIN_NAME = /^[a-z]\w*$/i;

type Parts = Map<string, number>;

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/** How often each object or list is there, by its JSON. What is in a part that was there before is not counted again. */
function countParts(value: unknown, counted: Parts = new Map()): Parts {
	if (!isObject(value)) return counted;
	const json = JSON.stringify(value);
	const before = counted.get(json) ?? 0;
	counted.set(json, before + 1);
	if (before === 0) for (const inner of Object.values(value)) countParts(inner, counted);
	return counted;
}

/**
 * Data as JavaScript, in which what is there several times is written once.
 * @param values by their names
 * @returns the lines that declare such parts, and for each name the expression that gives its value
 */
export function withSharedParts(values: ReadonlyMap<string, unknown>): {
	declarations: string[];
	expressions: (readonly [name: string, expression: string])[];
} {
	const names = new Map<string, string>();
	const written = (one: unknown): string => {
		const name = isObject(one) ? names.get(JSON.stringify(one)) : undefined;
		return name ?? writtenOut(one);
	};
	const writtenOut = (one: unknown): string => {
		if (Array.isArray(one)) return `[${one.map(written).join()}]`;
		if (!isObject(one)) return JSON.stringify(one);
		return `{${Object.entries(one)
			.map(([name, inner]) => `${PLAIN_NAME.test(name) ? name : JSON.stringify(name)}:${written(inner)}`)
			.join()}}`;
	};
	const parts = [...countParts([...values.values()])]
		.filter(([json, count]) => count > 1 && json.length >= WORTH_SHARING)
		// A part may hold others, which are shorter.
		.sort(([one], [other]) => one.length - other.length);
	const declarations = parts.map(([json], place) => {
		const declaration = `const part${String(place + 1)} = ${writtenOut(JSON.parse(json))};`;
		names.set(json, `part${String(place + 1)}`);
		return declaration;
	});
	return { declarations, expressions: [...values].map(([name, value]) => [name, written(value)]) };
}
