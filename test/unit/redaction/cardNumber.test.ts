import fc from 'fast-check';
import { passesLuhn } from '../../../shared/redaction/cardNetworks';
import { cardNumberSpans, containsCardNumber } from '../../../shared/redaction/cardNumber';
import { ALL_TEST_CARDS, groupings, TEST_CARDS } from './testCards';

/** What may be between the groups. */
const SEPARATORS = [
	...[' ', '  ', '\t', '\u00a0', '-', '\u2013', '\u2212', ' - ', '.', '/', ' / ', ',', ';', ':', '_', '|'],
	...['+', '*', '--', '\u200b', '%20', '%2520', '%2D', '%C2%A0', '&nbsp;', '&#160;', '&#xA0;', '&amp;ndash;'],
	...['\\u00a0', '\\n'],
];

/** The zero of some scripts that have decimal digits of their own. */
const ZEROS = ['٠', '۰', '०', '০', '๐', '၀', '០', '０', '\u{1D7CE}', '\u{1D7F6}', '\u{1E950}'];

function inScript(digits: string, zero: string): string {
	const first = zero.codePointAt(0) ?? 0;
	return Array.from(digits, (digit) => String.fromCodePoint(first + Number(digit))).join('');
}

/** The digits with the one behind that makes the whole pass the Luhn check. */
function withCheckDigit(digits: string): string {
	return digits + String(Array.from('0123456789').find((digit) => passesLuhn(digits + digit)));
}

describe('a full card number', () => {
	it.each(TEST_CARDS)('of %s is found', (_, cards) => {
		const texts = cards.flatMap((card) => [card, `POS ${card} 12/26`]);
		expect(texts.filter((text) => !containsCardNumber(text))).toEqual([]);
	});

	it.each(SEPARATORS)('is found with %j between its groups', (separator) => {
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
		...['4111\u00a01111\u20111111\u22121111', '4111 1111\n1111 1111', '4111\u200b1111\u200b 1111\u20601111'],
		...['\u{1D7D2}\u{1D7CF}\u{1D7CF}\u{1D7CF}111111111111', '%34%31%31%31111111111111'],
		...['4111 1111 1111 1111 12 26 123', '4111 1111 1111 1111 1226', '4111/1111/1111/1111/12/26'],
		...['4111111111111111|12|26|123', '12 4111111111111111', '0042 4111 1111 1111 1111'],
		...['REF4111111111111111X', 'VISA4111-1111-1111-1111EXP1226', 'card:4111111111111111.'],
		...['4111111111111111.00', '4,111,111,111,111,111.00', 'q=pay+4111111111111111', '+4111111111111111'],
		...['caf%C3%A94111111111111111', 'caf%E94111111111111111', '%FF%34%31%31%31111111111111'],
		...['41111 11111 11111 1', '&nosuch; &#9999999; 4111111111111111'],
	])('is found in %j', (text) => {
		expect(containsCardNumber(text)).toBe(true);
	});

	it.each<[string, ...string[]]>([
		['nothing', ''],
		['what fails the Luhn check', '4111111111111112'],
		['28 digits that pass it', withCheckDigit('1234567890123456789012345678'.slice(0, 27))],
		['lists', '4111, 1111, 1111, 1111', '4111; 1111; 1111; 1111', '4111,1111,1111,1111,4242'],
		['groups with other signs or words', '4111/1111-1111.1111', '4111 and 1111 and 1111 and 1111'],
		['a part of a longer number', '1 4111111111111111112'],
		['a part of a code', '1Z4111111111111111', '4111111111111111B2', '65f0c04111111111111111beef'],
		['a longer row of twos', 'no 12 41 11 11 11 11 11 11 11 x', 'no 41 11 11 11 11 11 11 11 12 x'],
		['a time or an empty UUID', '2026-03-04 10:00:00', '00000000-0000-0000-0000-000000000000'],
		['coordinates or a phone number', '33.4111111111111111, -84.4111111111111111', '+4222222222222'],
	])('is not found in %s', (_, ...texts) => {
		expect(texts.filter(containsCardNumber)).toEqual([]);
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
		['a parcel of USPS', (digits) => `9400 ${[4, 4, 4, 4, 2].map((count) => digits(count)).join(' ')}`],
		['two addresses of the internet', (digits) => `192.168.${digits(3)}.${digits(3)} 10.0.${digits(2)}.1`],
		['coordinates', (digits) => `33.${digits(15)},-84.${digits(14)}`],
		['the last fours of two cards', (digits) => `${digits(4)}, ${digits(4)}`],
	])('is never found in %s', (_, make) => {
		fc.assert(
			fc.property(fc.array(fc.nat(9), { minLength: 40, maxLength: 40 }), (seed) => {
				const all = seed.join('');
				let next = 0;
				expect(containsCardNumber(make((count) => all.slice(next, (next += count))))).toBe(false);
			}),
			{ numRuns: 500 },
		);
	});

	it('is found anywhere, and its place is that of its digits', () => {
		const separator = fc.constantFrom('', ...SEPARATORS);
		const words = fc.stringMatching(/^[a-z ,.:/]*$/);
		const card = fc.constantFrom(...ALL_TEST_CARDS);
		fc.assert(
			fc.property(card, separator, words, words, fc.nat(5), (number, between, before, after, way) => {
				const written = (groupings(number)[way] ?? [number]).join(between);
				const place = { start: before.length, end: before.length + written.length };
				expect(cardNumberSpans(before + written + after)).toEqual([place]);
			}),
		);
	});

	it('has one place where two readings of it overlap', () => {
		expect(cardNumberSpans('4111 1111 1111 1111 1111 1')).toHaveLength(1);
		expect(cardNumberSpans('4111111111111111 5555555555554444')).toHaveLength(2);
	});

	it('is looked for in a long text without delay', () => {
		for (const text of ['1 ', '4', '4 ', '4111,', '4111 ', '%20', '&amp;', '\u200b', '4\u200b', 'é٤']) {
			containsCardNumber(text.repeat(20_000));
		}
		for (const [start, text] of ['1\u200b', '&amp;', '%25'].map(
			(all) => [all.charAt(0), all.slice(1)] as const,
		))
			expect(containsCardNumber(`${start}${text.repeat(100_000)}x`)).toBe(false);
	});
});

