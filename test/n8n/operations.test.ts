import chunk from 'lodash/chunk';
import omit from 'lodash/omit';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import { PARAMETERS } from '../../nodes/Kard/parameters/names';
import { valueOf } from '../../nodes/Kard/parameters/operationNames';
import { queryColumns } from '../../nodes/Kard/parameters/queryColumns';
import { previews } from '../../nodes/Kard/previews';
import {
	columnsOf,
	offeredTypes,
	operations,
	simplifyResource,
	notificationOperations,
	offerOperations,
	organizationOperations,
	subscriptionOperations,
	transactionOperations,
	userOperations,
	type AnyOperation,
	type Column,
	type SingleOperation,
} from '../../shared/host';
import { allFields, attributesFor, idsFor, nameOf, rowsFor } from '../support/operation';
import { textLike } from '../support/expected';
import { purchase, upTo, type SheetRow } from '../support/purchase';
import { resourcesIn } from '../support/resource';
import {
	CREDENTIALS,
	failure,
	ORGANIZATION,
	startScriptedKard,
	type Received,
	type Reply,
} from '../support/scriptedKard';
import { runInN8n, kardInN8n, type Changes, type KardRun } from './support/kardInN8n';

/* What holds for every operation of the catalogue in n8n, also for one that is added tomorrow. */
const scripted = startScriptedKard();
const all = operations.map((operation) => [nameOf(operation), operation] as const);

async function runWith(
	operation: AnyOperation,
	rows: readonly SheetRow[],
	changes: Changes,
): Promise<KardRun> {
	const credential = { environment: 'custom', baseUrl: scripted.baseUrl, organizationId: ORGANIZATION };
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

/** What an update would read first is beside the point where each line is one request. */
function replacing(operation: AnyOperation): Record<string, unknown> {
	return operation.kind === 'single' && operation.merge ? { replaceAllAttributes: true } : {};
}

/** The parameters by which three lines are three requests, one after the other, each with something to send. */
function oneByOne(operation: AnyOperation): Changes['parameters'] {
	const fields = operation.kind === 'single' && operation.attributes ? columnsOf(operation.attributes) : [];
	return {
		[PARAMETERS.attributes]: examplesOf(fields.filter(({ required }) => !required)),
		[PARAMETERS.options]: operation.kind === 'bulk' ? { batchSize: 1, concurrency: 1 } : replacing(operation),
	};
}

describe.each(all)('%s', (_, operation) => {
	const rows = upTo(3).map((number) => line(operation, number));
	const [, second = {}] = rows;
	const hasId = operation.kind === 'bulk' || columnsOf(operation.ids).length > 0;
	const reason = /\(40[04]\).*Not this one\.$/;
	const failedRow = {
		...{ status: 'failed', row: 2, errorMessage: textLike(reason), errorField: null, outcomeUnknown: false },
		...{ errorCode: textLike(/./), notes: [], id: hasId ? textLike(/-2$/) : null },
	};
	const hasFailed = (item: IDataObject) => item.status === 'failed';

	/** Runs it on three rows, of which Kard refuses the second. */
	const runThree = async (onError: Changes['onError'] & string): Promise<KardRun> => {
		scripted.answer(good(operation), failure(400, 'Not this one.'), good(operation));
		return await runWith(operation, rows, { onError, parameters: oneByOne(operation) });
	};

	it('that fails for the second of three rows and is set to continue: an item a row, in order and linked', async () => {
		const { json, pairs, lines, failed, message } = await runThree('continueRegularOutput');

		expect(json).toMatchObject([{}, failedRow, {}]);
		expect(json.filter(hasFailed)).toHaveLength(1);
		expect(json.filter((item) => 'error' in item)).toEqual([]);
		expect([pairs, lines]).toEqual([[0, 1, 2], rows.map(({ Line }) => Line)]);
		expect({ failed, message }).toEqual({ failed: [], message: undefined });
	});

	it('that fails for one row and has an error output: the row is there, with its own columns', async () => {
		const { json, pairs, lines, failed, message } = await runThree('continueErrorOutput');

		expect(json.filter(hasFailed)).toEqual([]);
		expect([pairs, lines]).toEqual([
			[0, 2],
			['line 1', 'line 3'],
		]);
		expect(failed).toMatchObject([{ ...second, ...failedRow }]);
		expect(message).toBeUndefined();
	});

	it('that fails for one row and is set to stop: it says which and why, and nothing behind it runs', async () => {
		const { json, lines, failed, message, description, result } = await runThree('stopWorkflow');

		const isBulk = operation.kind === 'bulk';
		expect(message).toMatch(reason);
		expect(message).toMatch(/^Row 2[:,] /);
		if (isBulk) expect(description).toMatch(/^Of 3 rows: 2 \w+ and 1 failed\./);
		expect({ json, lines, failed }).toEqual({ json: [], lines: [], failed: [] });
		expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: undefined } });
		expect(scripted.received).toHaveLength(isBulk ? 3 : 2);
	});

	it('on no items makes no request, no output and no error', async () => {
		const { json, failed, message, result } = await runWith(operation, [], {});

		expect({ json, failed, message }).toEqual({ json: [], failed: [], message: undefined });
		expect([result.run.status, scripted.received, scripted.tokenRequests]).toEqual(['success', [], []]);
	});
});

