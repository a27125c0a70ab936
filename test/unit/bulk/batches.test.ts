import fc from 'fast-check';
import { BatchReader, type ReadBatch } from '../../../shared/bulk/batches';
import { Outcomes } from '../../../shared/bulk/outcomes';
import type { BulkWork } from '../../../shared/bulk/work';
import { KardValidationError, type BulkResult } from '../../../shared';
import type { SentResource } from '../../../shared/rows/prepareRow';

interface Row {
	readonly id: string;
	readonly says: unknown;
}

const LIMIT = 100;

function resourceOf(row: unknown): SentResource | undefined {
	if (typeof row !== 'object' || row === null || !('id' in row) || !('says' in row)) return undefined;
	return { type: 'row', id: String(row.id), attributes: { says: row.says } };
}

/** Says of each row how often it was read. */
class ReadCount {
	readonly times = new Map<unknown, number>();

	readonly work: BulkWork = {
		path: '/rows',
		limit: LIMIT,
		scope: undefined,
		accepted: 'created',
		naming: { taken: 'listed' },
		labels: new Map(),
		shown: ({ attributes }) => attributes,
		prepare: (row) => {
			this.times.set(row, (this.times.get(row) ?? 0) + 1);
			const resource = resourceOf(row);
			return resource === undefined
				? { ok: false, id: undefined, reason: 'is bad', error: new KardValidationError('is bad', []) }
				: { ok: true, resource };
		},
	};
}

interface Reading {
	readonly batches: readonly ReadBatch[];
	readonly sent: readonly SentResource[];
	/** What became of each row, where Kard took each that was sent. */
	readonly result: BulkResult;
}

async function read(rows: readonly unknown[], size = LIMIT, { work } = new ReadCount()): Promise<Reading> {
	const outcomes = new Outcomes('report');
	const reader = new BatchReader(rows, work, outcomes, { size, ahead: 2 });
	const batches: ReadBatch[] = [];
	for (let batch = await reader.nextBatch(); batch.rows.length > 0; batch = await reader.nextBatch()) {
		for (const { row } of batch.rows) outcomes.accept(row, 'created');
		batches.push(batch);
	}
	const sent = batches.flatMap((batch) => batch.rows.map(({ resource }) => resource));
	return { batches, sent, result: outcomes.result(0, undefined) };
}

const row: fc.Arbitrary<Row | null> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
			says: fc.constantFrom('x', 'y', 1n),
		}),
	},
	{ weight: 1, arbitrary: fc.constant(null) },
);

describe('the rows of a write', () => {
	it('are each in exactly one place: in a request, repeating an earlier row, or refused', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(row, { maxLength: 40 }),
				fc.integer({ min: 1, max: 10 }),
				async (rows, size) => {
					const { sent, result } = await read(rows, size);

					const { succeeded, failed } = result;
					const places = [...succeeded, ...failed].map(({ index }) => index);
					expect(places.toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index));
					const planned = succeeded.filter(({ status }) => status === 'created').map(({ id }) => id);
					expect(sent.map(({ id }) => id)).toEqual(planned);
				},
			),
		);
	});

	it('never go out twice under one id, and repeat only what says the same', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
				const { sent, result } = await read(rows, 3);

				const ids = sent.map(({ id }) => id);
				expect(new Set(ids).size).toBe(ids.length);
				for (const { index, duplicateOf } of result.succeeded) {
					if (duplicateOf === undefined) continue;
					expect(duplicateOf).toBeLessThan(index);
					expect(rows[index]).toEqual(rows[duplicateOf]);
				}
			}),
		);
	});

	it('fill every request but the last, however many of them are bad', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(500),
				fc.nat(400),
				fc.integer({ min: 1, max: 200 }),
				async (good, bad, size) => {
					const rows: unknown[] = Array.from({ length: good }, (_, index) => ({
						id: `id-${index}`,
						says: 'x',
					}));
					for (let count = 0; count < bad; count += 1) {
						rows.splice((count * 7) % (rows.length + 1), 0, count % 3 === 0 ? { id: count, says: 1n } : null);
					}

					const sizes = (await read(rows, size)).batches.map((batch) => batch.rows.length);

					expect(sizes.slice(0, -1).every((length) => length === size)).toBe(true);
					expect(sizes).toHaveLength(Math.ceil(good / size));
				},
			),
			{ numRuns: 30 },
		);
	});

	it('are read once, and a row that another one repeats once more', async () => {
		const rows = ['a', 'b', 'c', 'a'].map((id) => ({ id, says: 'x' }));
		const count = new ReadCount();

		await read([...rows, null], 2, count);

		expect([...count.times.values()]).toEqual([2, 1, 1, 1, 1]);
	});

	it('say the same where a moment is written in two ways, and other text is taken as it stands', async () => {
		const says = [
			'2026-03-04T12:00:00Z',
			'2026-03-04T13:00:00+01:00',
			'2026-03-04T12:00:00.000Z',
			'2026-03-04',
		];

		const { result } = await read(says.map((text) => ({ id: 'a', says: text })));

		expect(result.succeeded.map(({ duplicateOf }) => duplicateOf)).toEqual([undefined, 0, 0]);
		expect(result.failed.map(({ index }) => index)).toEqual([3]);
	});

	it('fail where the one they repeat cannot be read the same again', async () => {
		const first = { id: 'a', says: 'x' };
		const rows = [first, { id: 'b', says: 'x' }, { ...first }];
		const count = new ReadCount();
		const outcomes = new Outcomes('report');
		const reader = new BatchReader(rows, count.work, outcomes, { size: 1, ahead: 0 });

		await reader.nextBatch();
		first.id = 'c';
		await reader.readRest();

		const [failure] = outcomes.result(0, undefined).failed.slice(-1);
		expect(failure?.error.message).toBe(
			'Row 3: not sent. It has the same ID as row 1, which cannot be read the same again. ' +
				'Hand over plain values that do not change while rows are sent.',
		);
	});
});
