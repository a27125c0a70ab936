import fc from 'fast-check';
import type { RowVerdict } from '../../../shared/bulk/rowVerdict';
import type { Group } from '../../../shared/bulk/sentRow';
import { judge as judgeAnswer, type Verdict } from '../../../shared/bulk/verdict';
import type { RowNaming } from '../../../shared/catalogue/operation';
import type { KardResponse } from '../../../shared/http/response';

const group = (count: number, doubt = false): Group => ({
	rows: Array.from({ length: count }, (_, index) => {
		const id = `id-${index}`;
		// Every two rows have a transaction id in common.
		const attributes = { transactionId: `txn-${Math.floor(index / 2)}` };
		return { index: index + 10, id, resource: { type: 'row', id, attributes } };
	}),
	doubt,
});

const LISTED: RowNaming = { taken: 'listed' };
const JOB: RowNaming = { taken: 'job', alsoNamedBy: 'transactionId' };
const job = { type: 'transactionsJob', id: 'job-1', attributes: { status: 'queued' } };

/** Judges as an operation does whose answers list the rows, unless told otherwise. */
const judge = (exchange: KardResponse, sent: Group, words = LISTED): Verdict =>
	judgeAnswer(exchange, sent, words);

function answer(status: number, body: unknown): KardResponse {
	return { status, headers: {}, content: { kind: 'json', value: body }, outcomeUnknown: false };
}

const says = (verdicts: readonly RowVerdict[]) =>
	Object.fromEntries(verdicts.map((one) => [one.row.id, one.says]));
