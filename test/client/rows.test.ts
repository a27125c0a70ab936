import omit from 'lodash/omit';
import {
	transactionOperations,
	columnsOf,
	readColumns,
	generateHem,
	KardValidationError,
	userOperations,
	type RowOptions,
} from '../../shared/host';
import { messages, outcomes, textLike } from '../support/expected';
import { startKard } from '../support/kard';
import {
	corePurchase,
	matchedPurchase,
	sheetPurchase,
	upTo,
	purchase,
	SHOPPER,
	type SheetRow,
} from '../support/purchase';
import { person, people } from '../support/person';

const kard = startKard();
const typesSent = () => kard.sent.flatMap(({ data }) => data.map(({ type }) => type));

describe('the date that belongs to the status', () => {
	it.each([
		['APPROVED', 'authorizationDate', 'Authorization Date'],
		['SETTLED', 'settledDate', 'Settled Date'],
		['REVERSED', 'transactionDate', 'Transaction Date'],
		['RETURNED', 'transactionDate', 'Transaction Date'],
		['DECLINED', 'transactionDate', 'Transaction Date'],
	])('%s needs its %s, and no other', async (status, date, title) => {
		const dates = {
			authorizationDate: '2026-03-01',
			settledDate: '2026-03-02',
			transactionDate: '2026-03-03',
		};
		const without = sheetPurchase({ ...dates, status, [date]: '' });
		const withOnly = sheetPurchase({ settledDate: undefined, status, [date]: '2026-03-04' });

		const result = await kard.submit([without, withOnly]);

		expect(outcomes(result)).toEqual(['failed', 'submitted']);
		expect(messages(result)[0]).toBe(`Row 1, ${title}: is missing: a row with status ${status} needs it.`);
	});
});

describe('types of transaction', () => {
	it('each row may name its own; rows that do not take the type of the step', async () => {
		await kard.submit([sheetPurchase({}), matchedPurchase(), corePurchase()]);
		const unnamed = [undefined, '', null].map((type) => ({ ...corePurchase(), type }));
		await kard.submit(unnamed, { rowType: 'coreTransaction' });

		expect(typesSent()).toEqual([
			...['transaction', 'matchedTransaction', 'coreTransaction'],
			...['coreTransaction', 'coreTransaction', 'coreTransaction'],
		]);
	});

	it.each<unknown>(['refund', 'constructor', '__proto__', 5, true, ['coreTransaction'], new Date(0)])(
		'the type %p is refused, naming those there are',
		async (type) => {
			const result = await kard.submit([{ ...sheetPurchase({}), type }]);

			expect(messages(result)[0]).toBe('Row 1, type: expected one of transaction, coreTransaction.');
		},
	);

	it('those that Kard has retired are still sent where a row or a saved workflow names them, and Kard decides', async () => {
		const untyped = omit(matchedPurchase(), 'type');

		await kard.submit([matchedPurchase()]);
		await kard.submit([untyped], { rowType: 'matchedTransaction' });

		expect(typesSent()).toEqual(['matchedTransaction', 'matchedTransaction']);
		expect(Object.keys(transactionOperations.submit.rows)).toContain('matchedTransaction');
	});

	it('a failed row says which it was, also when its id is a number', async () => {
		const rows = [1001, ' evt-9 '].map((id) => ({ ...sheetPurchase({ amount: 'x' }), id }));

		expect((await kard.submit(rows)).failed.map(({ id }) => id)).toEqual(['1001', 'evt-9']);
	});
});

