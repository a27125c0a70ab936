import fc from 'fast-check';
import { interpretResponse, type RowReport } from '../../../shared/bulk/interpret';
import type { RowNaming } from '../../../shared/catalogue/description/bulkRows';
import type { Content } from '../../../shared/http/response';
import { linkErrors } from '../../../shared/responses/linkErrors';
import type { SentResource } from '../../../shared/rows/prepareRow';

const LISTED: RowNaming = { taken: 'listed' };
const JOB: RowNaming = { taken: 'job', alsoNamedBy: 'transactionId' };
const job = { type: 'transactionsJob', id: 'job-1', attributes: { status: 'queued' } };

interface Response {
	readonly status: number;
	readonly content: Content;
}

function response(status: number, body: unknown): Response {
	return { status, content: { kind: 'json', value: body } };
}

/** Rows that were sent; every two have a transaction id in common. */
function rows(count: number): SentResource[] {
	return Array.from({ length: count }, (_, place) => {
		const attributes = { transactionId: `txn-${Math.floor(place / 2)}` };
		return { type: 'row', id: `id-${place}`, attributes };
	});
}

/** The report of each row; interprets as for an operation whose responses list the rows, unless told otherwise. */
function reportsOf(given: Response, count: number, naming = LISTED): readonly RowReport[] {
	return interpretResponse(given, rows(count), naming) ?? [];
}

/** What is said of each row of which anything is said, in a word. */
function says(given: Response, count: number, naming = LISTED): Record<string, string> {
	const words = reportsOf(given, count, naming).map(({ is }, place) => [`id-${place}`, is] as const);
	return Object.fromEntries(words.filter(([, is]) => is !== 'open'));
}

/** The places of the rows that must be sent again: together, and apart. */
function again(given: Response, count: number, naming = LISTED): { together: number[]; apart: number[] } {
	const open = reportsOf(given, count, naming).flatMap((report, place) =>
		report.is === 'open' ? [{ place, apart: report.apart }] : [],
	);
	const placesOf = (apart: boolean) => open.filter((one) => one.apart === apart).map(({ place }) => place);
	return { together: placesOf(false), apart: placesOf(true) };
}

const error = (id: string | undefined, status: string | undefined, place?: number) => ({
	...(id === undefined ? {} : { id }),
	...(status === undefined ? {} : { status }),
	...(place === undefined ? {} : { source: { pointer: `/data/${place}/attributes/amount` } }),
});

const errors = fc.array(
	fc
		.tuple(
			fc.constantFrom('id-0', 'id-1', 'id-2', 'txn-0', 'txn-1', 'nobody', undefined),
			fc.constantFrom('400', '409', '404', '503', '429', undefined),
			fc.constantFrom(0, 1, 7, undefined),
		)
		.map(([id, status, place]) => error(id, status, place)),
	{ maxLength: 4 },
);
const bodies = fc.oneof(
	errors.map((list) => ({ errors: list })),
	errors.map((list) => ({ errors: list, data: [{ type: 'user', id: 'id-1' }] })),
	errors.map((list) => ({ errors: list, data: job })),
	fc.jsonValue(),
);
const responses = fc.oneof(
	fc
		.tuple(fc.constantFrom(200, 201, 202, 207, 400, 409, 413, 422), bodies)
		.map(([status, body]) => response(status, body)),
	fc.constantFrom(200, 207, 400, 409).map((status): Response => ({ status, content: { kind: 'empty' } })),
);

it('any response: each row gets a report, none is accepted that was refused, and asking again comes to an end', () => {
	fc.assert(
		fc.property(
			responses,
			fc.constantFrom(LISTED, JOB),
			fc.integer({ min: 1, max: 4 }),
			(given, naming, count) => {
				const reports = reportsOf(given, count, naming);

				expect(reports).toHaveLength(count);
				const text = JSON.stringify(given.content);
				reports.forEach((report, place) => {
					if (report.is === 'accepted') {
						expect(given.status).toBeLessThan(400);
						expect(text).not.toContain(`"id":"id-${place}","status"`);
					}
					// After a success a row may have been taken; a request that was refused took none.
					if (report.is === 'open') expect(report.noneTaken).toBe(given.status >= 400);
				});
				const { together } = again(given, count, naming);
				expect(together.length).toBeLessThan(count);
			},
		),
		{ numRuns: 1_000 },
	);
});

