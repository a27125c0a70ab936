import { createServer } from 'node:http';
import { setImmediate as moment } from 'node:timers/promises';
import { KardApiError, KardNotFoundError } from '../../shared';
import { close, failure, fakeKard, listen, objectLike, rejection, userAnswer, type Reply } from './fakeKard';

const kard = fakeKard();
const HTML = '<!doctype html><html><body>502 Bad Gateway</body></html>';

describe('answers that are no answers', () => {
	const getUser = () => kard.client().users.get('user-1');

	it.each<[string, Reply, RegExp]>([
		['a web page', { body: HTML }, /status 200 and something that is not JSON, such as a web page/],
		[
			'truncated JSON',
			{ body: '{"data": {"type": "us' },
			/status 200 and something that is not JSON.*broken-off/,
		],
		['nothing', { status: 200 }, /status 200 and an empty answer/],
		['204 where a user was due', { status: 204 }, /status 204 and an empty answer/],
		['white space', { body: ' \n' }, /status 200 and an empty answer/],
		['JSON of another shape', { body: { hello: 'world' } }, /status 200 and an answer without data\./],
		['null', { body: 'null' }, /without data\./],
		['an empty list', { body: { data: [] } }, /without data\./],
		['two users', { body: { data: [{ id: 'user-1' }, { id: 'user-2' }] } }, /without data\./],
		['a text', { body: { data: 'user-1' } }, /without data\./],
		['words about an error', { body: { error: 'maintenance' } }, /without data\..* Kard says: maintenance$/],
	])('%s: a clear error with the status, and no repeat', async (_, reply, message) => {
		kard.answer(reply);

		const error = await rejection(getUser());

		expect(error).toBeInstanceOf(KardApiError);
		expect(error).toMatchObject({ statusCode: reply.status ?? 200 });
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(error).toHaveProperty('message', expect.stringMatching(/Check the environment or base URL/));
		expect(kard.received).toHaveLength(1);
	});

	it('words about an error leave open what became of what was written', async () => {
		kard.answer({ body: { error: { message: 'maintenance' } } });

		const error = await rejection(kard.client().users.update('user-1', { enrolledRewards: [] }));

		expect(error).toMatchObject({ statusCode: 200, outcomeUnknown: true });
		expect(error).toHaveProperty(
			'message',
			expect.stringMatching(/then try again\. Kard says: maintenance$/),
		);
	});

	it('a web page in the end: the status, and nothing of the page', async () => {
		kard.answer({ status: 502, body: HTML });

		const error = await rejection(getUser());

		expect(error).toMatchObject({ statusCode: 502, body: undefined, errors: [] });
		expect(error).toHaveProperty('message', 'Kard has a problem of its own (502). Try again later.');
	});

	it.each([400, 404])('a web page with %i is not repeated', async (status) => {
		kard.answer({ status, body: HTML });

		const error = await rejection(getUser());

		expect(error).toMatchObject({ statusCode: status, body: undefined });
		expect(kard.received).toHaveLength(1);
	});

	it.each<[string, Reply]>([
		['a web page', { body: HTML }],
		['nothing', { status: 204 }],
		['no list', { body: { data: { type: 'offer' } } }],
		['a text', { body: { data: 'o-1' } }],
		['a list of the wrong name', { body: { offers: [] } }],
	])('a list whose page is %s ends with a clear error', async (_, reply) => {
		kard.answer(reply);

		const error = await rejection(kard.client().rewards.offers('user-1').toArray());

		expect(error).toBeInstanceOf(KardApiError);
		expect(error).toMatchObject({ statusCode: reply.status ?? 200 });
		expect(error).toHaveProperty('message', expect.stringMatching(/Check the environment or base URL/));
	});
});

describe('redirects', () => {
	const visits: string[] = [];
	const elsewhere = createServer((request, response) => {
		visits.push(request.url ?? '');
		response.end('{}');
	});
	let address = '';

	beforeAll(async () => {
		address = await listen(elsewhere);
	});
	afterAll(() => close(elsewhere));

	it.each([301, 302, 303, 307, 308])('%i is an error, and nobody else is called', async (status) => {
		kard.answer({ status, headers: { Location: `${address}/v2/ping` } });

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toMatchObject({ statusCode: status });
		expect(error).toHaveProperty('message', expect.stringMatching(/redirection.*not followed.*base URL/));
		expect(kard.received).toHaveLength(1);
		expect(visits).toEqual([]);
	});

	it('the credentials are not carried elsewhere either', async () => {
		kard.answerToken({ status: 307, headers: { Location: `${address}/v2/auth/token` } });

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toHaveProperty('name', 'KardAuthenticationError');
		expect(visits).toEqual([]);
	});

	it('a next page on another host is asked for at home', async () => {
		kard.answer(
			{ body: { data: [], links: { next: `${address}/v2/other?page[after]=cursor-2` } } },
			{ body: { data: [] } },
		);

		await kard.client().rewards.offers('user-1').toArray();

		expect(kard.received).toHaveLength(2);
		expect(kard.received[1]?.path).toContain('page%5Bafter%5D=cursor-2');
		expect(visits).toEqual([]);
	});
});

describe('the promise of an answer', () => {
	const unhandled: unknown[] = [];
	const note = (reason: unknown) => {
		unhandled.push(reason);
	};

	beforeAll(() => {
		process.on('unhandledRejection', note);
	});
	afterAll(() => {
		process.off('unhandledRejection', note);
	});
	beforeEach(() => {
		unhandled.length = 0;
	});

	it('gives the data, or the data with status and headers', async () => {
		kard.answer({ ...userAnswer(), headers: { 'X-Request-Id': 'req-1', 'X-Many': ['a', 'b'] } });
		const call = kard.client().users.get('user-1');

		const { data, response } = await call.withResponse();

		expect(data).toEqual(await call);
		expect(response).toEqual({
			status: 200,
			headers: objectLike({ 'x-request-id': 'req-1', 'x-many': 'a, b' }),
		});
		expect(kard.received).toHaveLength(1);
	});

	it('rejects with the same error either way', async () => {
		kard.answer(failure(404));
		const call = kard.client().users.get('user-1');

		const error = await rejection(call);

		expect(await rejection(call.withResponse())).toBe(error);
	});

	it('whoever awaits only withResponse() hears of a failure once, and the process does not fall over it', async () => {
		kard.answer(failure(404));

		await expect(kard.client().users.get('user-1').withResponse()).rejects.toBeInstanceOf(KardNotFoundError);
		await moment();

		expect(unhandled).toEqual([]);
	});
});
