import omit from 'lodash/omit';
import { transactionOperations } from '../../shared';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { matched, rowWithoutId, SHOPPER, transaction, user } from './rows';

const kard = kardUnderTest();
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
				transaction(1),
				{ type: 'transaction', id: 'evt-2', attributes: omit(transaction(2), 'id', 'type') },
			]);

		expect(fates(result)).toEqual(['submitted', 'submitted']);
		const [flat, documented] = sent();
		expect(documented).toEqual({
			...flat,
			id: 'evt-2',
			attributes: { ...flat?.attributes, amount: 1_002, transactionId: 'txn-2' },
		});
	});

	it('hold for users, created or updated', async () => {
		await kard.client().users.create([user(2)]);
		kard.forgetRequests();
		const attributes = { enrolledRewards: ['CARDLINKED'] as const, zipCode: 30301, loyaltyTier: 'gold' };
		const rows = ['user-1', 'user-2'].map((id) => ({ type: 'user', id, attributes }));

		const result = await kard.createOrUpdate(rows);

		expect(fates(result)).toEqual(['created', 'updated']);
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

		await kard.submit([resource(transaction(1), more)]);

		expect(sent()[0]?.attributes).toMatchObject(more);
	});

	it('what we know is read and checked as ever', async () => {
		const cells = { amount: '12.5.0', cardBIN: '4111 1111 1111 1111' };

		const result = await kard.submit([resource(transaction(1), cells)]);

		expect(complaints(result)[0]).toMatch(/Amount: .*BIN: .*full card number/);
		expect(kard.sent).toEqual([]);
	});

	it('without an id one is made as for flat rows', async () => {
		const flat = rowWithoutId(1);

		const result = await kard.submit([flat, resource(flat)]);

		expect(fates(result)).toEqual(['submitted', 'duplicate']);
		expect(result.succeeded[1]).toMatchObject({ duplicateOf: 0 });
	});

	it('an email is sent as its hash', async () => {
		await kard.create([resource(user(1), { email: 'jordan@example.com' }, 'user')]);

		expect(Object.keys(sent()[0]?.attributes ?? {}).toSorted()).toEqual(['enrolledRewards', 'hashedEmail']);
	});

	it('a type that Kard has added goes out', async () => {
		const row = { type: 'newTransaction', id: 'evt-1', attributes: { userId: SHOPPER, points: 3 } };

		const result = await kard.submit([row]);

		expect(sent()).toEqual([row]);
		expect(complaints(result)[0]).toMatch(/Kard refused it \(400\)/);
	});

	const card = '4111 1111 1111 1111';
	it.each<[string, unknown, RegExp]>([
		[
			'fields beside the attributes',
			{ ...resource(transaction(1)), amount: 5 },
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
			resource(transaction(1), { id: 'b' }),
			/attributes\.id: belongs beside attributes/,
		],
		[
			'a card number in an unknown field',
			resource(transaction(1), { memo: `of ${card}` }),
			/memo: .*full card number/,
		],
		['a card number as a number', resource(transaction(1), { memo: 4111111111111111 }), /full card number/],
		['a card number deep inside', resource(transaction(1), { a: { b: [{ c: card }] } }), /full card number/],
		['a card number as a name', resource(transaction(1), { [card]: 1 }), /full card number/],
		[
			'one in a type we do not know',
			{ type: 'newTransaction', id: 'a', attributes: { memo: card } },
			/full card/,
		],
		['an unknown type without an id', { type: 'newTransaction', attributes: {} }, /id: is required/],
		['an unknown type in a flat row', { ...transaction(1), type: 'newTransaction' }, /type: expected one of/],
		[
			'a type that is not text',
			{ ...transaction(1), type: 5 },
			/type: expected one of transaction, coreTransaction\.$/,
		],
		[
			'the same with attributes',
			{ ...resource(transaction(1)), type: { of: 'transaction' } },
			/type: expected one of/,
		],
		['a type that no name is', { ...resource(transaction(1)), type: 'no type!' }, /type: expected one of/],
	])('%s are refused before anything is sent', async (_, row, expected) => {
		const result = await kard.submit([row]);

		expect(complaints(result)[0]).toMatch(expected);
		expect(complaints(result)[0]).not.toContain('1111 1111');
		expect(kard.sent).toEqual([]);
	});

	it('a user of an unknown type is a slip', async () => {
		const result = await kard.create([resource(user(1), { email: 'jordan@example.com' }, 'User')]);

		expect(complaints(result)[0]).toBe('Row 1, type: expected one of user.');
	});

	it('the attributes of one user may be given so, too', async () => {
		await kard.client().users.create([user(1)]);
		const attributes = { enrolledRewards: ['CARDLINKED'] as const, zipCode: '99501' };
		const { users } = kard.client();

		await users.update('user-1', resource({ id: 'user-1', ...attributes }, {}, 'user') as never);
		const other = users.update('user-1', resource({ id: 'user-2', ...attributes }, {}, 'user') as never);

		await expect(other).rejects.toThrow(/names another resource than the one to be written/);
		expect(kard.sandbox.state.users.get('user-1')?.attributes).toEqual(attributes);
	});
});

