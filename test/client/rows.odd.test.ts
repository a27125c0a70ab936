import { KardValidationError, type KardError } from '../../shared';
import { passesLuhn } from '../../shared/redaction/cardNetworks';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { corePurchase, purchase, purchases, sheetPurchase, upTo, type SheetRow } from '../support/purchase';
import { inTurn, whenever } from './steps';

const kard = startKard();

function pathsOf(error: KardError | undefined): string[] {
	return error instanceof KardValidationError ? error.issues.map(({ path }) => path) : [];
}

function parsedRow(json: string): SheetRow {
	return Object(JSON.parse(json)) as SheetRow;
}

/** A row that has these cells only by its prototype. */
function heir(cells: SheetRow): SheetRow {
	return Object.setPrototypeOf({}, cells) as SheetRow;
}

describe('full card numbers', () => {
	const numbers = [
		...['4111111111111111', '4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005'],
		...[
			'4012 - 8888 - 8888 - 1881',
			'4012.8888.8888.1881',
			'4012&nbsp;8888&nbsp;8888&nbsp;1881',
			'٤٠١٢ ٨٨٨٨ ٨٨٨٨ ١٨٨١',
		],
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

			const result = await kard.submit([sheetPurchase({ merchantName: 'Blue Door', [field]: cell })]);

			expect(messages(result)[0]).toMatch(/^Row 1, .*: .*full card number/);
			expect(kard.sent).toEqual([]);
			const written = JSON.stringify([result, messages(result)]).replace(/[\s-]/g, '');
			for (const digits of number.split(/\P{Nd}+/u)) expect(written).not.toContain(digits);
		},
	);

	it.each([
		'4242, 4111111111111111',
		'4012,8888,8888,1881',
		'4012|8888|8888|1881',
		'4012%208888%208888%201881',
	])('in a list of last fours it is refused, too: %s', async (cardLastFours) => {
		const result = await kard.submit([corePurchase({ cardLastFours })]);

		expect(messages(result)[0]).toMatch(/^Row 1, Card Last Fours: .*full card number/);
		expect(JSON.stringify([result, messages(result)])).not.toMatch(/4111|4012|8888/);
	});

	it.each([
		'TRACE#:091000019876549',
		'ZELLE CONF 17394827394827392',
		'STORE 412345 800-555-1233',
		'UPS 1Z999AA4111111111111111',
		'USPS 9400 4111 1111 1111 1111 04',
	])('a descriptor full of digits goes through: %s', async (description) => {
		expect(await kard.submitOne(sheetPurchase({ description }))).toMatchObject({ description });
	});

	it('as the name of a column it is not repeated', async () => {
		const message = await kard.submitOne(
			sheetPurchase({ '4111 1111 1111 1111': 'x', 'jordan@example.com': 'y' }),
		);

		for (const secret of ['4111', '1111', 'jordan']) expect(message).not.toContain(secret);
	});

	it('a Luhn-valid 28-digit acquirer reference and a merchant ID of 16 digits pass', async () => {
		const digits = '740272160230000000000000001';
		const reference = upTo(10)
			.map((digit) => digits + String(digit % 10))
			.find(passesLuhn);
		const cells = { acquirerReferenceNumber: reference, retrievalReferenceNumber: '4111111111111111' };

		const merchant = { merchantName: 'Blue Door', merchantId: '4111111111111111' };

		expect(await kard.submitOne(sheetPurchase({ ...cells, ...merchant }))).toMatchObject({
			...{ ...cells, merchant: { id: '4111111111111111' } },
		});
	});
});

