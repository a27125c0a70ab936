import fc from 'fast-check';
import { passesLuhn } from '../../../shared/redaction/cardNetworks';
import { cardNumberSpans, containsCardNumber } from '../../../shared/redaction/cardNumber';
import { ALL_TEST_CARDS, groupings, TEST_CARDS } from './testCards';

/** What may stand between the groups, and what it is called. */
const SEPARATORS: Readonly<Record<string, string>> = {
	'a space': ' ',
	'two spaces': '  ',
	'a tab': '\t',
	'a no-break space': '\u00a0',
	'a dash': '-',
	'an en dash': '\u2013',
	'a minus sign': '\u2212',
	'a dash between spaces': ' - ',
	'a point': '.',
	'a slash': '/',
	'a slash between spaces': ' / ',
	'a comma': ',',
	'a semicolon': ';',
	'a colon': ':',
	'an underscore': '_',
	'a bar': '|',
	'a plus': '+',
	'an asterisk': '*',
	'two dashes': '--',
	'%20': '%20',
	'%2520': '%2520',
	'%2D': '%2D',
	'%C2%A0': '%C2%A0',
	'&nbsp;': '&nbsp;',
	'&#160;': '&#160;',
	'&#xA0;': '&#xA0;',
	'&amp;ndash;': '&amp;ndash;',
	'\\u00a0 in JSON': '\\u00a0',
	'\\n in JSON': '\\n',
	'an invisible character': '\u200b',
};

/** The zero of some scripts that have decimal digits of their own. */
const ZEROS = ['٠', '۰', '०', '০', '๐', '၀', '០', '０', '\u{1D7CE}', '\u{1D7F6}', '\u{1E950}'];

function inScript(digits: string, zero: string): string {
	return Array.from(digits, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit))).join(
		'',
	);
}

/** The digits with the one in front that makes the whole pass the Luhn check. */
function withCheckDigit(digits: string): string {
	const check = Array.from('0123456789').find((digit) => passesLuhn(digits + digit));
	return digits + String(check);
}