describe('what the networks issue', () => {
	const FROM_16 = '16 17 18 19';
	it.each([
		['Visa', '40 49', '', '13 16 19'],
		['Mastercard', '51 55 2221 2720', '2206 2220 2721 2999', '16'],
		['American Express', '34 37', '33 3510', '15'],
		['Discover', '6011 644 649 650 659', '6010 6012 643 660', FROM_16],
		['Diners Club', '300 305 3095 36 38 39', '306 3094 3096', `14 ${FROM_16}`],
		['JCB', '3528 3589', '3527 3590', FROM_16],
		['older cards of JCB', '1800 2131', '1799 1801 2130 2132', '15'],
		['UnionPay', '620 629 8100 8171 8201', '61 8099 8202', FROM_16],
		['RuPay and Hipercard', '606 608', '605 609', FROM_16],
		['Maestro', '50 56 58 63 67', '59 66 68', `13 14 15 ${FROM_16}`],
		['Mir', '2200 2205', '2199 2206', FROM_16],
		['Cabal', '6007 6035 6042 6044', '6006 6008 6034 6036 6041 6045', '16'],
		['Troy, Uzcard and Humo', '8600 9792 9860', '8599 8601 9791 9793 9859 9861', '16'],
		['Napas', '9704', '9703 9705', '16 19'],
		['nobody', '', '0 1 7 9 99', ''],
	])('%s: these beginnings and lengths, and no others', (_, starts, others, issued) => {
		const found = (start: string) =>
			[12, 13, 14, 15, 16, 17, 18, 19, 20]
				.filter((length) => containsCardNumber(withCheckDigit(start.padEnd(length - 1, '0'))))
				.join(' ');
		for (const start of starts.split(' ').filter(Boolean))
			expect([start, found(start)]).toEqual([start, issued]);
		for (const start of others.split(' ').filter(Boolean)) expect([start, found(start)]).toEqual([start, '']);
	});
});

it('the Luhn check passes a card number, and fails any change of one digit', () => {
	const card = fc.constantFrom(...ALL_TEST_CARDS);
	fc.assert(
		fc.property(card, fc.nat(18), fc.integer({ min: 1, max: 9 }), (number, at, change) => {
			const place = at % number.length;
			const digit = (Number(number[place]) + change) % 10;
			expect(passesLuhn(number)).toBe(true);
			expect(passesLuhn(number.slice(0, place) + String(digit) + number.slice(place + 1))).toBe(false);
		}),
		{ numRuns: 300 },
	);
});
