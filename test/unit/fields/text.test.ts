import fc from 'fast-check';
import { identifier, reference, text, webAddress } from '../../../shared/fields';
import { readCell, reads, refuses, WORDS } from './cells';

const CARD = '4111 1111 1111 1111';
const ACQUIRER_REFERENCE = '7498732123456789012345678901';
const ROUNDED = 'the spreadsheet has rounded this number; format the column as text and enter it again';
const INVISIBLE = 'the ID holds an invisible character; type it again instead of pasting it';
const TOO_LONG_ID = 'the text has 256 characters; at most 255 are allowed';
const BLANK = 'expected text, but the cell is blank';

describe.each([
	['a text', text],
	['a reference', reference],
] as const)('%s of at most 50 characters', (_, kind) => {
	const short = kind({ ...WORDS, maxLength: 50 });

	reads(short, [
		['Coffee', 'Coffee', '  Coffee \u00a0'],
		['two cells', 'two\tcells'],
		['two lines', 'two\r\nlines', 'two\rlines', 'two\nlines\n'],
		['Café ☕ 👩‍👩‍👧', 'Café ☕ 👩‍👩‍👧'],
		['5411', 5411],
		['0.5', 0.5],
		['true', true],
		[ACQUIRER_REFERENCE, ACQUIRER_REFERENCE],
		['x'.repeat(50), 'x'.repeat(50), ` ${'x'.repeat(50)} `],
	]);
	refuses(short, {
		[ROUNDED]: [7.49873e27, Number.MAX_SAFE_INTEGER + 1, 1e-7, NaN, '7.49873E+27', '4,1E+15', '-7e+9'],
		'the text has 51 characters; at most 50 are allowed': ['x'.repeat(51)],
		'the text has 10000 characters; at most 50 are allowed': ['x'.repeat(10_000)],
		'is 10001 characters long. Check that the right column is mapped': ['x'.repeat(10_001)],
		'the text holds a control character or a broken one; type it again instead of pasting it': [
			...['bell\u0007', 'nul\u0000', 'delete\u007f', 'half a pair \ud83d'],
		],
		'expected text, but found {cell}': [{ a: 1 }, ['a'], null, undefined],
		[BLANK]: ['', ' \t'],
	});

	it('comes out trimmed and within its length, or not at all', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (cell) => {
				const reading = readCell(short, cell);
				if (!reading.ok) return;
				expect(reading.value).toMatch(/^\S(.*\S)?$/su);
				expect(String(reading.value).length).toBeLessThanOrEqual(50);
			}),
		);
	});
});

describe('a text', () => {
	reads(text(WORDS), [['x'.repeat(1_000), 'x'.repeat(1_000)]]);
	refuses(text(WORDS), {
		'the text has 1001 characters; at most 1000 are allowed': ['x'.repeat(1_001)],
		'this contains what looks like a full card number, which must not be sent; take it out': [
			CARD,
			`Coffee ${CARD}`,
			4111111111111111,
		],
	});
});

describe.each([
	['a reference', reference(WORDS)],
	['an identifier', identifier(WORDS)],
])('%s', (_, id) => {
	reads(id, [
		['x'.repeat(255), 'x'.repeat(255)],
		['4111111111111111', 4111111111111111],
		['a/b?c#d %', 'a/b?c#d %'],
		...['👩‍👩‍👧', '☕️', '👍🏽', '🏴\u{E0067}\u{E0062}\u{E007F}', '👩🏽‍🚀 7', 'Zoë', 'żółw', 'משתמש', '...', '.a'].map(
			(sign): [string, string] => [sign, sign],
		),
	]);
	refuses(id, {
		[TOO_LONG_ID]: ['x'.repeat(256)],
		[INVISIBLE]: [
			...['user\u200b-7', '\u200buser-7', 'user-7\u2060', 'us\u00ader-7', 'user\u200d-7', 'user-7\ufe0f'],
			...['user\u3164', 'us\u061cer', 'us\ufeffer', '👩\u{E0041}'],
		],
		[ROUNDED]: ['7.5E+27'],
		[BLANK]: [''],
	});
});

describe('an identifier that no path can hold', () => {
	refuses(identifier(WORDS), { '{cell} cannot be used as an ID': ['.', '..', ' .. '] });
	reads(reference(WORDS), [
		['.', '.'],
		['..', ' .. '],
	]);
});

describe('a web address', () => {
	const LONG = `https://example.com/${'x'.repeat(980)}`;
	reads(webAddress(WORDS), [
		['https://example.com/kard', 'https://example.com/kard', ' https://example.com/kard\n'],
		['http://localhost:8080', 'http://localhost:8080'],
		['http://127.0.0.1/x', 'http://127.0.0.1/x'],
		['http://127.255.255.255', 'http://127.255.255.255'],
		['http://[::1]/x', 'http://[::1]/x'],
		[LONG, LONG],
	]);
	refuses(webAddress(WORDS), {
		'is not an address that Kard can send to. Write it in full, beginning with https://': [
			...['http://example.com', 'example.com', 'ftp://example.com/x', 'ftp://localhost/x', 'https://'],
			'https',
			...['http://127.0.0.1.example.com', 'http://localhost.example.com', 'http://0127.example.com'],
		],
		[INVISIBLE]: ['https://example.com/\u200b'],
		'the text has 1001 characters; at most 1000 are allowed': [`${LONG}x`],
		[BLANK]: [''],
	});
});
