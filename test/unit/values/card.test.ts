import { readCardBin, readLastFour, problemOf, valueOf } from './readings';

describe('a BIN', () => {
	it.each([
		['411111', '411111'],
		[411111, '411111'],
		[' 4111 11 ', '411111'],
		['041111', '041111'],
		['4111111', '411111'],
		['41111111', '411111'],
		[41111111, '411111'],
		['4111-1111-111', '411111'],
		['411111******1111', '411111'],
		['4111 11XX XXXX 1111', '411111'],
		['41111111••••1111', '411111'],
		['411111......1111', '411111'],
		['411111…1111', '411111'],
		['４１１１１１', '411111'],
		['٤١١١١١', '411111'],
		['4111 1111', '411111'],
		['411111 11', '411111'],
		['411111-11', '411111'],
		['4111\u00a011', '411111'],
		['411111XXXXXX', '411111'],
		['411111xxxx', '411111'],
		['411111-*-1111', '411111'],
	])('of %j is %s', (cell, bin) => {
		expect(valueOf(readCardBin(cell))).toBe(bin);
	});

	it.each(['41111', 41111, ' 41111 '])('of five digits is for Kard to judge: %j', (cell) => {
		expect(valueOf(readCardBin(cell))).toBe('41111');
	});

	it.each([
		'4111111111111111',
		4111111111111111,
		'4111 1111 1111 1111',
		'4111-1111-1111-1111',
		'4111 - 1111 - 1111 - 1111',
		'4111.1111.1111.1111',
		'٤١١١١١١١١١١١١١١١',
		'BIN 4111111111111111',
	])('is never a full card number: %j', (cell) => {
		expect(problemOf(readCardBin(cell))).toBe(
			'this looks like a full card number; send only the first six digits',
		);
	});

	it.each([
		['411111111111', 'too long'],
		['4111111111111112', 'too long'],
		['4111', 'too short'],
		[411, 'too short'],
		['411111111111111111111111', 'too long'],
		['4111 1111 1111', 'too long'],
		['411111x', 'and nothing else'],
		['411111xx', 'and nothing else'],
		['411111xxx', 'and nothing else'],
		['411111*', 'and nothing else'],
		['x411111', 'and nothing else'],
		['4-11111', 'and nothing else'],
		['4\u221211111', 'and nothing else'],
		['4 1 1 1 1 1', 'and nothing else'],
		['41-11-11', 'and nothing else'],
		['411111\u2212111', 'and nothing else'],
		['①41111', 'and nothing else'],
		['111²11', 'and nothing else'],
		['４11111', 'and nothing else'],
		['٤١۱١١١', 'and nothing else'],
		['4111******1111', 'first six digits'],
		['411111111111****', 'expected the first six digits'],
		['41111*****1111', 'expected the first six digits'],
		['BIN 411111', 'first six digits'],
		['-411111', 'first six digits'],
		[411111.5, 'first six digits'],
		[1e21, 'first six digits'],
		[Number.MAX_SAFE_INTEGER + 1, 'first six digits'],
		['', 'first six digits'],
		[null, 'first six digits'],
		[['411111'], 'first six digits'],
	])('is not in %j: %s', (cell, reason) => {
		const problem = problemOf(readCardBin(cell));
		expect(problem).toContain(reason);
		expect(problem).not.toMatch(/\d/);
	});
});

describe('the last four digits', () => {
	it.each([
		['1234', '1234'],
		[1234, '1234'],
		[42, '0042'],
		['42', '0042'],
		[0, '0000'],
		['0042', '0042'],
		['••••1234', '1234'],
		['**** 1234', '1234'],
		['XXXX-XXXX-XXXX-1234', '1234'],
		['x1234', '1234'],
		['...1234', '1234'],
		['…1234', '1234'],
		['１２３４', '1234'],
	])('of %j are %s', (cell, lastFour) => {
		expect(valueOf(readLastFour(cell))).toBe(lastFour);
	});

	it.each(['4111111111111111', 4111111111111111, '4111 1111 1111 1111'])(
		'are never a full card number: %j',
		(cell) => {
			expect(problemOf(readLastFour(cell))).toBe(
				'this looks like a full card number; send only the last four digits',
			);
		},
	);

	it.each([
		'12345',
		12345,
		'①234',
		'12²4',
		'１234',
		'••••①234',
		'-1234',
		-12,
		12.5,
		'.1234',
		'411111******1234',
		'****123',
		'ending in 1234',
		'',
		null,
		true,
	])('are not in %j', (cell) => {
		const problem = problemOf(readLastFour(cell));
		expect(problem).toContain('expected the last four digits');
		expect(problem).not.toMatch(/\d/);
	});
});
