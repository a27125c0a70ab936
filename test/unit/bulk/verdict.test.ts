/* eslint-disable @n8n/community-nodes/no-restricted-imports -- does not ship in the n8n package */
import fc from 'fast-check';
import { judge, type Group, type RowVerdict } from '../../../shared/bulk/verdict';
import type { Exchange } from '../../../shared/http/persist';

const group = (count: number, doubt = false): Group => ({
	rows: Array.from({ length: count }, (_, index) => ({ index: index + 10, id: `id-${index}` })),
	doubt,
});

function answer(status: number, body: unknown): Exchange {
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
			fc.constantFrom('id-0', 'id-1', 'id-2', 'stranger', undefined),
			fc.constantFrom('400', '409', '404', undefined),
			fc.constantFrom(0, 1, 7, undefined),
		)
		.map(([id, status, place]) => error(id, status, place)),
	{ maxLength: 4 },
);
const bodies = fc.oneof(
	errors.map((list) => ({ errors: list })),
	errors.map((list) => ({ errors: list, data: [{ type: 'user', id: 'id-1' }] })),
	fc.jsonValue(),
);
const exchanges = fc.oneof(
	fc
		.tuple(fc.constantFrom(200, 201, 202, 207, 400, 409, 413, 422), bodies)
		.map(([status, body]) => answer(status, body)),
	fc
		.constantFrom(200, 207, 400, 409)
		.map((status): Exchange => ({ ...answer(status, null), content: { kind: 'empty' } })),
);

describe('the verdict on any answer', () => {
	it('settles each row or sends it again, never both, and never a row that was not sent', () => {
		fc.assert(
			fc.property(exchanges, fc.integer({ min: 1, max: 4 }), fc.boolean(), (exchange, count, doubt) => {
				const sent = group(count, doubt);

				const verdict = judge(exchange, sent);

				const places = [
					...verdict.settled.map(({ row }) => row),
					...verdict.again.flatMap(({ rows }) => rows),
				];
				expect(places.map(({ id }) => id).toSorted()).toEqual(sent.rows.map(({ id }) => id).toSorted());
			}),
			{ numRuns: 1_000 },
		);
	});

	it('comes to an end: what is sent again is less than what was sent, or is the last try', () => {
		fc.assert(
			fc.property(exchanges, fc.integer({ min: 1, max: 4 }), (exchange, count) => {
				for (const again of judge(exchange, group(count)).again) {
					expect(again.rows.length).toBeGreaterThan(0);
					expect(again.rows.length < count || again.lastTry === true).toBe(true);
				}
				const last = judge(exchange, { ...group(1, true), lastTry: true });
				expect(last.again).toEqual([]);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('calls no row accepted that the answer names, nor any row of a refused request', () => {
		fc.assert(
			fc.property(exchanges, fc.integer({ min: 1, max: 4 }), (exchange, count) => {
				const accepted = judge(exchange, group(count)).settled.filter((one) => one.says === 'accepted');
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

	it('a success that carries errors is read like a 207', () => {
		const body = { errors: [error('id-0', '400', undefined)] };

		expect(says(judge(answer(202, body), group(2)).settled)).toEqual({
			'id-0': 'refused',
			'id-1': 'accepted',
		});
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
