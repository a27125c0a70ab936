import { MOST_QUESTIONS } from '../../shared/bulk/run';
import { complaints, fates, kardUnderTest, type Interception } from './kardUnderTest';
import { transaction, transactions, upTo, user, users } from './rows';

const kard = kardUnderTest();
const all = (count: number, fate: string) => upTo(count).map(() => fate);
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
	Promise.resolve({ status, headers, body: JSON.stringify(body) });
/** Answers every request of this method in this way. */
const always = (method: string, answer: () => ReturnType<Interception>): Interception => {
	return (request, pass) => (request.method === method ? answer() : pass());
};

describe('an answer that never tells anything', () => {
	it.each<[string, number, unknown]>([
		['207 without errors and ids', 207, {}],
		['200 that is none', 200, { error: 'maintenance' }],
		['202 without a job', 202, { data: null }],
		['207 with errors about nobody', 207, { errors: [{ detail: 'bad', id: 'nobody' }] }],
		['201 with an empty list', 201, { data: [] }],
		['207 with a refusal that names nobody', 207, { errors: [{ status: '400', detail: 'bad' }] }],
	])('%s costs the requests of a normal run and a stated number more', async (_, status, body) => {
		kard.intercept(always('POST', () => json(status, body)));

		const result = await kard.client().transactions.submit(transactions(1_500));

		expect(result.requests).toBe(3 + MOST_QUESTIONS);
		expect(new Set(fates(result))).toEqual(new Set(['unknown']));
	});

	it('costs no more where every row goes by itself', async () => {
		kard.intercept(always('POST', () => json(207, {})));

		const result = await kard.client().users.create(users(60), { batchSize: 1 });

		expect(result.requests).toBe(60 + MOST_QUESTIONS);
		expect(fates(result)).toEqual(all(60, 'unknown'));
	});

	it("keeps Kard's words", async () => {
		kard.intercept(always('POST', () => json(200, { error: 'Down for maintenance' })));

		const result = await kard.client().users.create(users(2));

		expect(complaints(result)[0]).toBe(
			"Row 1: Kard's answers do not say whether it took this row. Kard said: Down for maintenance. " +
				'Sending the same row again is safe: it is not counted twice.',
		);
	});

	it('is found out row by row as long as other answers tell, however many do not', async () => {
		let answers = 0;
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			answers += 1;
			return answers % 3 === 0 ? { ...answer, status: 207, body: '{}' } : answer;
		});

		const result = await kard.client().transactions.submit(transactions(400), { batchSize: 8 });

		expect(fates(result)).toEqual(all(400, 'submitted'));
		expect(kard.sandbox.state.transactions.size).toBe(400);
	});
});

describe('a row for which Kard is too busy', () => {
	const busy = (status: number, id: string, data: unknown) => ({
		errors: [{ status: String(status), title: 'Busy', detail: 'come back', id }],
		data,
	});

	it.each([408, 429, 500, 503])('in a 207 with %d is sent again by itself', async (status) => {
		kard.intercept(async (request, pass) => {
			if (request.data.length < 2) return await pass();
			const rest = { ...request, data: request.data.filter(({ id }) => id !== 'user-2') };
			return await json(207, busy(status, 'user-2', rest.data));
		});

		const result = await kard.client().users.create(users(3));

		expect(kard.sentIds).toEqual([['user-1', 'user-2', 'user-3'], ['user-2']]);
		expect(fates(result)).toEqual(all(3, 'created'));
		expect(kard.clock.sleeps).toEqual([500]);
	});

	it('waits as long as Kard asks for', async () => {
		let first = true;
		kard.intercept(async (_, pass) => {
			if (!first) return await pass();
			first = false;
			return await json(207, busy(429, 'user-1', []), { 'retry-after': '7' });
		});

		await kard.client().users.create(users(1));

		expect(kard.clock.sleeps).toEqual([7_000]);
	});

	it.each([
		[429, 'failed', 'KardRateLimitError'],
		[503, 'unknown', 'KardApiError'],
	])('for ever with %d: after the usual repeats it is %s, and says why', async (status, fate, name) => {
		kard.intercept(always('POST', () => json(207, busy(status, 'user-1', []))));

		const result = await kard.client().users.create(users(1));

		expect(result.requests).toBe(3);
		expect(fates(result)).toEqual([fate]);
		expect(result.failed[0]?.error).toMatchObject({ name, statusCode: status });
		expect(complaints(result)[0]).toMatch(`Row 1: Kard refused it (${String(status)}): come back`);
	});

	it('a long wait that Kard asks for is told to the host', async () => {
		kard.intercept(always('POST', () => json(207, busy(429, 'user-1', []), { 'retry-after': '3600' })));

		const result = await kard.client().users.create(users(1));

		expect(result.requests).toBe(1);
		expect(result.failed[0]?.error.retryAfterMs).toBe(3_600_000);
	});

	it('what was taken after all is a success when it is sent again', async () => {
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			return kard.sent.length > 1
				? answer
				: { ...answer, status: 207, body: JSON.stringify(busy(503, 'evt-1', {})) };
		});

		const result = await kard.client().transactions.submit([transaction(1)]);

		expect(fates(result)).toEqual(['submitted']);
		expect(result.requests).toBe(2);
	});

	it('whose first attempt was lost is still known to be perhaps taken', async () => {
		kard.intercept(async (_, pass) => {
			if (kard.sent.length === 2) return await json(207, busy(429, 'evt-1', { type: 'job', id: 'job-1' }));
			const answer = await pass();
			if (kard.sent.length > 1) return answer;
			throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
		});

		const result = await kard.client().transactions.submit([transaction(1)], { duplicates: 'fail' });

		expect(kard.sent).toHaveLength(3);
		expect(fates(result)).toEqual(['submitted']);
	});

	it('is not sent again where the caller wants no repeats', async () => {
		kard.intercept(always('POST', () => json(207, busy(503, 'user-1', []))));

		expect((await kard.client().users.create(users(1), { maxRetries: 0 })).requests).toBe(1);
	});
});