describe('a full card number', () => {
	it.each(Object.entries(TEST_CARDS))('of %s is found', (_network, cards) => {
		for (const card of cards) {
			expect([card, containsCardNumber(card)]).toEqual([card, true]);
			expect([card, containsCardNumber(`POS ${card} 12/26`)]).toEqual([card, true]);
		}
	});

	it.each(Object.entries(SEPARATORS))('is found with %s between its groups', (_name, separator) => {
		const written = ALL_TEST_CARDS.flatMap((card) => groupings(card).map((groups) => groups.join(separator)));
		const missed = written.filter((text) => !containsCardNumber(text) || !containsCardNumber(`to ${text}!`));
		expect(missed).toEqual([]);
	});

	it.each(ZEROS)('is found in the digits that begin with %s', (zero) => {
		for (const card of ALL_TEST_CARDS) {
			const fours = groupings(card)[0]?.map((group) => inScript(group, zero)) ?? [];
			for (const text of [inScript(card, zero), fours.join(' '), fours.join('.')]) {
				expect(cardNumberSpans(`${text} x`)).toEqual([{ start: 0, end: text.length }]);
			}
		}
	});

	it.each([
		'4111\u00a01111\u20111111\u22121111',
		'4111 1111\n1111 1111',
		'4111\u200b1111\u200b 1111\u20601111',
		'\u{1D7D2}\u{1D7CF}\u{1D7CF}\u{1D7CF}111111111111',
		'%34%31%31%31111111111111',
		'4111 1111 1111 1111 12 26 123',
		'4111 1111 1111 1111 1226',
		'4111/1111/1111/1111/12/26',
		'4111111111111111|12|26|123',
		'12 4111111111111111',
		'0042 4111 1111 1111 1111',
		'REF4111111111111111X',
		'VISA4111-1111-1111-1111EXP1226',
		'card:4111111111111111.',
		'4111111111111111.00',
		'4,111,111,111,111,111.00',
		'q=pay+4111111111111111',
		'+4111111111111111',
		'caf%C3%A94111111111111111',
		'41111 11111 11111 1',
	])('is found in %j', (text) => {
		expect(containsCardNumber(text)).toBe(true);
	});

	it.each([
		['', 'nothing'],
		['4111111111111112', 'fails the Luhn check'],
		['411111111111', 'twelve digits'],
		[withCheckDigit('1234567890123456789012345678'.slice(0, 27)), '28 digits, though Luhn-valid'],
		[withCheckDigit('4111111111111111111'), '20 digits, though Luhn-valid'],
		[withCheckDigit('411111111111111111'.slice(0, 16)), 'a Visa of 17 digits'],
		[withCheckDigit('4111111111111'), 'a Visa of 14 digits'],
		[withCheckDigit('51051051051051'), 'a Mastercard of 15 digits'],
		[withCheckDigit('222099999999999'), 'just below the range of Mastercard'],
		[withCheckDigit('272100000000000'), 'just above the range of Mastercard'],
		[withCheckDigit('37828224631000'.slice(0, 13)), 'an American Express of 14 digits'],
		[withCheckDigit('352799999999999'), 'just below the range of JCB'],
		[withCheckDigit('359000000000000'), 'just above the range of JCB'],
		...['0', '1', '7', '99'].map((start): [string, string] => [
			withCheckDigit(start.padEnd(15, '3')),
			`a number that begins with ${start}`,
		]),
		['4111, 1111, 1111, 1111', 'a list'],
		['4111; 1111; 1111; 1111', 'a list with semicolons'],
		['4111,1111,1111,1111,4242', 'a list of five'],
		['4111/1111-1111.1111', 'another sign each time'],
		['4111 and 1111 and 1111 and 1111', 'words between'],
		['1 4111111111111111112', 'a longer number than its part'],
		['1Z4111111111111111', 'a code'],
		['4111111111111111B2', 'a code that goes on'],
		['no 12 41 11 11 11 11 11 11 11 x', 'a longer row of twos'],
		['no 41 11 11 11 11 11 11 11 12 x', 'a row of twos that goes on'],
		['65f0c04111111111111111beef', 'a hexadecimal id'],
		['2026-03-04 10:00:00', 'a time'],
		['00000000-0000-0000-0000-000000000000', 'an empty UUID'],
		['33.4111111111111111, -84.4111111111111111', 'coordinates'],
		['+4222222222222', 'a phone number abroad'],
	])('is not found in %j: %s', (text) => {
		expect(containsCardNumber(text)).toBe(false);
	});

	it.each<[string, (digits: (count: number) => string) => string]>([
		['an ACH trace', (digits) => `TRACE#:091000${digits(9)}`],
		['a Zelle confirmation', (digits) => `ZELLE CONF 1${digits(15)}`],
		['an Amazon order', (digits) => `AMZN 1${digits(2)}-${digits(7)}-${digits(7)}`],
		['an Amazon order in Europe', (digits) => `AMAZON 40${digits(1)}-${digits(7)}-${digits(7)}`],
		['a store and its phone number', (digits) => `STORE 4${digits(5)} 800-555-${digits(4)}`],
		['an invoice and its date', (digits) => `INV 4${digits(7)} 20260304 ${digits(2)}.${digits(2)}`],
		['a wire', (digits) => `IMAD 20260304B1QGC01R${digits(6)} ${digits(10)}`],
		['a parcel of UPS', (digits) => `UPS 1Z${digits(3)}A${digits(2)}${digits(10)}`],
		[
			'a parcel of the postal service',
			(digits) => `9400 ${[4, 4, 4, 4, 2].map((count) => digits(count)).join(' ')}`,
		],
		['two addresses of the internet', (digits) => `192.168.${digits(3)}.${digits(3)} 10.0.${digits(2)}.1`],
		['coordinates', (digits) => `33.${digits(15)},-84.${digits(14)}`],
		['the last fours of two cards', (digits) => `${digits(4)}, ${digits(4)}`],
	])('is never found in %s', (_name, make) => {
		const digits = (seed: readonly number[]) => {
			let next = 0;
			return (count: number) =>
				Array.from({ length: count }, () => String((seed[next++ % seed.length] ?? 0) % 10)).join('');
		};
		fc.assert(
			fc.property(fc.array(fc.nat(9), { minLength: 40, maxLength: 40 }), (seed) => {
				expect(containsCardNumber(make(digits(seed)))).toBe(false);
			}),
			{ numRuns: 500 },
		);
	});

	it('is found wherever it stands, and its place is that of its digits', () => {
		const card = fc.constantFrom(...ALL_TEST_CARDS);
		const separator = fc.constantFrom('', ...Object.values(SEPARATORS));
		const words = fc.stringMatching(/^[a-z ,.:/]*$/);
		fc.assert(
			fc.property(card, separator, words, words, fc.nat(5), (number, between, before, after, way) => {
				const groups = groupings(number)[way] ?? [number];
				const text = `${before}${groups.join(between)}${after}`;
				expect(cardNumberSpans(text)).toEqual([
					{ start: before.length, end: before.length + groups.join(between).length },
				]);
			}),
		);
	});

	it('is placed once, where two readings of it overlap', () => {
		expect(cardNumberSpans('4111 1111 1111 1111 1111 1')).toHaveLength(1);
		expect(cardNumberSpans('4111111111111111 5555555555554444')).toHaveLength(2);
	});

	it('is looked for in a long text without delay', () => {
		for (const text of ['1 ', '4', '4 ', '4111,', '4111 ', '%20', '&amp;', '\u200b', '4\u200b', 'é٤']) {
			containsCardNumber(text.repeat(50_000));
		}
		expect(containsCardNumber(`1${'\u200b'.repeat(200_000)}x`)).toBe(false);
		expect(containsCardNumber(`&${'amp;'.repeat(200_000)}`)).toBe(false);
		expect(containsCardNumber(`%${'25'.repeat(200_000)}`)).toBe(false);
	});
});