/** The requests that came, but for what the client adds by itself. */
const requests = (): unknown[][] =>
	scripted.received.map(({ method, path, body }) => [
		method,
		path,
		body === '' ? body : (JSON.parse(body) as unknown),
	]);

const bulk = operations.flatMap((operation) =>
	operation.kind === 'bulk'
		? offeredTypes(operation.rows).map(({ type }) => [nameOf(operation), type, operation] as const)
		: [],
);

/** What the editor shows of the output before the node has run has every key that the output has. */
function expectPreview(operation: AnyOperation, { json: [item] }: KardRun): void {
	const preview = previews[`${operation.resource.name}/${valueOf(operation)}`];
	const keys = Object.keys(preview?.properties ?? {});
	expect(keys.length).toBeGreaterThan(0);
	expect(keys).toEqual(expect.arrayContaining(Object.keys(item ?? { none: '' })));
}

it.each(bulk)('%s sends every field of a %s as the client does', async (_, type, operation) => {
	scripted.answer(good(operation));
	const rows = rowsFor(operation, allFields).filter((row) => row.type === undefined || row.type === type);
	const { rowType } = operation;

	const run = await runWith(
		operation,
		rows.map((row) => omit(row, 'type')),
		{
			parameters: rowType ? { [rowType.key]: type } : {},
		},
	);
	await scripted.client().bulk(operation, rows);

	expect(run.json).toMatchObject(rows.map(({ id }) => ({ id, status: operation.accepted })));
	expectPreview(operation, run);
	const [own, ...others] = requests();
	expect(others).toEqual([own]);
});

const single = operations.flatMap((operation) =>
	operation.kind === 'single' ? [[nameOf(operation), operation] as const] : [],
);

it.each(single)(
	'%s sends what a person fills in as the client does, and hands over the answer',
	async (_, operation) => {
		scripted.answer(good(operation));
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

		const simple = await runWith(operation, [{}], { parameters });
		const raw = await runWith(operation, [{}], {
			parameters: { ...parameters, [PARAMETERS.simplify]: false },
		});
		await scripted.client().single(operation, {
			ids: idsFor(operation),
			attributes: attributesFor(operation, allFields),
			query,
		});

		const { sample } = operation;
		const deleted = { id: Object.values(idsFor(operation)).join(), deleted: true };
		const isDeletion = operation.method === 'DELETE';
		const told = operation.merge ? { status: 'updated' } : {};
		// The ids of what it belongs to, such as the user's, are in its item as well.
		const belongsTo = omit(idsFor(operation), operation.about ?? []);
		const flat = { ...belongsTo, ...simplifyResource(sample), ...told };
		expect(simple.json).toEqual([isDeletion ? deleted : flat]);
		expect(raw.json).toEqual([isDeletion ? deleted : { ...belongsTo, ...sample, ...told }]);
		expectPreview(operation, simple);
		const [first, ...others] = chunk(requests(), requests().length / 3);
		expect(others).toEqual([first, first]);
	},
);

