import { KardValidationError, type KardError } from '../../shared';
import { passesLuhn } from '../../shared/redaction/cardNetworks';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { core, sheetRow, transaction, upTo, type SheetRow } from './rows';

const kard = kardUnderTest();

function pathsOf(error: KardError | undefined): string[] {
	return error instanceof KardValidationError ? error.issues.map(({ path }) => path) : [];
}

function parsedRow(json: string): SheetRow {
	const row: unknown = JSON.parse(json);
	return typeof row === 'object' && row !== null ? Object.fromEntries(Object.entries(row)) : {};
}

/** A row that has these cells only by its prototype. */
function heir(cells: SheetRow): SheetRow {
	return Object.setPrototypeOf({}, cells) as SheetRow;
}

describe('full card numbers', () => {
	const numbers = [
		'4111111111111111',
		'4111 1111 1111 1111',
		'5555-5555-5555-4444',
		'378282246310005',
		'4012  8888  8888  1881',
		'4012 - 8888 - 8888 - 1881',
		'4012.8888.8888.1881',
		'4012&nbsp;8888&nbsp;8888&nbsp;1881',
		'٤٠١٢ ٨٨٨٨ ٨٨٨٨ ١٨٨١',
	];
	const fields = [
		'cardBIN',
		'cardLastFour',
		'description',
		'description2',
		'merchantName',
		'cardPresence',
		'merchantAddrCity',
	];

	it.each(fields.flatMap((field) => numbers.map((number) => [field, number])))(
		'in %s, %s is refused before it is sent, and repeated nowhere',
		async (field, number) => {
			const cell = field.startsWith('card') ? number : `PAID WITH ${number} THANKS`;

			const result = await kard.submit([sheetRow(1, { merchantName: 'Blue Door', [field]: cell })]);

			expect(complaints(result)[0]).toMatch(/^Row 1, .*: .*full card number/);
			expect(kard.sent).toEqual([]);
			const written = JSON.stringify([result, complaints(result)]).replace(/[\s-]/g, '');
			for (const digits of number.split(/\P{Nd}+/u)) expect(written).not.toContain(digits);
		},
	);

	it.each([
		'4242, 4111111111111111',
		'4012,8888,8888,1881',
		'4012|8888|8888|1881',
		'4012%208888%208888%201881',
	])('in a list of last fours it is refused, too: %s', async (cardLastFours) => {
		const result = await kard.submit([core(1, { cardLastFours })]);

		expect(complaints(result)[0]).toMatch(/^Row 1, Card Last Fours: .*full card number/);
		expect(JSON.stringify([result, complaints(result)])).not.toMatch(/4111|4012|8888/);
		expect(kard.sent).toEqual([]);
	});

	it.each([
		'TRACE#:091000019876549',
		'ZELLE CONF 17394827394827392',
		'AMZN 113-4823947-2938473',
		'STORE 412345 800-555-1233',
		'INV 41234567 20260304 12.34',
		'UPS 1Z999AA4111111111111111',
		'USPS 9400 4111 1111 1111 1111 04',
	])('a descriptor full of digits goes through: %s', async (description) => {
		expect(await kard.submitOne(sheetRow(1, { description }))).toMatchObject({ description });
	});

	it('as the name of a column it is not repeated', async () => {
		const result = await kard.submit([
			sheetRow(1, { '4111 1111 1111 1111': 'x', 'jordan@example.com': 'y' }),
		]);

		const written = JSON.stringify([result, complaints(result)]);
		for (const secret of ['4111', '1111', 'jordan']) expect(written).not.toContain(secret);
	});

	it('a Luhn-valid 28-digit acquirer reference and a merchant ID of 16 digits pass', async () => {
		const digits = '740272160230000000000000001';
		const reference = upTo(10)
			.map((digit) => digits + String(digit % 10))
			.find(passesLuhn);
		const row = sheetRow(1, {
			...{ acquirerReferenceNumber: reference, retrievalReferenceNumber: '4111111111111111' },
			...{ merchantName: 'Blue Door', merchantId: '4111111111111111' },
		});

		expect(await kard.submitOne(row)).toMatchObject({
			acquirerReferenceNumber: reference,
			merchant: { id: '4111111111111111' },
		});
	});

	it('a BIN of eight digits is cut to six, and last fours get back their zeros', async () => {
		const stored = await kard.submitOne(sheetRow(1, { cardBIN: '41111122', cardLastFour: 42 }));

		expect(stored).toMatchObject({ cardBIN: '411111', cardLastFour: '0042' });
	});
});

