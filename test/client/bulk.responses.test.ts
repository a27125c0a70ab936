import { KardApiError } from '../../shared';
import { MOST_QUESTIONS } from '../../shared/bulk/run';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { people, person } from '../support/person';
import { purchase, purchases, upTo } from '../support/purchase';
import { inTurn, whenever, type Reply, type Step } from './steps';

const kard = startKard();
const all = (count: number, outcome: string) => upTo(count).map(() => outcome);
const ids = (...numbers: number[]) => numbers.map((number) => `evt-${String(number)}`);
const nobody = (number: number) => purchase({ id: `evt-${String(number)}`, userId: 'user-nobody' });
const job = { type: 'transactionsJob', id: 'job-1' };
const html = '<html><body>Sign in</body></html>';
const errors = (...list: unknown[]) => ({ errors: list });
const at = (place: number, field: string) => ({
	...{ status: '400', detail: 'bad', source: { pointer: `/data/${String(place)}/attributes/${field}` } },
});

describe('an answer of 207 that names one id', () => {
	it("that row fails with Kard's reason, the others succeed, each linked to its row", async () => {
		const result = await kard.submit([...purchases(1), nobody(2), purchase({ id: 'evt-3' })]);

		expect(result).toMatchObject({
			requests: 1,
			succeeded: [
				{ index: 0, id: 'evt-1', status: 'submitted' },
				{ index: 2, id: 'evt-3', status: 'submitted' },
			],
			failed: [{ index: 1, id: 'evt-2', row: 2, field: 'User ID', error: { statusCode: 404 } }],
		});
		const [failure] = result.failed;
		expect(failure?.error).toBeInstanceOf(KardApiError);
		expect(failure?.reason).toBe('Kard refused it (404): There is no user user-nobody.');
		expect(messages(result)).toEqual({ 1: `Row 2, User ID: ${failure?.reason ?? ''}` });
	});

	it('the row in the message is the one that was handed over, whatever was before it', async () => {
		const same = purchase();

		const result = await kard.submit([{}, same, same, purchase(), nobody(9)], { batchSize: 1 });

		expect(messages(result)[4]).toMatch(/^Row 5, User ID: /);
	});
});

it('a row that failed has one error, which is in a copy and in the JSON of the row as well', async () => {
	const [failure] = (await kard.submit([nobody(1)])).failed;

	const error: unknown = failure?.error;
	expect(failure?.error).toBe(error);
	expect({ ...failure }.error).toBe(error);
	expect(JSON.parse(JSON.stringify(failure))).toMatchObject({ index: 0, row: 1, error: { statusCode: 404 } });
});

