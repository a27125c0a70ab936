import { DateTime } from 'luxon';
import { birthYear, email, hashedEmail, phone, zip } from '../../../shared/fields';
import { reads, refuses, WORDS } from './cells';

describe('a postal code', () => {
	reads(zip(WORDS), [
		['12345', '12345', ' 12345 ', 12345, '12345.0'],
		['12345-6789', '12345-6789'],
		['12345 6789', '12345 6789'],
		['02134', 2134, '2134', '2134.0'],
		['00501', 501, '501'],
		['30301', '٣٠٣٠١'],
		['K1A 0B1', 'K1A 0B1'],
		['SW1A 1AA', 'SW1A 1AA'],
		['AD1', 'AD1'],
		['560001', '560001'],
		['1234567890', '1234567890'],
		['100 00', '100 00'],
	]);
	refuses(zip(WORDS), {
		'expected a ZIP code such as 30301 or 30301-1234': [
			...['Boston', '12', 'A1', 7, '1', '12345-', '-1234', '12345-67890', '96953-277', '96953-1', '96953 27'],
			...['0', 0, '000', '00000', '00000-0000', '0.0'],
			...['3030①', '3030²', '3٣301', '12345678901', 12.5, -12345, '1234!', '', null, {}],
		],
	});
});

describe('a postal code of the United States', () => {
	reads(zip(WORDS, 'US'), [
		['30301', '30301', 30301],
		['02134', 2134],
		['30301-1234', '30301-1234'],
	]);
	refuses(zip(WORDS, 'US'), {
		'expected a ZIP code such as 30301 or 30301-1234': ['K1A 0B1', 'SW1A 1AA', '560001', '00000-0000', '0'],
	});
});

describe('a phone number', () => {
	reads(phone(WORDS), [
		[
			'+15551234567',
			...['+15551234567', '(555) 123-4567', '555.123.4567', '1-555-123-4567', '+1 (555) 123-4567'],
			...['555\u2011123\u00a04567', 5551234567, 15551234567, '5551234567.0'],
		],
		['+12001234567', '200 123 4567'],
		['+442079460958', '+44 20 7946 0958'],
		['+2345678', '+2345678'],
		['+234567890123456', '+234567890123456'],
	]);
	refuses(phone(WORDS), {
		'expected a phone number with its country code, such as +15555550123': [
			...['123-4567', '055 512 3456', '155 512 3456', '25551234567', '0044 20 7946 0958'],
			...['+44 (0)20 7946 0958', '+1 555 123 456', '+1 155 512 3456', '+1 555 123 45678', '+0123456789'],
			...['+234567', '+2345678901234567'],
			...['555-123-4567 x12', '5551234567, 5551234568', '555+1234567', 'call me', '555①234567', '55512345⁶7'],
			...['', null, {}],
		],
	});
});

describe('a year of birth', () => {
	const now = { now: Date.UTC(2026, 2, 4) };
	const BAD = 'expected a year of birth from 1900 to 2100 or a date of birth, such as 1985 or 1985-03-04';
	const FUTURE = 'the year of birth is in the future';

	reads(
		birthYear(WORDS),
		[
			['1900', '1900', 1900],
			['1985', ' 1985 ', '１９８５', '1985.0'],
			['2000', 2000],
			['2026', '2026', '1/1/2026'],
			[
				'1985',
				'1985-03-04',
				'3/4/1985',
				'13/4/1985',
				'4/13/1985',
				'4.3.1985',
				'1985/3/4',
				'1985-03-04T00:00:00Z',
			],
			['1985', '4 March 1985', 'Mar 4, 1985', '4-Mar-1985', '3/4/1985 12:30 AM', '19850304', 19850304],
			// Of two digits, where nobody alive was born in the other century.
			['1985', '3/4/85', '4-Mar-85', '13.4.85'],
			['2005', '3/4/05', '4 Mar 05'],
			['1927', '3/4/27'],
			// As spreadsheets and programs hand a day over.
			['1985', 31110, '31110.0', new Date(Date.UTC(1985, 0, 1)), DateTime.utc(1985, 3, 4)],
			['1984', new Date(Date.UTC(1985, 0, 1, 4))],
		],
		{ ...now, timeZone: 'America/New_York' },
	);
	reads(birthYear(WORDS), [['1985', '85/03/04', '1985/03/04', '3/4/1985']], { ...now, dateOrder: 'YMD' });
	refuses(
		birthYear(WORDS),
		{
			[BAD]: [
				...['85', '19８5', '198⑤', 1899, '1899', '2101', 2199, '0000', 'unknown', '', null, 7306],
				...[
					'31/2/1985',
					'3/4/07',
					'3/4/26',
					'85/03/04',
					'4-Foo-85',
					'1985-03',
					'19851304',
					new Date(NaN),
					{},
				],
			],
			[FUTURE]: ['2027', 2100, '3/4/2027', new Date('2027-03-04'), 46500],
		},
		now,
	);
	// Where nobody says what time it is, two digits mean nothing, and no year is in the future.
	reads(birthYear(WORDS), [['2099', '2099']]);
	refuses(birthYear(WORDS), { [BAD]: ['3/4/85'] });
});

describe('an email address', () => {
	const LONGEST = `${'x'.repeat(308)}@example.com`;
	reads(email(WORDS), [
		['jordan@example.com', 'jordan@example.com'],
		['Jordan.Doe+x@Example.com', ' Jordan.Doe+x@Example.com\n'],
		[LONGEST, LONGEST],
	]);
	refuses(email(WORDS), {
		'expected one email address such as jordan@example.com': [
			...['jordan', 'jordan@', '@example.com', 'jordan@doe@example.com', '+x@gmail.com', '', 5, null],
		],
		'the address holds an invisible character; type it again instead of pasting it': [
			...['doe\u200b@example.com', 'jor\u00addan@example.com', 'jordan@example.com\u2060'],
			...['jo\u3164@example.com', 'jo\u0007@example.com', 'jo\ud83d@example.com'],
		],
		'the address holds a space, a tab or a line break; write one address and nothing else': [
			...['jor\tdan@example.com', 'jordan@exam\nple.com', 'jor dan@example.com', 'Jo Doe jo@example.com'],
		],
		'an email address has at most 320 characters; this has 321': [`x${LONGEST}`],
	});
});

describe('a hashed email', () => {
	const HASH = '0f'.repeat(32);
	reads(hashedEmail(WORDS), [[HASH, HASH, ` ${HASH.toUpperCase()} `]]);
	refuses(hashedEmail(WORDS), {
		'this is an email address, not a hash; map this column to Email instead': ['jordan@example.com'],
		'expected a hashed email: 64 characters, each a digit or a letter from a to f': [
			...[HASH.slice(1), `${HASH}0`, `g${HASH.slice(1)}`, '', 5],
		],
	});
});