describe('rows that are odd', () => {
	const wide = Object.fromEntries(upTo(200).map((number) => [`column ${String(number)}`, number]));

	it('200 unknown columns are refused in one short message: a slip in a name is never dropped in silence', async () => {
		const complaint = await kard.submitOne(sheetRow(1, wide));

		expect(complaint).toMatch(/^Row 1, column 1: there is no such field\. .* And 197 more\.$/);
	});

	it('unknown columns that are empty do not matter', async () => {
		const empty = Object.fromEntries(
			Object.keys(wide).map((name) => [name, name.endsWith('1') ? null : ' ']),
		);

		expect(await kard.submitOne(sheetRow(1, empty))).toMatchObject({ amount: 1_001 });
	});

	it('nulls are empty cells', async () => {
		const nulls = { mcc: null, merchant: null, merchantName: null, userZipCode: null, processorMids: null };

		const stored = await kard.submitOne(sheetRow(1, nulls));

		for (const name of Object.keys(nulls)) expect(stored).not.toHaveProperty(name);
	});

	it('objects and lists where a value belongs are refused', async () => {
		const odd = { description: { text: 'x' }, currency: ['USD'], cardBIN: { toString: '411111' } };

		const result = await kard.submit(
			Object.entries(odd).map(([name, cell], n) => sheetRow(n, { [name]: cell })),
		);

		expect(fates(result)).toEqual(['failed', 'failed', 'failed']);
	});

	it('__proto__, constructor and prototype are names like any other: refused, and nothing is polluted', async () => {
		const names = ['__proto__', 'constructor', 'prototype', 'toString'];
		const rows = names.flatMap((name): SheetRow[] => {
			const evil = parsedRow(`{"${name}": {"polluted": "yes", "amount": 1}}`);
			const nested = parsedRow(`{"merchant": {"name": "x", "${name}": {"polluted": "yes"}}}`);
			return [
				{ ...sheetRow(1), ...evil },
				{ ...sheetRow(2), ...nested },
			];
		});

		const result = await kard.submit(rows);

		expect(result.succeeded).toEqual([]);
		expect(kard.sent).toEqual([]);
		expect({}).not.toHaveProperty('polluted');
	});

	it('inherited values are not the row’s own', async () => {
		const complaint = await kard.submitOne(heir(sheetRow(1)));

		expect(complaint).toContain('required and empty');
	});

	it.each([
		'description',
		'id',
		'userId',
		'amount',
		'cardBIN',
		'settledDate',
		'merchantId',
		'status',
		'currency',
	])('a text of one megabyte in %s is refused, and not repeated', async (field) => {
		const result = await kard.submit([sheetRow(1, { [field]: '7'.repeat(1_000_000) })]);

		expect(fates(result)).toEqual(['failed']);
		expect(JSON.stringify([result, complaints(result)]).length).toBeLessThan(2_000);
		expect(kard.sent).toEqual([]);
	});

	it('so is a list of one megabyte, even of good values', async () => {
		const result = await kard.submit([core(1, { cardLastFours: '4242,'.repeat(200_000) })]);

		expect(complaints(result)[0]).toMatch(/^Row 1, Card Last Fours: is 1000000 characters long/);
	});

	it('a column name of one megabyte is cut', async () => {
		const result = await kard.submit([sheetRow(1, { ['x'.repeat(1_000_000)]: 'y' })]);

		expect(JSON.stringify([result, complaints(result)]).length).toBeLessThan(2_000);
	});

	it.each([[null], [undefined], ['a text'], [7], [[1, 2]], [true]])('%p is no row', async (row) => {
		const result = await kard.submit([row, transaction(1)]);

		expect(fates(result)).toEqual(['failed', 'submitted']);
		expect(complaints(result)[0]).toBe('Row 1: expected a row with named columns.');
	});
});

