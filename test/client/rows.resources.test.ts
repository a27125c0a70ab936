import omit from 'lodash/omit';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { person } from '../support/person';
import { purchase, sheetPurchase, SHOPPER } from '../support/purchase';

const kard = startKard();
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

		await kard.submit([resource(purchase({ id: 'evt-1' }), more)]);

		expect(sent()[0]?.attributes).toMatchObject(more);
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
