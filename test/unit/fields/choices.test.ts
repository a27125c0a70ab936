import fc from 'fast-check';
import {
	boolean,
	categoryCode,
	choice,
	choices,
	currency,
	numericChoice,
	oneOrMany,
} from '../../../shared/fields';
import { valuesOf } from '../../../shared/fields/choice';
import { readCell, reads, refuses, WORDS } from './cells';

const STATUSES = { APPROVED: 'Approved', SETTLED: 'Settled', RETURNED: 'Sent Back' };
const SYNONYMS = { refund: 'RETURNED', 'Posted Transaction': 'SETTLED' } as const;
const NETWORKS = { VISA: 'Visa', AMERICANEXPRESS: 'American Express' };
const CATEGORIES = { 'Food & Beverage': 'Food & Beverage', 'Baby, Kids & Toys': 'Baby, Kids & Toys' };
const EXPECTED = 'expected one of APPROVED, SETTLED or RETURNED, but found {cell}';
const CARD_IN_TEXT = 'this contains what looks like a full card number, which must not be sent; take it out';
const BLANK = 'expected text, but the cell is blank';
const TOO_LONG = 'the text has 256 characters; at most 255 are allowed';

describe('a choice', () => {
	const status = choice({ ...WORDS, choices: STATUSES, synonyms: SYNONYMS });
	reads(status, [
		['SETTLED', 'settled', 'Settled ', 'posted_transaction', 'POSTED TRANSACTION'],
		['RETURNED', 'refund', 'Re-Fund', 'sent back', 'sent\u2013back'],
	]);
	refuses(status, { [EXPECTED]: ['pending', 'constructor', '__proto__', '', ['settled'], {}, null, '①'] });

	const network = choice({ ...WORDS, choices: NETWORKS, synonyms: { visa: 'AMERICANEXPRESS' } });
	reads(network, [
		['VISA', 'visa', 'ＶＩＳＡ'],
		['AMERICANEXPRESS', 'American Express', 'AMERICAN_EXPRESS', 'american-express', 'american\u2013express'],
	]);
	reads(choice({ ...WORDS, choices: { true: 'On', '3005': 'Wrong' } }), [
		['true', true],
		['3005', 3005, '３００５'],
	]);
	reads(choice({ ...WORDS, choices: { name: 'A to Z', '-name': 'Z to A' } }), [
		['name', 'name'],
		['-name', '-name', '\u2013name'],
	]);
	refuses(choice({ ...WORDS, choices: { '3005': 'Wrong' } }), {
		'expected 3005, but found {cell}': ['300⁵', '③005', '3٠05', 'x'],
	});

	it('is understood however it is written', () => {
		const spacing = fc.array(fc.constantFrom('', ' ', '-', '_', '\u00a0'), { minLength: 15, maxLength: 15 });
		fc.assert(
			fc.property(spacing, fc.boolean(), (gaps, lower) => {
				const cell = Array.from('AMERICANEXPRESS', (letter, index) => letter + String(gaps[index])).join('');
				expect(readCell(network, lower ? cell.toLowerCase() : cell)).toEqual({
					ok: true,
					value: 'AMERICANEXPRESS',
				});
			}),
		);
	});

	const ten = Object.fromEntries(Array.from('ABCDEFGHIJ', (letter) => [letter, letter]));
	refuses(choice({ ...WORDS, choices: ten }), {
		'expected one of A, B, C, D, E, F, G, H, I or J, but found {cell}': ['x'],
	});
	refuses(choice({ ...WORDS, choices: { ...ten, K: 'K' } }), {
		'expected one of 11 values such as A, B, C, but found {cell}': ['x'],
	});

	it('without values is a slip that shows at once', () => {
		expect(() => valuesOf({})).toThrow('A choice needs at least one value.');
	});
});

describe('a choice whose list is open to any text', () => {
	const category = choice({ ...WORDS, choices: CATEGORIES, open: 'text' });
	reads(category, [
		['Food & Beverage', 'food & beverage'],
		['Drones & Robots', 'Drones & Robots', '  Drones & Robots '],
		['constructor', 'constructor'],
		['7', 7],
		['x'.repeat(255), 'x'.repeat(255)],
	]);
	refuses(category, {
		[BLANK]: ['', '   '],
		'expected text, but found {cell}': [{}, ['a']],
		[CARD_IN_TEXT]: ['4111 1111 1111 1111'],
		[TOO_LONG]: ['x'.repeat(256)],
	});
});