describe('a card network', () => {
	it('that is new at Kard is sent as Kard writes it, but no junk of a sheet is sent for one', async () => {
		const cells = ['amex', 'AMERICAN_EXPRESS', 'NEW_NETWORK', 'some card', 'n/a'];

		const result = await kard.submit(cells.map((cardNetwork) => sheetPurchase({ cardNetwork })));

		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.cardNetwork)).toEqual([
			...['AMERICANEXPRESS', 'AMERICANEXPRESS', 'NEW_NETWORK'],
		]);
		expect(messages(result)).toEqual({ 2: textLike(/^Row 3, Card Network: Kard refused it/) });
		expect(result.succeeded.at(2)?.notes).toEqual([
			textLike(/^Card Network left out: expected one of VISA.*"some card".*capital letters\.$/),
		]);
		expect(result.succeeded.map(({ notes = [] }) => notes.length)).toEqual([0, 0, 1, 0]);
	});

	it.each([
		['Status', 'status', 'POSTPONED'],
		['Direction', 'direction', 'SIDEWAYS'],
		['Currency', 'currency', 'DOLLARS'],
	])('is no pattern for %s, whose values the rules of a row rest on', async (title, name, value) => {
		expect(await kard.submitOne(sheetPurchase({ [name]: value }))).toMatch(`Row 1, ${title}: expected`);
	});
});

describe('matched transactions', () => {
	const offer = { matchedOfferId: 'offer-1' };
	const card = { cardBIN: '411111', cardNetwork: 'VISA', cardProductId: 'gold' };
	const cash = { paymentType: 'CASH' };
	const other = { paymentType: 'UNKNOWN' };

	it.each<[string, SheetRow]>([
		['CARD with an offer and the last four', { ...offer, ...card, cardLastFour: '4242' }],
		['CARD with no offer and no last four', {}],
		['CASH with an offer', { ...cash, ...offer }],
		['UNKNOWN with nothing', other],
		['UNKNOWN with an offer and an order', { ...other, ...offer, orderId: 'order-1' }],
		['UNKNOWN with an offer and a card', { ...other, ...offer, cardLastFour: '4242' }],
	])('%s pass', async (_, cells) => {
		expect(outcomes(await kard.submit([matchedPurchase(cells)]))).toEqual(['submitted']);
	});

	it.each<[string, SheetRow, string]>([
		['CARD with an offer but no last four', offer, 'Card Last Four: is missing'],
		['CASH with a last four', { ...cash, cardLastFour: '4242' }, 'Card Last Four: must be empty'],
		['CASH with a BIN', { ...cash, cardBIN: '411111' }, 'Card BIN: must be empty'],
		['CASH with a network', { ...cash, cardNetwork: 'VISA' }, 'Card Network: must be empty'],
		['CASH with a card product', { ...cash, cardProductId: 'gold' }, 'Card Product ID: must be empty'],
		['UNKNOWN with a BIN', { ...other, cardBIN: '411111' }, 'Card BIN: must be empty'],
		['UNKNOWN with a location', { ...other, matchedLocationId: 'l' }, 'Matched Location ID: must be empty'],
		['UNKNOWN with an offer alone', { ...other, ...offer }, 'Matched Offer ID: must be empty'],
		['no payment type', { paymentType: undefined }, 'Payment Type: is required and empty'],
		['no date', { authorizationDate: undefined }, 'Authorization Date: is required and empty'],
		['a field of another type', { settledDate: '2026-03-04' }, 'settledDate: there is no such field'],
	])('%s are refused', async (_, cells, message) => {
		expect(await kard.submitOne(matchedPurchase(cells))).toContain(`Row 1, ${message}`);
	});

	it('without an event id, one is made from the date of authorization', async () => {
		const row = { ...matchedPurchase(), id: undefined };
		const dates = ['2026-03-04T10:15:00-05:00', '2026-03-04T15:15:00Z', '2026-03-05'];

		await kard.submit(dates.map((authorizationDate) => ({ ...row, authorizationDate })));

		expect(kard.stored.transactions).toHaveLength(2);
	});
});

