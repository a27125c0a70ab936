import fc from 'fast-check';
import { money, wholeNumber } from '../../../shared/fields';
import { readCell, reads, refuses, WORDS } from './cells';

const amount = money(WORDS);
const DOLLARS = { amounts: 'dollars' } as const;
const COMMA = { ...DOLLARS, numberFormat: 'comma' } as const;
const anyCents = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

function asDollars(cents: number): string {
	const digits = String(cents).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function grouped(dollars: string): string {
	return dollars.replace(/\B(?=(\d{3})+\.)/g, ',');
}

const NEGATIVE =
	'the amount is negative; Kard takes amounts without a sign and shows a refund by direction CREDIT or status RETURNED';

describe('an amount in dollars', () => {
	reads(
		amount,
		[
			[0, '0', '0.00', 0],
			[1, '.01', 0.01],
			[50, '.5'],
			[110, 1.1],
			[123, '1.23', 1.23],
			[300, 3],
			[
				...[500, '$5', '$ 5', 'US$5', 'US $5', 'USD 5', '5 USD', '5 usd', '5$', 'USD\u00a05', '$5 USD'],
				'US$5 USD',
			],
			[700, '007'],
			[1234, '12.3400', '12.3400000'],
			[1999, '19.99', 19.99, '\u00a0 19.99\u202f', '\u200b19.99\u2060'],
			[123450, '1,234.5', '1,234.50'],
			[123456789, '1,234,567.89'],
			[Number.MAX_SAFE_INTEGER, '90071992547409.91'],
			// What floating point makes of sums and products.
			[30, 0.1 + 0.2, '0.30000000000000004'],
			[1999, 19.99 * 1.0000000000000002, '19.989999999999998', '$19.9900000001'],
			[12345678, 123456.78000000001],
			[100, '0.99999999999'],
		],
		DOLLARS,
	);
	refuses(
		amount,
		{
			'the amount has 3 decimals, or a point between its thousands; write it as in 1234.50, since Kard counts in whole cents, or set Number Format to 1.234,56':
				['12.345', '1.230', '0.500', '1,234.500', 1.235],
			'the amount has 4 decimals; write at most two, since Kard counts in whole cents': ['12.3405'],
			'the amount has 9 decimals; write at most two, since Kard counts in whole cents': [
				...['12.340000019', '12.345000001'],
			],
			'{cell} is marked as dollars twice; mark it once, as in $5 or 5 USD': [
				...['$5$', 'USD5USD', 'USD 5 $', 'us$5$'],
			],
			'{cell} is in scientific notation; write the amount in plain digits': ['1e3', '1.5E-3'],
			'the number is too large or too small to be read exactly; write the amount in plain digits': [
				1e21,
				1e-7,
				Number.MAX_SAFE_INTEGER + 1,
				NaN,
			],
			'write the amount with the digits 0 to 9': ['٣'],
			'the amount is written like 1.234,56; set Number Format to that, or write it as in 1234.50': [
				...['1,23', '12,34', '1.234,56', '1.234.567', '0,123', '1234,567', '1,2345'],
			],
			'the commas or points are not where an amount has them; write it as in 1,234.50 or 1234.50': [
				...['12,34.5', '5.', '.', '1.2.3'],
			],
			'expected US dollars, but found {cell}; write the amount alone': ['€5', '5 EUR', '$$5'],
			'expected an amount in dollars such as 19.99, but found {cell}': [
				...['5²', '①', '½', '1 234', 'five', '', '   ', '$', true, ['5'], null],
			],
			'expected an amount in dollars such as 19.99, but found a long text': [
				'1'.repeat(65),
				'1'.repeat(10_000),
			],
			'is 10001 characters long. Check that the right column is mapped': ['1'.repeat(10_001)],
			'the amount is too large': ['1'.repeat(64), '90071992547409.92', '99999999999999999999'],
			[NEGATIVE]: ['(12.00)', '($12.00)', '$(12)', '-3', -3, '\u22123', '- $3', '$-3', '3-', '-1,234.5'],
			'the amount has a plus sign; Kard takes amounts without a sign': ['+3'],
		},
		DOLLARS,
	);

	it('reads back any number of cents, and never rounds', () => {
		fc.assert(
			fc.property(anyCents, fc.nat(9), (cents, third) => {
				const dollars = asDollars(cents);
				for (const cell of [dollars, `$${grouped(dollars)}`, `${dollars} USD`, `${dollars}00`]) {
					expect(readCell(amount, cell, DOLLARS)).toEqual({ ok: true, value: cents });
				}
				expect(readCell(amount, `${dollars}${third}`, DOLLARS).ok).toBe(false);
			}),
		);
	});

	it('reads a number as the digits a spreadsheet shows', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (cents) => {
				expect(readCell(amount, Number(asDollars(cents)), DOLLARS)).toEqual({ ok: true, value: cents });
			}),
		);
	});
});

