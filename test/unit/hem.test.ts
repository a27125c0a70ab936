import fc from 'fast-check';
import { createHash } from 'crypto';
import { generateHem, normalizeEmail } from '../../shared';

describe('the normalized form of an email address', () => {
	it.each([
		['jordan@example.com', 'jordan@example.com'],
		['Jordan@Example.COM', 'jordan@example.com'],
		[' jor dan\t@exam\u00a0ple.com\r\n', 'jordan@example.com'],
		['\ufeffjor\u2003dan\u0085@example.com\u3000', 'jordan@example.com'],
		['Jor.Dan+promo@example.com', 'jor.dan+promo@example.com'],
		['Jor.Dan+promo@gmail.com', 'jordan@gmail.com'],
		['jor.dan+a+b.c@GoogleMail.com', 'jordan@gmail.com'],
		['j.o.r.d.a.n@gmail.com', 'jordan@gmail.com'],
		['jordan+x@mail.gmail.com', 'jordan+x@mail.gmail.com'],
		['JÖRG@example.com', 'jörg@example.com'],
	])('of %j is %s', (email, normalized) => {
		expect(normalizeEmail(email)).toBe(normalized);
	});

	it.each([
		...['secret', 'secret@', '@secret.example', ' @secret.example', 'secret@@example.com'],
		...['secret@doe@example.com', '+secret@gmail.com', '...+secret@googlemail.com', '', '@'],
	])('does not exist for %j, and the error does not repeat it', (email) => {
		for (const attempt of [normalizeEmail, generateHem]) {
			expect(() => attempt(email)).toThrow(TypeError);
			expect(() => attempt(email)).not.toThrow(/secret/);
		}
	});

	it.each([undefined, null, 5, {}, ['a@example.com']])('does not exist for %j, which is no text', (value) => {
		expect(() => {
			Reflect.apply(normalizeEmail, undefined, [value]);
		}).toThrow(TypeError);
	});

	it('is the same for every way to write an address', () => {
		const space = fc.constantFrom('', ' ', '\u00a0', '\n', '\u2009');
		const dot = fc.constantFrom('', '.');
		const letters = fc.array(fc.tuple(fc.stringMatching(/^[a-zA-Z0-9]$/), dot, space), { minLength: 1 });
		fc.assert(
			fc.property(letters, fc.constantFrom('gmail.com', 'GoogleMail.com'), (parts, domain) => {
				const written = parts.map((part) => part.join('')).join('');
				const bare = parts.map(([letter]) => letter.toLowerCase()).join('');
				expect(normalizeEmail(`${written}+tag@${domain}`)).toBe(`${bare}@gmail.com`);
				expect(normalizeEmail(normalizeEmail(`${written}@${domain}`))).toBe(`${bare}@gmail.com`);
			}),
		);
	});
});

describe('the hash of an email address', () => {
	it('is the SHA-256 of the normalized form, in lower-case hexadecimal', () => {
		// printf 'jordan@example.com' | sha256sum
		expect(generateHem(' Jordan@Example.com ')).toBe(
			'8cfbbd129c8030c0ab06c9412ab30dc66bbe2de233d3d9dc07af5e21738ec7f2',
		);
		expect(generateHem('Jor.dan+x@googlemail.com')).toBe(
			createHash('sha256').update('jordan@gmail.com').digest('hex'),
		);
	});

	it('is that of the UTF-8 form', () => {
		// printf 'jörg@example.com' | sha256sum
		expect(generateHem('JÖRG@example.com')).toBe(
			'96949592d14b07f436cc55b814d947b0f00c805ee8c4c80fb8e1a1eff9a0fd12',
		);
	});
});