describe('core transactions', () => {
	it('are settled, and need both dates', async () => {
		const cells = [
			{},
			{ status: 'posted' },
			{ status: 'APPROVED' },
			{ settledDate: '' },
			{ authorizationDate: null },
		];

		const result = await kard.submit(cells.map((odd) => corePurchase(odd)));

		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'failed', 'failed', 'failed']);
		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.status)).toEqual(['SETTLED', 'SETTLED']);
		expect(result.failed.map(({ field }) => field)).toEqual(['Status', 'Settled Date', 'Authorization Date']);
	});

	it('know the cards that may have been used by their last four digits', async () => {
		expect(await kard.submitOne(corePurchase({ cardLastFours: '4242; 42 | 4242' }))).toMatchObject({
			cardLastFours: ['4242', '0042'],
		});
	});
});

const dollars = { amounts: 'dollars' } as const;
const newYork = { timeZone: 'America/New_York' };
const storedDates = () => kard.stored.transactions.map(({ attributes }) => attributes.settledDate);

describe('amounts', () => {
	it.each([
		['19.99', 1_999],
		['1,234.50', 123_450],
		['$5', 500],
		[1.1, 110],
		['0', 0],
		['90071992547409.91', Number.MAX_SAFE_INTEGER],
	])('in dollars, %p is read exactly', async (amount, cents) => {
		const row = sheetPurchase({ amount, subtotal: amount });

		expect(await kard.submitOne(row, dollars)).toMatchObject({ amount: cents, subtotal: cents });
	});

	it.each([
		['(12.00)', 'negative'],
		['1e3', 'scientific notation'],
		['12.345', '3 decimals'],
		[12.345, '3 decimals'],
		['٣', 'digits 0 to 9'],
		['  ', 'required and empty'],
		[null, 'required and empty'],
		[{ cents: 5 }, 'expected'],
	])('in dollars, %p is refused before it is sent, with the reason', async (amount, reason) => {
		const message = await kard.submitOne(sheetPurchase({ amount }), dollars);

		expect(message).toMatch(/^Row 1, Amount: /);
		expect(message).toContain(reason);
	});

	it('in cents, which is the usual, whole numbers pass and what looks like dollars is refused', async () => {
		const result = await kard.submit(
			[1999, '1999', '19.99', '$5'].map((amount) => sheetPurchase({ amount })),
		);

		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'failed', 'failed']);
		expect(messages(result)[2]).toContain('set Amounts to dollars');
	});
});

describe('dates', () => {
	it.each<[string, unknown, RowOptions, string]>([
		['ISO with a zone passes as it is', '2021-07-02T17:47:00+02:00', newYork, '2021-07-02T17:47:00+02:00'],
		[
			'ISO without a zone is read in the given one',
			'2021-07-02T17:47:00',
			newYork,
			'2021-07-02T17:47:00-04:00',
		],
		['without a given zone it is read in UTC', '2021-07-02T17:47:00', {}, '2021-07-02T17:47:00Z'],
		['7/2/2021 17:47, month first', '7/2/2021 17:47', newYork, '2021-07-02T17:47:00-04:00'],
		['7/2/2021 17:47, day first', '7/2/2021 17:47', { dateOrder: 'DMY' }, '2021-02-07T17:47:00Z'],
		['the Excel serial 44379.74', 44379.74, newYork, '2021-07-02T17:45:36-04:00'],
		['a Date object', new Date(Date.UTC(2021, 6, 2, 17, 47)), {}, '2021-07-02T17:47:00Z'],
	])('%s', async (_, settledDate, options, expected) => {
		expect(await kard.submitOne(sheetPurchase({ settledDate }), options)).toMatchObject({
			settledDate: expected,
		});
	});

	it.each<[string, unknown, RowOptions, string]>([
		['31/02/2026, day first', '31/02/2026', { dateOrder: 'DMY' }, 'no such date'],
		['a time that the clocks skipped', '2026-03-08 02:30', newYork, 'skipped'],
		['a year alone', 2026, {}, 'only a year'],
		['any date in a zone that does not exist', '7/2/2021', { timeZone: 'Mars/Olympus' }, 'time zone'],
	])('%s is refused before it is sent', async (_, settledDate, options, reason) => {
		const message = await kard.submitOne(sheetPurchase({ settledDate }), options);

		expect(message).toMatch(/^Row 1, Settled Date: /);
		expect(message).toContain(reason);
		expect(message).not.toContain('missing');
	});

	it('of tomorrow are taken; later ones are refused, with the option that would put them right', async () => {
		kard.clock.advance(Date.UTC(2027, 0, 31) - kard.clock.now());
		const cells = ['2/1/2027', '2027-02-02', '12/1/2027'];

		const result = await kard.submit(cells.map((settledDate) => sheetPurchase({ settledDate })));

		expect(outcomes(result)).toEqual(['submitted', 'failed', 'failed']);
		expect(messages(result)).toEqual({
			1: 'Row 2, Settled Date: the date is in the future; correct it.',
			2: 'Row 3, Settled Date: the date is in the future; correct it; if the column is written day/month/year, change Date Order.',
		});
	});

	it('one order holds for the whole sheet: 03/04/2026 is never guessed by the rows around it', async () => {
		await kard.submit(
			['25/12/2025', '03/04/2026'].map((settledDate) => sheetPurchase({ settledDate })),
			{ dateOrder: 'DMY' },
		);
		await kard.submit([sheetPurchase({ settledDate: '03/04/2026' })], { dateOrder: 'MDY' });

		expect(storedDates()).toEqual(['2025-12-25T00:00:00Z', '2026-04-03T00:00:00Z', '2026-03-04T00:00:00Z']);
	});
});

