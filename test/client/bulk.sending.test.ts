import {
	KardApiError,
	KardNetworkError,
	KardRateLimitError,
	KardTimeoutError,
	type RowOptions,
} from '../../shared';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { people } from '../support/person';
import { purchase, purchases, sheetPurchase, upTo, type SheetRow } from '../support/purchase';
import { inTurn, whenever, type Step } from './steps';

const kard = startKard();
const all = (count: number, outcome: string) => upTo(count).map(() => outcome);
const sizes = () => kard.sent.map(({ data }) => data.length);
const holds = (id: string) => (request: { readonly data: readonly { readonly id: string }[] }) =>
	request.data.some((one) => one.id === id);

describe('more rows than one request takes', () => {
	it('501 transactions go out as 500 + 1', async () => {
		const result = await kard.submit(purchases(501));

		expect([sizes(), result.requests, result.failed]).toEqual([[500, 1], 2, []]);
		expect(result.succeeded[500]).toEqual({ index: 500, id: 'evt-501', status: 'submitted' });
		expect(kard.stored.transactions).toHaveLength(501);
	});

	it('101 users go out as 100 + 1', async () => {
		const result = await kard.create(people(101), { batchSize: 1_000 });

		expect([sizes(), outcomes(result)]).toEqual([[100, 1], all(101, 'created')]);
	});

	it('rows that cannot be sent leave no gap: 500 good ones among 502 are one request', async () => {
		const rows = [sheetPurchase({ amount: '' }), ...purchases(500), sheetPurchase({ userId: null })];

		const result = await kard.submit(rows);

		expect(sizes()).toEqual([500]);
		expect(result.failed.map(({ index }) => index)).toEqual([0, 501]);
		expect(result.succeeded.map(({ index }) => index)).toEqual(upTo(500));
	});
});

describe('no items', () => {
	it.each(['submit', 'create', 'createOrUpdate'] as const)(
		'%s: no request, no output, no error',
		async (write) => {
			expect(await kard[write]([])).toEqual({ succeeded: [], failed: [], requests: 0 });
			expect(kard.sent).toEqual([]);
		},
	);

	it.each([undefined, null, 'a text', { 0: purchase() }])('%j is no list, and said to be none', (rows) => {
		// @ts-expect-error -- the compiler would not let it pass
		expect(() => kard.client().users.create(rows)).toThrow('The rows must be a list.');
		expect(kard.sent).toEqual([]);
	});

	it('rows that are all refused cost no request, not even one for a token', async () => {
		const result = await kard.submit([{}, { amount: 'free' }, null, 'a text', [1]]);

		expect([outcomes(result), result.requests, kard.tokenRequests]).toEqual([all(5, 'failed'), 0, 0]);
		expect(result.stoppedBy).toBeUndefined();
	});
});

describe('requests', () => {
	it.each([
		[2, [2, 2, 1]],
		[1, [1, 1, 1, 1, 1]],
		[100_000, [5]],
		[0, [1, 1, 1, 1, 1]],
		[-3, [1, 1, 1, 1, 1]],
	])('a batch size of %d makes of five rows requests of %j', async (batchSize, expected) => {
		const result = await kard.submit(purchases(5), { batchSize });

		expect([sizes(), outcomes(result)]).toEqual([expected, all(5, 'submitted')]);
	});

	it.each([
		[undefined, 4],
		[1, 1],
		[6, 6],
		[0, 1],
	])(
		'with a concurrency of %p the first goes alone, and then at most %d are under way',
		async (concurrency, most) => {
			let [now, peak, duringFirst] = [0, 0, 0];
			kard.intercept(async (_, pass) => {
				peak = Math.max(peak, (now += 1));
				const isFirst = kard.sent.length === 1;
				const answer = await pass();
				if (isFirst) duringFirst = kard.sent.length;
				now -= 1;
				return answer;
			});

			await kard.submit(purchases(12), { batchSize: 1, concurrency });

			expect([duringFirst, peak, kard.sent.length]).toEqual([1, most, 12]);
		},
	);

	it('rows come back in input order, in whatever order their requests end', async () => {
		let ended = 0;
		let others: () => void = () => undefined;
		const othersEnded = new Promise<void>((resolve) => {
			others = resolve;
		});
		kard.intercept(async (request, pass) => {
			const answer = await pass();
			if (request.data[0]?.id === 'evt-2') await othersEnded;
			if ((ended += 1) === 9) others();
			return answer;
		});

		const result = await kard.submit(purchases(10), { batchSize: 1 });

		expect(result.succeeded.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});

	it('with every third one dropped after it was carried out, 600 rows are stored once each and all are submitted', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter', every: 3 });
		const rows = upTo(600).map(() => ({ ...purchase(), id: undefined }));

		const result = await kard.submit(rows, { batchSize: 30 });

		expect(new Set(kard.sent.map(({ body }) => body)).size).toBe(20);
		expect(outcomes(result)).toEqual(all(600, 'submitted'));
		expect(kard.stored.transactions).toHaveLength(600);
	});

	it.each([1, 3])(
		'rows are read once, while others are under way: with %d requests at once, as many batches ahead',
		async (concurrency) => {
			const readings: number[] = [];
			const rows = upTo(40).map((number): SheetRow => {
				const { amount, ...cells } = purchase();
				const get = () => (readings.push(number), amount);
				return Object.defineProperty(cells, 'amount', { enumerable: true, get });
			});
			const readAhead: number[] = [];
			kard.intercept((_, pass) => {
				readAhead.push(new Set(readings).size - kard.sentIds.flat().length);
				return pass();
			});

			await kard.submit(rows, { batchSize: 4, concurrency });

			const timesRead = readings.filter((number) => number === 40).length;
			expect(readings).toHaveLength(40 * timesRead);
			expect(Math.max(...readAhead)).toBeLessThanOrEqual(4 * (2 * concurrency - 1));
			expect([readAhead[0], readAhead.at(-1)]).toEqual([4 * concurrency, 0]);
		},
	);
});

