import { Ajv2020, type Options } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { operations, type AnyOperation } from '../../shared/host';
import { publishedDescription, publishedSuite } from '../sandbox/published';
import { at } from '../sandbox/support';
import { allFields, carryOut, nameOf, requiredFields } from '../support/operation';
import { failure, startScriptedKard, type Received } from '../support/scriptedKard';

/** Says what is wrong with a value by a schema of the description: a list that should be empty. */
type Check = (schema: unknown, value: unknown) => string[];

function checkBy(description: unknown, options: Options): Check {
	const ajv = new Ajv2020({ strict: false, allErrors: true, ...options });
	addFormats(ajv);
	ajv.addSchema({ components: at(description, 'components') }, 'kard');
	return (schema, value) => {
		// References lead into the description from wherever the schema stands.
		const text = JSON.stringify(schema ?? {}).replaceAll('"#/components', '"kard#/components');
		const validate = ajv.compile(Object(JSON.parse(text)));
		validate(value);
		return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
	};
}

publishedSuite('requests keep to the published description', () => {
	const kard = startScriptedKard();
	let description: unknown;
	let checkBody: Check;
	let checkParameter: Check;

	beforeAll(() => {
		description = publishedDescription();
		checkBody = checkBy(description, {});
		// Everything in a query is text, and what is alone may stand for a list.
		checkParameter = checkBy(description, { coerceTypes: 'array' });
	});

	const queryComplaints = (operation: unknown, query: URLSearchParams): string[] => {
		const parameters = at(operation, 'parameters');
		return [...new Set(query.keys())].flatMap((name) => {
			const published = [parameters]
				.flat()
				.find((one) => at(one, 'in') === 'query' && at(one, 'name') === name);
			if (published === undefined) return [`${name} is not published`];
			const given = query.getAll(name);
			const holder = { type: 'object', properties: { [name]: at(published, 'schema') } };
			return checkParameter(holder, { [name]: given.length === 1 ? given[0] : given });
		});
	};

	const wrongWith = (operation: AnyOperation, { method, path, body }: Received): string[] => {
		const published = at(description, 'paths', operation.path, method.toLowerCase());
		if (published === undefined) return [`${method} ${operation.path} is not published`];
		const content = at(published, 'requestBody', 'content', 'application/json', 'schema');
		if (body !== '' && content === undefined) return ['no body is published'];
		return [
			...queryComplaints(published, new URL(path, kard.baseUrl).searchParams),
			...(body === '' ? [] : checkBody(content, JSON.parse(body))),
		];
	};

	test.each(operations.map((operation) => [nameOf(operation), operation] as const))(
		'%s, with everything it takes and with only what it requires',
		async (_, operation) => {
			kard.answer(failure(400));
			for (const fields of [requiredFields, allFields]) {
				await carryOut(kard.client({ maxRetries: 0 }), operation, { fields }).catch(() => undefined);
			}
			expect(kard.received.length).toBeGreaterThan(1);
			expect(kard.received.flatMap((request) => wrongWith(operation, request))).toEqual([]);
		},
	);

	test('the check itself finds what is wrong', () => {
		const offers = at(description, 'paths', '/v2/issuers/{organizationId}/users/{userId}/offers', 'get');
		expect(queryComplaints(offers, new URLSearchParams('filter[mood]=good'))).toHaveLength(1);
		expect(queryComplaints(offers, new URLSearchParams('sort=mood'))).not.toEqual([]);
		const users = at(description, 'paths', '/v2/issuers/{organizationId}/users', 'post', 'requestBody');
		const schema = at(users, 'content', 'application/json', 'schema');
		expect(checkBody(schema, { data: [{ type: 'user', id: 'user-1', attributes: {} }] })).not.toEqual([]);
	});
});
