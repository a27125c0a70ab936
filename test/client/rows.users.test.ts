import { columnsOf, generateHem, KardValidationError, userOperations } from '../../shared';
import { columnMatcher } from '../../shared/rows/matchColumns';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { user, users } from './rows';

const kard = kardUnderTest();
const ADDRESS = 'Jordan.Lee+offers@example.com';
const HEM = generateHem(ADDRESS);
/** Everything that reached the sandbox. */
const onTheWire = () =>
	JSON.stringify(kard.sandbox.requests.map(({ path, body, headers }) => [path, body, headers]));
const attributesSent = () => kard.sent[0]?.data[0]?.attributes;

describe('the email of a user', () => {
	it('leaves as its hash alone, unless more is asked for', async () => {
		const result = await kard.client().users.create([user(1, { email: ` ${ADDRESS} ` })]);

		expect(fates(result)).toEqual(['created']);
		expect(attributesSent()).toEqual({ enrolledRewards: ['CARDLINKED'], hashedEmail: HEM });
		expect(kard.sandbox.requests.at(-1)?.body).toMatchObject({
			data: [{ attributes: { hashedEmail: HEM } }],
		});
		expect(onTheWire().toLowerCase()).not.toContain('jordan');
	});

	it('leaves as hash and address when that is asked for', async () => {
		await kard.client().users.create([user(1, { email: ADDRESS })], { email: 'hashAndAddress' });

		expect(attributesSent()).toMatchObject({ email: ADDRESS, hashedEmail: HEM });
	});

	it('leaves as the address alone when that is asked for', async () => {
		await kard.client().users.create([user(1, { email: ADDRESS })], { email: 'address' });

		expect(attributesSent()).toMatchObject({ email: ADDRESS });
		expect(attributesSent()).not.toHaveProperty('hashedEmail');
	});

	it('that was hashed before is sent as it is, in lower case', async () => {
		await kard.client().users.create([user(1, { hashedEmail: HEM.toUpperCase() })]);

		expect(attributesSent()).toMatchObject({ hashedEmail: HEM });
	});

	it('may stand beside its own hash, but not beside another', async () => {
		const rows = [
			user(1, { email: ADDRESS, hashedEmail: HEM }),
			user(2, { email: ADDRESS, hashedEmail: 'a'.repeat(64) }),
		];

		const result = await kard.client().users.create(rows);

		expect(fates(result)).toEqual(['created', 'failed']);
		expect(complaints(result)[1]).toBe(
			'Row 2, Hashed Email: does not belong to the email of this row. Empty one of the two.',
		);
	});

	it.each(['jordan', 'jordan@@example.com', '@example.com', 'jordan@'])(
		'%p is no address: refused before it is sent, and not repeated',
		async (email) => {
			const result = await kard.client().users.create([user(1, { email })]);

			expect(complaints(result)[0]).toMatch(/^Row 1, Email: expected one email address/);
			expect(complaints(result)[0]?.replace('jordan@example.com', '')).not.toContain(email);
			expect(kard.sent).toEqual([]);
		},
	);

	it('an address among the hashes is refused, and not repeated', async () => {
		const result = await kard.client().users.create([user(1, { hashedEmail: ADDRESS })]);

		expect(complaints(result)[0]).toContain('map this column to Email');
		expect(JSON.stringify([result, complaints(result)])).not.toContain('Jordan');
	});
});

