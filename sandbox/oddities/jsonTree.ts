/** An object in JSON. */
type JsonObject = Record<string, unknown>;

/** Whether a value is an object and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property of an object in a document, be it there or not. */
export interface Site {
	readonly parent: JsonObject;
	readonly name: string;
}

/** Every place in a document that a path leads to. Lists are stepped through; where a step is missing, there is none. */
export function sitesAt(document: unknown, path: string): Site[] {
	const steps = path.split('.');
	const name = steps.pop() ?? '';
	return objectsAt(document, steps).map((parent) => ({ parent, name }));
}

/** Every object in a document. */
export function objectsIn(value: unknown): JsonObject[] {
	if (Array.isArray(value)) return value.flatMap(objectsIn);
	if (!isJsonObject(value)) return [];
	return [value, ...Object.values(value).flatMap(objectsIn)];
}

function objectsAt(value: unknown, steps: readonly string[]): JsonObject[] {
	if (Array.isArray(value)) return value.flatMap((item) => objectsAt(item, steps));
	if (!isJsonObject(value)) return [];
	const [step, ...rest] = steps;
	return step === undefined ? [value] : objectsAt(value[step], rest);
}
