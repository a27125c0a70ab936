import { kardInN8n } from './support/kardInN8n';
import { SHOPPER, transactionLine, upTo, userLine } from './support/rows';

const kard = kardInN8n();

beforeEach(async () => {
	await kard.enroll(SHOPPER);
});

const transactions = (count: number) => upTo(count).map((number) => transactionLine(number));
const sizes = (route: 'createTransactions' | 'createUsers') => kard.sent(route).map(({ length }) => length);

describe('Duplicates', () => {
	it('rows that Kard has already are reported as duplicates, unless told otherwise', async () => {
		await kard.run('submit-transactions', transactions(2));

		const { json } = await kard.run('submit-transactions', transactions(3));

		expect(json.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'submitted']);
		expect(kard.sandbox.state.transactions.size).toBe(3);
	});

	it('or as failed', async () => {
		await kard.run('submit-transactions', transactions(1));

		const { json, failed } = await kard.run('submit-transactions', [...transactions(2), transactionLine(2)], {
			parameters: { options: { duplicates: 'fail' } },
			onError: 'continueErrorOutput',
		});

		expect(json).toEqual([{ id: 'evt-2', status: 'submitted' }]);
		expect(failed).toMatchObject([
			{ Line: 'line 1', error: { row: 1, id: 'evt-1', statusCode: 409 } },
			{ Line: 'line 2', error: { row: 3, id: 'evt-2', statusCode: 409 } },
		]);
	});

	it('a sheet without event ids can be sent again and changes nothing', async () => {
		const rows = transactions(3).map((row) => ({ ...row, 'Event ID': undefined }));

		const first = await kard.run('submit-transactions', rows);
		const second = await kard.run('submit-transactions', rows);

		expect(first.json.map(({ status }) => status)).toEqual(upTo(3).map(() => 'submitted'));
		expect(second.json.map(({ status }) => status)).toEqual(upTo(3).map(() => 'duplicate'));
		expect(second.json.map(({ id }) => id)).toEqual(first.json.map(({ id }) => id));
		expect(kard.sandbox.state.transactions.size).toBe(3);
	});
});

describe('Batch Size', () => {
	it.each([
		[{}, [7]],
		[{ batchSize: 3 }, [3, 3, 1]],
		[{ batchSize: 1, concurrency: 1 }, upTo(7).map(() => 1)],
		[{ batchSize: 10_000 }, [7]],
	])('with the options %j the requests hold %j rows', async (options, expected) => {
		await kard.run('submit-transactions', transactions(7), { parameters: { options } });

		expect(sizes('createTransactions')).toEqual(expected);
	});

	it('501 transactions are two requests, and so are 101 users', async () => {
		const submitted = await kard.run('submit-transactions', transactions(501));
		const created = await kard.run(
			'create-users',
			upTo(101).map((number) => userLine(number)),
		);

		expect(sizes('createTransactions')).toEqual([500, 1]);
		expect(sizes('createUsers')).toEqual([100, 1]);
		expect(submitted.json).toHaveLength(501);
		expect(submitted.pairs).toEqual(upTo(501).map((number) => number - 1));
		expect(created.json).toHaveLength(101);
	});
});

describe('Requests at Once', () => {
	/** How many requests were under way together at most. The first one always goes alone. */
	async function together(options: { concurrency?: number }): Promise<number> {
		const delayMs = 100;
		kard.fault({ route: 'createTransactions', kind: 'delay', delayMs, times: 9 });
		await kard.run('submit-transactions', transactions(7), {
			parameters: { options: { batchSize: 1, ...options } },
		});
		const starts = kard.requests('createTransactions').map(({ startedAt }) => startedAt);
		return Math.max(
			...starts.map((one) => starts.filter((other) => Math.abs(other - one) < delayMs / 2).length),
		);
	}

	it('four unless told otherwise', async () => {
		expect(await together({})).toBe(4);
	});

	it('one after the other, if told so', async () => {
		expect(await together({ concurrency: 1 })).toBe(1);
	});

	it('six, if told so', async () => {
		expect(await together({ concurrency: 6 })).toBe(6);
	});
});