describe('ids in bulk never reach another resource', () => {
	const odd = [
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
	];

	it.each(odd)('%p names one user: created, then updated, and no other is reached', async (id) => {
		await kard.client().users.create(users(2));

		const created = await kard.client().users.createOrUpdate([user(1, { id })]);
		const updated = await kard.client().users.createOrUpdate([user(1, { id, zipCode: '99501' })]);

		expect([...fates(created), ...fates(updated)]).toEqual(['created', 'updated']);
		expect(kard.sandbox.requests.at(-1)).toMatchObject({
			route: 'updateUser',
			path: `/v2/issuers/${kard.sandbox.organizationId}/users/${encodeURIComponent(id)}`,
		});
		expect(kard.sandbox.state.users.get(id)?.attributes.zipCode).toBe('99501');
		expect(kard.sandbox.state.users.get('user-1')?.attributes).not.toHaveProperty('zipCode');
		expect(kard.sandbox.count('unknown')).toBe(0);
	});

	it.each(['', ' ', '.', '..', ' .. ', 'a\u0000b', '\ud800'])(
		'%p is refused before it is sent',
		async (id) => {
			const result = await kard.client().users.createOrUpdate([user(1, { id }), user(2)]);

			expect(fates(result)).toEqual(['failed', 'created']);
			expect(complaints(result)[0]).toMatch(/^Row 1, User ID: /);
		},
	);

	it('an id that is a number becomes text, and one that the spreadsheet has rounded is refused', async () => {
		const result = await kard.create([1001, 2 ** 64, '1.23457E+19'].map((id) => ({ ...user(1), id })));

		expect(result.succeeded.map(({ id }) => id)).toEqual(['1001']);
		expect(complaints(result)[2]).toContain('rounded');
	});
});

describe('other cells of a user', () => {
	it('are read as people write them', async () => {
		const row = {
			...{ id: 'user-1', enrolledRewards: 'Card-Linked', zipCode: 2134, phoneNumber: '(555) 555-0123' },
			...{ birthYear: 1990, historicalTransactionsSent: 'yes' },
		};

		await kard.create([row]);

		expect(attributesSent()).toEqual({
			...{ enrolledRewards: ['CARDLINKED'], zipCode: '02134', phoneNumber: '+15555550123' },
			...{ birthYear: '1990', historicalTransactionsSent: true },
		});
	});

	it('may be enrolled in a program that is new at Kard, but no junk of a sheet is sent for one', async () => {
		const cells = ['card-linked, AFFILIATE', 'yes', 'n/a', '1/2', 'Affiliate'];

		const result = await kard.create(
			users(cells.length).map((row, at) => ({ ...row, enrolledRewards: cells[at] })),
		);

		expect(attributesSent()).toMatchObject({ enrolledRewards: ['CARDLINKED', 'AFFILIATE'] });
		expect(kard.sent[0]?.data).toHaveLength(1);
		const junk = result.failed.filter(({ error }) => error instanceof KardValidationError);
		expect(junk.map(({ index }) => index)).toEqual([1, 2, 3, 4]);
		expect(complaints(result)[1]).toMatch(
			/^Row 2, Enrolled Rewards: expected CARDLINKED.*"yes".*capital letters/,
		);
	});

	it('an empty list of rewards enrols in nothing, and a missing one is refused', async () => {
		const result = await kard.create([{ id: 'user-1', enrolledRewards: [] }, { id: 'user-2' }]);

		expect(attributesSent()).toEqual({ enrolledRewards: [] });
		expect(complaints(result)[1]).toMatch(/^Row 2, Enrolled Rewards: is required and empty/);
	});

	it('a default fills the column that the sheet does not have', async () => {
		await kard.create([{ id: 'user-1' }], { defaults: { enrolledRewards: ['CARDLINKED'] } });

		expect(attributesSent()).toEqual({ enrolledRewards: ['CARDLINKED'] });
	});
});

describe('columns that are mapped automatically', () => {
	const fieldsOf = columnMatcher(columnsOf(userOperations.create.rows.user));

	it('everyday spellings are recognized, and 200 unknown columns are left out', async () => {
		const unknown = Object.fromEntries(
			Array.from({ length: 200 }, (_, n) => [`Lead Score ${String(n)}`, { n }]),
		);
		const row = {
			...unknown,
			'Customer ID': 'user-1',
			' ZIP_code ': '30301',
			'E-Mail': ADDRESS,
			Programs: 'CLO',
		};

		const result = await kard.create([fieldsOf(row)]);

		expect(fates(result)).toEqual(['created']);
		expect(attributesSent()).toEqual({ enrolledRewards: ['CARDLINKED'], zipCode: '30301', hashedEmail: HEM });
	});

	it('nothing is polluted by columns named after parts of objects', () => {
		const cells: unknown = JSON.parse(
			'{"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3, "id": "user-1"}',
		);
		const row = typeof cells === 'object' && cells !== null ? cells : {};

		expect(fieldsOf(row)).toEqual({ id: 'user-1' });
		expect({}).not.toHaveProperty('polluted');
	});
});
