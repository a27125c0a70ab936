import { KardConflictError, KardValidationError } from '../../shared';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { core, rowWithoutId, sheetRow, transaction, transactions, user, type SheetRow } from './rows';

const kard = kardUnderTest();

describe('the same event id on two rows with the same content', () => {
	it('is sent once, and the second is reported as a duplicate of the first row', async () => {
		const result = await kard.client().transactions.submit([transaction(1), transaction(2), transaction(1)]);

		expect(kard.sentIds).toEqual([['evt-1', 'evt-2']]);
		expect(result.failed).toEqual([]);
		expect(result.succeeded[2]).toEqual({ index: 2, id: 'evt-1', status: 'duplicate', duplicateOf: 0 });
	});

	it('counts as the same, however its cells are written', async () => {
		const first = sheetRow(1, { settledDate: '2021-07-02T17:47:00Z', amount: '19.99', status: 'SETTLED' });
		const second = {
			...{ status: ' posted', amount: '$19.99', settledDate: '7/2/2021 17:47' },
			...Object.fromEntries(Object.entries(sheetRow(1)).toReversed()),
			...{ settledDate: '2021-07-02T13:47-04:00', amount: 19.99, status: 'settled' },
		};

		const result = await kard.submit([first, second], { amounts: 'dollars' });

		expect(fates(result)).toEqual(['submitted', 'duplicate']);
	});

	it('shares the fate of the first row when Kard refuses it', async () => {
		const stranger = transaction(1, { userId: 'user-nobody' });

		const result = await kard.client().transactions.submit([transaction(2), stranger, stranger]);

		expect(kard.sentIds).toEqual([['evt-2', 'evt-1']]);
		expect(fates(result)).toEqual(['submitted', 'failed', 'failed']);
		expect(complaints(result)[2]).toMatch(/^Row 3: repeats row 2, which failed\. .*no user user-nobody/);
	});

	it('no request ever carries the same id twice, not even where Kard would take it', async () => {
		const rows = [1, 1, 2, 1, 3, 2, 1].map((number) => transaction(number));

		await kard.client().transactions.submit(rows, { batchSize: 2 });

		expect(kard.sentIds).toEqual([['evt-1', 'evt-2'], ['evt-3']]);
	});

	it('with duplicates as failures, the second fails', async () => {
		const options = { duplicates: 'fail' } as const;

		const result = await kard.client().transactions.submit([transaction(1), transaction(1)], options);

		expect(fates(result)).toEqual(['submitted', 'failed']);
		expect(result.failed[0]?.error).toBeInstanceOf(KardConflictError);
	});
});

describe('the same event id on two rows with different content', () => {
	it('the second is refused before it is sent, naming both rows', async () => {
		const rows = [transaction(1), transaction(2), transaction(1, { amount: 5 })];

		const result = await kard.client().transactions.submit(rows);

		expect(kard.sentIds).toEqual([['evt-1', 'evt-2']]);
		expect(fates(result)).toEqual(['submitted', 'submitted', 'failed']);
		expect(result.failed[0]?.error).toBeInstanceOf(KardValidationError);
		expect(complaints(result)[2]).toMatch(/^Row 3: has the same ID as row 1 but says something else/);
		expect(kard.sandbox.state.transactions.get('evt-1')?.attributes.amount).toBe(1_001);
	});

	it('is refused likewise for users, and when only the type of transaction differs', async () => {
		const people = await kard.client().users.create([user(1), user(1, { zipCode: '30301' })]);
		const events = await kard.submit([core(1), { ...transaction(1), amount: 1_001 }]);

		expect(fates(people)).toEqual(['created', 'failed']);
		expect(fates(events)).toEqual(['submitted', 'failed']);
	});
});