describe('Retries', () => {
	it('the very same body is sent again until Kard answers', async () => {
		kard.fault({ route: 'createTransactions', kind: 'status', status: 503, times: 2 });

		const { json } = await kard.run('submit-transactions', transactions(2));

		expect(json.map(({ status }) => status)).toEqual(['submitted', 'submitted']);
		const bodies = kard.requests('createTransactions').map(({ body }) => JSON.stringify(body));
		expect(bodies).toHaveLength(3);
		expect(new Set(bodies).size).toBe(1);
	});

	it('none, if told so', async () => {
		kard.fault({ route: 'createTransactions', kind: 'status', status: 503 });

		const { message, description } = await kard.run('submit-transactions', transactions(1), {
			parameters: { options: { maxRetries: 0 } },
		});

		expect(message).toBe('Of 1 rows 0 were accepted and 1 were not.');
		expect(description).toMatch(/^Row 1: Kard has a problem of its own \(503\)/);
		expect(kard.requests()).toHaveLength(1);
	});

	it('a read is repeated as well', async () => {
		kard.fault({ route: 'getUser', kind: 'dropBefore' });

		const { json } = await kard.run('get-users', [{ 'User ID': SHOPPER }]);

		expect(json).toMatchObject([{ id: SHOPPER }]);
		expect(kard.requests('getUser')).toHaveLength(2);
	});
});

describe('Timeout', () => {
	it('an answer that takes longer is not waited for', async () => {
		kard.fault({ route: 'getUser', kind: 'delay', delayMs: 5_000 });
		const begun = Date.now();

		const { message } = await kard.run('get-users', [{ 'User ID': SHOPPER }], {
			parameters: { options: { timeoutMs: 200, maxRetries: 0 } },
		});

		expect(message).toBe('Kard did not answer within 0.2 seconds.');
		expect(Date.now() - begun).toBeLessThan(3_000);
	});

	it('rows of a request without an answer are asked for again, and stored once', async () => {
		kard.fault({ route: 'createTransactions', kind: 'dropAfter' });

		const { json } = await kard.run('submit-transactions', transactions(2));

		expect(json.map(({ status }) => status)).toEqual(['submitted', 'submitted']);
		expect(kard.sandbox.state.transactions.size).toBe(2);
	});
});

describe('a setting that cannot be', () => {
	it.each([
		[{ concurrency: 50 }, 'Requests at Once: at most 20 is possible. Enter a smaller number.'],
		[{ timeoutMs: 0 }, 'Timeout: at least 1 is needed. Enter a larger number.'],
		[{ maxRetries: 99 }, 'Retries: at most 10 is possible. Enter a smaller number.'],
		[{ batchSize: 'many' }, 'Batch Size: has a value that it cannot have. Choose or enter another one.'],
	])('%j is refused in words, without a request', async (options, says) => {
		const { message } = await kard.run('submit-transactions', transactions(1), { parameters: { options } });

		expect(message).toBe(says);
		expect(kard.requests()).toEqual([]);
	});

	it('nor columns that are none', async () => {
		const { failed } = await kard.run('create-users', [userLine(1)], {
			parameters: { columns: 'all' },
			onError: 'continueErrorOutput',
		});

		expect(failed).toMatchObject([
			{
				error: {
					message:
						'Row 1: the columns could not be mapped. A parameter has a value of the wrong kind. Check the parameters of the node.',
				},
			},
		]);
	});
});

describe('expressions in the settings', () => {
	it('are filled in with the first row, and hold for all', async () => {
		const rows = transactions(3).map((row, index) => ({ ...row, Size: index + 1 }));

		await kard.run('submit-transactions', rows, {
			parameters: { options: { batchSize: '={{ $json.Size }}' } },
		});

		expect(sizes('createTransactions')).toEqual([1, 1, 1]);
	});
});