describe('defaults', () => {
	it('fill empty cells and missing columns, and leave the others alone', async () => {
		const defaults = { currency: 'usd', direction: 'purchase', cardBIN: 411111 };
		const rows = [
			sheetPurchase({ currency: '', direction: undefined, cardBIN: null }),
			sheetPurchase({ currency: 'EUR', direction: 'CREDIT', cardBIN: '555555' }),
		];

		await kard.submit(rows, { defaults });

		expect(kard.sent[0]?.data.map(({ attributes: a }) => [a.currency, a.direction, a.cardBIN])).toEqual([
			['USD', 'DEBIT', '411111'],
			['EUR', 'CREDIT', '555555'],
		]);
	});

	it.each<[string, SheetRow, RegExp]>([
		['that cannot be read are refused like cells', { currency: 'dollars' }, /^Row 1, Currency: expected/],
		[
			'are their own, not inherited',
			Object.setPrototypeOf({}, { currency: 'USD' }) as SheetRow,
			/^Row 1, Currency: is required and empty\. .*, or set one value for all rows\.$/,
		],
	])('%s', async (_, defaults, expected) => {
		expect(await kard.submitOne(sheetPurchase({ currency: '' }), { defaults })).toMatch(expected);
	});
});

/** Values with one digit of them written as a sign that is no decimal digit, by the kind of row and the field. */
const NO_DIGITS: [of: string, key: string, title: string, cells: string[]][] = [
	['transaction', 'currency', 'Currency', ['84⓪', '84²']],
	['transaction', 'mcc', 'Merchant Category Code', ['581①', '581²']],
	['transaction', 'amount', 'Amount', ['19①9', '19²', '❷0']],
	['transaction', 'authorizationDate', 'Authorization Date', ['2026-03-0④', '⑦/2/2026', '4437⁹']],
	['transaction', 'cardBIN', 'Card BIN', ['①41111', '111²11', '41111①']],
	['transaction', 'cardLastFour', 'Card Last Four', ['①234', '12²4']],
	['transaction', 'merchantAddrZipcode', 'Merchant ZIP Code', ['3030①', '3030²']],
	['coreTransaction', 'cardLastFours', 'Card Last Fours', ['①234', '4242, 12²4']],
	['user', 'hashedEmail', 'Hashed Email', [`${'a'.repeat(63)}²`]],
	['user', 'phoneNumber', 'Phone Number', ['555①234567', '+1555²550123']],
	['user', 'zipCode', 'ZIP Code', ['3030①', '3030²']],
	['user', 'birthYear', 'Birth Year', ['199①', '199²']],
	['user', 'historicalTransactionsSent', 'Historical Transactions Sent', ['①', '¹']],
];

