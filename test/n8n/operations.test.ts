import omit from 'lodash/omit';
import { PARAMETERS } from '../../nodes/Kard/parameters/names';
import { queryColumns } from '../../nodes/Kard/parameters/queryColumns';
import {
	columnsOf,
	offeredTypes,
	operations,
	simplifyResource,
	type AnyOperation,
	type Column,
} from '../../shared/host';
import { allFields, attributesFor, idsFor, nameOf, rowsFor } from '../support/operation';
import { upTo, type SheetRow } from '../support/purchase';
import { resourcesIn } from '../support/resource';
import {
	CREDENTIALS,
	failure,
	ORGANIZATION,
	startScriptedKard,
	type Received,
	type Reply,
} from '../support/scriptedKard';
import { runInN8n, type Changes, type KardRun } from './support/kardInN8n';

/* What holds for every operation of the catalogue in n8n, also for one that is added tomorrow. */
const kard = startScriptedKard();
const all = operations.map((operation) => [nameOf(operation), operation] as const);

async function run(operation: AnyOperation, rows: readonly SheetRow[], changes: Changes): Promise<KardRun> {
	const credential = { environment: 'custom', baseUrl: kard.baseUrl, organizationId: ORGANIZATION };
	return await runInN8n(operation, rows, { ...changes, credential: { ...credential, ...CREDENTIALS } });
}

/** What Kard answers where all is well: every row of the request, or the sample of the operation. */
function good(operation: AnyOperation): (request: Received) => Reply {
	const { kind, sample, success } = operation;
	const [status = 200] = success;
	return ({ body }) => {
		if (kind === 'single' && sample.type === undefined) return { status, body: sample };
		if (kind !== 'bulk') {
			const isList = kind === 'list' || operation.sentAs?.list === true;
			return { status, body: { data: isList ? [sample] : sample } };
		}
		const isJob = operation.naming.taken === 'job';
		return { status, body: { data: isJob ? { type: 'job', id: 'job-1' } : resourcesIn(JSON.parse(body)) } };
	};
}

const exampleOf = ({ input, examples }: Column): unknown =>
	input === 'choices' ? [...examples] : examples[0];

/** The fields of an operation with examples in them. */
function examplesOf(columns: readonly Column[]): Record<string, unknown> {
	return Object.fromEntries(columns.filter(allFields).map((column) => [column.key, exampleOf(column)]));
}

/** A line of a sheet for an operation, with ids of its own. */
function line(operation: AnyOperation, number: number): SheetRow {
	const Line = `line ${String(number)}`;
	if (operation.kind === 'bulk') return { Line, ...rowsFor(operation)[0], id: `row-${String(number)}` };
	const attributes =
		operation.kind === 'single' && operation.attributes ? columnsOf(operation.attributes) : [];
	const ids = columnsOf(operation.ids).map(({ key, title }) => [title, `${key}-${String(number)}`] as const);
	const cells = attributes.map((column) => [column.title, exampleOf(column)] as const);
	return { Line, ...Object.fromEntries<unknown>([...cells, ...ids]) };
}

/** The parameters by which three lines are three requests, one after the other, each with something to send. */
function oneByOne(operation: AnyOperation): Changes['parameters'] {
	const fields = operation.kind === 'single' && operation.attributes ? columnsOf(operation.attributes) : [];
	return {
		[PARAMETERS.attributes]: examplesOf(fields.filter(({ required }) => !required)),
		[PARAMETERS.options]: operation.kind === 'bulk' ? { batchSize: 1, concurrency: 1 } : {},
	};
}

describe.each(all)('%s', (_, operation) => {
	const rows = upTo(3).map((number) => line(operation, number));
	const [, second = {}] = rows;
	const hasId = operation.kind === 'bulk' || columnsOf(operation.ids).length > 0;
	const reason = /^Row 2: .*\(40[04]\).*Not this one\.$/;
	const error = expect.objectContaining({
		row: 2,
		statusCode: 400,
		message: expect.stringMatching(reason) as unknown,
		...(hasId ? { id: expect.stringMatching(/-2$/) as unknown } : {}),
	}) as unknown;

	/** Runs it on three rows, of which Kard refuses the second. */
	const runThree = async (onError: Changes['onError'] & string): Promise<KardRun> => {
		kard.answer(good(operation), failure(400, 'Not this one.'), good(operation));
		return await run(operation, rows, { onError, parameters: oneByOne(operation) });
	};

	it('that fails for the second of three rows and is set to continue: an item a row, in order and linked', async () => {
		const { json, pairs, lines, failed, message } = await runThree('continueRegularOutput');

		expect(json).toMatchObject([{}, { status: 'failed', error }, {}]);
		expect(json.filter((item) => 'error' in item)).toHaveLength(1);
		expect([pairs, lines]).toEqual([[0, 1, 2], rows.map(({ Line }) => Line)]);
		expect({ failed, message }).toEqual({ failed: [], message: undefined });
	});

	it('that fails for one row and has an error output: the row is there, with its own columns', async () => {
		const { json, pairs, lines, failed, message } = await runThree('continueErrorOutput');

		expect(json.filter((item) => 'error' in item)).toEqual([]);
		expect([pairs, lines]).toEqual([
			[0, 2],
			['line 1', 'line 3'],
		]);
		expect(failed).toEqual([{ ...second, error }]);
		expect(message).toBeUndefined();
	});

	it('that fails for one row and is set to stop: it says which and why, and nothing behind it runs', async () => {
		const { json, lines, failed, message, description, result } = await runThree('stopWorkflow');

		const isBulk = operation.kind === 'bulk';
		if (isBulk) expect(message).toBe('Of 3 rows 2 were accepted and 1 were not.');
		expect(isBulk ? description : message).toMatch(reason);
		expect({ json, lines, failed }).toEqual({ json: [], lines: [], failed: [] });
		expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 1 } });
		expect(kard.received).toHaveLength(isBulk ? 3 : 2);
	});

	it('on no items makes no request, no output and no error', async () => {
		const { json, failed, message, result } = await run(operation, [], {});

		expect({ json, failed, message }).toEqual({ json: [], failed: [], message: undefined });
		expect([result.run.status, kard.received, kard.tokenRequests]).toEqual(['success', [], []]);
	});
});

