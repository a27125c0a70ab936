import { Ajv2020, type Options } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { operations, KardApiError, type AnyOperation } from '../../shared/host';
import { publishedDescription, publishedSuite } from '../support/published';
import { at } from '../support/expected';
import { allFields, carryOut, nameOf, requiredFields } from '../support/operation';
import { failure, startScriptedKard, type Received } from '../support/scriptedKard';
import { rejection } from '../support/expected';
import { ValuesOfSchema } from './valuesOfSchema';

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

/** How many answers are made up for each status that an operation may have. */
const ANSWERS = 15;
const RUNS = { numRuns: ANSWERS, seed: 20_260_807 } as const;

type ReadOperation = Exclude<AnyOperation, { kind: 'bulk' }>;

/** What of an answer belongs to the caller: its data, or all of it where Kard wraps nothing. */
function dataOf(operation: ReadOperation, document: unknown): unknown {
	const data = at(document, 'data') ?? document;
	const isListOfOne = operation.kind === 'single' && operation.sentAs?.list === true;
	return isListOfOne && Array.isArray(data) ? data[0] : data;
}

/** What does not say enough: not which one was created, or that there is a further page, but not where. */
function isIncomplete(operation: ReadOperation, document: unknown): boolean {
	const data = at(document, 'data');
	if (operation.kind === 'single') return Array.isArray(data) && data.length !== 1;
	const next = String(at(document, 'links', 'next'));
	return at(document, 'meta', 'hasNextPage') === true && !next.includes('page[after]');
}

/** The same without what is null: absent and null mean the same. */
function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
	return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNulls(inner)]));
}

publishedSuite('answers that the published description allows', () => {
	const kard = startScriptedKard();
	let description: unknown;
	let values: ValuesOfSchema;
	const reading = operations.filter((operation): operation is ReadOperation => operation.kind !== 'bulk');
	const responses = ({ path, method }: AnyOperation) =>
		at(description, 'paths', path, method.toLowerCase(), 'responses');
	const statusesOf = (operation: AnyOperation, pattern: RegExp): string[] =>
		Object.keys(responses(operation) ?? {}).filter((status) => pattern.test(status));
	const schemaOf = (operation: AnyOperation, status: string) =>
		at(responses(operation), status, 'content', 'application/json', 'schema');
	const named = (operation: ReadOperation) => [nameOf(operation), operation] as const;
	const client = () => kard.client({ maxRetries: 0 });

	beforeAll(() => {
		description = publishedDescription();
		values = new ValuesOfSchema(description);
	});

	test.each(reading.map(named))('%s hands over whatever a success holds', async (_, operation) => {
		const statuses = statusesOf(operation, /^20[0-4]$/);
		expect(statuses).not.toEqual([]);
		for (const status of statuses) {
			const answers = values.of(schemaOf(operation, status));
			await fc.assert(
				fc.asyncProperty(answers, async (body) => {
					fc.pre(!isIncomplete(operation, body));
					kard.answer({ status: Number(status), body }, lastPage(operation));
					const expected = withoutNulls(dataOf(operation, body));
					const result = await carryOut(client(), operation);
					if (expected !== undefined) expect(withoutNulls(result)).toEqual(expected);
				}),
				RUNS,
			);
		}
	});

	test.each(reading.map(named))(
		'%s rejects with the status and the reason of a failure',
		async (_, operation) => {
			const statuses = statusesOf(operation, /^[45]/);
			for (const status of statuses) {
				const answers = values.of(schemaOf(operation, status) ?? {});
				await fc.assert(
					fc.asyncProperty(answers, async (body) => {
						kard.answer({ status: Number(status), body });
						const error = await rejection(carryOut(client(), operation));
						expect(error).toBeInstanceOf(KardApiError);
						expect(error).toMatchObject({ statusCode: Number(status) });
					}),
					{ ...RUNS, numRuns: 3 },
				);
			}
		},
	);
});

/** What ends a list, should the answer before it point to a further page. */
function lastPage(operation: ReadOperation) {
	return { body: { data: operation.kind === 'list' ? [] : {}, links: {}, meta: {} } };
}
