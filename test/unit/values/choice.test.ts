import fc from 'fast-check';
import { readBoolean, readChoice, readChoices, problemOf, valueOf } from './readings';

const STATUSES = ['APPROVED', 'SETTLED', 'RETURNED'];
const NETWORKS = ['VISA', 'AMERICANEXPRESS'];
const SYNONYMS = { refund: 'RETURNED', 'Posted Transaction': 'SETTLED' };

describe('a choice', () => {
	it.each([
		['settled', 'SETTLED'],
		['Settled ', 'SETTLED'],
		['refund', 'RETURNED'],
		['Re-Fund', 'RETURNED'],
		['posted_transaction', 'SETTLED'],
	])('%j is %s', (cell, value) => {
		expect(valueOf(readChoice(cell, STATUSES, SYNONYMS))).toBe(value);
	});

	it.each(['American Express', 'AMERICAN_EXPRESS', 'american-express', 'american\u2013express'])(
		'%j is AMERICANEXPRESS',
		(cell) => {
			expect(valueOf(readChoice(cell, NETWORKS))).toBe('AMERICANEXPRESS');
		},
	);

	it('may be a number or a yes or no', () => {
		expect(valueOf(readChoice(3005, ['3005', '8001']))).toBe('3005');
		expect(valueOf(readChoice(true, ['true']))).toBe('true');
	});

	it('may be in full-width characters, but not in digits that are none', () => {
		expect(valueOf(readChoice('ＶＩＳＡ', NETWORKS))).toBe('VISA');
		expect(valueOf(readChoice('３００５', ['3005']))).toBe('3005');
		for (const cell of ['300⁵', '③005', '3٠05']) problemOf(readChoice(cell, ['3005']));
		for (const cell of ['①', '¹', '⁰']) problemOf(readBoolean(cell));
	});

	it('is itself before it is a word for another', () => {
		expect(valueOf(readChoice('visa', NETWORKS, { visa: 'AMERICANEXPRESS' }))).toBe('VISA');
	});

	it('is understood however it is written', () => {
		const spacing = fc.array(fc.constantFrom('', ' ', '-', '_', '\u00a0'), { minLength: 15, maxLength: 15 });
		fc.assert(
			fc.property(spacing, fc.boolean(), (gaps, lower) => {
				const spaced = Array.from('AMERICANEXPRESS')
					.map((letter, index) => letter + String(gaps[index]))
					.join('');
				expect(valueOf(readChoice(lower ? spaced.toLowerCase() : spaced, NETWORKS))).toBe('AMERICANEXPRESS');
			}),
		);
	});

	it.each([
		['pending', '"pending"'],
		['constructor', '"constructor"'],
		['__proto__', '"__proto__"'],
		['', '""'],
		[['settled'], 'a list'],
		[{}, 'an object'],
	])('%j is refused with the list of choices', (cell, found) => {
		expect(problemOf(readChoice(cell, STATUSES, SYNONYMS))).toBe(
			`expected one of APPROVED, SETTLED or RETURNED, but found ${found}`,
		);
	});

	it('of one names the one', () => {
		expect(problemOf(readChoice('x', ['CARDLINKED']))).toBe('expected CARDLINKED, but found "x"');
	});
});