const lists = operations.flatMap((operation) =>
	operation.kind === 'list' ? [[nameOf(operation), operation] as const] : [],
);

it.each(lists)(
	'%s asks for what a person fills in as the client does, and hands over each item',
	async (_, operation) => {
		scripted.answer(good(operation));
		const { filters, others } = queryColumns(operation);
		const query = { ...examplesOf(filters), ...examplesOf(others) };
		const parameters = {
			...idsFor(operation),
			[PARAMETERS.filters]: examplesOf(filters),
			[PARAMETERS.options]: examplesOf(others),
		};

		const simple = await runWith(operation, [{}], { parameters });
		const raw = await runWith(operation, [{}], {
			parameters: { ...parameters, [PARAMETERS.simplify]: false },
		});
		const pageSize = operation.pageSize === undefined ? {} : { pageSize: Math.min(50, operation.pageSize) };
		await scripted
			.client()
			.list(operation, { ids: idsFor(operation), query: { ...query, ...pageSize } })
			.toArray();

		expect(simple.json).toEqual([{ ...idsFor(operation), ...simplifyResource(operation.sample) }]);
		expect(raw.json).toEqual([{ ...idsFor(operation), ...operation.sample }]);
		expectPreview(operation, simple);
		const [first, ...more] = requests();
		expect(more).toEqual([first, first]);
	},
);

const kard = kardInN8n({ enrolled: ['user-1', 'user-2', 'user-3'] });
const { get, update } = userOperations;
const { getMany: offers, activate } = offerOperations;
const { getMany: notifications } = notificationOperations;
const { getEarnedRewards: rewards } = transactionOperations;
const subscribe: SingleOperation = subscriptionOperations.create;
const onError = 'continueErrorOutput';

const user = (number: number, cells: SheetRow = {}): SheetRow => ({
	Line: `line ${String(number)}`,
	'User ID': `user-${String(number)}`,
	...cells,
});
const resourceIds = (included: unknown) =>
	z
		.array(z.object({ id: z.string() }))
		.parse(included)
		.map(({ id }) => id);
const queries = () =>
	kard.requests().map(({ path }) => Object.fromEntries(new URL(path, kard.sandbox.baseUrl).searchParams));

/** The names of the offers in the items of a run. */
async function names(parameters: Changes['parameters'], rows = [user(1)]): Promise<unknown[]> {
	const { json, message } = await kard.run(offers, rows, {
		parameters: { options: { sort: 'name' }, ...parameters },
	});
	expect(message).toBeUndefined();
	return json.map(({ name }) => name);
}

describe('how many of a list', () => {
	it('Limit: no more than that for each row, and no more are asked for', async () => {
		const { json, pairs, lines } = await kard.run(offers, [user(1), user(2)], { parameters: { limit: 2 } });

		expect([json.length, pairs, lines]).toEqual([4, [0, 0, 1, 1], ['line 1', 'line 1', 'line 2', 'line 2']]);
		expect(queries()).toMatchObject([{ 'page[size]': '2' }, { 'page[size]': '2' }]);
	});

	it('Return All: every one there is, and 50 unless something is chosen', async () => {
		const all = kard.sandbox.state.offers.length;
		expect(all).toBeGreaterThan(50);

		expect((await names({ returnAll: true, limit: 2 })).length).toBeGreaterThan(50);
		expect(await names({})).toHaveLength(50);
		expect(queries().map((query) => query['page[size]'])).toEqual(['100', '50']);
	});

	it.each([
		[{ returnAll: true }, 7, 3],
		[{ limit: 5 }, 5, 2],
	])('%j: %d are read from several pages, in %d requests', async (parameters, count, requests) => {
		const page = (numbers: readonly number[], next?: string) => ({
			kind: 'override' as const,
			body: {
				data: numbers.map((number) => ({ type: 'standardOffer', id: `o-${String(number)}`, attributes: {} })),
				links: next === undefined ? {} : { next: `/v2/offers?page[size]=3&page[after]=${next}` },
			},
		});
		kard.fault('listOffers', page([1, 2, 3], 'abc='), page([4, 5, 6], 'def='), page([7]));

		const { json } = await kard.run(offers, [user(1)], { parameters });

		expect(json.map(({ id }) => id)).toEqual(upTo(count).map((number) => `o-${String(number)}`));
		expect(queries().map((query) => query['page[after]'])).toEqual(
			[undefined, 'abc=', 'def='].slice(0, requests),
		);
	});

	it('the same page again ends the list with an error, and with no further request', async () => {
		const body = { data: [], links: { next: '/v2/offers?page[after]=abc=' } };
		kard.fault('listOffers', { kind: 'override', body, times: Infinity });

		const { message } = await kard.run(offers, [user(1)], { parameters: { returnAll: true } });

		expect(message).toMatch(/pointed to the same page of the list twice/);
		expect(queries()).toHaveLength(2);
	});

	it.each([0, '={{ "many" }}'])('a limit of %j is refused by its name', async (limit) => {
		const { message } = await kard.run(offers, [user(1)], { parameters: { limit } });

		expect(message).toBe('Limit: expected a whole number of at least 1. Enter one, or turn on Return All.');
		expect(kard.requests()).toEqual([]);
	});
});