// What goes wrong with the first requests of three rows, which ids each request carries, and what becomes of the rows.
describe('three rows', () => {
	const odd: Reply = { status: 207, body: errors({ status: '400', detail: 'one of them is bad' }) };
	const refused = (body: unknown = ''): Reply => ({ status: 400, body });

	it.each<[string, Step[], number[][], string[]]>([
		[
			'of which one is named by its place',
			[{ status: 207, body: { ...errors(at(1, 'mcc')), data: job } }],
			[[1, 2, 3]],
			['submitted', 'failed', 'submitted'],
		],
		[
			'refused for one, at its place',
			[refused(errors(at(1, 'mcc')))],
			[
				[1, 2, 3],
				[1, 3],
			],
			['submitted', 'failed', 'submitted'],
		],
		[
			'refused for one after the other, places counted anew',
			[refused(errors(at(1, 'mcc'))), refused(errors(at(1, 'mcc')))],
			[[1, 2, 3], [1, 3], [1]],
			['submitted', 'failed', 'failed'],
		],
		['of which some are refused, nobody knows which', [odd], [[1, 2, 3], [1, 2], [3]], all(3, 'submitted')],
		[
			'that were taken, with an error of nobody',
			[{ ...odd, taken: true }],
			[[1, 2, 3], [1, 2], [3]],
			all(3, 'submitted'),
		],
		[
			'with an error of an id that was not sent',
			[{ status: 207, body: errors({ status: '400', id: 'evt-77' }), taken: true }],
			[[1, 2, 3], [1, 2], [3]],
			all(3, 'submitted'),
		],
		[
			'with an error that points beyond them',
			[{ status: 207, body: errors(at(9, 'mcc')), taken: true }],
			[[1, 2, 3], [1, 2], [3]],
			all(3, 'submitted'),
		],
		[
			'of which one is named beside an error of nobody',
			[{ status: 207, body: errors({ status: '400', id: 'evt-2' }, { detail: 'odd' }) }],
			[[1, 2, 3], [1], [3]],
			['submitted', 'failed', 'submitted'],
		],
		[
			'refused without a word about which',
			[refused(), refused()],
			[[1, 2, 3], [1, 2], [1], [2], [3]],
			all(3, 'submitted'),
		],
		['too large together', [{ status: 413 }], [[1, 2, 3], [1, 2], [3]], all(3, 'submitted')],
		['refused with a web page', [refused(html)], [[1, 2, 3], [1, 2], [3]], all(3, 'submitted')],
		[
			'of which one exists and one is refused',
			[{ status: 409, body: errors({ status: '409', id: 'evt-1' }, { status: '400', id: 'evt-2' }) }],
			[[1, 2, 3], [3]],
			['duplicate', 'failed', 'submitted'],
		],
		[
			'too busy for one',
			[{ status: 207, body: { ...errors({ status: '429', id: 'evt-2' }), data: job } }],
			[[1, 2, 3], [2]],
			all(3, 'submitted'),
		],
	])('%s: each is told apart, and none is called a success before that', async (_, steps, sent, expected) => {
		inTurn(kard, ...steps);

		const result = await kard.submit(purchases(3));

		expect(kard.sentIds).toEqual(sent.map((numbers) => ids(...numbers)));
		expect(outcomes(result)).toEqual(expected);
	});

	it.each<[string, Reply]>([
		['no JSON', { status: 207, body: '{"data": [' }],
		['a web page', { status: 207, body: html }],
		['a web page with 200', { status: 200, body: html }],
		['nothing', { status: 204 }],
		['no errors', { status: 207, body: {} }],
		['an empty list of errors', { status: 207, body: errors() }],
		['errors that are not objects', { status: 207, body: errors(null, 'evt-1') }],
		['a bare list', { status: 207, body: [1, 2] }],
	])('%s: each row is asked after, and none is called a success before it is known', async (_, reply) => {
		for (const taken of [true, false]) {
			await kard.startAfresh();
			inTurn(kard, { ...reply, taken });

			const result = await kard.submit(purchases(3));

			expect(kard.sentIds).toEqual([ids(1, 2, 3), ids(1, 2), ids(3)]);
			expect(outcomes(result)).toEqual(all(3, 'submitted'));
			expect(kard.stored.transactions).toHaveLength(3);
		}
	});
});

describe('one row', () => {
	it.each<[string, Reply, string]>([
		['without a reason', { status: 400 }, 'Row 1: Kard refused it (400): it gave no reason'],
		[
			'with an error of no id',
			{ status: 207, body: errors({ detail: 'too old' }) },
			'Row 1: Kard refused it (207): too old',
		],
		[
			'with the name of a field',
			{ status: 400, body: errors(at(0, 'merchant/name')) },
			'Row 1, Merchant Name: Kard refused it (400): bad',
		],
		[
			'with the name of a field that is none of ours',
			{ status: 400, body: errors(at(0, 'new/field')) },
			'Row 1, new.field: Kard refused it (400): bad',
		],
		[
			'twice, for two reasons',
			{
				status: 207,
				body: errors(
					{ status: '400', id: 'evt-1', detail: 'one' },
					{ status: '400', id: 'evt-1', detail: 'two' },
				),
			},
			'Row 1: Kard refused it (400): one',
		],
	])('is refused with one request, %s', async (_, reply, message) => {
		inTurn(kard, reply);

		const result = await kard.submit(purchases(1));

		expect([result.requests, messages(result)[0]]).toEqual([1, message]);
	});

	it('what stays unknown is reported as unknown, and never as a success', async () => {
		whenever(kard, () => true, { status: 207, body: errors({ status: '400', detail: 'bad', id: 'evt-77' }) });

		const result = await kard.submit(purchases(2));

		expect(kard.sentIds).toEqual([ids(1, 2), ids(1), ids(1), ids(2), ids(2)]);
		expect(outcomes(result)).toEqual(['unknown', 'unknown']);
		expect(messages(result)[0]).toBe(
			"Row 1: Kard's responses do not say whether it accepted this row. Kard said: bad. " +
				'Sending the same row again is safe: it is not counted twice.',
		);
	});
});