const error = (id: string | undefined, status: string | undefined, place: number | undefined) => ({
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
const words = fc.constantFrom(LISTED, JOB);
const bodies = fc.oneof(
	errors.map((list) => ({ errors: list })),
	errors.map((list) => ({ errors: list, data: [{ type: 'user', id: 'id-1' }] })),
	errors.map((list) => ({ errors: list, data: job })),
	fc.jsonValue(),
);
const exchanges = fc.oneof(
	fc
		.tuple(fc.constantFrom(200, 201, 202, 207, 400, 409, 413, 422), bodies)
		.map(([status, body]) => answer(status, body)),
	fc
		.constantFrom(200, 207, 400, 409)
		.map((status): KardResponse => ({ ...answer(status, null), content: { kind: 'empty' } })),
);

describe('the verdict on any answer', () => {
	it('settles each row or sends it again, never both, and never a row that was not sent', () => {
		fc.assert(
			fc.property(
				exchanges,
				words,
				fc.integer({ min: 1, max: 4 }),
				fc.boolean(),
				(exchange, spoken, count, doubt) => {
					const sent = group(count, doubt);

					const verdict = judge(exchange, sent, spoken);

					const places = [
						...verdict.settled.map(({ row }) => row),
						...verdict.again.flatMap(({ rows }) => rows),
					];
					expect(places.map(({ id }) => id).toSorted()).toEqual(sent.rows.map(({ id }) => id).toSorted());
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it('comes to an end: what is sent again is less than what was sent, or is the last try', () => {
		fc.assert(
			fc.property(exchanges, words, fc.integer({ min: 1, max: 4 }), (exchange, spoken, count) => {
				for (const again of judge(exchange, group(count), spoken).again) {
					expect(again.rows.length).toBeGreaterThan(0);
					expect(again.rows.length < count || again.lastTry === true).toBe(true);
				}
				const last = judge(exchange, { ...group(1, true), lastTry: true }, spoken);
				expect(last.again).toEqual([]);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('calls no row accepted that the answer names, nor any row of a refused request', () => {
		fc.assert(
			fc.property(exchanges, words, fc.integer({ min: 1, max: 4 }), (exchange, spoken, count) => {
				const { settled } = judge(exchange, group(count), spoken);
				const accepted = settled.filter((one) => one.says === 'accepted');
				if (exchange.status >= 400) expect(accepted).toEqual([]);
				const text = JSON.stringify(exchange.content);
				for (const { row } of accepted) expect(text).not.toContain(`"id":"${row.id}","status"`);
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe('the verdict', () => {
	it('goes by the id before the place', () => {
		const body = { errors: [error('id-2', '400', 0)] };

		expect(says(judge(answer(207, body), group(3)).settled)).toEqual({
			...{ 'id-0': 'accepted', 'id-1': 'accepted', 'id-2': 'refused' },
		});
	});

	it.each([
		[409, '400', 'refused'],
		[409, undefined, 'conflict'],
		[400, '409', 'conflict'],
		[400, undefined, 'refused'],
		[207, '409', 'conflict'],
		[207, undefined, 'refused'],
	])('in an answer of %d, an error of status %p means: %s', (status, own, expected) => {
		const body = { errors: [error('id-0', own, undefined)] };

		expect(says(judge(answer(status, body), group(2)).settled)['id-0']).toBe(expected);
	});

	it.each<[string, string | undefined, string, string]>([
		['its own status', '409', 'Error', 'conflict'],
		['its title', undefined, 'Conflict', 'conflict'],
		['its title, in other words', undefined, 'User already exists', 'conflict'],
		['a status that says otherwise than its title', '400', 'Conflict', 'refused'],
		['neither', undefined, 'Bad Request', 'refused'],
	])('an error is a conflict by %s', (_, status, title, expected) => {
		const body = { errors: [{ id: 'id-0', title, ...(status === undefined ? {} : { status }) }] };

		expect(says(judge(answer(207, body), group(2)).settled)['id-0']).toBe(expected);
		expect(says(judge(answer(400, body), group(2)).settled)['id-0']).toBe(expected);
	});

	it.each([408, 429, 500, 503, 599])('a row of status %d is worth another attempt', (status) => {
		const body = { errors: [error('id-0', String(status), undefined)], data: job };

		expect(says(judge(answer(207, body), group(2), JOB).settled)).toEqual({
			...{ 'id-0': 'busy', 'id-1': 'accepted' },
		});
	});

	it.each([
		[['409', '400'], 'refused'],
		[['503', '409'], 'conflict'],
		[['503', '400'], 'refused'],
		[['503', '429'], 'busy'],
	])('several errors about one row, %p, come to: %s', (statuses, expected) => {
		const body = { errors: statuses.map((status) => error('id-0', status, undefined)) };

		expect(says(judge(answer(207, body), group(2)).settled)['id-0']).toBe(expected);
	});

	it('keeps the doubt when rows are sent again', () => {
		const named = judge(answer(400, { errors: [error('id-0', '400', undefined)] }), group(3, true));
		const halved = judge(answer(400, {}), group(3, true));
		const fresh = judge(answer(400, {}), group(3, false));

		expect([...named.again, ...halved.again].every(({ doubt }) => doubt)).toBe(true);
		expect(fresh.again.some(({ doubt }) => doubt)).toBe(false);
	});

	it.each([401, 403, 404, 418, 429, 500, 503, 302])('%d is about the request, not its rows', (status) => {
		expect(judge(answer(status, {}), group(2))).toEqual({ settled: [], again: [], wholeRequestFailed: true });
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
		expect(says(judge(answer(status, body), group(2)).settled)).toEqual(expected);
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
		['an empty list', 202, { data: [] }, {}],
		['a job and an error', 207, { data: job, errors: [refused] }, { 'id-0': 'refused', 'id-1': 'accepted' }],
		['a job and an error of nobody', 207, { data: job, errors: [{ detail: 'bad' }] }, {}],
		['errors and no job', 207, { errors: [refused] }, { 'id-0': 'refused' }],
	])('where a job is queued for them, %s (%d)', (_, status, body, expected) => {
		expect(says(judge(answer(status, body), group(2), JOB).settled)).toEqual(expected);
	});

	it.each<unknown>([
		...[{ error: 'maintenance' }, { errors: { id: 'maintenance' } }, null, false, true, 0, 'OK', [], [job]],
		...[{ success: true }, { data: false }, { data: [null] }, { message: 'try later' }, { errors: 'bad' }],
	])('an answer that is none, %j, says nothing of any row, and all are asked after', (body) => {
		for (const spoken of [LISTED, JOB]) {
			for (const status of [200, 201, 202, 207]) {
				const verdict = judge(answer(status, body), group(2), spoken);

				expect(verdict.settled).toEqual([]);
				expect(verdict.again.flatMap(({ rows }) => rows)).toHaveLength(2);
				expect(verdict.again.every(({ doubt, isQuestion }) => doubt && isQuestion)).toBe(true);
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
			expect(says(judge(answer(207, { errors: list }), group(1), spoken).settled)['id-0']).toBe(expected);
		}
	});

	it('rows that are missing from the list are asked after together', () => {
		const { again } = judge(answer(201, { data: listOf('id-0') }), group(4));

		expect(again.map(({ rows }) => rows.map(({ id }) => id))).toEqual([['id-1', 'id-2', 'id-3']]);
	});
});

describe('which row an error is about', () => {
	const refusals = (errors: unknown[], count = 4) => {
		const verdict = judge(answer(207, { errors, data: job }), group(count), JOB);
		return {
			refused: verdict.settled.filter((one) => one.says === 'refused').map(({ row }) => row.id),
			again: verdict.again.map(({ rows }) => rows.map(({ id }) => id)),
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
		expect(refusals([{ status: '400', source: { pointer } }])).toEqual({ refused: ['id-1'], again: [] });
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
		expect(refusals([{ status: '400', id: 'txn-1' }], 3)).toEqual({ refused: ['id-2'], again: [] });
	});

	it('by the transaction id that several rows have, where there is an error for each', () => {
		const twice = [1, 2].map(() => ({ status: '400', id: 'txn-1' }));

		expect(refusals(twice)).toEqual({ refused: ['id-2', 'id-3'], again: [] });
	});

	it('where there is not, these rows alone are asked after', () => {
		expect(refusals([{ status: '400', id: 'txn-1' }])).toEqual({ refused: [], again: [['id-2'], ['id-3']] });
	});

	it('by the transaction id and the place together', () => {
		const place = { source: { pointer: '/data/3/attributes/amount' } };

		expect(refusals([{ status: '400', id: 'txn-1', ...place }])).toEqual({ refused: ['id-3'], again: [] });
	});

	it('also in a refusal of the request as a whole, whatever its status', () => {
		for (const status of [400, 404, 409, 422]) {
			const { settled, again } = judge(
				answer(status, { errors: [{ status: '400', id: 'txn-1' }] }),
				group(3),
				JOB,
			);
			expect(settled.map(({ row }) => row.id)).toEqual(['id-2']);
			expect(again).toEqual([{ rows: group(2).rows, doubt: false }]);
		}
	});
});
