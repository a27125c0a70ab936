import fc from 'fast-check';
import { readMoney, problemOf, valueOf } from './readings';

const anyCents = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

function asDollars(cents: number): string {
	const digits = String(cents).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function grouped(dollars: string): string {
	return dollars.replace(/\B(?=(\d{3})+\.)/g, ',');
}

describe('an amount in dollars', () => {
	it.each([
		['19.99', 1999],
		['1.23', 123],
		[1.23, 123],
		['1,234.5', 123450],
		['1,234.50', 123450],
		['1,234,567.89', 123456789],
		['0', 0],
		['0.00', 0],
		['.5', 50],
		['007', 700],
		['$5', 500],
		['$ 5', 500],
		['US$5', 500],
		['USD 5', 500],
		['5 USD', 500],
		['5 usd', 500],
		['\u00a0 19.99\u202f', 1999],
		['USD\u00a05', 500],
		['12.3400', 1234],
		['12.3400000', 1234],
		['$5 USD', 500],
		['US$5 USD', 500],
		['90071992547409.91', Number.MAX_SAFE_INTEGER],
		[19.99, 1999],
		[1.1, 110],
		[0, 0],
		[3, 300],
	])('reads %j as %d cents', (cell, cents) => {
		expect(valueOf(readMoney(cell, 'dollars'))).toBe(cents);
	});

	it('reads back any number of cents', () => {
		fc.assert(
			fc.property(anyCents, (cents) => {
				const dollars = asDollars(cents);
				for (const cell of [dollars, `$${grouped(dollars)}`, `${dollars} USD`, `${dollars}00`]) {
					expect(valueOf(readMoney(cell, 'dollars'))).toBe(cents);
				}
			}),
		);
	});

	it('reads a number as the digits a spreadsheet shows', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (cents) => {
				expect(valueOf(readMoney(Number(asDollars(cents)), 'dollars'))).toBe(cents);
			}),
		);
	});

	it('never rounds: a third decimal is refused', () => {
		fc.assert(
			fc.property(anyCents, fc.nat(9), (cents, third) => {
				problemOf(readMoney(`${asDollars(cents)}${third}`, 'dollars'));
			}),
		);
	});

	it.each([
		['12.345', 'the amount has 3 decimals'],
		['1.230', 'a point between its thousands'],
		['0.500', 'a point between its thousands'],
		['1,234.500', 'a point between its thousands'],
		[1.235, 'the amount has 3 decimals'],
		['$5$', 'marked as dollars twice'],
		['USD5USD', 'marked as dollars twice'],
		['USD 5 $', 'marked as dollars twice'],
		['us$5$', 'marked as dollars twice'],
		['5²', 'such as 19.99'],
		['①', 'such as 19.99'],
		['½', 'such as 19.99'],
		['12.3405', 'the amount has 4 decimals'],
		[0.1 + 0.2, 'decimals'],
		['1e3', 'scientific notation'],
		['1.5E-3', 'scientific notation'],
		[1e21, 'read exactly'],
		[1e-7, 'read exactly'],
		[Number.MAX_SAFE_INTEGER + 1, 'read exactly'],
		[NaN, 'read exactly'],
		['٣', 'digits 0 to 9'],
		['1,23', 'decimal comma'],
		['12,34', 'decimal comma'],
		['1.234,56', 'decimal comma'],
		['12,34.5', 'commas or points'],
		['1,2345', 'commas or points'],
		['0,123', 'commas or points'],
		['1234,567', 'commas or points'],
		['5.', 'commas or points'],
		['.', 'commas or points'],
		['1.2.3', 'commas or points'],
		['€5', 'expected US dollars, but found "€5"'],
		['5 EUR', 'expected US dollars'],
		['$$5', 'expected US dollars'],
		['1 234', 'such as 19.99'],
		['five', 'such as 19.99, but found "five"'],
		['', 'such as 19.99'],
		['   ', 'such as 19.99'],
		['$', 'such as 19.99'],
		[true, 'such as 19.99'],
		[['5'], 'such as 19.99, but found a list'],
		[null, 'such as 19.99'],
		['1'.repeat(10_000), 'found a long text'],
		['90071992547409.92', 'too large'],
		['99999999999999999999', 'too large'],
	])('refuses %j: %s', (cell, reason) => {
		expect(problemOf(readMoney(cell, 'dollars'))).toContain(reason);
	});
});

describe('an amount with a sign', () => {
	it.each(['(12.00)', '($12.00)', '$(12)', '-3', -3, '−3', '- $3', '$-3', '3-', '-1,234.5'])(
		'is refused as negative, with how Kard shows a refund: %j',
		(cell) => {
			const problem = problemOf(readMoney(cell, 'dollars'));
			expect(problem).toContain('negative');
			expect(problem).toContain('direction CREDIT or status RETURNED');
		},
	);

	it('is refused with a plus as well, which bank exports give to refunds', () => {
		expect(problemOf(readMoney('+3', 'dollars'))).toContain('plus sign');
	});
});

describe('an amount in cents', () => {
	it.each([
		['1999', 1999],
		['1,999', 1999],
		[1999, 1999],
		[0, 0],
		[' 5 ', 5],
		['9007199254740991', Number.MAX_SAFE_INTEGER],
	])('reads %j as %d', (cell, cents) => {
		expect(valueOf(readMoney(cell, 'cents'))).toBe(cents);
	});

	it('reads back any whole number', () => {
		fc.assert(
			fc.property(anyCents, (cents) => {
				expect(valueOf(readMoney(cents, 'cents'))).toBe(cents);
				expect(valueOf(readMoney(String(cents), 'cents'))).toBe(cents);
			}),
		);
	});

	it.each(['19.99', 19.99, '19.00'])('refuses the decimals of %j and names the option', (cell) => {
		expect(problemOf(readMoney(cell, 'cents'))).toContain('set the option for amounts to dollars');
	});

	it.each(['$5', 'USD 1999'])('refuses %j, which is marked as dollars', (cell) => {
		expect(problemOf(readMoney(cell, 'cents'))).toContain('the option for amounts is set to cents');
	});

	it.each([
		['abc', 'such as 1999'],
		['9007199254740992', 'too large'],
		['-5', 'negative'],
	])('refuses %j: %s', (cell, reason) => {
		expect(problemOf(readMoney(cell, 'cents'))).toContain(reason);
	});
});
