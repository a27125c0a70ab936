import fc from 'fast-check';
import type { BulkResult } from '../../shared';
import type { Fault } from '../../sandbox';
import { kardUnderTest, type Interception } from './kardUnderTest';
import { SHOPPER, sheetRow, user, type SheetRow } from './rows';

const kard = kardUnderTest();
// Hundreds of writes take their time on a machine that has other things to do as well.
jest.setTimeout(120_000);
const SEVERAL = { numRuns: 80 };

/** What a row of the mix is to be. Those that refer to an earlier row choose it by a number. */
type Kind =
	| { readonly is: 'good' | 'bad' | 'refusedByKard' | 'thereBefore' }
	| { readonly is: 'repeat' | 'contradiction'; readonly of: number };

const kinds: fc.Arbitrary<Kind> = fc.oneof(
	{ weight: 4, arbitrary: fc.constant({ is: 'good' } as const) },
	fc.constantFrom({ is: 'bad' } as const, { is: 'refusedByKard' } as const, { is: 'thereBefore' } as const),
	fc.record({ is: fc.constantFrom('repeat' as const, 'contradiction' as const), of: fc.nat(20) }),
);

const unlinked = { errors: [{ status: '400', detail: 'one of them is bad' }] };
const unknownId = { errors: [{ status: '400', detail: 'bad', id: 'nobody-sent-this' }] };
/** What can go wrong without Kard telling a lie about a row. */
const mishaps: fc.Arbitrary<Omit<Fault, 'route'>> = fc
	.record({
		fault: fc.oneof(
			fc.record({
				...{ kind: fc.constant('status' as const), status: fc.constantFrom(500, 503, 408) },
				processed: fc.boolean(),
			}),
			fc.record({ kind: fc.constantFrom('dropBefore' as const, 'dropAfter' as const) }),
			fc.record({
				...{ kind: fc.constantFrom('html' as const, 'malformedJson' as const, 'empty' as const) },
				...{ status: fc.constantFrom(200, 202, 204, 207, 502), processed: fc.boolean() },
			}),
			fc.record({
				...{ kind: fc.constant('override' as const), status: fc.constant(207), processed: fc.boolean() },
				body: fc.constantFrom<unknown>({}, { errors: [] }, { errors: [null] }, unknownId),
			}),
			// A refusal is a lie when the rows were taken after all, so these are never carried out.
			fc.record({
				...{ kind: fc.constant('override' as const), status: fc.constantFrom(400, 413, 422, 207) },
				body: fc.constant<unknown>(unlinked),
			}),
			fc.record({ kind: fc.constantFrom('html' as const, 'empty' as const), status: fc.constant(400) }),
			fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(429, 418) }),
		),
		after: fc.nat(8),
		times: fc.integer({ min: 1, max: 3 }),
	})
	.map(({ fault, ...when }) => ({ ...fault, ...when }));

const settings = fc.record({
	batchSize: fc.integer({ min: 1, max: 6 }),
	concurrency: fc.integer({ min: 1, max: 3 }),
});

/** Refuses a request of many as a whole, with no word about which row, as a Kard might that takes all or nothing. */
const allOrNothing: Interception = (request, pass) => {
	const { transactions, users } = kard.sandbox.state;
	const exists = request.data.some(({ id }) => transactions.has(id));
	const bad = request.data.some(({ attributes }) => !users.has(String(attributes.userId)));
	if (request.data.length < 2 || !(exists || bad)) return pass();
	return Promise.resolve({
		status: exists ? 409 : 400,
		headers: {},
		body: '{"errors":[{"title":"Refused"}]}',
	});
};

/** Every row stands in exactly one of the two lists, each list in input order. */
function expectEachRowOnce(result: BulkResult, count: number): void {
	const succeeded = result.succeeded.map(({ index }) => index);
	const failed = result.failed.map(({ index }) => index);
	for (const list of [succeeded, failed]) expect(list).toEqual(list.toSorted((a, b) => a - b));
	expect([...succeeded, ...failed].toSorted((a, b) => a - b)).toEqual(
		Array.from({ length: count }, (_, i) => i),
	);
}

function expectHonestCount(result: BulkResult): void {
	expect(result.requests).toBe(kard.sent.length);
	for (const ids of kard.sentIds) expect(new Set(ids).size).toBe(ids.length);
}

