import { columnsOf } from '../../shared';
import { transactionRows } from '../../shared/catalogue/transactions/rows';
import { userRow } from '../../shared/catalogue/users/fields';
import { complaints, kardUnderTest } from './kardUnderTest';
import { sheetRow, user } from './rows';

const kard = kardUnderTest();

/** Fields whose values are words or names: what looks like a digit there is a sign like any other. */
const WORDS = /^(identifier|reference|text|email|choice|choices)$/;

/** A value of each kind of field with one digit of it written as a sign that is no decimal digit. */
const ODD: Readonly<Record<string, readonly string[]>> = {
	currency: ['84⓪', '84²'],
	categoryCode: ['581①', '581²'],
	money: ['19①9', '19²', '❷0'],
	date: ['2026-03-0④', '⑦/2/2026', '4437⁹'],
	cardBin: ['①41111', '111²11', '41111①'],
	lastFour: ['①234', '12²4'],
	lastFours: ['①234', '4242, 12²4'],
	hashedEmail: [`${'a'.repeat(63)}²`],
	phone: ['555①234567', '+1555²550123'],
	zip: ['3030①', '3030²'],
	birthYear: ['199①', '199²'],
	boolean: ['①', '¹'],
	wholeNumber: ['①', '2²'],
};

const columns = [
	...columnsOf(transactionRows.transaction).map((column) => ({ ...column, of: 'transaction' })),
	...columnsOf(transactionRows.coreTransaction).map((column) => ({ ...column, of: 'coreTransaction' })),
	...columnsOf(userRow).map((column) => ({ ...column, of: 'user' })),
].filter(({ kind }) => !WORDS.test(kind));

it('each kind of field that digits stand in has values here', () => {
	expect(columns.filter(({ kind }) => ODD[kind] === undefined)).toEqual([]);
	expect(columns.length).toBeGreaterThan(12);
});

it.each(columns.map(({ of, key, title, kind }) => [of, key, title, ODD[kind] ?? []] as const))(
	'of a %s, %s is refused with a digit that is none',
	async (of, key, title, cells) => {
		for (const cell of cells) {
			const complaint =
				of === 'user'
					? complaints(await kard.create([{ ...user(1), [key]: cell }]))[0]
					: await kard.submitOne(sheetRow(1, { [key]: cell }), { rowType: of, amounts: 'cents' });

			expect(complaint).toContain(`${title}: `);
		}
		expect(kard.sent).toEqual([]);
	},
);
