import fc from 'fast-check';
import { planBatches, type Plan } from '../../../shared/bulk/plan';
import { Outcomes } from '../../../shared/bulk/result';
import type { BulkWork } from '../../../shared/bulk/work';
import type { Resource } from '../../../shared/rows/prepareRow';
import { KardValidationError } from '../../../shared';

interface Row {
	readonly id: string;
	readonly says: string;
}

const LIMIT = 100;
const work: BulkWork = {
	path: '/rows',
	limit: LIMIT,
	scope: undefined,
	accepted: 'created',
	answers: { taken: 'listed' },
	prepare: (row, index) => {
		const resource = resourceOf(row);
		return resource === undefined
			? { ok: false, id: undefined, error: new KardValidationError(`Row ${index + 1} is bad.`, []) }
			: { ok: true, resource };
	},
};

function resourceOf(row: unknown): Resource | undefined {
	if (typeof row !== 'object' || row === null || !('id' in row) || !('says' in row)) return undefined;
	return { type: 'row', id: String(row.id), attributes: { says: row.says } };
}

function plan(rows: readonly unknown[], size = LIMIT): { outcomes: Outcomes; plan: Plan } {
	const outcomes = new Outcomes(rows.length);
	return { outcomes, plan: planBatches(rows, work, size, outcomes) };
}

const row: fc.Arbitrary<Row | null> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
			says: fc.constantFrom('x', 'y'),
		}),
	},
	{ weight: 1, arbitrary: fc.constant(null) },
);

describe('a plan', () => {
	it('puts every row in exactly one place: a request, a repeat of an earlier row, or refused', () => {
		fc.assert(
			fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 10 }), (rows, size) => {
				const { outcomes, plan: made } = plan(rows, size);

				const planned = made.batches.flat().map(({ index }) => index);
				const repeated = made.repeats.map((repeat) => repeat.row.index);
				const refused = rows.flatMap((_, index) => (outcomes.of(index)?.ok === false ? [index] : []));
				const places = [...planned, ...repeated, ...refused];
				expect(places.toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index));
				expect(planned).toEqual(planned.toSorted((a, b) => a - b));
			}),
		);
	});

	it('never sends an id twice, and repeats only what says the same', () => {
		fc.assert(
			fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
				const { plan: made } = plan(rows);

				const ids = made.batches.flat().map(({ id }) => id);
				expect(new Set(ids).size).toBe(ids.length);
				for (const { row: repeat, of } of made.repeats) {
					expect(of).toBeLessThan(repeat.index);
					expect(rows[repeat.index]).toEqual(rows[of]);
				}
			}),
		);
	});

	it('fills every request but the last', () => {
		fc.assert(
			fc.property(fc.nat(500), fc.integer({ min: -2, max: 200 }), (count, size) => {
				const rows = Array.from({ length: count }, (_, index) => ({ id: `id-${index}`, says: 'x' }));

				const sizes = plan(rows, size).plan.batches.map(({ length }) => length);

				const full = Math.max(1, Math.min(size, LIMIT));
				expect(sizes.slice(0, -1).every((length) => length === full)).toBe(true);
				expect(sizes).toHaveLength(Math.ceil(count / full));
			}),
		);
	});

	it('takes the same moment, written in two ways, for the same, and other text as it stands', () => {
		const says = [
			'2026-03-04T12:00:00Z',
			'2026-03-04T13:00:00+01:00',
			'2026-03-04T12:00:00.000Z',
			'2026-03-04',
		];

		const { outcomes, plan: made } = plan(says.map((text) => ({ id: 'a', says: text })));

		expect(made.repeats.map(({ row: repeat }) => repeat.index)).toEqual([1, 2]);
		expect(outcomes.of(3)?.ok).toBe(false);
	});
});
