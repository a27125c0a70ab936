import fc from 'fast-check';
import { DateTime } from 'luxon';
import { redactedCopy } from '../../../shared/redaction/deep';
import { Redactor } from '../../../shared/redaction/redactor';
import { containsCardNumber } from '../../../shared/redaction/cardNumber';
import { quote } from '../../../shared/redaction/quote';
import { networkTransactionRow } from '../../../shared/catalogue/transactions/rows';
import { readRow } from '../../../shared/rows/readRow';
import { usualRowSettings } from '../../../shared/rows/rowSettings';
import { ENCODINGS } from '../../support/planted';

const redactText = (text: string, values: readonly string[] = [], secrets: readonly string[] = []) =>
	new Redactor({ values, secrets }).text(text);
const redactDeep = (value: unknown, ...values: readonly string[]) =>
	redactedCopy(value, new Redactor({ values }));

const CARD = '4111 1111 1111 1111';

describe('the text of a message', () => {
	const whollyMasked = (address: string): [string, string] => [address, '•••@•••'];
	const harmless = (text: string): [string, string] => [text, text];

	it.each([
		['User jordan@example.com exists.', 'User •••@••• exists.'],
		['Write to jordan@example.com.', 'Write to •••@•••.'],
		['{"email":"jordan@example.com"}', '{"email":"•••@•••"}'],
		["<o'brien@example.com>, b@example.com", '<•••@•••>, •••@•••'],
		[
			'/users/jordan%40example.com/offers?email=a@example.com&page=2',
			'/users/•••@•••/offers?email=•••@•••&page=2',
		],
		['jordan@@example.com is not valid', '•••@••• is not valid'],
		['@jordan@example.com@', '@•••@•••@'],
		[`card ${CARD} 12/26`, 'card ••• 12/26'],
		['4111111111111111 and 5555-5555-5555-4444', '••• and •••'],
		['jo@[1.2.3.4] is taken', '•••@••• is taken'],
		['"jo doe"@x.com', '•••@•••'],
		['{"id":"jo doe@x.com"}', '{"id":"jo •••@•••"}'],
		['jo%40x.com and jo%2540x.com', '•••@••• and •••@•••'],
		['jo&#64;x.com, jo&#x40;x.com, jo&commat;x.com', '•••@•••, •••@•••, •••@•••'],
		...['jo&amp;#64;x.com', 'jo\\u0040x.com', 'jo\\\\u0040x.com', 'jo%u0040x.com'].map(whollyMasked),
		...['jo＠x.com', 'jo﹫x.com', 'jo @ x.com', 'jörg@münchen.example'].map(whollyMasked),
		['jo @x.com and jo@ x.com', '•••@••• and •••@•••'],
		['mailto:jo@x.com?subject=a', 'mailto:•••@•••?subject=a'],
		['card%3A%204111%201111%201111%201111', 'card%3A%20•••'],
		['4111\\u00201111\\u00201111\\u00201111', '•••'],
		['&#52;111111111111111', '•••'],
		...['meet @ 5 pm', '2 @ $3.50 each', '@handle and "@handle"', '5 @ 3, @handle, at@'].map(harmless),
		...['sold @ market price. Thanks', 'the field "a" is "@b"', '100 % sure & done \\ over'].map(harmless),
		...['404 Not Found', ''].map(harmless),
	])('%j becomes %j', (text, masked) => {
		expect(redactText(text)).toBe(masked);
	});

	it.each([
		['last four 1234, not 12345', ['1234'], 'last four •••, not 12345'],
		['id user-7.', ['user-7'], 'id •••.'],
		['id user-71', ['user-7'], 'id user-71'],
		['(+15551234567)', ['+15551234567'], '(•••)'],
		['+15551234567.', ['+15551234567'], '•••.'],
		['--user-7', ['user-7'], '--•••'],
		['card1234x', ['1234'], 'card•••x'],
		['Jo Doe Smith and Jo Doe', ['Jo Doe', 'Jo Doe Smith'], '••• and •••'],
		['$& is kept', ['x'], '$& is kept'],
		['a - b', ['-', '', ' ', '•'], 'a - b'],
		['a12b', ['a', '12'], '•••b'],
	])('%j, with %j sensitive, becomes %j', (text, sensitive, masked) => {
		expect(redactText(text, sensitive)).toBe(masked);
	});

	it('shows no sensitive value any more', () => {
		const value = fc.oneof(fc.stringMatching(/^\d{1,6}$/), fc.stringMatching(/^[a-c1-3@._+-]{1,4}$/));
		const word = fc.oneof(value, fc.stringMatching(/^[a-z ,;:"'(){}/=&]{0,3}$/), fc.constant(CARD));
		fc.assert(
			fc.property(fc.array(value, { maxLength: 4 }), fc.array(word), (values, words) => {
				const sensitive = values.filter((text) => /[a-z0-9]/.test(text));
				const masked = redactText([...words, ...sensitive].join(' '), sensitive);
				const left = [...(masked.match(/[\p{L}\p{N}@._+-]+/gu) ?? []), ...(masked.match(/\d+/g) ?? [])];
				expect(left.filter((token) => sensitive.includes(token))).toEqual([]);
				expect(containsCardNumber(masked)).toBe(false);
				expect(redactText(masked, sensitive)).toBe(masked);
			}),
		);
	});
});

describe('a secret in a text', () => {
	const SECRET = 'Kx7/pQ+client secret~=9ü';

	it.each(Object.entries(ENCODINGS))('is masked when it is written as %s', (_, encode) => {
		const masked = redactText(`The value ${encode(SECRET)} is wrong.`, [], [SECRET]);

		expect(masked).toMatch(/^The value •••=* is wrong\.$/);
	});

	it.each([
		['Top-Secret', 'xxtop-secretxx TOP-SECRET', 'xx•••xx •••'],
		// A few characters may be a part of any word.
		['key', 'key, keyboard', '•••, keyboard'],
	])('%j is masked in %j: %j', (secret, text, masked) => {
		expect(redactText(text, [], [secret])).toBe(masked);
	});

	it('is masked also where only a long part of it is repeated', () => {
		const token = `eyJ${'aB3dE6gH9'.repeat(40)}`;
		const masked = redactText(`Bearer ${token.slice(0, 100)} was cut`, [], [token]);

		expect(masked).not.toContain(token.slice(0, 64));
	});
});

describe('an excerpt', () => {
	const redactor = new Redactor({ secrets: ['top-secret-value'], values: ['+15551234567'] });

	it('is the masked text as far as it fits', () => {
		expect(redactor.excerpt('no top-secret-value here', 500)).toBe('no ••• here');
		expect(redactor.excerpt('x'.repeat(500), 500)).toBe('x'.repeat(500));
		expect(redactor.excerpt('x'.repeat(501), 500)).toBe(`${'x'.repeat(499)}…`);
	});

	it.each([
		['a secret', 'top-secret-value'],
		['an address', 'jordan.doe@example.com'],
		['an address with escapes', 'jordan.doe%2540example.com'],
		['a card number', '4111 1111 1111 1111'],
		['a phone number', '+15551234567'],
		['a character of two units', '👍👍👍'],
	])('never ends in half of %s, wherever it is cut', (_, hidden) => {
		const whole = redactor.text(hidden);
		for (let before = 40; before <= 64; before += 1) {
			const text = `${'a '.repeat(before / 2)}${'b'.repeat(before % 2)} ${hidden} ${'z '.repeat(300)}`;
			for (const longest of [60, 61]) {
				const shown = redactor.excerpt(text, longest);
				expect(shown.length).toBeLessThanOrEqual(longest);
				expect(shown.replace(whole, '').replace(/[👍…]/gu, '')).toMatch(/^[abz ]*$/);
				expect(shown).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
			}
		}
	});
});

describe('a bounded copy', () => {
	const bounds = { longestText: 100, allTexts: 2_000, depth: 4 };
	const copy = (value: unknown) => redactedCopy(value, new Redactor({}), bounds);

	it('has no text that is longer, no more of it, and nothing that is deeper', () => {
		expect(copy({ a: 'x'.repeat(200) })).toEqual({ a: `${'x'.repeat(99)}…` });
		expect(copy([[[[['deep']]]]])).toEqual([[[['…']]]]);
		expect(JSON.stringify(copy(Array.from({ length: 10_000 }, () => 'x'.repeat(50))))).toHaveLength(
			JSON.stringify(Array.from({ length: 35 }, () => 'x'.repeat(50))).length,
		);
	});

	it('keeps what comes first', () => {
		expect(
			copy({ errors: [{ detail: 'told' }], trace: Array.from({ length: 999 }, () => 'x'.repeat(99)) }),
		).toMatchObject({
			errors: [{ detail: 'told' }],
		});
	});
});

describe('a JSON value', () => {
	it('keeps its structure and loses what is sensitive', () => {
		const value = {
			errors: [{ status: '400', detail: `jordan@example.com and ${CARD}`, meta: null }],
			...{ lastFour: 1234, card: 4111111111111111, amount: 1999, exact: 1234n, ok: true, none: undefined },
		};
		expect(redactDeep(value, '1234')).toEqual({
			errors: [{ status: '400', detail: '•••@••• and •••', meta: null }],
			...{ lastFour: '•••', card: '•••', amount: 1999, exact: '•••', ok: true, none: undefined },
		});
		expect(value.lastFour).toBe(1234);
	});

	it('may be a text or a number alone', () => {
		expect(redactDeep('jordan@example.com')).toBe('•••@•••');
		expect(redactDeep(-1234, '1234')).toBe('•••');
		expect(redactDeep(5)).toBe(5);
		expect(redactDeep(null)).toBeNull();
	});

	it('keeps every entry when the mask makes their keys equal', () => {
		expect(redactDeep({ 'a@example.com': 1, 'b@example.com': 2, 'c@example.com': 3 })).toEqual({
			'•••@•••': 1,
			'•••@••• (2)': 2,
			'•••@••• (3)': 3,
		});
	});

	it('may have a key __proto__ without harm', () => {
		const value: unknown = JSON.parse('{"__proto__": {"polluted": "jordan@example.com"}}');
		const copy = redactDeep(value);
		expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":"•••@•••"}}');
		expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
		expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
	});

	it('may be nested deeper than a call stack, or hold itself', () => {
		let deep: unknown = 'jordan@example.com';
		for (let depth = 0; depth < 50_000; depth += 1) deep = depth % 2 === 0 ? [deep] : { deep };
		let copy = redactDeep(deep);
		while (typeof copy === 'object' && copy !== null) [copy] = Object.values<unknown>({ ...copy });
		expect(copy).toBe('•••@•••');

		const loop: Record<string, unknown> = { email: 'jordan@example.com' };
		loop.self = loop;
		const copyOfLoop = redactDeep(loop);
		expect(copyOfLoop).toMatchObject({ email: '•••@•••', self: { email: '•••@•••' } });
	});

	it('comes back unchanged if nothing in it is sensitive', () => {
		const harmless = fc.jsonValue().filter((value) => !/[@＠%]|\d{5}|•/u.test(JSON.stringify(value)));
		fc.assert(
			fc.property(harmless, (value) => {
				expect(JSON.stringify(redactDeep(value))).toBe(JSON.stringify(value));
			}),
		);
	});

	it('shows no sensitive value any more, at any depth', () => {
		const secret = fc.stringMatching(/^[a-f0-9]{6,8}$/);
		fc.assert(
			fc.property(secret, fc.array(fc.string()), (value, path) => {
				const nested = path.reduce<unknown>((inner, key) => ({ [key]: [inner, value] }), { [value]: value });
				expect(JSON.stringify(redactDeep(nested, value))).not.toMatch(
					new RegExp(`(?<![\\p{L}\\p{N}@._+-])${value}(?![\\p{L}\\p{N}@._+-])`, 'u'),
				);
			}),
		);
	});
});

describe('a cell in a message', () => {
	it.each([
		['pending', '"pending"'],
		[42, '"42"'],
		[true, '"true"'],
		[null, '"null"'],
		['two\n\tlines\u0007', '"two lines"'],
		['x'.repeat(40), `"${'x'.repeat(40)}"`],
		['x'.repeat(41), `"${'x'.repeat(39)}…"`],
		['👍'.repeat(50), `"${'👍'.repeat(39)}…"`],
		['mail jordan@example.com now', '"mail •••@••• now"'],
		['jordan＠example.com', '"•••@•••"'],
		['jordan @ example.com', '"•••@•••"'],
		['"jordan doe"@example.com', '"•••@•••"'],
		['jordan%40example.com', '"•••@•••"'],
		['jordan&#64;example.com', '"•••@•••"'],
		['jordan\\u0040example.com', '"•••@•••"'],
		[12345, '"•••••"'],
		['1234', '"1234"'],
		['4111 1111-1111.1111', '"•••• ••••-••••.••••"'],
		['4111 - 1111 - 1111 - 1111', '"•••• - •••• - •••• - ••••"'],
		['4111&nbsp;1111&nbsp;1111&nbsp;1111', '"••••&nbsp;••••&nbsp;••••&nbsp;••••"'],
		['(555) 123-4567', '"(•••) •••-••••"'],
		['٤١١١١١', '"••••••"'],
	])('%j is shown as %s', (cell, shown) => {
		expect(quote(cell)).toBe(shown);
	});

	it.each([
		[[1], 'a list'],
		[{ a: 1 }, 'an object'],
		[new Date(0), 'a date'],
		[DateTime.utc(), 'a date'],
		[() => 1, 'a function'],
		[Symbol('x'), 'a symbol'],
	])('of another kind is only named: %s', (cell, shown) => {
		expect(quote(cell)).toBe(shown);
	});

	it('never shows an address, even one that the cut would break', () => {
		const filler = fc.stringMatching(/^[a-z ]{0,60}$/);
		fc.assert(
			fc.property(filler, fc.stringMatching(/^[a-z]{0,60}$/), (before, local) => {
				expect(quote(`${before} secret${local}@example.com`)).not.toContain('secret');
			}),
		);
	});

	it('is shown at once, however long', () => {
		for (const piece of ['4111111111111111 ', 'a@', ' @ a.bc', '1-', '&#64;']) {
			expect(Array.from(quote(piece.repeat(200_000))).length).toBeLessThanOrEqual(42);
		}
	});

	it('never shows five digits in a row, and never more than 40 characters', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[0-9a-c .-]*$/), (cell) => {
				expect(quote(cell)).not.toMatch(/\d([ .-]{0,2}\d){4}/);
				expect(Array.from(quote(cell)).length).toBeLessThanOrEqual(42);
			}),
		);
	});
});