describe('an error about a row', () => {
	it('is linked by the id before the place', () => {
		const body = { errors: [error('id-2', '400', 0)] };

		expect(says(response(207, body), 3)).toEqual({
			...{ 'id-0': 'accepted', 'id-1': 'accepted', 'id-2': 'refused' },
		});
	});

	it.each<[number, string | undefined, string, string]>([
		[409, '400', 'Error', 'refused'],
		[409, undefined, 'Error', 'conflict'],
		[400, '409', 'Error', 'conflict'],
		[400, undefined, 'Error', 'refused'],
		[207, '409', 'Error', 'conflict'],
		[207, undefined, 'Error', 'refused'],
		[207, undefined, 'Conflict', 'conflict'],
		[400, undefined, 'User already exists', 'conflict'],
		[207, '400', 'Conflict', 'refused'],
		...[408, 429, 500, 503, 599].map((status): [number, string, string, string] => [
			...([207, String(status), 'Busy', 'busy'] as const),
		]),
	])('in a response of %d, with status %p and title %p, means: %s', (status, own, title, expected) => {
		const body = { errors: [{ ...error('id-0', own), title }], data: job };

		expect(says(response(status, body), 2, JOB)['id-0']).toBe(expected);
	});

	it.each([
		[['409', '400'], 'refused'],
		[['503', '409'], 'conflict'],
		[['503', '400'], 'refused'],
		[['503', '429'], 'busy'],
	])('is one of several, %p, which come to: %s', (statuses, expected) => {
		const body = { errors: statuses.map((status) => error('id-0', status)) };

		expect(says(response(207, body), 2)['id-0']).toBe(expected);
	});

	it('keeps the status and the reason it has', () => {
		const busy = { errors: [{ ...error('id-0', '503'), detail: 'come back' }] };
		const refused = { errors: [{ ...error('id-0', undefined), detail: 'too old' }] };

		expect(reportsOf(response(207, busy), 1)).toEqual([
			{ is: 'busy', status: 503, reason: { id: 'id-0', status: '503', detail: 'come back' } },
		]);
		expect(reportsOf(response(400, refused), 1)).toEqual([
			{ is: 'refused', named: true, status: 400, reason: { id: 'id-0', detail: 'too old' } },
		]);
		expect(reportsOf(response(207, refused), 1)).toMatchObject([{ is: 'refused', named: true }]);
		const nameless = { errors: [{ detail: 'too old' }] };
		expect(reportsOf(response(207, nameless), 1)).toMatchObject([{ is: 'refused', named: false }]);
	});
});

describe('a refusal of the request', () => {
	it.each([401, 403, 404, 418, 429, 500, 503, 302])('with %d is not about its rows', (status) => {
		expect(interpretResponse(response(status, {}), rows(2), LISTED)).toBeUndefined();
	});

	it.each([400, 409, 413, 422])('with %d that names no row: they are told apart', (status) => {
		expect(again(response(status, {}), 3)).toEqual({ together: [], apart: [0, 1, 2] });
		expect(reportsOf(response(status, {}), 3)).toEqual(
			Array(3).fill({ is: 'open', noneTaken: true, apart: true }),
		);
	});

	it('of a single row is about that row, with the reason, also where it stands beside the errors', () => {
		expect(reportsOf(response(400, { errors: [{}, { detail: 'too old' }] }), 1)).toEqual([
			{ is: 'refused', named: false, status: 400, reason: { detail: 'too old' } },
		]);
		expect(reportsOf(response(400, { errors: [{ code: 7 }], message: 'too old' }), 1)).toEqual([
			{ is: 'refused', named: false, status: 400, reason: { code: 7, detail: 'too old' } },
		]);
		expect(reportsOf(response(400, null), 1)).toEqual([
			{ is: 'refused', named: false, status: 400, reason: undefined },
		]);
		expect(reportsOf(response(409, null), 1)).toEqual([{ is: 'conflict' }]);
	});

	it.each([400, 404, 409, 422])(
		'with %d that names one row: the others are sent again together',
		(status) => {
			const body = { errors: [{ status: '400', id: 'txn-1' }] };

			expect(says(response(status, body), 3, JOB)).toEqual({ 'id-2': 'refused' });
			expect(again(response(status, body), 3, JOB)).toEqual({ together: [0, 1], apart: [] });
		},
	);

	it('that means one of two rows: these two are told apart, the others go together', () => {
		const body = { errors: [{ status: '400', id: 'txn-1' }] };

		expect(again(response(400, body), 5, JOB)).toEqual({ together: [0, 1, 4], apart: [2, 3] });
	});
});