it.each(NO_DIGITS)('of a %s, %s is refused with a digit that is none', async (of, key, title, cells) => {
	for (const cell of cells) {
		const options = { rowType: of, amounts: 'cents', strict: true } as const;
		const message =
			of === 'user'
				? messages(await kard.create([{ ...person(), [key]: cell }], options))[0]
				: await kard.submitOne(sheetPurchase({ [key]: cell }), options);

		expect(message).toContain(`${title}: `);
	}
	expect(kard.sent).toEqual([]);
});

const ADDRESS = 'Jordan.Lee+offers@example.com';
const HEM = generateHem(ADDRESS);
const attributesSent = () => kard.sent[0]?.data[0]?.attributes;

describe('the email of a user', () => {
	it.each([
		[undefined, { hashedEmail: HEM }],
		['hash', { hashedEmail: HEM }],
		['hashAndAddress', { email: ADDRESS, hashedEmail: HEM }],
		['address', { email: ADDRESS }],
	] as const)('leaves as its hash alone, unless more is asked for: %p', async (email, expected) => {
		await kard.create([person({ email: ` ${ADDRESS} ` })], { email });

		expect(attributesSent()).toEqual({ enrolledRewards: ['CARDLINKED'], ...expected });
		const arrived = kard.sandbox.requests.map(({ path, body, headers }) => [path, body, headers]);
		expect(JSON.stringify(arrived).includes(ADDRESS)).toBe('email' in expected);
	});

	it('may be beside its own hash, which is sent in lower case, but not beside another', async () => {
		const hashes = [HEM, HEM.toUpperCase(), 'a'.repeat(64)];

		const result = await kard.create([
			...hashes.map((hashedEmail) => person({ email: ADDRESS, hashedEmail })),
			person({ hashedEmail: HEM.toUpperCase() }),
		]);

		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.hashedEmail)).toEqual([HEM, HEM, HEM]);
		expect(messages(result)).toEqual({
			2: 'Row 3, Hashed Email: does not belong to the email of this row. Empty one of the two.',
		});
	});

	it.each([
		['jordan', 'email', /^Row 1, Email: expected one email address/],
		['jordan@@x.example.com', 'email', /^Row 1, Email: expected one email address/],
		['@x.example.com', 'email', /^Row 1, Email: expected one email address/],
		[ADDRESS, 'hashedEmail', /^Row 1, Hashed Email: .*map this column to Email/],
	])('%p as %s is refused before it is sent, and not repeated', async (cell, key, expected) => {
		const result = await kard.create([{ ...person(), [key]: cell }], { strict: true });

		expect(messages(result)[0]).toMatch(expected);
		expect(JSON.stringify([result, messages(result)]).replaceAll('jordan@example.com', '')).not.toContain(
			cell,
		);
		expect(kard.sent).toEqual([]);
	});
});

