import fc from 'fast-check';
import { planRows, type BulkWork, type Plan } from '../../../shared/bulk/plan';
import type { SentResource } from '../../../shared/rows/prepareRow';
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
	naming: { taken: 'listed' },
	columns: [],
	prepare: (row) => {
		const resource = resourceOf(row);
		return resource === undefined
			? { ok: false, id: undefined, reason: 'is bad', error: new KardValidationError('is bad', []) }
			: { ok: true, resource };
	},
};

function resourceOf(row: unknown): SentResource | undefined {
	if (typeof row !== 'object' || row === null || !('id' in row) || !('says' in row)) return undefined;
	return { type: 'row', id: String(row.id), attributes: { says: row.says } };
}

function plan(rows: readonly unknown[], size = LIMIT): Plan {
	return planRows(rows, work, size);
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
				const made = plan(rows, size);

				const planned = made.batches.flat().map(({ index }) => index);
				const repeated = made.rows.filter(({ repeats }) => repeats).map(({ index }) => index);
				const refused = made.rows.filter(({ outcome }) => outcome?.ok === false).map(({ index }) => index);
				const places = [...planned, ...repeated, ...refused];
				expect(places.toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index));
				expect(planned).toEqual(planned.toSorted((a, b) => a - b));
			}),
		);
	});

	it('never sends an id twice, and repeats only what says the same', () => {
		fc.assert(
			fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
				const made = plan(rows);

				const ids = made.batches.flat().map(({ id }) => id);
				expect(new Set(ids).size).toBe(ids.length);
				for (const { index, repeats } of made.rows) {
					if (repeats === undefined) continue;
					expect(repeats.index).toBeLessThan(index);
					expect(rows[index]).toEqual(rows[repeats.index]);
				}
			}),
		);
	});

	it('fills every request but the last', () => {
		fc.assert(
			fc.property(fc.nat(500), fc.integer({ min: -2, max: 200 }), (count, size) => {
				const rows = Array.from({ length: count }, (_, index) => ({ id: `id-${index}`, says: 'x' }));

				const sizes = plan(rows, size).batches.map(({ length }) => length);

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

		const { rows } = plan(says.map((text) => ({ id: 'a', says: text })));

		expect(rows.map(({ repeats }) => repeats?.index)).toEqual([undefined, 0, 0, undefined]);
		expect(rows[3]?.outcome?.ok).toBe(false);
	});
});
