import isPlainObject from 'lodash/isPlainObject';

function asCode(value: unknown, path: readonly string[]): string {
	if (typeof value === 'function') {
		if (path[0] === 'beforeRequest') return `runBefore(${JSON.stringify(path)})`;
		// Zapier tells by the number of parameters how a function is called.
		if (value.length > 2) throw new Error(`${path.join('.')} has more parameters than z and bundle.`);
		return `run(${JSON.stringify(path)})`;
	}
	if (Array.isArray(value))
		return `[${value.map((one, place) => asCode(one, [...path, String(place)])).join()}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (!isPlainObject(value)) throw new Error(`${path.join('.')} is more than data.`);
	const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${asCode(inner, [...path, key])}`).join()}}`;
}

/**
 * The source of a module that exports the app as `App`: its data as they are, and functions that load the app when they
 * are called.
 * @param app the app
 * @param steps where the module finds the one that exports `partOfApp`
 * @throws Error for what is neither data nor a function that Zapier calls with `z` and `bundle`, or before a request
 */
export function describeApp(app: object, steps: string): string {
	return `'use strict';
const run = (path) => {
	let part;
	return (z, bundle) => (part ??= require(${JSON.stringify(steps)}).partOfApp(path))(z, bundle);
};
const runBefore = (path) => {
	let part;
	return (request, z, bundle) => (part ??= require(${JSON.stringify(steps)}).partOfApp(path))(request, z, bundle);
};
exports.App = ${asCode(app, [])};
`;
}