/** The time of the processor in the shortest of several runs, in milliseconds: a busy machine does not count. */
function fastest(run: () => unknown): number {
	const times = [1, 2, 3].map(() => {
		const start = process.cpuUsage();
		run();
		const { user, system } = process.cpuUsage(start);
		return (user + system) / 1_000;
	});
	return Math.min(...times);
}

/** Sixteen times the size takes sixteen times as long; with the square of the size it would be 256 times. */
function expectToGrowWith(size: number, workOf: (size: number) => () => unknown): void {
	const [little, much] = [workOf(size), workOf(16 * size)];
	expect(fastest(much)).toBeLessThan(100 * fastest(little) + 20);
}

describe('masking takes work that grows with the length of the text, and no faster', () => {
	const redactor = new Redactor({
		secrets: ['super-secret-01234567', `${'a'.repeat(4_000)}b`],
		values: ['jo ••• '.repeat(600), 'Jo Doe', '1990', '+15551234567', `${'a'.repeat(4_000)} c`],
	});

	it.each([
		...['a@', ' @ a.bc', '4', '"@', '%25252525', '\\u0040', '&amp;', '@[', 'QUJD', ' '],
		...['super-secret-0', 'jo ••• ', '4111111111111111 ', '+1555'],
	])('of %j, however often', (piece) => {
		expectToGrowWith(1_000, (length) => {
			const text = piece.repeat(Math.ceil(length / piece.length));
			return () => redactor.text(text);
		});
	});

	it('of a value of many masks', () => {
		expectToGrowWith(250, (count) => {
			const value = 'jo ••• '.repeat(count);
			return () => new Redactor({ values: [value] }).text(`x ${value} y`);
		});
	});

	it('of names that the mask makes equal', () => {
		expectToGrowWith(250, (count) => {
			const named = Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}@b.c`, at]));
			return () => redactedCopy(named, new Redactor({}));
		});
	});

	it('of many rows, when many values are to be hidden in each', () => {
		const rows = Array.from({ length: 50 }, (_, row) => `+1555${1_000_000 + row} is Jo Doe ${row}`.repeat(8));
		const [few = 0, many = 0] = [50, 2_000].map((count) => {
			const numbers = Array.from({ length: count }, (_, row) => row);
			const values = numbers.flatMap((row) => [`+1555${1_000_000 + row}`, `Jo Doe ${row}`]);
			const ofRows = new Redactor({ values });
			return fastest(() => rows.map((row) => ofRows.excerpt(row, 500)));
		});

		// Forty times the values; only the table that they are looked up in is larger.
		expect(many).toBeLessThan(10 * few + 50);
	});
});

describe('reading a row takes work that grows with the number of its unknown fields, and no faster', () => {
	const objectOf = (fields: number): Record<string, unknown> => {
		const names = Array.from({ length: fields }, (_, number) => [`field ${number}`, 1] as const);
		return { name: 'Blue Door', ...Object.fromEntries(names) };
	};

	it.each<[string, (fields: number) => Record<string, unknown>]>([
		['in an object inside it', (fields) => ({ merchant: objectOf(fields) })],
		['in two', (fields) => ({ merchant: objectOf(fields), processorMids: { mids: objectOf(fields) } })],
		['of its own', objectOf],
	])('%s', (_, rowOf) => {
		expectToGrowWith(1_000, (fields) => {
			const row = rowOf(fields);
			return () => readRow(networkTransactionRow, row, usualRowSettings);
		});
	});
});