describe('rows that are odd', () => {
	const wide = Object.fromEntries(upTo(200).map((number) => [`column ${String(number)}`, number]));

	it('200 unknown columns are refused in one short message: a slip in a name is never dropped in silence', async () => {
		expect(await kard.submitOne(sheetPurchase(wide))).toMatch(
			/^Row 1, column 1: there is no such field\. Check the spelling, or leave it out\. column 2: .* And 197 more\.$/,
		);
	});

	it('unknown columns that are empty do not matter, and nulls and empty objects are empty cells', async () => {
		const empty = Object.fromEntries(
			Object.keys(wide).map((name) => [name, name.endsWith('1') ? null : ' ']),
		);
		const nulls = { mcc: null, merchant: {}, merchantName: null, userZipCode: null, processorMids: null };

		const stored = await kard.submitOne(sheetPurchase({ ...empty, ...nulls }));

		expect(stored).toMatchObject({ amount: 1_999 });
		for (const name of Object.keys(nulls)) expect(stored).not.toHaveProperty(name);
	});

	it('__proto__, constructor and prototype are names like any other: refused, and nothing is polluted', async () => {
		const rows = ['__proto__', 'constructor', 'prototype', 'toString'].flatMap((name): SheetRow[] => [
			{ ...sheetPurchase({}), ...parsedRow(`{"${name}": {"polluted": "yes", "amount": 1}}`) },
			{ ...sheetPurchase({}), ...parsedRow(`{"merchant": {"name": "x", "${name}": {"polluted": "yes"}}}`) },
		]);

		const result = await kard.submit([...rows, heir(sheetPurchase({}))]);

		expect([result.succeeded, kard.sent]).toEqual([[], []]);
		expect(messages(result)[8]).toContain('required and empty');
		expect({}).not.toHaveProperty('polluted');
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
		const row = { ...sheetPurchase({}), [field]: '7'.repeat(1_000_000) };
		const results = [await kard.submit([row], { strict: true }), await kard.submit([row])];

		expect(results.flatMap(outcomes)).toEqual(['failed', field === 'merchantId' ? 'submitted' : 'failed']);
		expect(JSON.stringify(results.map((result) => [result, messages(result)])).length).toBeLessThan(4_000);
	});

	it('so is a list of one megabyte, even of good values, and the name of a column', async () => {
		const list = await kard.submit([corePurchase({ cardLastFours: '4242,'.repeat(200_000) })], {
			strict: true,
		});
		const name = await kard.submit([sheetPurchase({ ['x'.repeat(1_000_000)]: 'y' })]);

		expect(messages(list)[0]).toMatch(/^Row 1, Card Last Fours: is 1000000 characters long/);
		expect(JSON.stringify([name, messages(name)]).length).toBeLessThan(2_000);
	});

	it.each([[null], [undefined], ['a text'], [7], [[1, 2]], [true]])('%p is no row', async (row) => {
		const result = await kard.submit([row, purchase()]);

		expect(outcomes(result)).toEqual(['failed', 'submitted']);
		expect(result.failed[0]).toMatchObject({ row: 1, reason: 'expected a row with named columns.' });
		expect(messages(result)[0]).toBe('Row 1: expected a row with named columns.');
	});
});

describe('nested and flat columns', () => {
	it('a merchant may be one object, as in Kard’s documents, or several columns', async () => {
		const merchant = { name: 'Blue Door', id: 'mid-1' };

		await kard.submit([
			purchase({ merchant }),
			sheetPurchase({ merchantName: 'Blue Door', merchantId: 'mid-1' }),
		]);

		expect(kard.stored.transactions.map(({ attributes }) => attributes.merchant)).toEqual([
			merchant,
			merchant,
		]);
	});

	it('a field that is there both ways is taken from its own column, whichever comes first', async () => {
		const both = { merchantName: 'Own Column', merchant: { id: 'merchant-1', name: 'In the Object' } };
		const [first, second] = [purchase(), purchase()];

		await kard.submit([
			{ ...first, ...both },
			{ merchant: both.merchant, ...second, merchantName: both.merchantName },
		]);

		expect(kard.stored.transactions.map(({ attributes }) => attributes.merchant)).toMatchObject([
			{ name: 'Own Column' },
			{ name: 'Own Column' },
		]);
	});

	const several = /^Row 1, merchant: stands for several fields\. Use the one you mean: merchantName, /;
	it.each<[string, SheetRow, RegExp]>([
		[
			'a slip inside the object',
			{ merchant: { name: 'x', town: 'y' } },
			/^Row 1, merchant\.town: there is no such field/,
		],
		['a text where the object belongs', { merchant: 'Blue Door' }, several],
		['a date', { merchant: new Date(0) }, several],
		['a map', { merchant: new Map([['name', 'Blue Door']]) }, several],
		['a promise', { merchant: Promise.resolve({ name: 'Blue Door' }) }, several],
		['an object that has its fields by inheritance', { merchant: heir({ name: 'Blue Door' }) }, several],
		['a list', { merchant: [{ name: 'Blue Door' }] }, several],
		[
			'a map inside the object',
			{ processorMids: { mids: new Map([['vmid', '1']]) } },
			/^Row 1, Visa Merchant ID: is required/,
		],
		['an object where a value belongs', { description: { text: 'x' } }, /^Row 1, Description: /],
		['a list where a value belongs', { currency: ['USD'] }, /^Row 1, Currency: /],
	])('%s is not dropped in silence', async (_, cells, expected) => {
		expect(await kard.submitOne(sheetPurchase(cells))).toMatch(expected);
	});

	it('constants of Kard’s documents may be given or left out, and must be right', async () => {
		const mids = { vmid: '12345678', vsid: '87654321' };
		const rows = [{ processor: 'VISA', mids }, { mids }, { processor: 'MASTERCARD', mids }];

		const result = await kard.submit(rows.map((processorMids) => sheetPurchase({ processorMids })));

		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'failed']);
		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.processorMids)).toEqual([rows[0], rows[0]]);
	});
});

