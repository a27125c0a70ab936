import { KardConflictError, KardValidationError, type RowOptions } from '../../shared';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { person } from '../support/person';
import { corePurchase, purchase, purchases, sheetPurchase, type SheetRow } from '../support/purchase';

const kard = startKard();
const [first, second, third] = ['evt-1', 'evt-2', 'evt-3'].map((id) => purchase({ id }));

describe('the same event id on two rows with the same content', () => {
	it('is sent once, and the second is reported as a duplicate of the first row', async () => {
		const result = await kard.submit([first, second, first]);

		expect([kard.sentIds, result.failed]).toEqual([[['evt-1', 'evt-2']], []]);
		expect(result.succeeded[2]).toEqual({ index: 2, id: 'evt-1', status: 'duplicate', duplicateOf: 0 });
	});

	it('counts as the same, however its cells are written', async () => {
		const written = { ...first, settledDate: '2021-07-02T17:47:00Z', amount: '19.99', status: 'SETTLED' };
		const otherwise = {
			...Object.fromEntries(Object.entries(written).toReversed()),
			...{ settledDate: '2021-07-02T13:47-04:00', amount: 19.99, status: ' posted' },
		};

		const result = await kard.submit([written, otherwise], { amounts: 'dollars' });

		expect(outcomes(result)).toEqual(['submitted', 'duplicate']);
	});

	it('shares the fate of the first row when Kard refuses it', async () => {
		const refused = purchase({ userId: 'user-nobody' });

		const result = await kard.submit([first, refused, refused]);

		expect(outcomes(result)).toEqual(['submitted', 'failed', 'failed']);
		expect(messages(result)[2]).toMatch(
			/^Row 3: repeats row 2, which failed\. Row 2, User ID: .*user-nobody/,
		);
	});

	it('no request ever carries the same id twice, not even where Kard would take it', async () => {
		await kard.submit([first, first, second, first, third, second, first], { batchSize: 2 });

		expect(kard.sentIds).toEqual([['evt-1', 'evt-2'], ['evt-3']]);
	});
});

describe('the same event id on two rows with different content', () => {
	it('the second is refused before it is sent, naming both rows', async () => {
		const result = await kard.submit([first, second, { ...first, amount: 5 }]);

		expect(kard.sentIds).toEqual([['evt-1', 'evt-2']]);
		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'failed']);
		expect(result.failed[0]?.error).toBeInstanceOf(KardValidationError);
		expect(messages(result)[2]).toBe(
			'Row 3: has the same ID as row 1 but says something else. Only row 1 is used. ' +
				'Give each its own ID, or remove one of the two.',
		);
	});

	it('is refused likewise when only the type of transaction differs, and an id that is personal is not repeated', async () => {
		const events = await kard.submit([corePurchase({ id: 'evt-1' }), { ...first, amount: 1_999 }]);
		const ids = ['jordan@example.com', '4111111111111111'];
		const users = await kard.create(ids.flatMap((id) => [person({ id }), person({ id, zipCode: '30301' })]));

		expect(outcomes(events)).toEqual(['submitted', 'failed']);
		const issues = users.failed.map(({ error }) =>
			error instanceof KardValidationError ? error.issues : [],
		);
		const written = JSON.stringify([issues, messages(users)]);
		for (const id of ids) expect(written).not.toContain(id);
	});
});

describe('an answer of 409 for a single row at the first attempt', () => {
	it('is a duplicate, and is not sent again', async () => {
		await kard.submit([first]);

		const result = await kard.submit([first]);

		expect(result).toEqual({
			succeeded: [{ index: 0, id: 'evt-1', status: 'duplicate' }],
			...{ failed: [], requests: 1 },
		});
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('with duplicates as failures it is an error that names the row, as is a row that is there twice', async () => {
		await kard.submit([first]);

		const result = await kard.submit([second, first, second], { duplicates: 'fail' });

		expect(outcomes(result)).toEqual(['submitted', 'failed', 'failed']);
		for (const { error, row, reason } of result.failed) {
			expect(error).toBeInstanceOf(KardConflictError);
			expect(error).toMatchObject({ statusCode: 409, outcomeUnknown: false });
			expect(error.message).toBe(`Row ${String(row)}: ${reason}`);
			expect(reason).toBe('exists at Kard already (409). Leave it out, or allow duplicates.');
		}
	});

	it('a user who exists already is left alone', async () => {
		await kard.enrol({ id: 'user-1', attributes: { zipCode: '30301' } });

		const result = await kard.create([person({ id: 'user-1', zipCode: '99501' })]);

		expect([outcomes(result), kard.stored.users.at(-1)?.attributes.zipCode]).toEqual([
			['duplicate'],
			'30301',
		]);
	});
});

describe('event ids that are made from the row', () => {
	const row = (cells: SheetRow = {}) => sheetPurchase({ ...first, id: undefined, ...cells });
	const idsOf = async (rows: readonly SheetRow[], options: RowOptions = {}) =>
		(await kard.submit(rows, options)).succeeded.map(({ id }) => id);

	it.each<[string, SheetRow]>([
		['an offset instead of Z', { settledDate: '2021-07-02T19:47:00+02:00' }],
		['no seconds', { settledDate: '2021-07-02T17:47Z' }],
		['a spreadsheet form', { settledDate: '7/2/2021 17:47' }],
		['an Excel serial', { settledDate: 44379 + (17 * 60 + 47) / 1440 }],
		['other dates that do not belong to the status', { authorizationDate: '2021-07-01' }],
		['an amount with a dollar sign', { amount: '$19.99' }],
		['a status in other words', { status: 'Posted' }],
		['another description', { description: 'BLUE DOOR' }],
	])('are the same for the same event with %s', async (_, cells) => {
		const one = row({ settledDate: '2021-07-02T17:47:00Z', amount: 19.99 });
		const settings = { amounts: 'dollars' } as const;

		const ids = [...(await idsOf([one], settings)), ...(await idsOf([{ ...one, ...cells }], settings))];

		expect(ids[0]).toMatch(/^evt-[0-9a-f]{32}$/);
		expect(ids[1]).toBe(ids[0]);
		expect(kard.stored.transactions).toHaveLength(1);
	});

	it.each<[string, SheetRow]>([
		['user', { userId: 'user-other' }],
		['transaction', { transactionId: 'txn-other' }],
		['status', { status: 'RETURNED', transactionDate: '2026-03-06T02:00:00Z' }],
		['date', { settledDate: '2026-03-06T02:00:01Z' }],
		['amount', { amount: 1_002 }],
	])('differ when the %s differs', async (_, cells) => {
		await kard.enrol('user-other');

		expect(new Set(await idsOf([row(), row(cells)])).size).toBe(2);
	});

	it('do not run fields together: a1 + b is not a + 1b', async () => {
		await kard.enrol('a1', 'a');

		const ids = await idsOf([
			row({ userId: 'a1', transactionId: 'b' }),
			row({ userId: 'a', transactionId: '1b' }),
		]);

		expect(new Set(ids).size).toBe(2);
	});

	it('sending the sheet twice stores nothing twice, and one purchase may settle several times, in parts', async () => {
		const parts = [
			{ amount: 400 },
			{ amount: 600 },
			{ amount: 400, settledDate: '2026-03-08T02:00:00Z' },
		].map(row);

		const results = [await kard.submit(parts), await kard.submit([...parts, ...purchases(1)])];

		expect(results.map(outcomes)).toEqual([
			['submitted', 'submitted', 'submitted'],
			['duplicate', 'duplicate', 'duplicate', 'submitted'],
		]);
	});
});