describe('errors that name rows by their transaction id', () => {
	const refuse = (numbers: readonly number[]): Interception => {
		return async (request, pass) => {
			const bad = request.data.filter(({ id }) => numbers.some((number) => id === `evt-${String(number)}`));
			if (bad.length === 0) return await pass();
			const errors = bad.map(({ attributes }) => ({
				status: '400',
				detail: 'bad',
				id: attributes.transactionId,
			}));
			return await json(207, { errors, data: { type: 'job', id: 'job-1' } });
		};
	};

	it('are about these rows: 500 rows with two bad ones are one request', async () => {
		kard.intercept(refuse([7, 400]));

		const result = await kard.client().transactions.submit(transactions(500));

		expect(result.requests).toBe(1);
		expect(result.failed.map(({ id }) => id)).toEqual(['evt-7', 'evt-400']);
	});

	it('500 rows that are all named so are one request as well', async () => {
		kard.intercept(refuse(upTo(500)));

		const result = await kard.client().transactions.submit(transactions(500));

		expect(result.requests).toBe(1);
		expect(fates(result)).toEqual(all(500, 'failed'));
	});

	it('of two rows of one purchase the right one is found', async () => {
		kard.intercept(refuse([2]));
		const rows = [transaction(1), transaction(2, { transactionId: 'txn-1', amount: 5 }), transaction(3)];

		const result = await kard.client().transactions.submit(rows);

		expect(fates(result)).toEqual(['submitted', 'failed', 'submitted']);
		expect(kard.sentIds).toEqual([['evt-1', 'evt-2', 'evt-3'], ['evt-1'], ['evt-2']]);
	});
});

describe('errors of two kinds about transactions of one purchase', () => {
	it('are not dealt out in their order: each row is told what became of it', async () => {
		const rows = [
			transaction(1, { userId: 'nobody' }),
			transaction(2, { transactionId: 'txn-1', amount: 5 }),
		];
		await kard.client().transactions.submit([rows[1] ?? transaction(2)]);
		kard.forgetRequests();
		kard.intercept((request, pass) => {
			if (request.data.length < 2) return pass();
			const errors = ['409', '400'].map((status) => ({ id: 'txn-1', status }));
			return json(207, { errors });
		});

		const result = await kard.client().transactions.submit(rows);

		expect(fates(result)).toEqual(['failed', 'submitted']);
		expect(kard.sentIds).toEqual([['evt-1', 'evt-2'], ['evt-1'], ['evt-2']]);
	});
});