describe('what is wrong with a row', () => {
	it('is said with the row, the label of each field and the remedy, three faults at most', async () => {
		const broken = sheetPurchase({
			amount: 'x',
			currency: '',
			cardBIN: '12',
			settledDate: 'soon',
			userId: '',
		});

		const [failure] = (await kard.submit([purchase(), broken])).failed;

		expect(failure).toMatchObject({ row: 2, field: 'Amount', error: { outcomeUnknown: false } });
		expect(failure?.reason).toMatch(/^[^:]*\. \S.*Settled Date: .* And 2 more\.$/s);
		expect(failure?.error.message).toBe(`Row 2, Amount: ${failure?.reason ?? ''}`);
		expect(pathsOf(failure?.error)).toEqual(expect.arrayContaining(['userId', 'cardBIN']));
	});
});

describe('rows that cannot be relied on', () => {
	const no = () => {
		throw new TypeError('no');
	};
	const deep = () => upTo(20_000).reduce<unknown>((value) => ({ value }), 'x');
	const circle: Record<string, unknown> = {};
	circle.self = circle;
	const documented = (more: SheetRow) => {
		const { id, ...attributes } = purchase();
		return { type: 'transaction', id, attributes: { ...attributes, ...more } };
	};

	it.each<[string, () => unknown]>([
		['throws when it is looked at', () => new Proxy({}, { get: no, ownKeys: no })],
		['holds a circle', () => documented({ circle })],
		['holds a number that JSON has not', () => documented({ big: 1n })],
		['is deeper than can be written', () => documented({ deep: deep() })],
	])('one that %s fails by itself', async (_, row) => {
		const result = await kard.submit([purchase(), row(), purchase()]);

		expect(outcomes(result)).toEqual(['submitted', 'failed', 'submitted']);
		expect(messages(result)[1]).toMatch(/^Row 2: not sent\. It cannot be read\. /);
		expect(kard.sent).toHaveLength(1);
	});

	it('one that says something else each time is sent as it was when it was read', async () => {
		let readings = 0;
		const get = () => 100 * (readings += 1);
		const row = Object.defineProperty(purchase(), 'amount', { enumerable: true, get });
		inTurn(kard, { status: 503 });

		expect(outcomes(await kard.submit([row]))).toEqual(['submitted']);
		const sentAmounts = kard.sent.map(({ data }) => data[0]?.attributes.amount);
		expect(new Set(sentAmounts).size).toBe(1);
	});

	it('one that is changed while others are sent is sent as it was when it was read, or fails by itself', async () => {
		const rows: Record<string, unknown>[] = purchases(4).map((row) => ({ ...row }));
		kard.intercept(async (_, pass) => {
			Object.assign(rows[2] ?? {}, { id: 'evt-other' });
			delete rows[3]?.userId;
			return await pass();
		});

		const result = await kard.submit(rows, { batchSize: 1, concurrency: 1 });

		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'submitted', 'failed']);
		expect(result.succeeded[2]?.id).toBe('evt-other');
	});

	it('a list that changes or has gaps is taken as it was', async () => {
		const rows: unknown[] = purchases(2);
		rows[3] = purchase();
		kard.intercept((_, pass) => {
			rows.length = 0;
			return pass();
		});

		expect(outcomes(await kard.submit(rows, { batchSize: 1 }))).toEqual([
			'submitted',
			'submitted',
			'failed',
			'submitted',
		]);
	});

	it.each<[string, () => unknown]>([
		['throws what is no error of the network', () => Promise.reject(new RangeError('too deep'))],
		[
			'throws a text',
			() => {
				AbortSignal.abort('no').throwIfAborted();
			},
		],
		['resolves with nothing', () => Promise.resolve(undefined)],
		['resolves without headers', () => Promise.resolve({ status: 200, body: '{}' })],
	])('where a transport %s, every row has a result, and the others stand', async (_, answer) => {
		kard.intercept((request, pass) =>
			request.data.some(({ id }) => id === 'evt-2') ? (answer() as ReturnType<typeof pass>) : pass(),
		);

		const result = await kard.submit(purchases(3), { batchSize: 1 });

		expect(outcomes(result)).toEqual(['submitted', 'unknown', 'submitted']);
		expect(messages(result)[1]).toMatch(/^Row 2: /);
	});

	it('a row that Kard took is not in doubt because the caller changed it afterwards', async () => {
		const row: Record<string, unknown> = { ...purchase() };
		whenever(kard, () => ((row.amount = 7), kard.sent.length === 1), { status: 503, taken: true });

		expect(outcomes(await kard.submit([row]))).toEqual(['submitted']);
	});
});