describe('users of which an answer tells in part', () => {
	const bad = { status: '400', detail: 'bad', id: 'user-1' };

	it.each<[string, unknown, string[]]>([
		[
			'are not called created where they are neither listed nor named',
			{ ...errors(bad), data: [{ type: 'user', id: 'user-2' }] },
			['user-3'],
		],
		[
			'were not created where the list of the created is empty',
			{ ...errors(bad), data: [] },
			['user-2', 'user-3'],
		],
	])('%s', async (_, body, again) => {
		inTurn(kard, { status: 207, body });

		const result = await kard.create(people(3));

		expect(kard.sentIds).toEqual([['user-1', 'user-2', 'user-3'], again]);
		expect(outcomes(result)).toEqual(['failed', 'created', 'created']);
	});
});

describe('an answer of 409 for a request of many with no ids', () => {
	it('goes out in halves, down to single rows, and each row is told apart', async () => {
		await kard.submit([purchase({ id: 'evt-3' })]);
		kard.forgetRequests();
		whenever(kard, ({ data }) => data.length > 1 && data.some(({ id }) => id === 'evt-3'), {
			status: 409,
			body: errors({ status: '409' }),
		});

		const result = await kard.submit(
			[1, 2, 3, 4, 5].map((number) => purchase({ id: `evt-${String(number)}` })),
		);

		expect(kard.sentIds).toEqual([ids(1, 2, 3, 4, 5), ids(1, 2, 3), ids(1, 2), ids(3), ids(4, 5)]);
		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'duplicate', 'submitted', 'submitted']);
	});
});

describe('an answer of 400 for a request of many, without a pointer', () => {
	it('500 rows with one bad one among them cost at most 19 requests', async () => {
		whenever(kard, ({ data }) => data.some(({ id }) => id === 'evt-321'), {
			status: 400,
			body: errors({ title: 'Bad Request' }),
		});

		const result = await kard.submit(purchases(500));

		expect(result.requests).toBeLessThanOrEqual(19);
		expect(messages(result)).toEqual({ 320: 'Row 321: Kard refused it (400): Bad Request' });
		expect(kard.stored.transactions).toHaveLength(499);
	});
});

describe('an answer that never tells anything', () => {
	it.each<[string, number, unknown]>([
		['207 without errors and ids', 207, {}],
		['200 that is none', 200, { error: 'maintenance' }],
		['a web page with 200', 200, html],
		['202 without a job', 202, { data: null }],
		['207 with a refusal that names nobody', 207, errors({ status: '400', detail: 'bad' })],
	])('%s costs the requests of a normal run and a stated number more', async (_, status, body) => {
		whenever(kard, () => true, { status, body });

		const result = await kard.submit(purchases(600), { batchSize: 200 });

		expect(result.requests).toBe(3 + MOST_QUESTIONS);
		expect(new Set(outcomes(result))).toEqual(new Set(['unknown']));
	});

	it('costs no more where every row goes by itself', async () => {
		whenever(kard, () => true, { status: 207, body: {} });

		const result = await kard.create(people(30), { batchSize: 1 });

		expect([result.requests, outcomes(result)]).toEqual([30 + MOST_QUESTIONS, all(30, 'unknown')]);
	});

	it('is found out row by row as long as other answers tell, however many do not', async () => {
		let answers = 0;
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			return (answers += 1) % 3 === 0 ? { ...answer, status: 207, body: '{}' } : answer;
		});

		const result = await kard.submit(purchases(240), { batchSize: 8 });

		expect(outcomes(result)).toEqual(all(240, 'submitted'));
	});

	it('is found out row by row also where each answer tells of one row, and leaves the others open', async () => {
		kard.intercept(({ data }) => {
			const body = JSON.stringify({ data: data.slice(0, 1).map(({ id }) => ({ type: 'user', id })) });
			return Promise.resolve({ status: 207, headers: {}, body });
		});

		const result = await kard.create(people(2 * MOST_QUESTIONS));

		expect(outcomes(result)).toEqual(all(2 * MOST_QUESTIONS, 'created'));
	});
});

