import { KardApiError } from '../../shared';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { transaction, transactions, upTo, user } from './rows';

const kard = kardUnderTest();
const ids = (...numbers: number[]) => numbers.map((number) => `evt-${String(number)}`);
const submitted = (count: number) => upTo(count).map(() => 'submitted');

describe('an answer of 207 that names one id', () => {
	it("that row fails with Kard's reason, the others succeed, each linked to its row", async () => {
		const rows = [transaction(1), transaction(2, { userId: 'user-nobody' }), transaction(3)];

		const result = await kard.client().transactions.submit(rows);

		expect(result.requests).toBe(1);
		expect(result.succeeded).toEqual([
			{ index: 0, id: 'evt-1', status: 'submitted' },
			{ index: 2, id: 'evt-3', status: 'submitted' },
		]);
		expect(result.failed).toMatchObject([
			{ index: 1, id: 'evt-2', error: { statusCode: 404, outcomeUnknown: false } },
		]);
		expect(complaints(result)[1]).toBe(
			'Row 2, User ID: Kard refused it (404): There is no user user-nobody.',
		);
		expect(result.failed[0]?.error).toBeInstanceOf(KardApiError);
	});

	it('the row in the message is the one that was handed over, whatever stood before it', async () => {
		const bad = transaction(4, { userId: 'user-nobody' });

		const result = await kard.submit([{}, transaction(1), transaction(1), transaction(2), bad], {
			batchSize: 1,
		});

		expect(complaints(result)[4]).toMatch(/^Row 5, User ID: /);
	});

	it('a row that exists already is a duplicate in the midst of new ones', async () => {
		await kard.client().users.create([user(2)]);

		const result = await kard.client().users.create([user(1), user(2), user(3)]);

		expect(result.requests).toBe(1);
		expect(fates(result)).toEqual(['created', 'duplicate', 'created']);
	});

	it('several errors about one row make one failure', async () => {
		kard.fault('createTransactions', {
			kind: 'override',
			status: 207,
			body: { errors: [1, 2].map((n) => ({ status: '400', detail: `reason ${String(n)}`, id: 'evt-1' })) },
		});

		const result = await kard.client().transactions.submit(transactions(2));

		expect(fates(result)).toEqual(['failed', 'submitted']);
		expect(complaints(result)[0]).toContain('reason 1');
	});

	it('an error that names its row by its place alone is linked by the place', async () => {
		const errors = [
			{ status: '400', title: 'Bad Request', source: { pointer: '/data/1/attributes/merchant/name' } },
		];
		kard.fault('createTransactions', { kind: 'override', status: 207, body: { errors } });

		const result = await kard.client().transactions.submit(transactions(3));

		expect(fates(result)).toEqual(['submitted', 'failed', 'submitted']);
		expect(complaints(result)[1]).toBe('Row 2, Merchant Name: Kard refused it (400): Bad Request');
	});
});