describe('a list of choices', () => {
	it.each([
		['settled', ['SETTLED']],
		['settled, Approved', ['SETTLED', 'APPROVED']],
		['settled;approved | refund', ['SETTLED', 'APPROVED', 'RETURNED']],
		['settled,,SETTLED,', ['SETTLED']],
		['["settled", "refund"]', ['SETTLED', 'RETURNED']],
		[
			['settled', ' ', null, 'refund', 'returned'],
			['SETTLED', 'RETURNED'],
		],
		['none', []],
		['None ', []],
		['[]', []],
		[[], []],
	])('%j is %j', (cell, values) => {
		expect(valueOf(readChoices(cell, STATUSES, SYNONYMS))).toEqual(values);
	});

	it('is tried as a whole first, since a choice may hold a comma or be "none"', () => {
		expect(valueOf(readChoices('food, beverage & more', ['Food, Beverage & More', 'Food']))).toEqual([
			'Food, Beverage & More',
		]);
		expect(valueOf(readChoices('none', ['NONE']))).toEqual(['NONE']);
	});

	it.each([
		['settled, pending', 'item 2: expected one of'],
		['pending', 'expected one of APPROVED, SETTLED or RETURNED, but found "pending"'],
		[[['settled']], 'expected text, but found a list'],
		['["settled"', 'square brackets'],
		['[settled]', 'square brackets'],
		[',', 'for an empty list write none'],
		['', 'for an empty list write none'],
		[true, 'expected one of APPROVED, SETTLED or RETURNED, but found "true"'],
		[{ 0: 'settled' }, 'expected a list separated by commas, but found an object'],
		[null, 'expected a list separated by commas'],
	])('%j is refused: %s', (cell, reason) => {
		expect(problemOf(readChoices(cell, STATUSES))).toContain(reason);
	});
});

describe('a yes or no', () => {
	it.each([true, 'true', 'TRUE', ' Yes ', 'y', 'Y', 1, '1'])('%j is yes', (cell) => {
		expect(valueOf(readBoolean(cell))).toBe(true);
	});

	it.each([false, 'false', 'False', 'no', 'N', 0, '0'])('%j is no', (cell) => {
		expect(valueOf(readBoolean(cell))).toBe(false);
	});

	it.each([
		['maybe', '"maybe"'],
		[2, '"2"'],
		[[], 'a list'],
		[null, '"null"'],
		['', '""'],
	])('%j is neither', (cell, found) => {
		expect(problemOf(readBoolean(cell))).toBe(`expected yes or no, but found ${found}`);
	});
});

describe('a choice whose list is open', () => {
	const CATEGORIES = ['Food & Beverage', 'Baby, Kids & Toys'];

	it.each([
		['food & beverage', 'Food & Beverage'],
		['Drones & Robots', 'Drones & Robots'],
		['  Drones & Robots ', 'Drones & Robots'],
		['constructor', 'constructor'],
		[7, '7'],
	])('takes %j as %j: a known value in any spelling, another as it stands', (cell, value) => {
		expect(valueOf(readChoice(cell, CATEGORIES, {}, 'text'))).toBe(value);
	});

	it.each([
		['', /blank/],
		['   ', /blank/],
		[{}, /an object/],
		[['a'], /a list/],
		['4111 1111 1111 1111', /card number/],
		['x'.repeat(256), /256 characters/],
	])('refuses %j', (cell, problem) => {
		expect(problemOf(readChoice(cell, CATEGORIES, {}, 'text'))).toMatch(problem);
	});

	it.each([
		['Visa', 'VISA'],
		['UNIONPAY', 'UNIONPAY'],
		['DINERS_CLUB', 'DINERS_CLUB'],
		['12M', '12M'],
	])('of codes takes %j as %j', (cell, value) => {
		expect(valueOf(readChoice(cell, NETWORKS, {}, 'code'))).toBe(value);
	});

	it.each(['Visaa', 'yes', 'n/a', 'UNION PAY', 'U-P', '_'])(
		'of codes refuses %j, which is no code but a slip, and says how to write a new one',
		(cell) => {
			expect(problemOf(readChoice(cell, NETWORKS, {}, 'code'))).toMatch(
				/VISA or AMERICANEXPRESS.*capital letters/,
			);
		},
	);

	it('takes lists of known and other values, each once', () => {
		expect(valueOf(readChoices('food & beverage; Drones; Drones', CATEGORIES, {}, 'text'))).toEqual([
			'Food & Beverage',
			'Drones',
		]);
		expect(valueOf(readChoices(['Drones, Robots', 'Baby, Kids & Toys'], CATEGORIES, {}, 'text'))).toEqual([
			'Drones, Robots',
			'Baby, Kids & Toys',
		]);
	});
});