describe('ids in bulk never reach another resource', () => {
	it.each([
		...[
			'a/b',
			'a?b=c',
			'a#b',
			'a/../b',
			'%2f',
			'..%2f..%2f',
			'two words',
			'🙂',
			'ä',
			'...',
			'a&b',
			'a;b',
			'\\',
		],
	])('%p names one user: created, then updated, and no other is reached', async (id) => {
		await kard.enrol('user-1');

		const created = await kard.createOrUpdate([person({ id })]);
		const updated = await kard.createOrUpdate([person({ id, zipCode: '99501' })]);

		expect([...outcomes(created), ...outcomes(updated)]).toEqual(['created', 'updated']);
		expect(kard.requests().at(-1)).toMatchObject({
			route: 'updateUser',
			path: `/v2/issuers/${kard.sandbox.organizationId}/users/${encodeURIComponent(id)}`,
		});
		const moved = kard.stored.users.filter(({ attributes }) => attributes.zipCode === '99501');
		expect(moved.map((user) => user.id)).toEqual([id]);
	});

	it.each(['', ' ', '.', '..', ' .. ', 'a\u0000b', '\ud800'])(
		'%p is refused before it is sent',
		async (id) => {
			const result = await kard.createOrUpdate([person({ id }), person()]);

			expect(outcomes(result)).toEqual(['failed', 'created']);
			expect(messages(result)[0]).toMatch(/^Row 1, User ID: /);
		},
	);

	it('an id that is a number becomes text, and one that the spreadsheet has rounded is refused', async () => {
		const result = await kard.create([1001, 2 ** 64, '1.23457E+19'].map((id) => ({ ...person(), id })));

		expect(result.succeeded.map(({ id }) => id)).toEqual(['1001']);
		expect(messages(result)[2]).toContain('rounded');
	});
});

describe('other cells of a user', () => {
	it('are read as people write them', async () => {
		await kard.create([
			{
				...{ id: 'user-1', enrolledRewards: 'Card-Linked', zipCode: 2134, phoneNumber: '(555) 555-0123' },
				...{ birthYear: 1990, historicalTransactionsSent: 'yes' },
			},
		]);

		expect(attributesSent()).toEqual({
			...{ enrolledRewards: ['CARDLINKED'], zipCode: '02134', phoneNumber: '+15555550123' },
			...{ birthYear: '1990', historicalTransactionsSent: true },
		});
	});

	it('may be enrolled in a program that is new at Kard, but no junk of a sheet is sent for one', async () => {
		const cells = ['card-linked, AFFILIATE', 'perhaps', '1/2', 'Affiliate', []];

		const result = await kard.create(people(5).map((row, at) => ({ ...row, enrolledRewards: cells[at] })));

		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.enrolledRewards)).toEqual([
			...[['CARDLINKED', 'AFFILIATE'], []],
		]);
		const junk = result.failed.filter(({ error }) => error instanceof KardValidationError);
		expect(junk.map(({ index }) => index)).toEqual([1, 2, 3]);
		expect(messages(result)[1]).toMatch(
			/^Row 2, Enrolled Rewards: expected CARDLINKED.*"perhaps".*capital letters/,
		);
	});

	it.each<[readonly string[], readonly unknown[]]>([
		[['CARDLINKED'], ['yes', 'Y', 'TRUE', true, 1, '1', '1.0', 'Opted in', 'opted-in', 'Subscribed', 'CLO']],
		[[], ['no', 'N', 'false', false, 0, '0.0', 'Opted out', 'unsubscribed', 'none', 'None', [], '[]']],
		// Where nothing is said, the usual holds.
		[['CARDLINKED'], ['', undefined, null, 'N/A', '-', 'null', '(blank)', '#REF!']],
	])('are enrolled in %j where Enrolled Rewards is one of %j', async (expected, cells) => {
		await kard.create(people(cells.length).map((row, at) => ({ ...row, enrolledRewards: cells[at] })));

		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.enrolledRewards)).toEqual(
			cells.map(() => expected),
		);
	});

	it('a default goes before what is usual', async () => {
		await kard.create([{ id: 'user-1' }, { id: 'user-2', enrolledRewards: 'yes' }], {
			defaults: { enrolledRewards: 'none' },
		});

		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.enrolledRewards)).toEqual([
			...[[], ['CARDLINKED']],
		]);
	});
});

