import { DateTime } from 'luxon';
import { birthYear, email, hashedEmail, phone, zip } from '../../../shared/fields';
import { reads, refuses, WORDS } from './cells';

describe('a postal code', () => {
	reads(zip(WORDS), [
		['12345', '12345', ' 12345 ', 12345],
		['12345-6789', '12345-6789'],
		['12345 6789', '12345 6789'],
		['02134', 2134, '2134'],
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
			...['3030①', '3030²', '3٣301', '12345678901', 12.5, -12345, '1234!', '', null, {}],
		],
	});
});

describe('a phone number', () => {
	reads(phone(WORDS), [
		[
			'+15551234567',
			...['+15551234567', '(555) 123-4567', '555.123.4567', '1-555-123-4567', '+1 (555) 123-4567'],
			...['555\u2011123\u00a04567', 5551234567, 15551234567],
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
	reads(birthYear(WORDS), [
		['1900', '1900', 1900],
		['1985', ' 1985 ', '１９８５'],
		['1999', '1999'],
		['2000', 2000],
		['2099', '2099'],
		['2100', 2100],
	]);
	refuses(birthYear(WORDS), {
		'this looks like a full date; send only the year of birth, such as 1985': [
			...['1985-03-04', '3/4/1985', '4 March 1985', new Date(0), DateTime.utc(2000)],
		],
		'expected a year of birth in four digits, from 1900 to 2100, such as 1985': [
			...['85', '19８5', '198⑤', 1899, '1899', '2101', 2199, '0000', '19900', 31110, 'unknown', '', null],
		],
	});
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