describe('the connection is reset after sending, and the repeat answers 409', () => {
	it('the very same body is sent again, and the rows are submitted', async () => {
		inTurn(kard, 'lost');

		const result = await kard.submit(purchases(3));

		expect(kard.sent[1]?.body).toBe(kard.sent[0]?.body);
		expect([kard.log.at(-1), outcomes(result)]).toEqual(['createTransactions 409', all(3, 'submitted')]);
		expect(kard.stored.transactions).toHaveLength(3);
	});

	const bad = purchase({ id: 'evt-bad', userId: 'user-nobody' });
	const good = purchase({ id: 'evt-good' });
	it.each<[string, SheetRow[], Step[], string[]]>([
		['a bad row is still told apart', [good, bad], ['lost'], ['submitted', 'failed']],
		['a bad row that the answer names has failed', [bad], ['lost'], ['failed']],
		['a server error leaves the same doubt', [good], [{ status: 504, taken: true }], ['submitted']],
		[
			'a refusal that names no row says nothing of the first attempt',
			[good],
			['lost', { status: 400 }],
			['unknown'],
		],
		[
			'a refusal without an attempt in doubt says it',
			[good],
			[{ status: 429, headers: { 'retry-after': '1' } }, { status: 400 }],
			['failed'],
		],
	])('%s', async (_, rows, steps, expected) => {
		inTurn(kard, ...steps);

		const result = await kard.submit(rows, { duplicates: 'fail' });

		expect(outcomes(result)).toEqual(expected);
		if (expected[0] === 'unknown') {
			expect(messages(result)[0]).toMatch(/refused it \(400\).*not known whether Kard accepted this row/);
		}
	});

	it('a 409 after a 429 is no proof that it was us: nothing was carried out then', async () => {
		await kard.submit([good]);
		inTurn(kard, { status: 429, headers: { 'retry-after': '1' } });

		expect(outcomes(await kard.submit([good]))).toEqual(['duplicate']);
	});
});

describe('answers of 503, 503, then 200', () => {
	it('three identical bodies, one result', async () => {
		inTurn(kard, { status: 503 }, { status: 503 });

		const result = await kard.submit(purchases(3));

		expect([sizes(), new Set(kard.sent.map(({ body }) => body)).size]).toEqual([[3, 3, 3], 1]);
		expect([outcomes(result), kard.clock.sleeps]).toEqual([all(3, 'submitted'), [500, 1_000]]);
	});

	it.each([
		[undefined, 3],
		[0, 1],
		[5, 6],
	])(
		'503 for ever with %p retries: %d requests, then failures that say it is not known',
		async (maxRetries, requests) => {
			whenever(kard, () => true, { status: 503 });

			const result = await kard.submit(purchases(2), { maxRetries });

			expect([result.requests, outcomes(result)]).toEqual([requests, ['unknown', 'unknown']]);
			expect(messages(result)[1]).toMatch(/^Row 2: Kard returned a server error \(503\)\. .*safe/);
		},
	);
});

describe('a slow-down that holds for all', () => {
	it('one 429 with Retry-After: 7 holds back every request of the write for seven seconds', async () => {
		const start = kard.clock.now();
		const times: number[] = [];
		kard.fault('createTransactions', { kind: 'status', status: 429, retryAfter: '7', after: 1 });
		kard.intercept((_, pass) => {
			times.push(kard.clock.now() - start);
			return pass();
		});

		const result = await kard.submit(purchases(9), { batchSize: 1, concurrency: 3 });

		expect(outcomes(result)).toEqual(all(9, 'submitted'));
		// Those that were under way already when the answer came, and nobody else.
		expect(times.filter((time) => time < 7_000).length).toBeLessThanOrEqual(4);
	});

	it('when Kard asks for ten hours, the write ends at once, and the rows say so', async () => {
		inTurn(kard, 'pass', ...Array<Step>(40).fill({ status: 429, headers: { 'retry-after': '36000' } }));

		const result = await kard.submit(purchases(40), { batchSize: 2, concurrency: 2 });

		expect(outcomes(result)).toEqual([...all(2, 'submitted'), ...all(38, 'failed')]);
		expect(result.requests).toBeLessThanOrEqual(3);
		expect(kard.clock.sleeps).toEqual([]);
		expect(result.failed[37]?.error).toMatchObject({ retryAfterMs: 36_000_000 });
		expect(messages(result)[39]).toContain('10 hours');
		expect(result.stoppedBy).toBeInstanceOf(KardRateLimitError);
	});
});

