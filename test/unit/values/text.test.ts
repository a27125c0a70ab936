import fc from 'fast-check';
import { readIdentifier } from '../../../shared/fields/identifier';
import { readReference, readText, problemOf, valueOf } from './readings';

const LIMIT = { maxLength: 50 };
const CARD = '4111 1111 1111 1111';
const ACQUIRER_REFERENCE = '7498732123456789012345678901';

describe.each([
	['a text', readText],
	['a reference', readReference],
])('%s', (_name, readCell) => {
	it.each([
		['Coffee', 'Coffee'],
		['  Coffee \u00a0', 'Coffee'],
		['two\tcells', 'two cells'],
		['two\r\nlines', 'two lines'],
		['Café ☕ 👩‍👩‍👧', 'Café ☕ 👩‍👩‍👧'],
		[5411, '5411'],
		[0.5, '0.5'],
		[true, 'true'],
		[ACQUIRER_REFERENCE, ACQUIRER_REFERENCE],
		['x'.repeat(50), 'x'.repeat(50)],
	])('%j is %j', (cell, text) => {
		expect(valueOf(readCell(cell, LIMIT))).toBe(text);
	});

	it.each([7.49873e27, Number.MAX_SAFE_INTEGER + 1, 1e-7, NaN, '7.49873E+27', '4,1E+15'])(
		'%j has been rounded by the spreadsheet',
		(cell) => {
			expect(problemOf(readCell(cell, LIMIT))).toContain('format the column as text');
		},
	);

	it('that is too long is refused with both lengths, and not repeated', () => {
		expect(problemOf(readCell('x'.repeat(10_000), LIMIT))).toBe(
			'the text has 10000 characters; at most 50 are allowed',
		);
	});

	it.each(['bell\u0007', 'nul\u0000', 'delete\u007f', 'half a pair \ud83d'])(
		'is refused with a character in it that breaks things',
		(cell) => {
			expect(problemOf(readCell(cell, LIMIT))).toContain('control character');
		},
	);

	it.each([
		[{ a: 1 }, 'an object'],
		[['a'], 'a list'],
		[null, '"null"'],
		[undefined, '"undefined"'],
	])('is not %j', (cell, found) => {
		expect(problemOf(readCell(cell, LIMIT))).toBe(`expected text, but found ${found}`);
	});

	it('is not blank', () => {
		expect(problemOf(readCell(' \t', LIMIT))).toContain('blank');
	});

	it('comes out trimmed and within its length, or not at all', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (cell) => {
				const reading = readCell(cell, LIMIT);
				if (!reading.ok) return;
				expect(reading.value).toMatch(/^\S(.*\S)?$/su);
				expect(String(reading.value).length).toBeLessThanOrEqual(50);
			}),
		);
	});
});

describe('a full card number', () => {
	it.each([CARD, `Coffee ${CARD}`, 4111111111111111])('is refused in a text: %j', (cell) => {
		const problem = problemOf(readText(cell, LIMIT));
		expect(problem).toContain('full card number');
		expect(problem).not.toContain('1111');
	});

	it('is what a reference or an identifier may look like', () => {
		expect(valueOf(readReference(4111111111111111, LIMIT))).toBe('4111111111111111');
		expect(valueOf(readIdentifier('4111111111111111'))).toBe('4111111111111111');
	});
});

describe.each([
	['a reference', readReference],
	['an identifier', readIdentifier],
])('%s', (_name, readCell) => {
	it.each([
		'user\u200b-7',
		'\u200buser-7',
		'user-7\u2060',
		'us\u00ader-7',
		'user\u200d-7',
		'user-7\ufe0f',
		'user\u3164',
		'us\u061cer',
		'us\ufeffer',
		'👩\u{E0041}',
	])('is refused with a character that cannot be seen, which would make another of it: %j', (cell) => {
		expect(problemOf(readCell(cell, LIMIT))).toContain('invisible character');
	});

	it.each(['👩‍👩‍👧', '☕️', '👍🏽', '🏴\u{E0067}\u{E0062}\u{E007F}', '👩🏽‍🚀 7', 'Zoë', 'żółw', 'משתמש'])(
		'may have signs in it that are made with such characters: %s',
		(cell) => {
			expect(valueOf(readCell(cell, LIMIT))).toBe(cell);
		},
	);
});

describe('an identifier', () => {
	it.each(['.', '..', ' .. '])('cannot be %j, which no path can hold', (cell) => {
		expect(problemOf(readIdentifier(cell))).toContain('cannot be used as an ID');
		expect(readReference(cell, LIMIT).ok).toBe(true);
	});

	it('may hold anything else that has to be encoded', () => {
		expect(valueOf(readIdentifier('a/b?c#d %'))).toBe('a/b?c#d %');
	});
});
