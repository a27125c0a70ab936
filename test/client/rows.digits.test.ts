import { complaints, kardUnderTest } from './kardUnderTest';
import { sheetRow, user } from './rows';

const kard = kardUnderTest();

/** Values with one digit of them written as a sign that is no decimal digit, by the kind of row and the field. */
const CELLS: [of: 'transaction' | 'coreTransaction' | 'user', key: string, title: string, cells: string[]][] =
	[
		['transaction', 'currency', 'Currency', ['84⓪', '84²']],
		['transaction', 'mcc', 'Merchant Category Code', ['581①', '581²']],
		['transaction', 'amount', 'Amount', ['19①9', '19²', '❷0']],
		['transaction', 'authorizationDate', 'Authorization Date', ['2026-03-0④', '⑦/2/2026', '4437⁹']],
		['transaction', 'cardBIN', 'Card BIN', ['①41111', '111²11', '41111①']],
		['transaction', 'cardLastFour', 'Card Last Four', ['①234', '12²4']],
		['transaction', 'merchantAddrZipcode', 'Merchant ZIP Code', ['3030①', '3030²']],
		['coreTransaction', 'cardLastFours', 'Card Last Fours', ['①234', '4242, 12²4']],
		['user', 'hashedEmail', 'Hashed Email', [`${'a'.repeat(63)}²`]],
		['user', 'phoneNumber', 'Phone Number', ['555①234567', '+1555²550123']],
		['user', 'zipCode', 'ZIP Code', ['3030①', '3030²']],
		['user', 'birthYear', 'Birth Year', ['199①', '199²']],
		['user', 'historicalTransactionsSent', 'Historical Transactions Sent', ['①', '¹']],
	];

it.each(CELLS)('of a %s, %s is refused with a digit that is none', async (of, key, title, cells) => {
	for (const cell of cells) {
		const complaint =
			of === 'user'
				? complaints(await kard.create([{ ...user(1), [key]: cell }]))[0]
				: await kard.submitOne(sheetRow(1, { [key]: cell }), { rowType: of, amounts: 'cents' });

		expect(complaint).toContain(`${title}: `);
	}
	expect(kard.sent).toEqual([]);
});
