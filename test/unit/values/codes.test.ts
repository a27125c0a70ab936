import { readCategoryCode, readCurrency, problemOf, valueOf } from './readings';

describe('a currency', () => {
	it.each([
		['USD', 'USD'],
		[' usd ', 'USD'],
		['ＵＳＤ', 'USD'],
		['840', 'USD'],
		[840, 'USD'],
		['٨٤٠', 'USD'],
		['cad', 'CAD'],
	])('of %j is %s', (cell, currency) => {
		expect(valueOf(readCurrency(cell))).toBe(currency);
	});

	it.each(['US', 'USDX', '978', 978, '0840', '840.0', '84⁰', '$', 'US Dollar', 'U5D', '', null, true, {}])(
		'is not %j',
		(cell) => {
			expect(problemOf(readCurrency(cell))).toContain('three letters such as USD');
		},
	);
});

describe('a merchant category code', () => {
	it.each([
		['5814', '5814'],
		[5814, '5814'],
		['0742', '0742'],
		['742', '0742'],
		[742, '0742'],
		['５８１４', '5814'],
	])('of %j is %s', (cell, code) => {
		expect(valueOf(readCategoryCode(cell))).toBe(code);
	});

	it.each(['58', 7, '58140', '581a', '581²', '5 814', 581.4, -5814, '', null, [5814]])(
		'is not %j',
		(cell) => {
			expect(problemOf(readCategoryCode(cell))).toContain('four digits such as 5814');
		},
	);
});
