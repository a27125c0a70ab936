import isPlainObject from 'lodash/isPlainObject';

/** What is shorter than this, in characters, is written each time. */
const WORTH_A_NAME = 30;

/** Data that stands in several places of the app, such as a field of several actions, by its code. */
class Repeated {
	private readonly times = new Map<string, number>();
	private readonly names = new Map<string, string>();

	/** Notes that data of this code stands in one more place. */
	note(code: string): void {
		if (code.length >= WORTH_A_NAME) this.times.set(code, (this.times.get(code) ?? 0) + 1);
	}

	/** The name of data of this code, where it stands in several places. */
	nameFor(code: string): string | undefined {
		if ((this.times.get(code) ?? 0) < 2) return undefined;
		const name = this.names.get(code) ?? `$${this.names.size.toString(36)}`;
		this.names.set(code, name);
		return name;
	}

	/** What the names stand for. */
	get definitions(): string {
		const named = [...this.names].map(([code, name]) => `${name}=${code}`);
		return named.length === 0 ? '' : `const ${named.join(',\n')};\n`;
	}
}

function hasFunctions(value: unknown): boolean {
	if (typeof value === 'function') return true;
	return typeof value === 'object' && value !== null && Object.values(value).some(hasFunctions);
}

function functionCode(value: (...given: never[]) => unknown, path: readonly string[]): string {
	if (path[0] === 'beforeRequest') return `runBefore(${JSON.stringify(path)})`;
	// Zapier tells by the number of parameters how a function is called.
	if (value.length > 2) throw new Error(`${path.join('.')} has more parameters than z and bundle.`);
	return `run(${JSON.stringify(path)})`;
}

function isFunction(value: unknown): value is (...given: never[]) => unknown {
	return typeof value === 'function';
}

/** A key without quotes, where it needs none. */
function keyCode(key: string): string {
	return /^[A-Za-z]\w*$/.test(key) ? key : JSON.stringify(key);
}

/** @param written what is written for a value inside */
function codeOf(
	value: unknown,
	path: readonly string[],
	written: (inner: unknown, path: readonly string[]) => string,
): string {
	if (isFunction(value)) return functionCode(value, path);
	if (Array.isArray(value))
		return `[${value.map((one, place) => written(one, [...path, String(place)])).join()}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (!isPlainObject(value)) throw new Error(`${path.join('.')} is more than data.`);
	const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
	return `{${entries.map(([key, inner]) => `${keyCode(key)}:${written(inner, [...path, key])}`).join()}}`;
}

/**
 * The source of a module that exports the app as `App`: its data as they are, each field once that several actions
 * have, and functions that load the app when they are called.
 * @param app the app
 * @param steps where the module finds the one that exports `partOfApp`
 * @throws Error for what is neither data nor a function that Zapier calls with `z` and `bundle`, or before a request
 */
export function describeApp(app: object, steps: string): string {
	const repeated = new Repeated();
	const whole = (value: unknown, path: readonly string[]): string => {
		const code = codeOf(value, path, whole);
		if (!hasFunctions(value)) repeated.note(code);
		return code;
	};
	whole(app, []);
	const plain = (value: unknown, path: readonly string[]): string => codeOf(value, path, plain);
	const short = (value: unknown, path: readonly string[]): string => {
		const name = hasFunctions(value) ? undefined : repeated.nameFor(plain(value, path));
		return name ?? codeOf(value, path, short);
	};
	const code = short(app, []);
	return `'use strict';
const run = (path) => {
	let part;
	return (z, bundle) => (part ??= require(${JSON.stringify(steps)}).partOfApp(path))(z, bundle);
};
const runBefore = (path) => {
	let part;
	return (request, z, bundle) => (part ??= require(${JSON.stringify(steps)}).partOfApp(path))(request, z, bundle);
};
${repeated.definitions}exports.App = ${code};
`;
}