describe('a choice whose list is open to codes', () => {
	const network = choice({ ...WORDS, choices: NETWORKS, open: 'code' });
	reads(network, [
		['VISA', 'Visa'],
		['UNIONPAY', 'UNIONPAY'],
		['DINERS_CLUB', 'DINERS_CLUB'],
		['12M', '12M'],
	]);
	refuses(network, {
		'expected one of VISA or AMERICANEXPRESS, but found {cell}. Write a value that is new at Kard in capital letters':
			['Visaa', 'yes', 'n/a', 'UNION PAY', 'U-P', '_', 'A__B', '_A', 'A_'],
		[BLANK]: [''],
		[CARD_IN_TEXT]: ['4111 1111 1111 1111'],
		[TOO_LONG]: ['X'.repeat(256)],
	});
});

describe('a choice of numbers', () => {
	const code = numericChoice({ ...WORDS, choices: { '3005': 'Wrong', '8001': 'Other' } });

	it.each([['3005'], [3005]] as const)('takes %j from a caller, and sends the number', (given) => {
		expect(code.parse(given)).toBe(3005);
	});

	it.each(['3006', 3006, true])('does not take %j', (given) => {
		expect(code.safeParse(given).success).toBe(false);
	});
});

describe.each([
	['a list of choices', choices],
	['a list of choices, or one of them,', oneOrMany],
] as const)('%s', (_, kind) => {
	const statuses = kind({ ...WORDS, choices: STATUSES, synonyms: SYNONYMS, open: 'code' });
	reads(statuses, [
		[['SETTLED'], 'settled', 'settled,,SETTLED,'],
		[['SETTLED', 'APPROVED'], 'settled, Approved'],
		[['SETTLED', 'APPROVED', 'RETURNED'], 'settled;approved | refund'],
		[['SETTLED', 'RETURNED'], '["settled", "refund"]', ['settled', ' ', null, 'refund', 'returned']],
		[['SETTLED', 'NEW_ONE'], 'settled, NEW_ONE'],
		[[], 'none', 'None ', '[]', []],
	]);
	refuses(statuses, {
		'item 2: expected one of APPROVED, SETTLED or RETURNED, but found "pending". Write a value that is new at Kard in capital letters':
			['settled, pending'],
		[`${EXPECTED}. Write a value that is new at Kard in capital letters`]: ['pending', true, '{"a":1}'],
		'expected text, but found a list': [[['settled']]],
		'the list in square brackets is not complete; write the items separated by commas, without brackets': [
			...['["settled"', '[settled]', '[1'],
		],
		'expected a list separated by commas; for an empty list write none': [',', ''],
		'expected a list separated by commas, but found {cell}': [{ 0: 'settled' }, null],
	});

	// A known value may hold a comma, or be the word for an empty list.
	reads(kind({ ...WORDS, choices: { ...CATEGORIES, none: 'None' }, open: 'text' }), [
		[['Baby, Kids & Toys'], 'baby, kids & toys'],
		[['none'], 'NONE'],
		[['Food & Beverage', 'Drones'], 'food & beverage; Drones; Drones'],
		[
			['Drones, Robots', 'Baby, Kids & Toys'],
			['Drones, Robots', 'Baby, Kids & Toys'],
		],
	]);
});

it('a caller may write a list of one as the one', () => {
	const sort = oneOrMany({ ...WORDS, choices: { name: 'Name' }, open: 'text' });

	expect(sort.parse('name')).toBe('name');
	expect(sort.parse(['name'])).toEqual(['name']);
	expect(sort.safeParse(' ').success).toBe(false);
});

describe('a yes or no', () => {
	reads(boolean(WORDS), [
		[true, true, 'true', 'TRUE', ' Yes ', 'y', 'Y', 1, '1'],
		[false, false, 'false', 'False', 'no', 'N', 0, '0'],
	]);
	refuses(boolean(WORDS), {
		'expected yes or no, but found {cell}': ['maybe', 2, [], null, '', '①', '¹', '⁰'],
	});
});

describe('a currency', () => {
	reads(currency(WORDS), [
		['USD', 'USD', ' usd ', 'ＵＳＤ', '840', 840, '840.0', '٨٤٠'],
		['CAD', 'cad'],
	]);
	refuses(currency(WORDS), {
		'expected a currency as three letters such as USD, but found {cell}': [
			...['US', 'USDX', '978', 978, '0840', '84⁰', '$', 'US Dollar', 'U5D', '', null, true, {}],
		],
	});
});

describe('a merchant category code', () => {
	reads(categoryCode(WORDS), [
		['5814', '5814', 5814, '５８１４'],
		['0742', '0742', '742', 742],
	]);
	refuses(categoryCode(WORDS), {
		'expected a merchant category code of four digits such as 5814, but found {cell}': [
			...['58', 7, '58140', '581a', '581²', '5 814', 581.4, -5814, '', null, [5814]],
		],
	});
});