describe('an answer of 207 whose errors cannot all be linked to rows', () => {
	it.each([
		['has no id', { status: '400', detail: 'one of them is bad' }],
		['has an id that was not sent', { status: '400', detail: 'bad', id: 'evt-77' }],
		['points beyond the rows', { status: '400', detail: 'bad', source: { pointer: '/data/9' } }],
	])('an error that %s: the request is repeated in halves until each row is known', async (_, error) => {
		kard.fault('createTransactions', {
			kind: 'override',
			status: 207,
			body: { errors: [error] },
			processed: true,
		});
		const rows = [...transactions(3), transaction(4, { userId: 'user-nobody' })];

		const result = await kard.client().transactions.submit(rows);

		expect(kard.sentIds).toEqual([ids(1, 2, 3, 4), ids(1, 2), ids(3, 4)]);
		expect(fates(result)).toEqual(['submitted', 'submitted', 'submitted', 'failed']);
		expect(complaints(result)[3]).toContain('user-nobody');
	});

	it('rows that the answer does name are settled by it and not sent again', async () => {
		const errors = [
			{ status: '400', detail: 'too old', id: 'evt-2' },
			{ status: '400', detail: 'nobody knows of what this is' },
		];
		kard.fault('createTransactions', { kind: 'override', status: 207, body: { errors } });

		const result = await kard.client().transactions.submit(transactions(3));

		expect(kard.sentIds).toEqual([ids(1, 2, 3), ids(1), ids(3)]);
		expect(fates(result)).toEqual(['submitted', 'failed', 'submitted']);
	});

	it('users whom the answer neither lists as created nor names as failed are not called created', async () => {
		const errors = [{ status: '400', detail: 'bad', id: 'user-1' }];
		const body = { errors, data: [{ type: 'user', id: 'user-2', attributes: {} }] };
		kard.fault('createUsers', { kind: 'override', status: 207, body });

		const result = await kard.client().users.create([user(1), user(2), user(3)]);

		expect(kard.sentIds).toEqual([['user-1', 'user-2', 'user-3'], ['user-3']]);
		expect(fates(result)).toEqual(['failed', 'created', 'created']);
		expect(kard.sandbox.state.users.has('user-3')).toBe(true);
	});

	it('an empty list of created users means that none was created', async () => {
		const errors = [{ status: '400', detail: 'bad', id: 'user-1' }];
		kard.fault('createUsers', { kind: 'override', status: 207, body: { errors, data: [] } });

		const result = await kard.client().users.create([user(1), user(2)]);

		expect(fates(result)).toEqual(['failed', 'created']);
		expect(kard.sandbox.state.users.has('user-2')).toBe(true);
	});

	it('what stays unknown is reported as unknown, and never as a success', async () => {
		const errors = [{ status: '400', detail: 'bad', id: 'evt-77' }];
		kard.fault('createTransactions', { kind: 'override', status: 207, body: { errors }, times: Infinity });

		const result = await kard.client().transactions.submit(transactions(2));

		expect(kard.sentIds).toEqual([ids(1, 2), ids(1), ids(1), ids(2), ids(2)]);
		expect(fates(result)).toEqual(['unknown', 'unknown']);
		expect(complaints(result)[0]).toMatch(
			/^Row 1: Kard's answers do not say whether it took this row\. .*safe/,
		);
	});

	it('a single row with an error of no id is that row', async () => {
		kard.fault('createTransactions', {
			kind: 'override',
			status: 207,
			body: { errors: [{ detail: 'too old' }] },
		});

		const result = await kard.client().transactions.submit([transaction(1)]);

		expect(result.requests).toBe(1);
		expect(complaints(result)[0]).toContain('too old');
	});
});

describe('an answer of 207 with a malformed body', () => {
	it.each([
		['no JSON', { kind: 'malformedJson', status: 207 }],
		['a web page', { kind: 'html', status: 207 }],
		['nothing', { kind: 'empty', status: 207 }],
		['no errors', { kind: 'override', status: 207, body: {} }],
		['an empty list of errors', { kind: 'override', status: 207, body: { errors: [] } }],
		['errors that are not objects', { kind: 'override', status: 207, body: { errors: [null, 'evt-1'] } }],
		['a bare list', { kind: 'override', status: 207, body: [1, 2] }],
	] as const)(
		'%s: each row is asked after, and none is called a success before it is known',
		async (_, fault) => {
			kard.fault('createTransactions', { ...fault, processed: true });

			const result = await kard.client().transactions.submit(transactions(3));

			expect(kard.sentIds).toEqual([ids(1, 2, 3), ids(1, 2), ids(3)]);
			expect(fates(result)).toEqual(submitted(3));
		},
	);

	it.each([
		['a web page with status 200', { kind: 'html', status: 200 }],
		['JSON that breaks off', { kind: 'malformedJson', status: 202 }],
		['204 and nothing', { kind: 'empty' }],
	] as const)(
		'%s that hides that nothing was carried out: the rows are sent again and stored',
		async (_, fault) => {
			kard.fault('createTransactions', fault);

			const result = await kard.client().transactions.submit(transactions(2));

			expect(fates(result)).toEqual(submitted(2));
			expect(kard.sandbox.state.transactions.size).toBe(2);
		},
	);
});

describe('an answer of 409 for a request of many with no ids', () => {
	it('goes out in halves, down to single rows, and each row is told apart', async () => {
		await kard.client().transactions.submit([transaction(3)]);
		const before = kard.sent.length;
		const conflict = {
			kind: 'override',
			status: 409,
			body: { errors: [{ status: '409', title: 'Conflict' }] },
		} as const;
		// Whatever holds the third row is refused as a whole, and nothing of it is stored.
		kard.intercept(async (request, pass) => {
			if (request.data.length > 1 && request.data.some(({ id }) => id === 'evt-3'))
				kard.fault('createTransactions', conflict);
			return await pass();
		});

		const result = await kard.client().transactions.submit(transactions(5));

		expect(kard.sentIds.slice(before)).toEqual([
			ids(1, 2, 3, 4, 5),
			ids(1, 2, 3),
			ids(1, 2),
			ids(3),
			ids(4, 5),
		]);
		expect(fates(result)).toEqual(['submitted', 'submitted', 'duplicate', 'submitted', 'submitted']);
		expect(kard.sandbox.state.transactions.size).toBe(5);
	});
});