describe('any mix of transactions, with any mix of faults', () => {
	/** The rows of the mix; every new row has an amount of its own. */
	function rowsOf(mix: readonly Kind[], withIds: boolean): SheetRow[] {
		const rows: SheetRow[] = [];
		mix.forEach((kind, index) => {
			const fresh = sheetRow(index, withIds ? {} : { id: undefined });
			const earlier = 'of' in kind ? rows[kind.of % Math.max(1, index)] : undefined;
			if (kind.is === 'bad') rows.push({ ...fresh, currency: 'dollars' });
			else if (kind.is === 'refusedByKard') rows.push({ ...fresh, userId: 'user-nobody' });
			else if (kind.is === 'repeat') rows.push(earlier ?? fresh);
			else if (kind.is === 'contradiction')
				rows.push({ ...(earlier ?? fresh), description: `OTHER ${String(index)}` });
			else rows.push(fresh);
		});
		return rows;
	}

	const stored = (id: string | undefined) => kard.sandbox.state.transactions.get(id ?? '')?.attributes;
	const isStoredAs = (row: SheetRow | undefined, id: string | undefined): boolean => {
		const attributes = stored(id);
		return attributes?.amount === row?.amount && attributes?.description === row?.description;
	};

	it('each row is accounted for once, successes are stored as they stand, and failures are not stored', async () => {
		const mixes = fc.record({
			...{ mix: fc.array(kinds, { maxLength: 14 }), faults: fc.array(mishaps, { maxLength: 4 }) },
			...{ settings, withIds: fc.boolean(), strict: fc.boolean() },
		});
		await fc.assert(
			fc.asyncProperty(mixes, async ({ mix, faults, settings: options, withIds, strict }) => {
				await kard.startAfresh();
				const rows = rowsOf(mix, withIds);
				const before = rows.filter((_, index) => mix[index]?.is === 'thereBefore');
				const known = new Set((await kard.submit(before)).succeeded.map(({ id }) => id));
				kard.forgetRequests();
				kard.fault('createTransactions', ...faults);
				if (strict) kard.intercept(allOrNothing);

				const result = await kard.submit(rows, options);

				expectEachRowOnce(result, rows.length);
				expectHonestCount(result);
				for (const { index, id } of result.succeeded) expect(isStoredAs(rows[index], id)).toBe(true);
				for (const { index, id, error } of result.failed) {
					if (error.outcomeUnknown || known.has(id ?? '')) continue;
					expect(isStoredAs(rows[index], id)).toBe(false);
				}
				const purchases = [...kard.sandbox.state.transactions.values()].map((event) => event.transactionId);
				expect(new Set(purchases).size).toBe(purchases.length);
			}),
			SEVERAL,
		);
	});

	it('without faults every good row is through, whatever stands beside it', async () => {
		const mixes = fc.record({ mix: fc.array(kinds, { maxLength: 14 }), settings, strict: fc.boolean() });
		await fc.assert(
			fc.asyncProperty(mixes, async ({ mix, settings: options, strict }) => {
				await kard.startAfresh();
				const rows = rowsOf(mix, true);
				await kard.submit(rows.filter((_, index) => mix[index]?.is === 'thereBefore'));
				if (strict) kard.intercept(allOrNothing);

				const result = await kard.submit(rows, options);

				const through = new Set(result.succeeded.map(({ index }) => index));
				mix.forEach(({ is }, index) => {
					if (is === 'good' || is === 'thereBefore') expect(through).toContain(index);
					if (is === 'bad' || is === 'refusedByKard') expect(through).not.toContain(index);
				});
				expect(result.failed.every(({ error }) => !error.outcomeUnknown)).toBe(true);
			}),
			SEVERAL,
		);
	});

	it('sending the same mix again when the faults are over completes it, and stores nothing twice', async () => {
		const mixes = fc.record({
			count: fc.integer({ min: 1, max: 12 }),
			faults: fc.array(mishaps, { maxLength: 5 }),
			settings,
		});
		await fc.assert(
			fc.asyncProperty(mixes, async ({ count, faults, settings: options }) => {
				await kard.startAfresh();
				const rows = rowsOf(
					Array.from({ length: count }, () => ({ is: 'good' })),
					false,
				);
				kard.fault('createTransactions', ...faults);
				await kard.submit(rows, options);
				kard.sandbox.faults.clear();

				const again = await kard.submit(rows, options);

				expect(again.failed).toEqual([]);
				expect(kard.sandbox.state.transactions.size).toBe(count);
			}),
			SEVERAL,
		);
	});
});

describe('any mix of users, with any mix of faults', () => {
	it('created or updated ones end up as their rows say; failures do not, unless nobody can tell', async () => {
		const mixes = fc.record({
			...{ existing: fc.array(fc.boolean(), { maxLength: 12 }), settings },
			...{ onCreate: fc.array(mishaps, { maxLength: 3 }), onUpdate: fc.array(mishaps, { maxLength: 3 }) },
		});
		await fc.assert(
			fc.asyncProperty(mixes, async ({ existing, settings: options, onCreate, onUpdate }) => {
				await kard.startAfresh();
				await kard.create(existing.flatMap((exists, number) => (exists ? [user(number)] : [])));
				kard.forgetRequests();
				kard.fault('createUsers', ...onCreate);
				kard.fault('updateUser', ...onUpdate);
				const rows = existing.map((_, number) => user(number, { zipCode: String(30_000 + number) }));

				const result = await kard.createOrUpdate(rows, options);

				expectEachRowOnce(result, rows.length);
				expectHonestCount(result);
				const zipIn = (row: object | undefined) => (row && 'zipCode' in row ? row.zipCode : undefined);
				const zipOf = (id: string | undefined) => kard.sandbox.state.users.get(id ?? '')?.attributes.zipCode;
				const sure = result.succeeded.filter(({ notes }) => notes === undefined);
				for (const { index, id } of sure) expect(zipOf(id)).toBe(zipIn(rows[index]));
				for (const { index, id, error } of result.failed) {
					if (!error.outcomeUnknown) expect(zipOf(id)).not.toBe(zipIn(rows[index]));
				}
				expect(kard.sandbox.state.users.has(SHOPPER)).toBe(true);
			}),
			SEVERAL,
		);
	});
});
