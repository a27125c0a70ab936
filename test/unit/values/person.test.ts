import { DateTime } from 'luxon';
import { userRow } from '../../../shared/catalogue/users/fields';
import {
	readBirthYear,
	readEmail,
	readHashedEmail,
	readLastFours,
	readPhone,
	readZip,
	problemOf,
	valueOf,
} from './readings';

describe('a postal code', () => {
	it.each([
		['12345', '12345'],
		['12345-6789', '12345-6789'],
		[' 12345 ', '12345'],
		[12345, '12345'],
		[2134, '02134'],
		['2134', '02134'],
		[501, '00501'],
		['K1A 0B1', 'K1A 0B1'],
		['SW1A 1AA', 'SW1A 1AA'],
		['560001', '560001'],
		['٣٠٣٠١', '30301'],
		['100 00', '100 00'],
	])('of %j is %s', (cell, zip) => {
		expect(valueOf(readZip(cell))).toBe(zip);
	});

	it.each([
		'Boston',
		'12',
		7,
		'12345-',
		'12345-67890',
		'96953-277',
		'96953-1',
		'96953 27',
		'3030①',
		'3030²',
		'3٣301',
		'12345678901',
		12.5,
		-12345,
		'1234!',
		'',
		null,
		{},
	])('is not %j, which is not repeated', (cell) => {
		expect(problemOf(readZip(cell))).toBe('expected a ZIP code such as 30301 or 30301-1234');
	});
});

describe('a phone number', () => {
	it.each([
		['+15551234567', '+15551234567'],
		['(555) 123-4567', '+15551234567'],
		['555.123.4567', '+15551234567'],
		['1-555-123-4567', '+15551234567'],
		['+1 (555) 123-4567', '+15551234567'],
		['555\u2011123\u00a04567', '+15551234567'],
		[5551234567, '+15551234567'],
		[15551234567, '+15551234567'],
		['+44 20 7946 0958', '+442079460958'],
	])('of %j is %s', (cell, phone) => {
		expect(valueOf(readPhone(cell))).toBe(phone);
	});

	it.each([
		'123-4567',
		'055 512 3456',
		'0044 20 7946 0958',
		'+44 (0)20 7946 0958',
		'+1 555 123 456',
		'+0123456789',
		'+1234567890123456',
		'555-123-4567 x12',
		'5551234567, 5551234568',
		'555+1234567',
		'call me',
		'555①234567',
		'55512345⁶7',
		'',
		null,
		{},
	])('is not %j, which is not repeated', (cell) => {
		expect(problemOf(readPhone(cell))).toBe(
			'expected a phone number with its country code, such as +15555550123',
		);
	});
});

describe('a year of birth', () => {
	it.each([
		['1985', '1985'],
		[1985, '1985'],
		[' 2001 ', '2001'],
		['1900', '1900'],
		[2100, '2100'],
	])('of %j is %s', (cell, year) => {
		expect(valueOf(readBirthYear(cell))).toBe(year);
	});

	it.each(['1985-03-04', '3/4/1985', '4 March 1985', new Date(0), DateTime.utc()])(
		'is not a full date: %j',
		(cell) => {
			expect(problemOf(readBirthYear(cell))).toContain('send only the year');
		},
	);

	it.each([1900, 1901, 1999, 2000, 2099, 2100])('takes %d, as the schema of a user does', (year) => {
		expect(valueOf(readBirthYear(year))).toBe(String(year));
		expect(userRow.shape.birthYear.parse(String(year))).toBe(String(year));
	});

	it.each(['1899', '2101', '2199', '0000', '1800'])(
		'%s is out of range for the schema of a user, too',
		(year) => {
			problemOf(readBirthYear(year));
			expect(userRow.shape.birthYear.safeParse(year).success).toBe(false);
		},
	);

	it.each(['85', '19８5', '198⑤', 1899, '2101', 31110, 'unknown', '', null])('is not %j', (cell) => {
		expect(problemOf(readBirthYear(cell))).toContain('in four digits, from 1900 to 2100');
	});
});