describe('which ones', () => {
	it.each([
		[{ filters: { category: 'Gas' } }, ['Harbor Fuel', 'Milepost Nine', 'Sunridge Petrol']],
		[{ filters: { category: 'Gas', isTargeted: true } }, ['Milepost Nine']],
		[
			{ filters: { category: 'Gas', isTargeted: '={{ "no" }}', purchaseChannel: [], search: '' } },
			['Harbor Fuel', 'Milepost Nine', 'Sunridge Petrol'],
		],
		[{ filters: { category: 'Gas' }, options: { sort: '-name' }, limit: 1 }, ['Sunridge Petrol']],
	])('%j', async (parameters, expected) => {
		expect(await names(parameters)).toEqual(expected);
		expect(Object.keys(queries()[0] ?? {})).not.toContain('filter[purchaseChannel]');
	});

	it('and how they are shown may come out of each row', async () => {
		const rows = [user(1, { Category: 'Gas', Flat: true }), user(2, { Category: 'Pets', Flat: false })];
		const filters = { category: '={{ $json.Category }}' };

		const { json } = await kard.run(offers, rows, {
			parameters: { limit: 1, filters, simplify: '={{ $json.Flat }}', options: { sort: 'name' } },
		});

		expect(json).toMatchObject([{ name: 'Harbor Fuel' }, { attributes: { name: 'Featherstone Aviary' } }]);
	});

	it('dates are those of the time zone of the workflow, and of the chosen order', async () => {
		const parameters = { filters: { before: '03/04/2026' }, options: { dateOrder: 'DMY' } };

		await kard.run(notifications, [{}], { parameters, timezone: 'Asia/Tokyo' });

		const [{ 'filter[before]': before = '' } = {}] = queries();
		expect(new Date(before).toISOString()).toBe('2026-04-02T15:00:00.000Z');
	});

	it('what is included is there under its own name, beside the ids, or raw with its own item alone', async () => {
		const category = { name: 'Food & Beverage', id: expect.any(String) as unknown };
		const run = async (operation: AnyOperation, parameters: Changes['parameters'], offer?: unknown) => {
			const rows = [user(1, { 'Offer ID': offer })];
			const options = { include: [operation === offers ? 'categories' : 'offer'] };
			const more = { returnAll: true, options, ...parameters };
			return (await kard.run(operation, rows, { parameters: more })).json;
		};

		const flat = await run(offers, {});
		const rawOffers = await run(offers, { simplify: false });
		const blueDoor = flat.find(({ name }) => name === 'Blue Door Coffee');

		expect(rawOffers.length).toBeGreaterThan(50);
		expect(blueDoor).toMatchObject({
			name: 'Blue Door Coffee',
			categoryIds: [category.id],
			category: [category],
		});
		for (const { relationships, included } of rawOffers) {
			expect(relationships).toMatchObject({ category: { data: [{ id: resourceIds(included)[0] }] } });
		}
		expect(await run(activate, {}, blueDoor?.id)).toMatchObject([
			{ entityId: blueDoor?.id, offer: { id: blueDoor?.id, name: 'Blue Door Coffee' } },
		]);
		expect(await run(activate, { simplify: false }, blueDoor?.id)).toMatchObject([
			{ included: [{ id: blueDoor?.id, attributes: { name: 'Blue Door Coffee' } }] },
		]);
	});

	it('an earned reward comes with its merchant, its offer and the rewards in the window', async () => {
		await kard.submit([purchase({ userId: 'user-1' })]);
		const run = async (simplify: boolean) =>
			(
				await kard.run(rewards, [user(1)], {
					parameters: { simplify, options: { include: ['merchant', 'offer'] } },
				})
			).json;

		const [flat] = await run(true);
		const [rawReward] = await run(false);

		const total = flat?.rewardsInWindowInCents;
		expect(total).toBeGreaterThan(0);
		expect(flat).toMatchObject({
			userId: 'user-1',
			merchant: { id: flat?.merchantId, name: 'Blue Door Coffee' },
			offer: { id: flat?.offerId },
		});
		expect(rawReward).toMatchObject({ type: 'rewardedTransaction', meta: { lifetimeRewardsInCents: total } });
		expect(resourceIds(rawReward?.included)).toEqual([flat?.merchantId, flat?.offerId]);
	});

	it.each([
		[true, [{ id: 'a' }, { value: 'odd' }, { value: [1] }, { id: 'b' }]],
		[false, [{ type: 'x', id: 'a' }, { value: 'odd' }, { value: [1] }, { type: 'x', id: 'b' }]],
	])('an odd one is an item of its own and loses no other (Simplify: %s)', async (simplify, items) => {
		const one = (id: string) => ({ type: 'x', id, attributes: {} });
		kard.fault('listOffers', { kind: 'override', body: { data: [one('a'), 'odd', [1], null, one('b')] } });

		const { json } = await kard.run(offers, [user(1)], { parameters: { simplify } });

		expect(json).toMatchObject(items);
	});
});

