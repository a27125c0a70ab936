import { runInNewContext } from 'node:vm';
import get from 'lodash/get';
import { describeApp } from '../../zapier/bundle/describeApp';

/** Runs a description; the part of the app at a path adds the path to what it is called with. */
function loaded(app: object) {
	const asked: string[] = [];
	const partOfApp = (path: readonly string[]) => {
		asked.push(path.join('.'));
		return (...given: unknown[]) => [path.join('.'), ...given];
	};
	const found: string[] = [];
	const exported: { App?: unknown } = {};
	const context = {
		exports: exported,
		require: (name: string) => {
			found.push(name);
			return { partOfApp };
		},
	};
	runInNewContext(describeApp(app, './steps.js'), context);
	return { app: exported.App, asked, found };
}

type Method = (...given: readonly string[]) => unknown;

function isMethod(value: unknown): value is Method {
	return typeof value === 'function';
}

function methodAt(app: unknown, path: string): Method {
	const found: unknown = get(app, path);
	if (!isMethod(found)) throw new Error(`There is no function at ${path}.`);
	return found;
}

describe('the description of the app that the build writes', () => {
	it('is its data, without what is undefined', () => {
		const data = { text: `'"\u2028\n`, list: [1, null, { isOn: true }], nothing: null };
		const { app, found } = loaded({ ...data, left: undefined });
		expect(JSON.stringify(app)).toBe(JSON.stringify(data));
		expect(found).toEqual([]);
	});

	it('writes what stands in several places once', () => {
		const field = { key: 'id', helpText: 'The ID of the user in your own system, which Kard knows it by.' };
		const { perform } = { perform: () => undefined };
		const data = {
			one: { fields: [field], sample: field },
			other: { fields: [field, { ...field, key: 'x' }] },
		};
		const { app } = loaded({ ...data, operation: { field, perform } });
		expect(JSON.parse(JSON.stringify(app))).toEqual({ ...data, operation: { field } });
		expect(describeApp(data, './steps.js').match(/key:"id"/g)).toHaveLength(1);
		expect(describeApp(data, './steps.js').match(/The ID of the user/g)).toHaveLength(2);
	});

	it('loads the app when a function is called, and finds each once', () => {
		const perform = () => undefined;
		const { app, asked, found } = loaded({ fields: ['id', perform], operation: { perform } });
		expect(methodAt(app, 'fields.1').length).toBe(2);
		expect(methodAt(app, 'operation.perform')('z', 'bundle')).toEqual(['operation.perform', 'z', 'bundle']);
		expect(methodAt(app, 'operation.perform')('z', 'other')).toEqual(['operation.perform', 'z', 'other']);
		expect(methodAt(app, 'fields.1')('z', 'bundle')).toEqual(['fields.1', 'z', 'bundle']);
		expect(asked).toEqual(['operation.perform', 'fields.1']);
		expect(found).toEqual(['./steps.js', './steps.js']);
	});

	it('hands what is done before a request the request as well', () => {
		const { app } = loaded({ beforeRequest: [(request: 1, z: 2, bundle: 3) => [request, z, bundle]] });
		const called = methodAt(app, 'beforeRequest.0')('request', 'z', 'bundle');
		expect(called).toEqual(['beforeRequest.0', 'request', 'z', 'bundle']);
	});

	it.each([
		['what is neither data nor a function', { made: new Date() }],
		['a function that Zapier would give a callback', { perform: (a: 1, b: 2, c: 3) => [a, b, c] }],
	])('refuses %s', (_, app) => {
		expect(() => describeApp(app, './steps.js')).toThrow(/^(made|perform) (is|has) more/);
	});
});
