import fc from 'fast-check';
import { DateTime } from 'luxon';
import { quote } from '../../../shared/redaction/quote';

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
