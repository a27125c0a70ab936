import {
	columnMatcher,
	columnsOf,
	generateHem,
	KardValidationError,
	userOperations,
} from '../../shared/host';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { people, person } from '../support/person';
import { upTo } from '../support/purchase';

const kard = startKard();
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
		const result = await kard.create([{ ...person(), [key]: cell }]);

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
		const cells = ['card-linked, AFFILIATE', 'yes', 'n/a', '1/2', 'Affiliate', []];

		const result = await kard.create(people(6).map((row, at) => ({ ...row, enrolledRewards: cells[at] })));

		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.enrolledRewards)).toEqual([
			...[['CARDLINKED', 'AFFILIATE'], []],
		]);
		const junk = result.failed.filter(({ error }) => error instanceof KardValidationError);
		expect(junk.map(({ index }) => index)).toEqual([1, 2, 3, 4]);
		expect(messages(result)[1]).toMatch(
			/^Row 2, Enrolled Rewards: expected CARDLINKED.*"yes".*capital letters/,
		);
	});

	it('a default fills the column that the sheet does not have; without one it is missed', async () => {
		const result = await kard.create([{ id: 'user-1' }]);
		await kard.create([{ id: 'user-1' }], { defaults: { enrolledRewards: ['CARDLINKED'] } });

		expect(messages(result)[0]).toMatch(/^Row 1, Enrolled Rewards: is required and empty/);
		expect(attributesSent()).toEqual({ enrolledRewards: ['CARDLINKED'] });
	});
});

describe('columns that are mapped automatically', () => {
	const fieldsOf = columnMatcher(columnsOf(userOperations.create.rows.user));

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