describe('nested and flat columns', () => {
	it('a merchant may be one object, as in Kard’s documents, or several columns', async () => {
		const nested = transaction(1, { merchant: { name: 'Blue Door', id: 'mid-1' } });
		const flat = sheetRow(2, { merchantName: 'Blue Door', merchantId: 'mid-1' });

		await kard.submit([nested, flat]);

		const [first, second] = [...kard.sandbox.state.transactions.values()].map(
			(event) => event.attributes.merchant,
		);
		expect(first).toEqual({ name: 'Blue Door', id: 'mid-1' });
		expect(second).toEqual(first);
	});

	it('a merchant without a name says so', async () => {
		expect(await kard.submitOne(sheetRow(1, { merchantAddrCity: 'Atlanta' }))).toMatch(
			/^Row 1, Merchant Name: is required/,
		);
	});

	it('a slip inside the object is not dropped in silence', async () => {
		const complaint = await kard.submitOne(sheetRow(1, { merchant: { name: 'Blue Door', town: 'Atlanta' } }));

		expect(complaint).toMatch(/^Row 1, merchant\.town: there is no such field/);
	});

	it('nor is a text where the object belongs', async () => {
		const complaint = await kard.submitOne(sheetRow(1, { merchant: 'Blue Door' }));

		expect(complaint).toMatch(
			/^Row 1, merchant: stands for several fields\. Use the one you mean: merchantName, /,
		);
	});

	it.each([
		['a date', new Date(0)],
		['a map', new Map([['name', 'Blue Door']])],
		['a set', new Set(['Blue Door'])],
		['a promise', Promise.resolve({ name: 'Blue Door' })],
		['an error', new Error('Blue Door')],
		['an object that has its fields by inheritance', heir({ name: 'Blue Door' })],
		['a list', [{ name: 'Blue Door' }]],
	])('nor is %s', async (_what, merchant) => {
		const complaint = await kard.submitOne(sheetRow(1, { merchant }));

		expect(complaint).toMatch(/^Row 1, merchant: stands for several fields\. Use the one you mean: /);
		expect(kard.sent).toEqual([]);
	});

	it('nor is a map where an object inside the object belongs', async () => {
		const complaint = await kard.submitOne(
			sheetRow(1, { processorMids: { mids: new Map([['vmid', '12345678']]) } }),
		);

		expect(complaint).toMatch(/^Row 1, Visa Merchant ID: is required/);
	});

	it('an empty object is an empty cell', async () => {
		expect(await kard.submitOne(sheetRow(1, { merchant: {} }))).not.toHaveProperty('merchant');
	});

	it.each([5, true, ['coreTransaction'], { name: 'transaction' }, new Date(0)])(
		'a type that is no text is refused: %j',
		async (type) => {
			const complaint = await kard.submitOne(sheetRow(1, { type }));

			expect(complaint).toMatch(/^Row 1, type: expected one of transaction, /);
			expect(kard.sent).toEqual([]);
		},
	);

	it('constants of Kard’s documents may be given or left out, and must be right', async () => {
		const mids = { vmid: '12345678', vsid: '87654321' };
		const rows = [{ processor: 'VISA', mids }, { mids }, { processor: 'MASTERCARD', mids }];

		const result = await kard.submit(
			rows.map((processorMids, number) => sheetRow(number, { processorMids })),
		);

		expect(fates(result)).toEqual(['submitted', 'submitted', 'failed']);
		const sent = kard.sent[0]?.data.map(({ attributes }) => attributes.processorMids);
		expect(sent).toEqual([rows[0], rows[0]]);
	});
});

describe('what is wrong with a row', () => {
	it('is said with the row, the label of each field and the remedy, three faults at most', async () => {
		const broken = sheetRow(1, { amount: 'x', currency: '', cardBIN: '12', settledDate: 'soon', userId: '' });

		const result = await kard.submit([transaction(9), broken]);

		const complaint = complaints(result)[1] ?? '';
		expect(complaint).toMatch(/^Row 2, Amount: .*Settled Date: .* And 2 more\.$/s);
		expect(result.failed[0]?.error).toMatchObject({ name: 'KardValidationError', outcomeUnknown: false });
		expect(pathsOf(result.failed[0]?.error)).toEqual(expect.arrayContaining(['userId', 'cardBIN']));
	});
});