describe('what the networks issue', () => {
	const filled = (start: string, length: number) => withCheckDigit(start.padEnd(length - 1, '0'));
	const lengths = [12, 13, 14, 15, 16, 17, 18, 19, 20];
	const FROM_16 = [16, 17, 18, 19];

	it.each<[string, readonly string[], readonly string[], readonly number[]]>([
		['Visa', ['40', '49'], [], [13, 16, 19]],
		['Mastercard', ['51', '55', '2221', '2720'], ['2206', '2220', '2721', '2999'], [16]],
		['American Express', ['34', '37'], ['33', '3510'], [15]],
		['Discover', ['6011', '644', '649', '650', '659'], ['6010', '6012', '643', '660'], FROM_16],
		['Diners Club', ['300', '305', '3095', '36', '38', '39'], ['306', '3094', '3096'], [14, ...FROM_16]],
		['JCB', ['3528', '3589'], ['3527', '3590'], FROM_16],
		['older cards of JCB', ['1800', '2131'], ['1799', '1801', '2130', '2132'], [15]],
		['UnionPay', ['620', '629', '8100', '8171', '8201'], ['61', '8099', '8202'], FROM_16],
		['RuPay and Hipercard', ['606', '608'], ['605', '609'], FROM_16],
		['Maestro', ['50', '56', '58', '63', '67'], ['59', '66', '68'], [13, 14, 15, ...FROM_16]],
		['Mir', ['2200', '2205'], ['2199', '2206'], FROM_16],
		['Cabal', ['6007', '6035', '6042', '6044'], ['6006', '6008', '6034', '6036', '6041', '6045'], [16]],
		[
			'Troy, Uzcard and Humo',
			['8600', '9792', '9860'],
			['8599', '8601', '9791', '9793', '9859', '9861'],
			[16],
		],
		['Napas', ['9704'], ['9703', '9705'], [16, 19]],
	])('%s: these beginnings and lengths, and no others', (_network, starts, others, issued) => {
		for (const start of starts) {
			const found = lengths.filter((length) => containsCardNumber(filled(start, length)));
			expect([start, found]).toEqual([start, issued]);
		}
		for (const start of others) {
			const found = lengths.filter((length) => containsCardNumber(filled(start, length)));
			expect([start, found]).toEqual([start, []]);
		}
	});

	it.each(['0', '1', '7', '9'])('nothing that begins with %s', (start) => {
		for (const length of lengths) expect(containsCardNumber(filled(start, length))).toBe(false);
	});
});

describe('the Luhn check', () => {
	it.each(ALL_TEST_CARDS.slice(0, 12))('passes %s, and fails any change of one digit', (card) => {
		expect(passesLuhn(card)).toBe(true);
		fc.assert(
			fc.property(fc.nat(card.length - 1), fc.integer({ min: 1, max: 9 }), (place, change) => {
				const digit = (Number(card[place]) + change) % 10;
				expect(passesLuhn(card.slice(0, place) + String(digit) + card.slice(place + 1))).toBe(false);
			}),
		);
	});
});