describe('an event', () => {
	const row = { Event: 'earnedRewardApproved', 'Webhook URL': 'https://example.com/hook' };
	const otherEvent = ' Clawback ';

	it('that is named takes the place of the one on the list', async () => {
		kard.sandbox.setReadings({ retiredEvents: 'taken' });
		await kard.run(subscribe, [row, row], {
			parameters: {
				additionalFields: { otherEvent: '={{ $itemIndex === 0 ? " Clawback " : "" }}', enabled: false },
			},
		});
		await kard.run(notifications, [{}], {
			parameters: { filters: { eventName: 'auditUpdate', otherEvent } },
		});

		kard.sandbox.setReadings({ retiredEvents: 'refused' });
		expect(kard.stored.subscriptions).toEqual([
			'clawback off https://example.com/hook',
			'earnedRewardApproved off https://example.com/hook',
		]);
		expect(queries().at(-1)).toMatchObject({ 'filter[eventName]': 'clawback' });
	});
});

describe('an id', () => {
	it('may be a number, and has no spaces around it', async () => {
		await kard.enrol('7', '8');

		const { json } = await kard.run(get, [{ 'User ID': 7 }, { 'User ID': ' 8 ' }]);

		expect(json).toMatchObject([{ id: '7' }, { id: '8' }]);
	});

	it('cannot reach another resource, whatever is in it', async () => {
		const ids = ['a/b', 'a?b', '%2f', '🙂', '../user-1', '..'];
		await kard.enrol(...ids.slice(0, -1));

		const { json, failed } = await kard.run(
			userOperations.delete,
			ids.map((id) => ({ 'User ID': id })),
			{ onError },
		);

		expect(json).toEqual(ids.slice(0, -1).map((id) => ({ id, deleted: true })));
		expect(failed).toMatchObject([{ 'User ID': '..', row: 6, id: '..' }]);
		expect([...kard.sandbox.state.users.keys()]).toEqual(['user-1', 'user-2', 'user-3']);
	});

	it.each([get, update, userOperations.delete, offers])(
		'that is empty fails its row, and nothing is reached',
		async (operation) => {
			const { json, failed } = await kard.run(operation, [{ Line: 'line 1' }, user(2)], {
				parameters: { additionalFields: { zipCode: '30301' }, limit: 1 },
				onError,
			});

			expect(json).toHaveLength(1);
			expect(failed).toMatchObject([
				{
					...{ Line: 'line 1', row: 1, id: null, errorField: 'User ID' },
					errorMessage: textLike(/^User ID: is required and empty\./),
				},
			]);
			expect(kard.log.filter((one) => !one.startsWith('updateUser'))).toHaveLength(1);
		},
	);
});

