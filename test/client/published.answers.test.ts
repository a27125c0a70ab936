import fc from 'fast-check';
import { KardApiError, operations, type AnyOperation } from '../../shared/host';
import { publishedDescription, publishedSuite } from '../sandbox/published';
import { at } from '../sandbox/support';
import { carryOut, nameOf } from '../support/operation';
import { rejection } from '../support/expected';
import { startScriptedKard } from '../support/scriptedKard';
import { ValuesOfSchema } from './valuesOfSchema';

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