describe('what a success says of rows', () => {
	const both = { 'id-0': 'accepted', 'id-1': 'accepted' };
	const listOf = (...ids: unknown[]) => ids.map((id) => ({ type: 'user', id }));
	const refused = error('id-0', '400', undefined);

	it.each<[string, number, unknown, Record<string, string>]>([
		['a list of both', 201, { data: listOf('id-0', 'id-1') }, both],
		['with another status', 200, { data: listOf('id-0', 'id-1') }, both],
		['with errors that are null', 201, { data: listOf('id-0', 'id-1'), errors: null }, both],
		['with no errors', 207, { data: listOf('id-0', 'id-1'), errors: [] }, both],
		['with more beside', 201, { data: [...listOf('id-0', 'id-1'), null, 5], meta: {} }, both],
		['a list of one of them', 201, { data: listOf('id-1') }, { 'id-1': 'accepted' }],
		['one alone, not in a list', 201, { data: listOf('id-1')[0] }, { 'id-1': 'accepted' }],
		['one without an id', 201, { data: listOf('id-0', null) }, { 'id-0': 'accepted' }],
		['a list of others', 201, { data: listOf('id-8', 'id-9') }, {}],
		['an empty list', 201, { data: [] }, {}],
		['no list', 201, {}, {}],
		['a list that is null', 201, { data: null }, {}],
		['a text', 201, { data: 'created' }, {}],
		['a 207 that names the others', 207, { errors: [refused] }, { 'id-0': 'refused', 'id-1': 'accepted' }],
		['the same as null', 207, { errors: [refused], data: null }, { 'id-0': 'refused', 'id-1': 'accepted' }],
		['errors in another success', 201, { errors: [refused] }, { 'id-0': 'refused' }],
		['a 207 with an error of nobody', 207, { errors: [refused, {}] }, { 'id-0': 'refused' }],
		[
			'a row refused and listed',
			207,
			{ errors: [refused], data: listOf('id-0', 'id-1') },
			{ 'id-1': 'accepted' },
		],
	])('where they are listed, %s (%d)', (_, status, body, expected) => {
		expect(says(response(status, body), 2)).toEqual(expected);
	});

	it.each<[string, number, unknown, Record<string, string>]>([
		['a job', 202, { data: job }, both],
		['with another status', 200, { data: job }, both],
		['a job without a type', 202, { data: { id: 'job-1' } }, both],
		['a job without an id', 202, { data: { type: 'transactionsJob' } }, both],
		['a job whose id is a number', 202, { data: { id: 17 } }, both],
		['a list of one job', 202, { data: [job] }, both],
		['no job', 202, {}, {}],
		['an empty job', 202, { data: {} }, {}],
		['a job with an empty id', 202, { data: { id: '', type: '' } }, {}],
		['an empty list', 202, { data: [] }, {}],
		['a job and an error', 207, { data: job, errors: [refused] }, { 'id-0': 'refused', 'id-1': 'accepted' }],
		['a job and an error of nobody', 207, { data: job, errors: [{ detail: 'bad' }] }, {}],
		['errors and no job', 207, { errors: [refused] }, { 'id-0': 'refused' }],
	])('where a job is queued for them, %s (%d)', (_, status, body, expected) => {
		expect(says(response(status, body), 2, JOB)).toEqual(expected);
	});

	it.each<unknown>([
		...[{ error: 'maintenance' }, { errors: { id: 'maintenance' } }, null, false, true, 0, 'OK', [], [job]],
		...[{ success: true }, { data: false }, { data: [null] }, { message: 'try later' }, { errors: 'bad' }],
	])('an answer that is none, %j, says nothing of any row, and all are asked after', (body) => {
		for (const spoken of [LISTED, JOB]) {
			for (const status of [200, 201, 202, 207]) {
				const reports = reportsOf(response(status, body), 2, spoken);

				expect(reports).toMatchObject(Array(2).fill({ is: 'open', noneTaken: false, apart: true }));
			}
		}
	});

	it.each<[string, unknown, string | undefined]>([
		['in words', [{ detail: 'too old' }], 'refused'],
		['by a status', [{ status: '400' }], 'refused'],
		['by a status that asks for patience', [{ status: '503' }], 'busy'],
		['with nothing in it', [{}], undefined],
		['that is null', [null], undefined],
		['that is a bare text', ['too old'], undefined],
		['that is no list', { detail: 'too old' }, undefined],
		['that is a text', 'too old', undefined],
		['about something else', [{ detail: 'too old', id: 'id-9' }], undefined],
	])('an error about a single row, %s', (_, list, expected) => {
		for (const spoken of [LISTED, JOB]) {
			expect(says(response(207, { errors: list }), 1, spoken)['id-0']).toBe(expected);
		}
	});

	it('rows that are missing from the list are asked after together', () => {
		expect(again(response(201, { data: listOf('id-0') }), 4)).toEqual({ together: [1, 2, 3], apart: [] });
	});

	it("Kard's words are kept where it cannot be told what they mean", () => {
		const saidBy = (body: unknown) =>
			reportsOf(response(207, body), 2).map((report) => 'said' in report && report.said);

		expect(saidBy({ error: 'maintenance' })).toEqual(['maintenance', 'maintenance']);
		expect(saidBy({ errors: [{ id: 'nobody' }, { title: 'Odd' }] })).toEqual(['Odd', 'Odd']);
		expect(saidBy({})).toEqual([undefined, undefined]);
		// Of the errors, those count that are about open rows: here one that the list of created rows belies.
		const busy = { id: 'id-1', status: '503', detail: 'come back' };
		const belied = { id: 'id-0', status: '400', detail: 'odd' };
		expect(saidBy({ errors: [busy, belied], data: listOf('id-0') })).toEqual(['odd', false]);
	});
});