describe('a parameter', () => {
	const nowhere = "={{ $('No such node').item.json.id }}";
	const cases: readonly [string, AnyOperation, Changes['parameters']][] = [
		['ID', get, { userId: nowhere }],
		['field', update, { additionalFields: { zipCode: nowhere } }],
		['filter', offers, { filters: { search: nowhere } }],
		['option', get, { options: { maxRetries: nowhere } }],
		['option of a bulk write', userOperations.create, { options: { maxRetries: nowhere } }],
		['default value', userOperations.create, { defaults: { enrolledRewards: nowhere } }],
	];

	it.each(cases)(
		'(%s) that cannot be evaluated fails every row, and nothing is sent',
		async (_, operation, parameters) => {
			const { json, failed, message } = await kard.run(operation, [user(1), user(2)], {
				parameters,
				onError,
			});

			expect([json, message]).toEqual([[], undefined]);
			expect(failed).toMatchObject(
				[1, 2].map((row) => ({
					Line: `line ${String(row)}`,
					row,
					errorMessage: textLike(/No such node|referenced node/i),
				})),
			);
			expect(kard.requests()).toEqual([]);
		},
	);

	it('that names an operation which this version does not know is refused by name', async () => {
		const { message } = await kard.run(get, [user(1)], { parameters: { operation: 'explode' } });

		expect(message).toBe('There is no operation "explode" on "user". Choose one from the list.');
	});

	it('of a field that Kard would not take is refused by its name', async () => {
		const { failed } = await kard.run(update, [user(1)], {
			parameters: { additionalFields: { zipCode: 'somewhere over the rainbow' } },
			onError,
		});

		expect(failed).toMatchObject([
			{ row: 1, id: 'user-1', errorField: 'ZIP Code', errorMessage: textLike(/^ZIP Code: /) },
		]);
		expect(kard.requests()).toEqual([]);
	});
});

describe('what came of it', () => {
	it('is noted where the answer to an update is empty', async () => {
		kard.fault('updateUser', { kind: 'empty', processed: true });

		const { json } = await kard.run(update, [user(1)], {
			parameters: { additionalFields: { zipCode: '30301' } },
		});

		expect(json).toMatchObject([
			{
				id: 'user-1',
				notes: [textLike(/^Kard accepted this \(20\d\), but sent nothing back\. Shown is what was sent\.$/)],
			},
		]);
	});

	it('is not known where the answer to what must not be done twice is lost', async () => {
		kard.fault('createAudits', { kind: 'dropAfter' });
		const cells = { 'Transaction ID': 'txn-1', 'Audit Code': 'missing', 'Merchant Name': 'Blue Door Coffee' };
		const row = user(1, { ...cells, 'Audit Description': 'The reward is missing.' });

		const { failed } = await kard.run(transactionOperations.createAudit, [row], { onError });

		expect(failed).toMatchObject([{ row: 1, outcomeUnknown: true }]);
		expect(kard.requests('createAudits')).toHaveLength(1);
	});

	it.each([
		['a web page', { kind: 'html', status: 200 }],
		['JSON that broke off', { kind: 'malformedJson' }],
		['nothing', { kind: 'empty' }],
	] as const)('%s in place of a user is an error with its status', async (_, fault) => {
		kard.fault('getUser', fault);

		const { message, result } = await kard.run(get, [user(1)]);

		expect(message).toMatch(/^Kard's response \(20[04]\) .* Check the environment or base URL/);
		expect(JSON.stringify(result.run)).not.toMatch(/<html>|cut-o/);
	});

	it('is the answer of Kard itself where a ping is asked for', async () => {
		expect((await kard.run(organizationOperations.ping, [{}])).json).toEqual([
			{ message: 'pong', status: 'ok', timestamp: expect.any(String) as unknown },
		]);
	});
});
