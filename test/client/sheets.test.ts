import omit from 'lodash/omit';
import {
	describeColumns,
	describeFailures,
	sendSheet,
	summarize,
	transactionOperations,
	userOperations,
} from '../../shared/host';
import { startKard } from '../support/kard';
import { person } from '../support/person';
import { sheetPurchase, SHOPPER, type SheetRow } from '../support/purchase';

const kard = startKard();
const form = { defaultFor: (field: string) => `Default Values > ${field}` };
const submit = (rows: readonly SheetRow[], more = {}) =>
	sendSheet(kard.client(), transactionOperations.submit, rows, { columns: 'recognize', ...more });
const create = (rows: readonly SheetRow[], more = {}) =>
	sendSheet(kard.client(), userOperations.create, rows, { columns: 'recognize', ...more });
const withoutId = (id: string, cells: SheetRow = {}) => sheetPurchase({ id, ...cells });

describe('a sheet', () => {
	it('gives one outcome for each row in their order, with the same keys', async () => {
		const rows = [withoutId('evt-1', { transactionId: 'txn-1' }), withoutId('evt-2', { amount: '' }), {}];
		const { rows: outcomes } = await submit(rows);

		expect(outcomes).toMatchObject([
			{
				row: 1,
				status: 'submitted',
				id: 'evt-1',
				userId: SHOPPER,
				transactionId: 'txn-1',
				errorMessage: null,
			},
			{ row: 2, status: 'failed', id: 'evt-2', errorField: 'Amount', userId: SHOPPER },
			{ row: 3, status: 'skipped', id: null, userId: null, errorMessage: null, notes: [] },
		]);
		expect(new Set(outcomes.map((one) => Object.keys(one).join(' '))).size).toBe(1);
	});

	it('says which column became which field, and which were not sent', async () => {
		const result = await create([
			{ 'E-mail': 'ana@example.com', 'User ID': 'u-1', Rewards: 'CARDLINKED', Colour: 'red' },
		]);

		expect(result.columns).toMatchObject([
			{ heading: 'E-mail', outcome: 'recognized', field: 'email' },
			{ heading: 'User ID', outcome: 'recognized', field: 'id' },
			{ heading: 'Rewards', outcome: 'recognized', field: 'enrolledRewards' },
			{ heading: 'Colour', outcome: 'not sent' },
		]);
		expect(describeColumns(result).sentences).toEqual([
			'Recognized: "E-mail" is Email, "User ID" is User ID, "Rewards" is Enrolled Rewards.',
			'Not sent: "Colour".',
		]);
	});

	it('skips empty rows at the end and in between, and says so', async () => {
		const { rows } = await create([person(), { id: '', email: ' ' }, person(), { id: null }, {}]);

		expect(rows.map(({ status }) => status)).toEqual(['created', 'skipped', 'created', 'skipped', 'skipped']);
		expect(summarize(rows)).toBe('Of 5 rows: 2 created and 3 empty and skipped.');
	});

	it('sends the others where an empty row is no reason to send nothing, and nothing where there is one', async () => {
		const nothing = { ifRowIsBad: 'sendNothing' };

		const good = await create([person(), {}, person()], nothing);
		const bad = await create([person(), {}, { email: 'nobody' }], nothing);

		expect(good.rows.map(({ status }) => status)).toEqual(['created', 'skipped', 'created']);
		expect(bad.rows.map(({ status }) => status)).toEqual(['failed', 'skipped', 'failed']);
		expect(bad.rows[0]?.errorMessage).toMatch(/Row 3/);
	});

	it('does not call it a success where every row is empty', async () => {
		expect((await create([{}, { id: '' }])).rows.map(({ status }) => status)).toEqual(['failed', 'failed']);
	});

	it('takes rows as Kard documents them as they are', async () => {
		const { id, ...attributes } = person({ id: 'u-9' });
		const { rows, columns } = await create([{ type: 'user', id, attributes }]);

		expect(rows).toMatchObject([{ status: 'created', id: 'u-9' }]);
		expect(columns).toEqual([]);
	});
});

describe('why rows failed', () => {
	const words = async (rows: readonly SheetRow[]) => describeFailures(await submit(rows), form);

	it('is the title where there is one reason, with the place of the remedy', async () => {
		const rows = [1, 2, 3].map((number) => withoutId(`evt-${String(number)}`, { currency: '' }));

		expect(await words(rows)).toMatchObject({
			title: 'Currency is missing in 3 rows',
			description:
				'Of 3 rows: 3 failed.\nRows 1 to 3: Currency is missing. Fill in the column "currency", or map another one by hand. Or choose one value for all rows: Default Values > Currency.',
		});
	});

	it.each([
		[
			'byField' as const,
			[{ ...withoutId('evt-1'), currency: '' }],
			'Fill it in, or map another column to it.',
		],
		[
			'recognize' as const,
			[omit(withoutId('evt-1'), 'currency')],
			'Add a column such as "Currency", or map one',
		],
	])('comes with the remedy for the columns that there are (%s)', async (columns, rows, says) => {
		const { description } = describeFailures(await submit(rows, { columns }), form);

		expect(description).toContain(`Row 1: Currency is missing. ${says}`);
	});

	it('is told once for each cause, with the rows, whatever stands in their cells', async () => {
		const { title, description } = await words([
			withoutId('evt-1', { amount: 'abc' }),
			withoutId('evt-2', { amount: 'xyz 7' }),
			withoutId('evt-3'),
			withoutId('evt-4', { currency: '' }),
		]);

		expect(title).toBe('3 of 4 rows failed, for 2 reasons');
		expect(description.split('\n')).toEqual([
			'Of 4 rows: 1 submitted and 3 failed.',
			expect.stringMatching(/^Rows 1 to 2, Amount: .*"abc"/),
			expect.stringMatching(/^Row 4: Currency is missing\./),
		]);
	});

	it('is counted for each fault of a row by itself, so that what all of them lack comes first', async () => {
		const { causes } = await words([
			withoutId('evt-1', { currency: '', amount: 'abc' }),
			withoutId('evt-2', { currency: '' }),
		]);

		expect(causes).toEqual([
			expect.stringMatching(/^Rows 1 to 2: Currency is missing\./),
			expect.stringMatching(/^Row 1, Amount: .*"abc"[^.]*\.$/),
		]);
	});

	it('is that of the run where everything was refused', async () => {
		const client = kard.client({ auth: { token: 'of-nobody' } });
		const rows = [withoutId('evt-1')];
		const result = await sendSheet(client, transactionOperations.submit, rows, { columns: 'recognize' });

		expect(describeFailures(result, form).title).toBe(result.refusal?.message ?? 'no refusal');
	});
});