describe('matched transactions, which Kard has retired', () => {
	it('are still sent where a row or a saved workflow names them, and Kard decides', async () => {
		await kard.submit([matched(1)]);
		await kard.submit([omit(matched(2), 'type')], { rowType: 'matchedTransaction' });

		expect(sent().map(({ type }) => type)).toEqual(['matchedTransaction', 'matchedTransaction']);
		expect(Object.keys(transactionOperations.submit.rows)).toContain('matchedTransaction');
	});
});

describe('rows that cannot be relied on', () => {
	const throwing = new Proxy(
		{},
		{
			get: () => {
				throw new TypeError('no');
			},
			ownKeys: () => {
				throw new TypeError('no');
			},
		},
	);
	const deep = (): unknown => {
		let value: unknown = 'x';
		for (let depth = 0; depth < 20_000; depth += 1) value = { value };
		return value;
	};
	const circle: Record<string, unknown> = {};
	circle.self = circle;
	let readings = 0;
	const restless = () =>
		Object.defineProperty({ ...transaction(2) }, 'amount', { enumerable: true, get: () => (readings += 1) });

	it.each<[string, () => unknown]>([
		['throws when it is looked at', () => throwing],
		['says something else each time', restless],
		['holds a circle', () => resource(transaction(2), { circle })],
		['holds a number that JSON has not', () => resource(transaction(2), { big: 1n })],
		['is deeper than can be written', () => resource(transaction(2), { deep: deep() })],
	])('one that %s fails by itself', async (_, row) => {
		const result = await kard.submit([transaction(1), row(), transaction(3)]);

		expect(fates(result)).toEqual(['submitted', 'failed', 'submitted']);
		expect(complaints(result)[1]).toMatch(
			/^Row 2: not sent\. It (cannot be read|changed before it was sent)\. /,
		);
	});

	it('one that is changed while others are sent fails by itself, and what is known of them stays', async () => {
		const rows: Record<string, unknown>[] = [1, 2, 3, 4].map((number) => ({ ...transaction(number) }));
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			Object.assign(rows[2] ?? {}, { id: 'evt-other' });
			delete rows[3]?.userId;
			return answer;
		});

		const result = await kard.submit(rows, { batchSize: 1, concurrency: 1 });

		expect(fates(result)).toEqual(['submitted', 'submitted', 'failed', 'failed']);
	});

	it('a list that changes or has gaps is taken as it was', async () => {
		const rows: unknown[] = [transaction(1), transaction(2)];
		rows[3] = transaction(4);
		kard.intercept((_, pass) => {
			rows.length = 0;
			return pass();
		});

		const result = await kard.submit(rows, { batchSize: 1 });

		expect(fates(result)).toEqual(['submitted', 'submitted', 'failed', 'submitted']);
		expect(complaints(result)[2]).toBe('Row 3: expected a row with named columns.');
	});

	it.each<[string, () => unknown]>([
		['throws what is no error', () => Promise.reject(new RangeError('too deep'))],
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

		const result = await kard.submit(
			[1, 2, 3].map((number) => transaction(number)),
			{ batchSize: 1 },
		);

		expect(fates(result)).toEqual(['submitted', 'unknown', 'submitted']);
	});
});
