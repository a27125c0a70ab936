/* eslint-disable @n8n/community-nodes/no-restricted-imports -- does not ship in the n8n package */
import fc from 'fast-check';
import { containsCardNumber, readCardBin, readLastFour } from '../../../shared/values/card';
import { cardNumberSpans, passesLuhn } from '../../../shared/values/cardNumber';
import { problemOf, valueOf } from './readings';

/** Numbers that the card networks publish for tests; 13 to 19 digits. */
const TEST_CARDS = [
	'4111111111111111',
	'5555555555554444',
	'378282246310005',
	'30569309025904',
	'4222222222222',
	'6304000000000000000',
];

/** The digits with the one in front that makes the whole pass the Luhn check. */
function withCheckDigit(digits: string): string {
	const check = Array.from('0123456789').find((digit) => passesLuhn(digits + digit));
	return digits + String(check);
}

describe('a full card number', () => {
	it.each([
		...TEST_CARDS,
		'4111 1111 1111 1111',
		'4111-1111-1111-1111',
		'3782 822463 10005',
		'4111\u00a01111\u20111111\u22121111',
		'4111 1111\n1111 1111',
		'4111\u200b1111\u200b 1111\u20601111',
		'４１１１ １１１１ １１１１ １１１１',
		'\u{1D7D2}\u{1D7CF}\u{1D7CF}\u{1D7CF}111111111111',
		'POS 4111 1111 1111 1111 12/26',
		'4111 1111 1111 1111 12 26 123',
		'12 4111111111111111',
		'REF4111111111111111X',
		'card:4111111111111111.',
	])('is found in %j', (text) => {
		expect(containsCardNumber(text)).toBe(true);
	});

	it.each([
		['', 'nothing'],
		['4111111111111112', 'fails the Luhn check'],
		['411111111111', 'twelve digits'],
		[withCheckDigit('1234567890123456789012345678'.slice(0, 27)), '28 digits, though Luhn-valid'],
		[withCheckDigit('4111111111111111111'), '20 digits, though Luhn-valid'],
		['4111  1111  1111  1111', 'two spaces between the groups'],
		['4111, 1111, 1111, 1111', 'commas between the groups'],
		['2026-03-04 10:00:00', 'a time'],
		['00000000-0000-0000-0000-000000000000', 'an empty UUID'],
		['1 4111111111111111112', 'a longer number than its part'],
	])('is not found in %j: %s', (text) => {
		expect(containsCardNumber(text)).toBe(false);
	});

	it('begins with 2 to 6 where it is only part of a row of groups', () => {
		const other = withCheckDigit('911111111111111');
		expect(containsCardNumber(other)).toBe(true);
		expect(containsCardNumber(`${other} 12`)).toBe(false);
	});

	it('is found wherever it stands, whatever separates its digits', () => {
		const separator = fc.constantFrom('', ' ', '-', '\u2013', '\u2009');
		const words = fc.stringMatching(/^[a-z ,.:/]*$/);
		fc.assert(
			fc.property(fc.constantFrom(...TEST_CARDS), separator, words, words, (card, between, before, after) => {
				const text = `${before}${Array.from(card).join(between)}${after}`;
				expect(containsCardNumber(text)).toBe(true);
				const [span] = cardNumberSpans(text);
				expect(text.slice(span?.start, span?.end).replace(/\D/g, '')).toBe(card);
			}),
		);
	});

	it('is placed once, where two readings of it overlap', () => {
		const text = '4111 1111 1111 1111 1111';
		expect(cardNumberSpans(`${text} 1`)).toHaveLength(1);
	});

	it('is looked for in a long text without delay', () => {
		expect(containsCardNumber('1 '.repeat(200_000))).toBe(false);
		expect(containsCardNumber('1'.repeat(1_000_000))).toBe(false);
		expect(containsCardNumber(`1${'\u200b'.repeat(200_000)}x`)).toBe(false);
	});
});

describe('the Luhn check', () => {
	it.each(TEST_CARDS)('passes %s, and fails any change of one digit', (card) => {
		expect(passesLuhn(card)).toBe(true);
		fc.assert(
			fc.property(fc.nat(card.length - 1), fc.integer({ min: 1, max: 9 }), (place, change) => {
				const digit = (Number(card[place]) + change) % 10;
				expect(passesLuhn(card.slice(0, place) + String(digit) + card.slice(place + 1))).toBe(false);
			}),
		);
	});
});

describe('a BIN', () => {
	it.each([
		['411111', '411111'],
		[411111, '411111'],
		[' 4111 11 ', '411111'],
		['041111', '041111'],
		['4111111', '411111'],
		['41111111', '411111'],
		[41111111, '411111'],
		['4111-1111-111', '411111'],
		['411111******1111', '411111'],
		['4111 11XX XXXX 1111', '411111'],
		['41111111••••1111', '411111'],
		['411111......1111', '411111'],
		['411111…1111', '411111'],
		['４１１１１１', '411111'],
	])('of %j is %s', (cell, bin) => {
		expect(valueOf(readCardBin(cell))).toBe(bin);
	});

	it.each([
		'4111111111111111',
		4111111111111111,
		'4111 1111 1111 1111',
		'4111-1111-1111-1111',
		'BIN 4111111111111111',
	])('is never a full card number: %j', (cell) => {
		expect(problemOf(readCardBin(cell))).toBe(
			'this looks like a full card number; send only the first six digits',
		);
	});

	it.each([
		['411111111111', 'too long'],
		['4111111111111112', 'too long'],
		['41111', 'leading zeros'],
		[41111, 'leading zeros'],
		['4111******1111', 'first six digits'],
		['411111111111****', 'expected the first six digits'],
		['41111*****1111', 'expected the first six digits'],
		['BIN 411111', 'first six digits'],
		['-411111', 'first six digits'],
		[411111.5, 'first six digits'],
		[1e21, 'first six digits'],
		[Number.MAX_SAFE_INTEGER + 1, 'first six digits'],
		['', 'first six digits'],
		[null, 'first six digits'],
		[['411111'], 'first six digits'],
	])('is not in %j: %s', (cell, reason) => {
		const problem = problemOf(readCardBin(cell));
		expect(problem).toContain(reason);
		expect(problem).not.toMatch(/\d/);
	});
});

describe('the last four digits', () => {
	it.each([
		['1234', '1234'],
		[1234, '1234'],
		[42, '0042'],
		['42', '0042'],
		[0, '0000'],
		['0042', '0042'],
		['••••1234', '1234'],
		['**** 1234', '1234'],
		['XXXX-XXXX-XXXX-1234', '1234'],
		['x1234', '1234'],
		['...1234', '1234'],
		['…1234', '1234'],
		['１２３４', '1234'],
	])('of %j are %s', (cell, lastFour) => {
		expect(valueOf(readLastFour(cell))).toBe(lastFour);
	});

	it.each(['4111111111111111', 4111111111111111, '4111 1111 1111 1111'])(
		'are never a full card number: %j',
		(cell) => {
			expect(problemOf(readLastFour(cell))).toBe(
				'this looks like a full card number; send only the last four digits',
			);
		},
	);

	it.each([
		'12345',
		12345,
		'-1234',
		-12,
		12.5,
		'.1234',
		'411111******1234',
		'****123',
		'ending in 1234',
		'',
		null,
		true,
	])('are not in %j', (cell) => {
		const problem = problemOf(readLastFour(cell));
		expect(problem).toContain('expected the last four digits');
		expect(problem).not.toMatch(/\d/);
	});
});