describe('columns that are mapped automatically', () => {
	const fieldsOf = (row: object) =>
		readColumns(columnsOf(userOperations.create.rows.user), [row]).fieldsOf(row);

	it('everyday spellings are recognized, and 200 unknown columns are left out', () => {
		const unknown = Object.fromEntries(
			upTo(200).map((number) => [`Lead Score ${String(number)}`, { number }]),
		);
		const row = { 'Customer ID': 'user-1', ' ZIP_code ': '30301', 'E-Mail': ADDRESS, Programs: 'CLO' };

		expect(fieldsOf({ ...unknown, ...row })).toEqual({
			...{ id: 'user-1', zipCode: '30301', email: ADDRESS, enrolledRewards: 'CLO' },
		});
	});

	it('of several columns that fit, the one that fits best and is filled in is taken', () => {
		expect(fieldsOf({ 'Customer ID': 'third', 'User ID': 'second', id: ' ' })).toEqual({ id: 'second' });
		expect(fieldsOf({ id: 'first', 'User ID': 'second' })).toEqual({ id: 'first' });
	});

	it('nothing is polluted by columns named after parts of objects', () => {
		const cells: unknown = JSON.parse(
			'{"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3, "id": "user-1"}',
		);

		expect(fieldsOf(Object(cells) as object)).toEqual({ id: 'user-1' });
		expect({}).not.toHaveProperty('polluted');
	});
});

const sent = () => kard.sent.flatMap(({ data }) => data);

/** A row in the form in which Kard documents it. */
function resource(row: object, more: object = {}, type = 'transaction'): Record<string, unknown> {
	return { type, id: 'id' in row ? row.id : undefined, attributes: { ...omit(row, 'id', 'type'), ...more } };
}

