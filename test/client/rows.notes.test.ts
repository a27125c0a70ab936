import omit from 'lodash/omit';
import type { RowOptions } from '../../shared/host';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { person } from '../support/person';
import { corePurchase, FULL_CARD, matchedPurchase, sheetPurchase, type SheetRow } from '../support/purchase';

const kard = startKard();

type Kind = 'user' | 'transaction';

async function write(kind: Kind, row: SheetRow, options: RowOptions = {}) {
	const result = await (kind === 'user' ? kard.create([row], options) : kard.submit([row], options));
	return {
		sent: kard.sent[0]?.data[0]?.attributes,
		notes: result.succeeded[0]?.notes,
		problem: messages(result)[0],
	};
}

const rowOf = (kind: Kind, cells: SheetRow): SheetRow =>
	kind === 'user' ? { ...person(), ...cells } : sheetPurchase(cells);
const shop = { merchantName: 'Blue Door' };

const PHONE = 'expected a phone number with its country code, such as +15555550123.';
const ZIP = 'expected a ZIP code such as 30301 or 30301-1234.';
const FORMULA = 'the cell holds an error of the spreadsheet, such as #REF!; mend the formula.';

describe('an optional cell that cannot be read', () => {
	it.each<[Kind, SheetRow, readonly string[]]>([
		['user', { phoneNumber: '555-555-0123 x12' }, [`Phone Number left out: ${PHONE}`]],
		['user', { zipCode: '0', phoneNumber: 'none' }, [`ZIP Code left out: ${ZIP}`]],
		['user', { zipCode: '#VALUE!', birthYear: 1985 }, [`ZIP Code left out: ${FORMULA}`]],
		['user', { birthYear: 2027 }, ['Birth Year left out: the year of birth is in the future.']],
		['user', { email: 'jordan' }, ['Email left out: expected one email address such as jordan@example.com.']],
		['transaction', { ...shop, merchantAddrZipcode: 0 }, [`Merchant ZIP Code left out: ${ZIP}`]],
		['transaction', { merchantAddrZipcode: '00000' }, [`Merchant ZIP Code left out: ${ZIP}`]],
		['transaction', { ...shop, merchantAddrCity: '#REF!' }, [`Merchant City left out: ${FORMULA}`]],
		[
			'transaction',
			{ mcc: '7.42e2' },
			[
				'Merchant Category Code left out: expected a merchant category code of four digits such as 5814, but found "7.42e2".',
			],
		],
		[
			'transaction',
			{ authorizationDate: '2026-12-31' },
			['Authorization Date left out: the date is in the future; correct it.'],
		],
		// What goes only together.
		['transaction', { merchantAddrCity: 'Atlanta' }, ['Merchant City left out: Merchant Name is empty.']],
		[
			'transaction',
			{ merchantId: 'mid-1', merchantAddrZipcode: 'junk', visaStoreId: '1' },
			[
				`Merchant ZIP Code left out: ${ZIP}`,
				'Merchant ID left out: Merchant Name is empty.',
				'Visa Store ID left out: Visa Merchant ID is empty.',
			],
		],
		[
			'transaction',
			{ merchant: { addrCity: 'Atlanta', addrState: 'GA' } },
			['Merchant City, Merchant State left out: Merchant Name is empty.'],
		],
	])('of a %s is left out with a note: %j', async (kind, cells, notes) => {
		const row = rowOf(kind, cells);
		const { sent, notes: said } = await write(kind, row);

		expect(said).toEqual(notes);
		expect(sent).toBeDefined();

		await kard.startAfresh();
		kard.forgetRequests();
		const { sent: nothing, problem } = await write(kind, row, { strict: true });
		expect([nothing, problem]).toEqual([undefined, expect.stringMatching(/^Row 1, /)]);
	});

	it('is left out of a row as Kard documents it, too', async () => {
		const { id, ...attributes } = sheetPurchase({
			id: 'evt-1',
			merchant: { ...{ name: 'Blue Door' }, addrZipcode: '0' },
		});
		const { sent, notes } = await write('transaction', { type: 'transaction', id, attributes });

		expect([sent?.merchant, notes]).toEqual([{ name: 'Blue Door' }, [`Merchant ZIP Code left out: ${ZIP}`]]);
	});

	it('says nothing that would tell who it is', async () => {
		const cells = {
			email: 'jordan.lee at example',
			phoneNumber: '617-555-0199 x1',
			birthYear: '3/4/07',
			hashedEmail: 'abc',
		};
		const { notes = [] } = await write('user', rowOf('user', cells));

		expect(notes).toHaveLength(4);
		for (const cell of Object.values(cells)) expect(notes.join(' ')).not.toContain(cell);
	});
});