describe('which row an error is about', () => {
	const refusals = (errors: unknown[], count = 4) => {
		const given = response(207, { errors, data: job });
		const said = Object.entries(says(given, count, JOB));
		return {
			refused: said.filter(([, is]) => is === 'refused').map(([id]) => id),
			apart: again(given, count, JOB).apart,
		};
	};

	it.each([
		...[
			'/data/1',
			'/data/1/',
			'/data/1/attributes/amount',
			'#/data/1/id',
			'data/1',
			'data[1].attributes.amount',
		],
		...['$.data[1].id', 'data.1.attributes.amount', '/data[1]'],
	])('by its place: %s', (pointer) => {
		expect(refusals([{ status: '400', source: { pointer } }])).toEqual({ refused: ['id-1'], apart: [] });
		expect(refusals([{ status: '400', id: 'of-the-error', source: { pointer } }]).refused).toEqual(['id-1']);
	});

	it.each([
		'/data',
		'/data/attributes/amount',
		'/data/x',
		'/data/1x',
		'/1/amount',
		'/meta/data/1',
		'/data/77',
	])('not by a place such as %s', (pointer) => {
		expect(refusals([{ status: '400', source: { pointer } }]).refused).toEqual([]);
	});

	it('by its transaction id, where that is the only row that has it', () => {
		expect(refusals([{ status: '400', id: 'txn-1' }], 3)).toEqual({ refused: ['id-2'], apart: [] });
	});

	it('by the transaction id that several rows have, where there is an error for each', () => {
		const twice = [1, 2].map(() => ({ status: '400', id: 'txn-1' }));

		expect(refusals(twice)).toEqual({ refused: ['id-2', 'id-3'], apart: [] });
	});

	it('where there is not, these rows alone are asked after', () => {
		expect(refusals([{ status: '400', id: 'txn-1' }])).toEqual({ refused: [], apart: [2, 3] });
	});

	it('by the transaction id and the place together', () => {
		const place = { source: { pointer: '/data/3/attributes/amount' } };

		expect(refusals([{ status: '400', id: 'txn-1', ...place }])).toEqual({ refused: ['id-3'], apart: [] });
	});

	it.each([
		['all about one row', 'id-1', [[1, 60_000]]],
		[
			'all about what two rows have in common',
			'txn-0',
			[
				[0, 1],
				[1, 1],
			],
		],
	])('is found soon for as many errors as fit into a response, %s', (_, id, expected) => {
		const many = Array.from({ length: 60_000 }, () => ({ id, title: 'Odd' }));
		const before = performance.now();

		const { about, stray, ambiguous } = linkErrors(many, rows(2), 'transactionId');

		// Copying all errors so far for each further one would take a minute.
		expect(performance.now() - before).toBeLessThan(3_000);
		const counts = Array.from(about, ([place, { length }]) => [place, length]);
		expect([counts, stray, ambiguous.size]).toEqual([expected, [], 0]);
	});
});