describe('an email address', () => {
	it.each([
		['jordan@example.com', 'jordan@example.com'],
		[' Jordan.Doe+x@Example.com\n', 'Jordan.Doe+x@Example.com'],
	])('of %j is %s', (cell, email) => {
		expect(valueOf(readEmail(cell))).toBe(email);
	});

	it.each(['jordan', 'jordan@', '@example.com', 'jordan@doe@example.com', '+x@gmail.com', '', 5, null])(
		'is not %j, which is not repeated',
		(cell) => {
			expect(problemOf(readEmail(cell))).toBe('expected one email address such as jordan@example.com');
		},
	);

	it('has no characters that cannot be seen, which would change its hash', () => {
		expect(problemOf(readEmail('doe\u200b@example.com'))).toContain('invisible');
	});

	it.each(['jor\tdan@example.com', 'jordan@exam\nple.com', 'jor dan@example.com', 'Jo Doe jo@example.com'])(
		'is one word: %j is refused, and not repeated',
		(cell) => {
			expect(problemOf(readEmail(cell))).toContain('a space, a tab or a line break');
		},
	);

	it.each([
		'jor\u200bdan@example.com',
		'jor\u00addan@example.com',
		'jordan@example.com\u2060',
		'jo\u3164@example.com',
	])('has nothing in it that cannot be seen: %j', (cell) => {
		expect(problemOf(readEmail(cell))).toContain('invisible');
	});

	it('has at most 320 characters, for the schema of a user as well', () => {
		const longest = `${'x'.repeat(308)}@example.com`;
		expect(valueOf(readEmail(longest))).toBe(longest);
		expect(userRow.shape.email.safeParse(longest).success).toBe(true);
		expect(userRow.shape.email.safeParse(`x${longest}`).success).toBe(false);
		expect(problemOf(readEmail(`x${longest}`))).toContain('at most 320 characters; this has 321');
		expect(problemOf(readEmail(`${'x'.repeat(9_000)}@example.com`))).toContain('at most 320 characters');
	});
});

describe('a hashed email', () => {
	const HASH = 'ab'.repeat(32);

	it('is 64 hexadecimal digits, in lower case', () => {
		expect(valueOf(readHashedEmail(HASH))).toBe(HASH);
		expect(valueOf(readHashedEmail(` ${HASH.toUpperCase()} `))).toBe(HASH);
	});

	it('is not an address, which belongs to another field', () => {
		expect(problemOf(readHashedEmail('jordan@example.com'))).toBe(
			'this is an email address, not a hash; map this column to Email instead',
		);
	});

	it.each([HASH.slice(1), `${HASH}0`, `g${HASH.slice(1)}`, '', 5])('is not %j', (cell) => {
		expect(problemOf(readHashedEmail(cell))).toContain('expected a hashed email: 64 characters');
	});
});

describe('the last four digits of several cards', () => {
	it.each([
		['1234', ['1234']],
		[1234, ['1234']],
		['1234, 42; ****5678', ['1234', '0042', '5678']],
		[
			[1234, '0042', 42],
			['1234', '0042'],
		],
		['["1234", 42]', ['1234', '0042']],
		['4012, 8888, 8888, 1881', ['4012', '8888', '1881']],
		['4242,4444,0005,1881,1117', ['4242', '4444', '0005', '1881', '1117']],
		['none', []],
	])('of %j are %j', (cell, lastFours) => {
		expect(valueOf(readLastFours(cell))).toEqual(lastFours);
	});

	it.each([
		'4111 1111 1111 1111',
		'4012,8888,8888,1881',
		'4012|8888|8888|1881',
		'["4012","8888","8888","1881"]',
		'1234, 4111111111111111',
		4111111111111111,
		['4111-1111-1111-1111'],
	])('are never a full card number: %j', (cell) => {
		const problem = problemOf(readLastFours(cell));
		expect(problem).toContain('full card number');
		expect(problem).not.toMatch(/\d{2}/);
	});

	it('are refused with the place of the one that is wrong', () => {
		expect(problemOf(readLastFours('1234, 12345'))).toContain('item 2: expected the last four digits');
		expect(problemOf(readLastFours({}))).toContain('expected a list');
	});
});