describe('a cell that the row cannot do without is never left out:', () => {
	it.each<[string, Kind, SheetRow, RegExp]>([
		[
			'the date of the status',
			'transaction',
			{ settledDate: 'soon' },
			/^Row 1, Settled Date: expected a date/,
		],
		[
			'the date of another status',
			'transaction',
			{ status: 'APPROVED', authorizationDate: '31/31/2026' },
			/^Row 1, Authorization Date: read as month/,
		],
		[
			'the name of a merchant of whom there is more',
			'transaction',
			{ merchantName: 'a\u0007b', merchantAddrCity: 'Atlanta' },
			/^Row 1, Merchant Name: the text holds a control character/,
		],
		['the event id', 'transaction', { id: '7.49873E+27' }, /^Row 1, Event ID: the spreadsheet has rounded/],
		['a required cell', 'transaction', { currency: 'dollars' }, /^Row 1, Currency: expected/],
		['rewards', 'user', { enrolledRewards: 'perhaps' }, /^Row 1, Enrolled Rewards: expected CARDLINKED/],
		[
			'a status that has a default',
			'transaction',
			corePurchase({ status: 'pending' }),
			/^Row 1, Status: expected SETTLED/,
		],
		[
			'a slip in a name',
			'transaction',
			{ merchantTown: 'x' },
			/^Row 1, merchantTown: there is no such field/,
		],
		[
			'a slip in an object',
			'transaction',
			{ merchant: { town: 'x', id: '1' } },
			/merchant\.town: there is no such field/,
		],
		[
			'a full card number',
			'user',
			{ phoneNumber: FULL_CARD },
			/^Row 1, Phone Number: this contains what looks like a full card number/,
		],
		[
			'a full card number in an object',
			'user',
			{ zipCode: { of: [FULL_CARD] } },
			/^Row 1, ZIP Code: this contains/,
		],
		[
			'a full card number in an optional card field',
			'transaction',
			matchedPurchase({ cardLastFour: '4111-1111-1111-1111' }),
			/^Row 1, Card Last Four: this looks like a full card number/,
		],
		[
			'the hash of another email',
			'user',
			{ email: 'jordan@example.com', hashedEmail: 'a'.repeat(64) },
			/^Row 1, Hashed Email: does not belong/,
		],
	])('%s', async (_, kind, cells, expected) => {
		const row = 'type' in cells ? cells : rowOf(kind, cells);
		const { sent, problem } = await write(kind, row);

		expect([sent, problem]).toEqual([undefined, expect.stringMatching(expected)]);
	});

	it('a default that cannot be read is a slip, also of an optional field', async () => {
		const { problem } = await write('transaction', sheetPurchase({}), {
			defaults: { cardNetwork: 'some card' },
		});

		expect(problem).toMatch(/^Row 1, Card Network: expected one of VISA/);
	});

	it('but a cell that cannot be read does not get the default: it is not empty', async () => {
		const row = sheetPurchase({ cardNetwork: 'Viza' });
		const { sent, notes } = await write('transaction', row, { defaults: { cardNetwork: 'VISA' } });

		expect([sent?.cardNetwork, notes?.length]).toEqual([undefined, 1]);
	});
});

const NOTHING = ['N/A', 'n/a', '#N/A', ' - ', '--', '—', 'none', 'NULL', 'nil', '(blank)', 'NaN'];

describe('a word for nothing', () => {
	it.each(NOTHING)('%j is an empty cell, of which nothing is said', async (word) => {
		const optional = {
			merchantName: word,
			mcc: word,
			merchantId: word,
			description2: word,
			userZipCode: word,
		};
		const { sent, notes } = await write(
			'transaction',
			sheetPurchase({ ...optional, currency: word, id: word }),
			{
				defaults: { currency: 'USD' },
				strict: true,
			},
		);

		expect(sent).toEqual({
			...omit(sheetPurchase({}), 'id', 'transactionId'),
			paymentType: 'CARD',
			transactionId: sent?.transactionId,
		});
		expect(notes).toBeUndefined();
	});

	it.each([...NOTHING, '#REF!', '#VALUE!', '#DIV/0!'])(
		'%j in a required cell is a missing one',
		async (word) => {
			const results = await kard.submit(
				['userId', 'description', 'amount', 'currency'].map((key) => sheetPurchase({ [key]: word })),
			);

			expect(outcomes(results)).toEqual(['failed', 'failed', 'failed', 'failed']);
			for (const message of Object.values(messages(results)))
				expect(message).toMatch(/: is required and empty/);
		},
	);

	it('is a value where the field has it: no card, no rewards', async () => {
		const { sent } = await write('transaction', corePurchase({ cardLastFours: 'none' }));
		expect(sent?.cardLastFours).toEqual([]);
	});
});

describe('what is usual', () => {
	it('is sent where nothing is said', async () => {
		const { sent, notes } = await write('user', { id: 'user-1' });

		expect([sent, notes]).toEqual([{ enrolledRewards: ['CARDLINKED'] }, undefined]);
	});
});