describe('an update whose answer does not say that it was made', () => {
	it.each([
		['a web page', '<html></html>', 'updated'],
		['nothing', '', 'updated'],
		['an empty document', '{}', 'updated'],
		['null', 'null', 'updated'],
		['a maintenance notice', '{"error":"maintenance"}', 'unknown'],
	])('%s: it is called updated only once an answer says so', async (_, body, fate) => {
		await kard.client().users.create([user(1)]);
		kard.forgetRequests();
		let odd = 1;
		kard.intercept((request, pass) => {
			if (request.method !== 'PUT' || odd === 0) return pass();
			odd -= 1;
			return Promise.resolve({ status: 200, headers: {}, body });
		});

		const result = await kard.client().users.createOrUpdate([user(1, { zipCode: '99501' })]);

		const isStored = kard.sandbox.state.users.get('user-1')?.attributes.zipCode === '99501';
		expect([fates(result), isStored]).toEqual([[fate], fate === 'updated']);
	});

	it.each([
		['an empty document', 200, '{}'],
		['nothing', 204, ''],
		['a web page', 200, '<html></html>'],
	])(
		'where it is always %s, the rows are updated with a note, at the cost of a stated number of requests',
		async (_, status, body) => {
			await kard.client().users.create(users(80));
			kard.forgetRequests();
			kard.intercept(always('PUT', () => Promise.resolve({ status, headers: {}, body })));

			const result = await kard.client().users.createOrUpdate(users(80));

			expect(result.requests).toBe(1 + 80 + MOST_QUESTIONS);
			expect(fates(result)).toEqual(all(80, 'updated'));
			for (const { notes } of result.succeeded) {
				expect(notes).toEqual([
					expect.stringMatching(/^Kard's answer to the update could not be read; .* safe\.$/),
				]);
			}
		},
	);
});

describe('a permission to update that is missing', () => {
	it('costs one request, and the users that exist are told to be there and not updated', async () => {
		await kard.client().users.create(users(300));
		kard.forgetRequests();
		kard.intercept(always('PUT', () => json(403, { errors: [{ status: '403', detail: 'no scope' }] })));

		const result = await kard.client().users.createOrUpdate(users(302), { concurrency: 1 });

		expect(kard.sent.filter(({ method }) => method === 'PUT')).toHaveLength(1);
		expect(fates(result)).toEqual([...all(300, 'failed'), 'created', 'created']);
		expect(complaints(result)[0]).toMatch(
			/^Row 1: exists at Kard already; it could not be updated\. .*user:update/,
		);
		expect(complaints(result)[299]).toMatch(
			/^Row 300: exists at Kard already; its update was not made\. .*user:update/,
		);
	});

	it('costs no more than the requests that were under way', async () => {
		await kard.client().users.create(users(100));
		kard.forgetRequests();
		kard.intercept(always('PUT', () => json(403, {})));

		await kard.client().users.createOrUpdate(users(100), { concurrency: 4 });

		expect(kard.sent.filter(({ method }) => method === 'PUT').length).toBeLessThanOrEqual(4);
	});
});

describe('users who were created or exist, and were not updated', () => {
	it('are not called unsent when the credentials are refused before the update', async () => {
		await kard.client().users.create([user(2, { zipCode: '30301' })]);
		kard.fault('createUsers', { kind: 'dropAfter' });
		kard.intercept(async (request, pass) => {
			if (request.method === 'PUT') kard.sandbox.expireTokens();
			if (request.method === 'PUT') kard.fault('token', { kind: 'status', status: 401, times: Infinity });
			return await pass();
		});

		const rows = [1, 2, 3].map((number) => user(number, { zipCode: '99501' }));
		const result = await kard.client().users.createOrUpdate(rows, { concurrency: 1 });

		expect(result.stoppedBy).toMatchObject({ name: 'KardAuthenticationError' });
		expect(fates(result)).toEqual(all(3, 'unknown'));
		expect(complaints(result)[2]).toMatch(
			/^Row 3: is at Kard, created by this run or before it; its update was not made\. Kard did not accept .*safe/,
		);
	});

	it('nor are rows that say the same as one of them', async () => {
		const stop = new AbortController();
		await kard.client().users.create([user(1, { zipCode: '30301' })]);
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			stop.abort();
			return answer;
		});
		const moved = user(1, { zipCode: '99501' });

		const result = await kard.client().users.createOrUpdate([moved, moved], { signal: stop.signal });

		expect(complaints(result)).toEqual({
			0: 'Row 1: exists at Kard already; its update was not made. The run was cancelled.',
			1: 'Row 2: repeats row 1, which failed. Row 1: exists at Kard already; its update was not made. The run was cancelled.',
		});
	});
});