describe('the second of five requests fails for good', () => {
	it.each([
		[500, 'unknown', 5 + 2 + 3],
		[418, 'failed', 5],
	])('the other four stand, and its rows are failures (%d: %s)', async (status, outcome, requests) => {
		whenever(kard, holds('evt-3'), { status });

		const result = await kard.submit(purchases(10), { batchSize: 2 });

		expect(outcomes(result)).toEqual(
			upTo(10).map((number) => ([3, 4].includes(number) ? outcome : 'submitted')),
		);
		expect(result.requests).toBe(requests);
		expect(result.failed[0]?.error).toBeInstanceOf(KardApiError);
		expect(result.stoppedBy).toBeUndefined();
	});
});

describe('a batch that is lost on the way', () => {
	const lose = (times: number) => {
		let left = times;
		whenever(kard, (request) => holds('evt-3')(request) && (left -= 1) >= 0, 'dropped');
	};

	it.each<[string, number, RowOptions, number, string]>([
		['is asked after once more at the end, when Kard has answered the others', 3, {}, 6, 'submitted'],
		['is not asked after when the caller wants no repeats', 3, { maxRetries: 0 }, 3, 'unknown'],
		['is reported as unknown when it is lost again', Infinity, {}, 8, 'unknown'],
	])('%s', async (_, times, options, requests, outcome) => {
		lose(times);

		const result = await kard.submit(purchases(6), { batchSize: 2, ...options });

		expect(outcomes(result)).toEqual(['submitted', 'submitted', outcome, outcome, 'submitted', 'submitted']);
		expect(result.requests).toBe(requests);
		if (outcome === 'submitted') expect(kard.sentIds.at(-1)).toEqual(['evt-3', 'evt-4']);
		else expect(messages(result)[2]).toMatch(/^Row 3: .*not known whether Kard accepted this row.*safe/);
	});

	it('is not asked after when nothing was answered at all', async () => {
		whenever(kard, () => true, 'dropped');

		const result = await kard.submit(purchases(2));

		expect([result.requests, outcomes(result)]).toEqual([3, ['unknown', 'unknown']]);
		expect(result.failed[0]?.error).toBeInstanceOf(KardNetworkError);
	});
});

describe('the budget of repeats', () => {
	const single = { batchSize: 1, concurrency: 1 };

	it.each([
		['a Kard that always fails is left alone: after ten repeats each request is tried once', 0, 'unknown'],
		['asking again after lost batches is taken out of it, too', 1, 'created'],
	])('%s', async (_, after, first) => {
		kard.fault('createUsers', { kind: 'status', status: 503, after, times: Infinity });

		const result = await kard.create(people(30), single);

		expect([result.requests, outcomes(result)]).toEqual([30 + 10, [first, ...all(29, 'unknown')]]);
	});

	it('occasional failures never use it up: each answer gives one repeat back', async () => {
		kard.fault('createUsers', { kind: 'status', status: 503, every: 2 });

		expect(outcomes(await kard.create(people(60), single))).toEqual(all(60, 'created'));
	});
});

describe('the deadline', () => {
	it.each<[string, Step, string[], number]>([
		[
			'when it has passed, nothing more is sent, and the rows done so far are known',
			'pass',
			['submitted', 'submitted', 'submitted', 'failed'],
			3,
		],
		[
			'rows whose request was lost before it passed are unknown, and those never sent are not',
			'lost',
			['unknown', 'failed', 'failed', 'failed'],
			3,
		],
	])('%s', async (_, step, expected, requests) => {
		whenever(
			kard,
			() => {
				kard.clock.advance(1_000);
				return true;
			},
			step,
		);

		const result = await kard.submit(purchases(4), { batchSize: 1, concurrency: 1, deadlineMs: 2_500 });

		expect(outcomes(result)).toEqual(expected);
		expect(result.requests).toBeLessThanOrEqual(requests);
		expect(messages(result)[3]).toMatch(/^Row 4: The time for this step was used up/);
		expect(result.stoppedBy).toBeInstanceOf(KardTimeoutError);
	});

	it('no wait goes beyond it', async () => {
		whenever(kard, () => true, { status: 503, headers: { 'retry-after': '30' } });

		const result = await kard.submit(purchases(2), { deadlineMs: 20_000 });

		expect([result.requests, kard.clock.sleeps, outcomes(result)]).toEqual([1, [], ['unknown', 'unknown']]);
	});
});