describe('an answer of 400 for a request of many, without a pointer', () => {
	const refusal = {
		status: 400,
		headers: {},
		body: JSON.stringify({ errors: [{ status: '400', title: 'Bad Request' }] }),
	};

	it('goes out in halves until the bad row is found, and the good rows are through', async () => {
		kard.intercept((request, pass) =>
			request.data.some(({ id }) => id === 'evt-6') ? Promise.resolve(refusal) : pass(),
		);

		const result = await kard.client().transactions.submit(transactions(8));

		expect(kard.sentIds).toEqual([
			ids(1, 2, 3, 4, 5, 6, 7, 8),
			ids(1, 2, 3, 4),
			ids(5, 6, 7, 8),
			ids(5, 6),
			ids(5),
			ids(6),
			ids(7, 8),
		]);
		expect(fates(result)).toEqual(upTo(8).map((number) => (number === 6 ? 'failed' : 'submitted')));
		expect(complaints(result)[5]).toBe('Row 6: Kard refused it (400): Bad Request');
		expect(kard.sandbox.state.transactions.size).toBe(7);
	});

	it('500 rows with one bad one among them cost at most 19 requests', async () => {
		kard.intercept((request, pass) =>
			request.data.some(({ id }) => id === 'evt-321') ? Promise.resolve(refusal) : pass(),
		);

		const result = await kard.client().transactions.submit(transactions(500));

		expect(result.requests).toBeLessThanOrEqual(19);
		expect(result.failed.map(({ id }) => id)).toEqual(['evt-321']);
		expect(kard.sandbox.state.transactions.size).toBe(499);
	});

	it.each([413, 422])('a %d is treated the same way', async (status) => {
		kard.intercept((request, pass) =>
			request.data.length > 2 ? Promise.resolve({ ...refusal, status }) : pass(),
		);

		const result = await kard.client().transactions.submit(transactions(4));

		expect(kard.sentIds).toEqual([ids(1, 2, 3, 4), ids(1, 2), ids(3, 4)]);
		expect(fates(result)).toEqual(submitted(4));
	});

	it('a refusal that is a web page, too', async () => {
		kard.fault('createTransactions', { kind: 'html', status: 400 });

		expect(fates(await kard.client().transactions.submit(transactions(2)))).toEqual(submitted(2));
	});

	it('a single row is refused without further requests, also when Kard gives no reason', async () => {
		kard.fault('createTransactions', { kind: 'empty', status: 400 });

		const result = await kard.client().transactions.submit([transaction(1)]);

		expect(result.requests).toBe(1);
		expect(complaints(result)[0]).toBe('Row 1: Kard refused it (400): it gave no reason');
	});
});

describe('an answer of 400 with a pointer to one row', () => {
	it('that row fails with its field, and the rest is sent again without it', async () => {
		const errors = [
			{ status: '400', detail: 'is not a currency', source: { pointer: '/data/7/attributes/currency' } },
		];
		kard.fault('createTransactions', { kind: 'override', status: 400, body: { errors } });

		const result = await kard.client().transactions.submit(transactions(10));

		expect(kard.sentIds).toEqual([ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), ids(1, 2, 3, 4, 5, 6, 7, 9, 10)]);
		expect(fates(result)).toEqual(upTo(10).map((number) => (number === 8 ? 'failed' : 'submitted')));
		expect(complaints(result)[7]).toBe('Row 8, Currency: Kard refused it (400): is not a currency');
	});

	it('places are counted anew in what is sent again', async () => {
		const errorAt = (place: number) => ({
			kind: 'override' as const,
			status: 400,
			body: {
				errors: [
					{ status: '400', detail: 'bad', source: { pointer: `/data/${String(place)}/attributes/mcc` } },
				],
			},
		});
		kard.fault('createTransactions', errorAt(1), errorAt(1));

		const result = await kard.client().transactions.submit(transactions(4));

		expect(kard.sentIds).toEqual([ids(1, 2, 3, 4), ids(1, 3, 4), ids(1, 4)]);
		expect(result.failed.map(({ id }) => id)).toEqual(ids(2, 3));
	});

	it('when every row is named, nothing is sent again', async () => {
		const rows = upTo(3).map((number) => transaction(number, { userId: 'user-nobody' }));

		const result = await kard.client().transactions.submit(rows);

		expect(result.requests).toBe(1);
		expect(fates(result)).toEqual(['failed', 'failed', 'failed']);
	});
});