describe('an amount with a decimal comma', () => {
	reads(
		amount,
		[
			[123456, '1.234,56', '1234,56', '$1.234,56', '1.234,56 USD', 1234.56],
			[123400, '1.234,00', '1234', 1234, '1.234,0'],
			[100, '1,00', '1,0000'],
			[30, 0.1 + 0.2, '0,30000000000000004'],
		],
		COMMA,
	);
	refuses(
		amount,
		{
			'the amount is written like 1,234.56; set Number Format to that, or write it as in 1234,50': [
				...['12.34', '1,234.56', '1,234,567', '0.123'],
			],
			'the amount has 3 decimals, or a comma between its thousands; write it as in 1234,50, since Kard counts in whole cents, or set Number Format to 1,234.56':
				['1,234', '0,500'],
			'the commas or points are not where an amount has them; write it as in 1.234,50 or 1234,50': [
				...['12.34,5', '5,'],
			],
			[NEGATIVE]: ['-1.234,50', '(12,00)'],
		},
		COMMA,
	);
	reads(amount, [[1999, '1.999', '1999']], { amounts: 'cents', numberFormat: 'comma' });
});

describe('an amount in cents', () => {
	reads(amount, [
		[1999, 19.99 * 100, '1998.9999999999998'],
		[0, 0, '0'],
		[5, ' 5 ', `${'0'.repeat(20)}5`],
		[1999, '1999', '1,999', 1999],
		[Number.MAX_SAFE_INTEGER, '9007199254740991', Number.MAX_SAFE_INTEGER],
	]);
	refuses(amount, {
		'expected whole cents, but the amount has decimals; if the column is in dollars, set Amounts to dollars':
			['19.99', 19.99, '19.00'],
		'{cell} is marked as dollars, but Amounts is set to cents; set it to dollars or take the currency away': [
			'$5',
			'USD 1999',
		],
		'expected an amount in whole cents such as 1999, but found {cell}': ['abc'],
		'the amount is too large': ['9007199254740992'],
		[NEGATIVE]: ['-5'],
	});
});

describe('a whole number from 1 to 200', () => {
	reads(wholeNumber({ ...WORDS, maximum: 200 }), [
		[1, 1, '1', ' 1 ', '01', '1.0'],
		[200, 200, '200'],
	]);
	refuses(wholeNumber({ ...WORDS, maximum: 200 }), {
		'is too small; at least 1': [0, '0', -1],
		'is too large; at most 200': [201, '201', '1'.repeat(15)],
		'expected a whole number, such as 50': [
			...['1.5', '-1', '①', '1e2', '', '1'.repeat(16)],
			...[1.5, Number.MAX_SAFE_INTEGER + 1, NaN, null, true, [1]],
		],
	});
});

describe('a whole number that may be 0', () => {
	reads(wholeNumber({ ...WORDS, minimum: 0 }), [
		[0, 0, '0'],
		[Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	]);
	refuses(wholeNumber({ ...WORDS, minimum: 0 }), { 'is too small; at least 0': [-1] });
});