describe('a row for which Kard is too busy', () => {
	const busy = (status: number, headers = {}, id = 'user-1'): Reply => ({
		...{ status: 207, headers },
		body: { ...errors({ status: String(status), detail: 'come back', id }), data: [] },
	});

	it.each([408, 429, 500, 503])('in a 207 with %d is sent again by itself', async (status) => {
		inTurn(kard, busy(status));

		const result = await kard.create(people(1));

		expect([outcomes(result), kard.clock.sleeps, result.requests]).toEqual([['created'], [500], 2]);
	});

	it('holds back no other row, where Kard is not too busy for all', async () => {
		inTurn(kard, 'pass', busy(503, {}, 'user-2'));
		const waits: number[] = [];
		// The one that every test begins with is one of them.
		const others = people(6).length;
		kard.clock.sleep = async (ms) => {
			waits.push(ms);
			// Whoever else has to wait as well must not wait for ever.
			while (waits.length === 1 && kard.stored.users.length < others) await new Promise(setImmediate);
		};

		const result = await kard.create(people(6), { batchSize: 1, concurrency: 2 });

		expect([outcomes(result), waits]).toEqual([all(6, 'created'), [500]]);
	});

	it.each([
		[503, 'and the others go on', 'created'],
		[429, 'and so are those that have to wait as well', 'unknown'],
	])('in a 207 with %d is in doubt where the program breaks while it waits, %s', async (status, _, other) => {
		inTurn(kard, 'pass', busy(status, {}, 'user-2'));
		kard.clock.sleep = () => Promise.reject(new Error('No clock of jordan@example.com.'));

		const result = await kard.create(people(3), { batchSize: 1, concurrency: 1 });

		expect(outcomes(result)).toEqual(['created', 'unknown', other]);
		expect(messages(result)[1]).toMatch(/^Row 2: Something unexpected went wrong \(No clock of •••@•••\)\./);
	});

	it('waits as long as Kard asks for', async () => {
		inTurn(kard, busy(503, { 'retry-after': '7' }));

		await kard.create(people(1));

		expect(kard.clock.sleeps).toEqual([7_000]);
	});

	it.each([
		[429, 'failed', 'KardRateLimitError'],
		[503, 'unknown', 'KardApiError'],
	])('for ever with %d: after the usual repeats it is %s, and says why', async (status, outcome, name) => {
		whenever(kard, () => true, busy(status));

		const result = await kard.create(people(1));

		expect([result.requests, outcomes(result)]).toEqual([3, [outcome]]);
		expect(result.failed[0]?.error).toMatchObject({ name, statusCode: status });
		expect(messages(result)[0]).toMatch(`Row 1: Kard refused it (${String(status)}): come back`);
	});

	it('is not sent again after too long a wait, which the host can see, nor where no repeats are wanted', async () => {
		whenever(kard, () => true, busy(429, { 'retry-after': '3600' }));

		const result = await kard.create(people(1));
		await kard.create(people(1), { maxRetries: 0 });

		expect(result.failed[0]?.error.retryAfterMs).toBe(3_600_000);
		expect(kard.sent).toHaveLength(2);
	});

	it('and that was taken after all, or perhaps before, is a success when it exists', async () => {
		const late = { status: 207, body: errors({ status: '503', id: 'evt-1' }), taken: true };
		inTurn(kard, late, 'pass', 'lost', { status: 207, body: errors({ status: '429', id: 'evt-2' }) });

		const first = await kard.submit([purchase({ id: 'evt-1' })], { duplicates: 'fail' });
		const second = await kard.submit([purchase({ id: 'evt-2' })], { duplicates: 'fail' });

		expect([...outcomes(first), ...outcomes(second)]).toEqual(['submitted', 'submitted']);
		expect(kard.sent).toHaveLength(5);
	});
});

