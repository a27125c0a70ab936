import { cardBin, lastFour, lastFours } from '../../../shared/fields';
import { reads, refuses, WORDS } from './cells';

describe('a BIN', () => {
	reads(cardBin(WORDS), [
		[
			'411111',
			...['411111', 411111, ' 4111 11 ', '4111111', '41111111', 41111111, '4111-1111-111', '41111111111'],
			...['4111 1111', '411111 11', '411111-11', '4111\u00a011', '４１１１１１', '٤١١١١١'],
			...['411111******1111', '4111 11XX XXXX 1111', '41111111••••1111', '411111......1111', '411111…1111'],
			...['411111XXXXXX', '411111xxxx', '411111-*-1111', 'Visa 411111******1111', '411111.0'],
		],
		['041111', '041111'],
		['41111', '41111', 41111, ' 41111 '],
	]);
	refuses(cardBin(WORDS), {
		'this looks like a full card number; send only the first six digits': [
			...['4111111111111111', 4111111111111111, '4111 1111 1111 1111', '4111-1111-1111-1111'],
			...['4111 - 1111 - 1111 - 1111', '4111.1111.1111.1111', '٤١١١١١١١١١١١١١١١', 'BIN 4111111111111111'],
		],
		'too long for a BIN; send only the first six digits of the card': [
			...['411111111111', '4111111111111112', '411111111111111111111111', '4111 1111 1111'],
		],
		'too short for a BIN; send the first six digits of the card, and check that the right column is mapped': [
			...['4111', 411, '1'],
		],
		'expected the first six digits of the card, and nothing else': [
			...['411111x', '411111xx', '411111xxx', '411111*', 'x411111', 'BIN 411111', '-411111', '4 1 1 1 1 1'],
			...['4-11111', '4\u221211111', '41-11-11', '411111\u2212111', '①41111', '111²11', '４11111', '٤١۱١١١'],
			...['4111******1111', '411111111111****', '41111*****1111'],
			...[411111.5, 1e21, Number.MAX_SAFE_INTEGER + 1, '', null, ['411111']],
		],
	});
});

describe('the last four digits', () => {
	reads(lastFour(WORDS), [
		[
			...[
				'1234',
				'1234',
				1234,
				'１２３４',
				'••••1234',
				'**** 1234',
				'XXXX-XXXX-XXXX-1234',
				'x1234',
				'...1234',
				'1234.0',
				'ending in 1234',
				'Ending with: 1234',
				'Visa •••• 1234',
				'VISA-1234',
				'Visa (1234)',
				'Visa ...1234',
				'Amex x1234',
				'Mastercard debit card ending in 1234',
				'card ending 1234',
				'411111******1234',
				'Visa 4111 11** **** 1234',
				'(••1234)',
			],
			'…1234',
		],
		['0042', 42, '42', '0042'],
		['0000', 0],
		['0123', 123, '123'],
	]);
	refuses(lastFour(WORDS), {
		'this looks like a full card number; send only the last four digits': [
			...['4111111111111111', 4111111111111111, '4111 1111 1111 1111'],
		],
		'expected the last four digits of the card, and nothing else': [
			...['12345', 12345, '①234', '12²4', '１234', '••••①234', '-1234', -12, 12.5, '.1234'],
			...['****123', 'ending in 42', 'Visa 42', 'card 1234', 'Visa 41111234', '411111 1234', '41****1234'],
			...['', null, true],
		],
	});
});

describe('the last four digits of several cards', () => {
	reads(lastFours(WORDS), [
		[['1234'], '1234', 1234],
		[['1234', '0042', '5678'], '1234, 42; ****5678'],
		[
			['1234', '0042'],
			[1234, '0042', 42],
			['1234', ' ', null, 42],
		],
		[['1234', '0042'], '["1234", 42]'],
		[['4012', '8888', '1881'], '4012, 8888, 8888, 1881'],
		[['4242', '4444', '0005', '1881', '1117'], '4242,4444,0005,1881,1117'],
		[[], 'none', '[]'],
	]);
	refuses(lastFours(WORDS), {
		'this looks like a full card number; send only the last four digits of each card, with a comma and a space between two of them':
			[
				...['4111 1111 1111 1111', '4012,8888,8888,1881', '4012|8888|8888|1881'],
				...['["4012","8888","8888","1881"]', '1234, 4111111111111111'],
			],
		'this looks like a full card number; send only the last four digits': [
			4111111111111111,
			['4111-1111-1111-1111'],
		],
		'item 2: expected the last four digits of the card, and nothing else': ['1234, 12345'],
		'expected the last four digits of the card, and nothing else': ['12345'],
		'expected a list separated by commas, but found {cell}': [{}],
		'expected a list separated by commas; for an empty list write none': [','],
	});
});