describe('rows as Kard documents them', () => {
	it('are sent like flat ones, and may stand beside them', async () => {
		const result = await kard
			.client()
			.transactions.submit([
				purchase({ id: 'evt-1' }),
				{ type: 'transaction', id: 'evt-2', attributes: omit(purchase({ id: 'evt-2' }), 'id', 'type') },
			]);

		expect(outcomes(result)).toEqual(['submitted', 'submitted']);
		const [flat, documented] = sent();
		expect(documented).toEqual({
			...flat,
			id: 'evt-2',
			attributes: { ...flat?.attributes, transactionId: 'purchase-evt-2' },
		});
	});

	it('hold for users, created or updated', async () => {
		await kard.enrol('user-2');
		const attributes = { enrolledRewards: ['CARDLINKED'] as const, zipCode: 30301, loyaltyTier: 'gold' };
		const rows = ['user-1', 'user-2'].map((id) => ({ type: 'user', id, attributes }));

		const result = await kard.createOrUpdate(rows);

		expect(outcomes(result)).toEqual(['created', 'updated']);
		for (const one of sent()) {
			expect(one.attributes).toEqual({ ...attributes, zipCode: '30301' });
		}
	});

	it('what we do not know is passed on as it is, also inside of what we know', async () => {
		const more = {
			newField: { a: [1, null, ''] },
			flag: false,
			merchant: { name: 'Blue Door', riskScore: 7 },
			none: null,
			constructor: { name: 'a field like any other' },
			prototype: 'first',
		};

		const nothing = { none: undefined, action: () => 'no value of JSON' };

		await kard.submit([{ ...resource(purchase({ id: 'evt-1' }), { ...nothing, ...more }), notes: null }]);

		expect(sent()[0]?.attributes).toMatchObject(more);
		expect(sent()[0]?.attributes).not.toHaveProperty('action');
	});

	it('what we know is read and checked as ever', async () => {
		const cells = { amount: '12.5.0', cardBIN: '4111 1111 1111 1111' };

		const result = await kard.submit([resource(purchase({ id: 'evt-1' }), cells)]);

		expect(messages(result)[0]).toMatch(/Amount: .*BIN: .*full card number/);
		expect(kard.sent).toEqual([]);
	});

	it('without an id one is made as for flat rows', async () => {
		const flat = sheetPurchase({ id: undefined });

		const result = await kard.submit([flat, resource(flat)]);

		expect(outcomes(result)).toEqual(['submitted', 'duplicate']);
		expect(result.succeeded[1]).toMatchObject({ duplicateOf: 0 });
	});

	it('an email is sent as its hash', async () => {
		await kard.create([resource(person({ id: 'user-1' }), { email: 'jordan@example.com' }, 'user')]);

		expect(Object.keys(sent()[0]?.attributes ?? {}).toSorted()).toEqual(['enrolledRewards', 'hashedEmail']);
	});

	it('a type that Kard has added goes out', async () => {
		const row = { type: 'newTransaction', id: 'evt-1', attributes: { userId: SHOPPER, points: 3 } };

		const result = await kard.submit([row]);

		expect(sent()).toEqual([row]);
		expect(messages(result)[0]).toMatch(/Kard refused it \(400\)/);
	});

	const card = '4111 1111 1111 1111';
	it.each<[string, unknown, RegExp]>([
		[
			'fields beside the attributes',
			{ ...resource(purchase({ id: 'evt-1' })), amount: 5 },
			/the row also has fields beside it: amount\./,
		],
		[
			'attributes that are no object',
			{ type: 'transaction', id: 'a', attributes: 'x' },
			/expected an object/,
		],
		['attributes that are a list', { type: 'transaction', id: 'a', attributes: [] }, /expected an object/],
		[
			'an id among the attributes',
			resource(purchase({ id: 'evt-1' }), { id: 'b' }),
			/attributes\.id: belongs beside attributes/,
		],
		[
			'a card number in an unknown field',
			resource(purchase({ id: 'evt-1' }), { memo: `of ${card}` }),
			/memo: .*full card number/,
		],
		[
			'a card number as a number',
			resource(purchase({ id: 'evt-1' }), { memo: 4111111111111111 }),
			/full card number/,
		],
		[
			'a card number deep inside',
			resource(purchase({ id: 'evt-1' }), { a: { b: [{ c: card }] } }),
			/full card number/,
		],
		['a card number as a name', resource(purchase({ id: 'evt-1' }), { [card]: 1 }), /full card number/],
		[
			'one in a type we do not know',
			{ type: 'newTransaction', id: 'a', attributes: { memo: card } },
			/full card/,
		],
		['an unknown type without an id', { type: 'newTransaction', attributes: {} }, /id: is required/],
		[
			'an unknown type in a flat row',
			{ ...purchase({ id: 'evt-1' }), type: 'newTransaction' },
			/type: expected one of/,
		],
		[
			'a type that is not text',
			{ ...purchase({ id: 'evt-1' }), type: 5 },
			/type: expected one of transaction, coreTransaction\.$/,
		],
		[
			'the same with attributes',
			{ ...resource(purchase({ id: 'evt-1' })), type: { of: 'transaction' } },
			/type: expected one of/,
		],
		[
			'a type that no name is',
			{ ...resource(purchase({ id: 'evt-1' })), type: 'no type!' },
			/type: expected one of/,
		],
	])('%s are refused before anything is sent', async (_, row, expected) => {
		const result = await kard.submit([row]);

		expect(messages(result)[0]).toMatch(expected);
		expect(messages(result)[0]).not.toContain('1111 1111');
		expect(kard.sent).toEqual([]);
	});

	it('a user of an unknown type is a slip', async () => {
		const result = await kard.create([
			resource(person({ id: 'user-1' }), { email: 'jordan@example.com' }, 'User'),
		]);

		expect(messages(result)[0]).toBe('Row 1, type: expected one of user.');
	});

	it('the attributes of one user may be given so, too', async () => {
		await kard.enrol('user-1');
		const attributes = { enrolledRewards: ['CARDLINKED'] as const, zipCode: '99501' };
		const { users } = kard.client();

		await users.update('user-1', resource({ id: 'user-1', ...attributes }, {}, 'user') as never);
		const other = users.update('user-1', resource({ id: 'user-2', ...attributes }, {}, 'user') as never);

		await expect(other).rejects.toThrow(/names another resource than the one to be written/);
		expect(kard.stored.users.at(-1)?.attributes).toEqual(attributes);
	});
});