describe('errors that name rows by their transaction id', () => {
	it('are about these rows: 500 rows with two bad ones are one request', async () => {
		const named = ids(7, 400).map((id) => ({ status: '400', id: `purchase-${id}` }));
		inTurn(kard, { status: 207, body: { ...errors(...named), data: job } });

		const result = await kard.submit(purchases(500));

		expect([result.requests, result.failed.map(({ id }) => id)]).toEqual([1, ids(7, 400)]);
	});

	it('of two rows of one purchase the right one is found', async () => {
		const rows = [
			...purchases(1),
			{ ...nobody(2), transactionId: 'purchase-evt-1' },
			purchase({ id: 'evt-3' }),
		];
		inTurn(kard, { status: 207, body: { ...errors({ status: '400', id: 'purchase-evt-1' }), data: job } });

		const result = await kard.submit(rows);

		expect(outcomes(result)).toEqual(['submitted', 'failed', 'submitted']);
		expect(kard.sentIds).toEqual([ids(1, 2, 3), ids(1), ids(2)]);
	});

	it('of two kinds are not dealt out in their order', async () => {
		inTurn(kard, {
			status: 207,
			body: errors({ id: 'purchase-x', status: '409' }, { id: 'purchase-x', status: '400' }),
		});
		const rows = [
			{ ...nobody(1), transactionId: 'purchase-x' },
			purchase({ id: 'evt-2', transactionId: 'purchase-x' }),
		];

		const result = await kard.submit(rows);

		expect(outcomes(result)).toEqual(['failed', 'submitted']);
		expect(kard.sentIds).toEqual([ids(1, 2), ids(1), ids(2)]);
	});
});

describe('an error answer that echoes personal or card data', () => {
	const email = 'jordan.secret@example.com';

	it('the address, the BIN and the last four digits are masked in message, description and output', async () => {
		const detail = `card 411111 ending 4242, not 555555 and 9876, of ${email}, PAN 4111 1111 1111 1111, is odd`;
		const rows = [...purchases(1), purchase({ cardBIN: '555555', cardLastFour: '9876' })];
		const source = { pointer: `/data/0/attributes/${email}` };
		for (const status of [207, 418]) {
			const error = { status: '400', detail, id: 'evt-1', source, meta: { got: detail } };
			inTurn(kard, { status, body: errors(error) });

			const result = await kard.submit(rows);

			const [failure] = result.failed;
			expect(failure?.reason).toMatch(/card .* is odd/);
			const written = JSON.stringify([result, failure?.error.message, failure?.error]);
			for (const secret of ['411111', '4242', '555555', '9876', 'jordan', '1111 1111']) {
				expect(written).not.toContain(secret);
			}
		}
	});

	it("a user's address, phone number and year of birth are masked", async () => {
		const row = person({ id: 'user-1', email, phoneNumber: '+15555550123', birthYear: '1990' });
		inTurn(kard, {
			status: 207,
			body: errors({ status: '400', detail: `${email} +15555550123 1990`, id: 'user-1' }),
		});

		const result = await kard.create([row, person()], { email: 'hashAndAddress' });

		const written = JSON.stringify([result, messages(result)]);
		for (const secret of ['jordan', '5555550123', '1990']) expect(written).not.toContain(secret);
	});

	it('a reason of megabytes is cut to 500 characters for each of 200 rows', async () => {
		const rows = purchases(200);
		const detail = `${'odd '.repeat(5_000)}${email}`;
		inTurn(kard, { status: 207, body: errors(...rows.map(({ id }) => ({ status: '400', detail, id }))) });

		const result = await kard.submit(rows);

		expect(result.failed).toHaveLength(200);
		for (const { error } of result.failed) expect(error.message.length).toBeLessThan(550);
		expect(JSON.stringify(result).length).toBeLessThan(200 * 12_000);
	});
});