describe('an answer of 409 for a single row at the first attempt', () => {
	it('is a duplicate, and is not sent again', async () => {
		await kard.client().transactions.submit([transaction(1)]);

		const result = await kard.client().transactions.submit([transaction(1)]);

		expect(result).toEqual({
			succeeded: [{ index: 0, id: 'evt-1', status: 'duplicate' }],
			failed: [],
			requests: 1,
		});
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('with duplicates as failures it is an error that names the row', async () => {
		await kard.client().users.create([user(1)]);

		const result = await kard.client().users.create([user(2), user(1)], { duplicates: 'fail' });

		expect(fates(result)).toEqual(['created', 'failed']);
		expect(result.failed[0]?.error).toMatchObject({ statusCode: 409, outcomeUnknown: false });
		expect(complaints(result)[1]).toMatch(/^Row 2: exists at Kard already/);
	});

	it('a 409 about one row does not make duplicates of rows that the same answer refuses for other reasons', async () => {
		kard.fault('createTransactions', {
			kind: 'override',
			status: 409,
			body: {
				errors: [
					{ status: '409', detail: 'exists', id: 'evt-1' },
					{ status: '400', detail: 'unknown currency', id: 'evt-2' },
				],
			},
		});

		const result = await kard.client().transactions.submit([transaction(1), transaction(2)]);

		expect(fates(result)).toEqual(['duplicate', 'failed']);
		expect(complaints(result)[1]).toContain('unknown currency');
	});

	it('a user who exists already is left alone', async () => {
		await kard.client().users.create([user(1, { zipCode: '30301' })]);

		const result = await kard.client().users.create([user(1, { zipCode: '99501' })]);

		expect(fates(result)).toEqual(['duplicate']);
		expect(kard.sandbox.state.users.get('user-1')?.attributes.zipCode).toBe('30301');
	});
});

describe('event ids that are made from the row', () => {
	const idsOf = async (rows: readonly SheetRow[], options = {}): Promise<readonly (string | undefined)[]> =>
		(await kard.submit(rows, options)).succeeded.map(({ id }) => id);

	it.each([
		['an offset instead of Z', { settledDate: '2021-07-02T19:47:00+02:00' }],
		['no seconds', { settledDate: '2021-07-02T17:47Z' }],
		['a spreadsheet form', { settledDate: '7/2/2021 17:47' }],
		['an Excel serial', { settledDate: 44379 + (17 * 60 + 47) / 1440 }],
		['other dates that do not belong to the status', { authorizationDate: '2021-07-01' }],
		['an amount with a dollar sign', { amount: '$19.99' }],
		['a status in other words', { status: 'Posted' }],
		['another description', { description: 'BLUE DOOR' }],
	])('are the same for the same event with %s', async (_, cells) => {
		const row = rowWithoutId(1, { settledDate: '2021-07-02T17:47:00Z', amount: 19.99 });
		const settings = { amounts: 'dollars' } as const;

		const [first] = await idsOf([row], settings);
		const [second] = await idsOf([{ ...row, ...cells }], settings);

		expect(first).toMatch(/^evt-[0-9a-f]{32}$/);
		expect(second).toBe(first);
		expect(kard.sandbox.state.transactions.size).toBe(1);
	});

	it.each([
		['user', { userId: 'user-other' }],
		['transaction', { transactionId: 'txn-other' }],
		['status', { status: 'RETURNED', transactionDate: '2026-03-06T02:00:00Z' }],
		['date', { settledDate: '2026-03-06T02:00:01Z' }],
		['amount', { amount: 1_002 }],
	])('differ when the %s differs', async (_, cells) => {
		await kard.create([user(1, { id: 'user-other' })]);

		const [first, second] = await idsOf([rowWithoutId(1), rowWithoutId(1, cells)]);

		expect(second).toMatch(/^evt-/);
		expect(second).not.toBe(first);
	});

	it('do not run fields together: a1 + b is not a + 1b', async () => {
		const rows = [
			rowWithoutId(1, { userId: 'a1', transactionId: 'b' }),
			rowWithoutId(1, { userId: 'a', transactionId: '1b' }),
		];
		await kard.create([user(1, { id: 'a1' }), user(2, { id: 'a' })]);

		expect(new Set(await idsOf(rows)).size).toBe(2);
	});

	it('sending the sheet twice stores nothing twice', async () => {
		const sheet = [
			rowWithoutId(1),
			rowWithoutId(2),
			rowWithoutId(3, { status: 'approved', authorizationDate: '3/4/2026' }),
		];

		const first = await kard.submit(sheet);
		const second = await kard.submit(sheet);

		expect(fates(first)).toEqual(['submitted', 'submitted', 'submitted']);
		expect(fates(second)).toEqual(['duplicate', 'duplicate', 'duplicate']);
		expect(kard.sandbox.state.transactions.size).toBe(3);
	});

	it('a row that stands twice in a sheet without ids is sent once', async () => {
		const result = await kard.submit([
			rowWithoutId(1),
			rowWithoutId(1, { settledDate: '2026-03-06T03:00:00+01:00' }),
		]);

		expect(fates(result)).toEqual(['submitted', 'duplicate']);
	});

	it('one purchase may settle several times, in parts', async () => {
		const parts = [{ amount: 400 }, { amount: 600 }, { amount: 400, settledDate: '2026-03-08T02:00:00Z' }];

		const result = await kard.submit(parts.map((cells) => rowWithoutId(1, cells)));

		expect(fates(result)).toEqual(['submitted', 'submitted', 'submitted']);
		expect(kard.sandbox.state.transactions.size).toBe(3);
	});

	it('half a sheet that was sent before leaves duplicates, and the other half is submitted', async () => {
		await kard.submit(transactions(2));

		expect(fates(await kard.submit(transactions(4)))).toEqual([
			'duplicate',
			'duplicate',
			'submitted',
			'submitted',
		]);
	});
});