/** The requests that came, but for what the client adds by itself. */
const requests = (): unknown[][] =>
	kard.received.map(({ method, path, body }) => [
		method,
		path,
		body === '' ? body : (JSON.parse(body) as unknown),
	]);

const bulk = operations.flatMap((operation) =>
	operation.kind === 'bulk'
		? offeredTypes(operation.rows).map(({ type }) => [nameOf(operation), type, operation] as const)
		: [],
);

it.each(bulk)('%s sends every field of a %s as the client does', async (_, type, operation) => {
	kard.answer(good(operation));
	const rows = rowsFor(operation, allFields).filter((row) => row.type === undefined || row.type === type);
	const { rowType } = operation;

	const { json } = await run(
		operation,
		rows.map((row) => omit(row, 'type')),
		{
			parameters: rowType ? { [rowType.key]: type } : {},
		},
	);
	await kard.client().bulk(operation, rows);

	expect(json).toEqual(rows.map(({ id }) => ({ id, status: operation.accepted })));
	const [own, ...others] = requests();
	expect(others).toEqual([own]);
});

const single = operations.flatMap((operation) =>
	operation.kind === 'single' ? [[nameOf(operation), operation] as const] : [],
);

it.each(single)(
	'%s sends what a person fills in as the client does, and hands over the answer',
	async (_, operation) => {
		kard.answer(good(operation));
		const fields = operation.attributes ? columnsOf(operation.attributes) : [];
		const own = examplesOf(fields.filter(({ required }) => required));
		const collected = examplesOf(fields.filter(({ required }) => !required));
		const query = examplesOf(operation.query ? columnsOf(operation.query) : []);
		const parameters = {
			...idsFor(operation),
			...own,
			[PARAMETERS.attributes]: collected,
			[PARAMETERS.options]: query,
		};

		const simple = await run(operation, [{}], { parameters });
		const raw = await run(operation, [{}], { parameters: { ...parameters, [PARAMETERS.simplify]: false } });
		await kard.client().single(operation, {
			ids: idsFor(operation),
			attributes: attributesFor(operation, allFields),
			query,
		});

		const { sample } = operation;
		const deleted = { id: Object.values(idsFor(operation)).join(), deleted: true };
		const isDeletion = operation.method === 'DELETE';
		expect(simple.json).toEqual([isDeletion ? deleted : simplifyResource(sample)]);
		expect(raw.json).toEqual([isDeletion ? deleted : sample]);
		const [first, ...others] = requests();
		expect(others).toEqual([first, first]);
	},
);

const lists = operations.flatMap((operation) =>
	operation.kind === 'list' ? [[nameOf(operation), operation] as const] : [],
);

it.each(lists)(
	'%s asks for what a person fills in as the client does, and hands over each item',
	async (_, operation) => {
		kard.answer(good(operation));
		const { filters, others } = queryColumns(operation);
		const query = { ...examplesOf(filters), ...examplesOf(others) };
		const parameters = {
			...idsFor(operation),
			[PARAMETERS.filters]: examplesOf(filters),
			[PARAMETERS.options]: examplesOf(others),
		};

		const simple = await run(operation, [{}], { parameters });
		const raw = await run(operation, [{}], { parameters: { ...parameters, [PARAMETERS.simplify]: false } });
		const pageSize = operation.pageSize === undefined ? {} : { pageSize: Math.min(50, operation.pageSize) };
		await kard
			.client()
			.list(operation, { ids: idsFor(operation), query: { ...query, ...pageSize } })
			.toArray();

		expect(simple.json).toEqual([simplifyResource(operation.sample)]);
		expect(raw.json).toEqual([operation.sample]);
		const [first, ...more] = requests();
		expect(more).toEqual([first, first]);
	},
);
