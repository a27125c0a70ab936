import { setTimeout as sleep } from 'node:timers/promises';
import { KardApiError, KardNetworkError, type RequestOptions } from '../../shared';
import { failure, fakeKard, rejection, userAnswer, type Behaviour } from './fakeKard';
import { fates, kardUnderTest } from './kardUnderTest';
import { transaction, transactions } from './rows';

const kard = fakeKard();
const getUser = (options?: RequestOptions) => kard.client().users.get('user-1', options);
const post = (options?: RequestOptions & { idempotent?: boolean }) =>
	kard.client().request({ method: 'POST', path: '/v2/thing', body: { a: 1 }, ...options });
const accepted: Behaviour = { status: 202, body: { data: { type: 'job', id: 'job-1' } } };

describe('with the sandbox', () => {
	const real = kardUnderTest();

	it('the connection breaks after sending; the repeat answers 409; the rows are submitted', async () => {
		real.fault('createTransactions', { kind: 'dropAfter' });

		const result = await real.submit(transactions(3));

		expect(fates(result)).toEqual(['submitted', 'submitted', 'submitted']);
		const [first, second] = real.sent.map(({ body }) => body);
		expect(second).toBe(first);
		expect(real.sandbox.state.transactions.size).toBe(3);
	});

	it('answers of 503, 503 and 202: three identical bodies, one result', async () => {
		real.fault('createTransactions', { kind: 'status', status: 503, times: 2 });

		const result = await real.submit([transaction(1)]);

		expect(fates(result)).toEqual(['submitted']);
		expect(real.sent).toHaveLength(3);
		expect(new Set(real.sent.map(({ body }) => body)).size).toBe(1);
		expect(real.clock.sleeps).toEqual([500, 1_000]);
		expect(real.sandbox.state.transactions.size).toBe(1);
	});

	it('a token that expires in mid-call is renewed once', async () => {
		const client = real.client();
		await client.users.get('user-shopper');
		const issued = real.sandbox.tokensIssued;
		real.sandbox.expireTokens();

		await client.users.get('user-shopper');

		expect(real.sandbox.tokensIssued).toBe(issued + 1);
		expect(real.sent).toHaveLength(3);
	});

	it.each([
		['malformedJson', { kind: 'malformedJson', status: 502 }],
		['html', { kind: 'html' }],
		['dropBefore', { kind: 'dropBefore' }],
		['dropAfter', { kind: 'dropAfter' }],
	] as const)('one %s is got over', async (_, fault) => {
		real.fault('getUser', fault);

		await expect(real.client().users.get('user-shopper')).resolves.toHaveProperty('id', 'user-shopper');
		expect(real.sent).toHaveLength(2);
	});

	it('a user that is deleted with the answer lost is deleted, and the repeat that finds nothing a success', async () => {
		real.fault('deleteUser', { kind: 'dropAfter' });

		const { data, response } = await real.client().users.delete('user-shopper').withResponse();

		expect(data).toEqual({ type: 'user', id: 'user-shopper', attributes: {} });
		expect(Object.keys(response).toSorted()).toEqual(['headers', 'status']);
		expect(response.status).toBe(404);
		expect(real.sandbox.state.users.size).toBe(0);
	});
});

describe('what is sent again', () => {
	it.each([408, 429, 500, 502, 503, 504, 529])('an answer of %i, where that does no harm', async (status) => {
		kard.answer(failure(status), failure(status), userAnswer());
		await getUser();
		expect(kard.received).toHaveLength(3);

		kard.answer(failure(status), failure(status), accepted);
		await post({ idempotent: true });
		expect(kard.received.slice(3).map(({ body }) => body)).toEqual(Array(3).fill('{"a":1}'));
	});

	it.each<[string, Behaviour]>([
		['429', failure(429)],
		['503 with seconds to wait', failure(503, 'Busy.', { 'Retry-After': '2' })],
		['503 with no time to wait', failure(503, 'Busy.', { 'Retry-After': '0' })],
		['503 with a date', failure(503, 'Busy.', { 'Retry-After': 'Wed, 04 Mar 2026 12:00:09 GMT' })],
	])('a POST of which nothing is known, where Kard turned it away: %s', async (_, reply) => {
		kard.answer(reply, reply, accepted);

		await post();

		expect(kard.received.map(({ body }) => body)).toEqual(Array(3).fill('{"a":1}'));
	});

	it.each<[string, Behaviour]>([
		['408', failure(408)],
		['500', failure(500)],
		['500 with seconds to wait', failure(500, 'Oh.', { 'Retry-After': '2' })],
		['503', failure(503)],
		['503 with a wait that says nothing', failure(503, 'Busy.', { 'Retry-After': '?' })],
		['504', failure(504)],
		['a dropped connection', 'drop'],
	])('not a POST of which nothing is known, where Kard may have carried it out: %s', async (_, reply) => {
		kard.answer(reply);

		const error = await rejection(post());

		expect(kard.received).toHaveLength(1);
		expect(error).toMatchObject({ outcomeUnknown: true });
		expect(error).toHaveProperty(
			'message',
			expect.stringMatching(/It is not known whether Kard carried it out\. Look before you send it again\.$/),
		);
		expect(error).not.toHaveProperty('message', expect.stringMatching(/try again/i));
	});

	it.each(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH'])(
		'a POST of which nothing is known, where it was never sent: %s',
		async (code) => {
			let attempts = 0;
			const transport = () => {
				attempts += 1;
				return attempts < 3
					? Promise.reject(Object.assign(new Error('no'), { code }))
					: Promise.resolve({ status: 200, headers: {}, body: '{}' });
			};
			const client = kard.client({ auth: { token: 'given' }, transport });

			await client.request({ method: 'POST', path: '/v2/thing', body: {} });

			expect(attempts).toBe(3);
		},
	);

	it.each([400, 403, 404, 409, 410, 413, 418, 422, 302])('not an answer of %i', async (status) => {
		kard.answer(failure(status));

		await expect(getUser()).rejects.toBeInstanceOf(KardApiError);
		expect(kard.received).toHaveLength(1);
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('a dropped connection, for reads, PUT and DELETE', async () => {
		kard.answer('drop', userAnswer());
		await getUser();
		kard.answer('drop', userAnswer());
		await kard.client().users.update('user-1', { enrolledRewards: [] });
		kard.answer('drop', userAnswer());
		await kard.client().users.delete('user-1');

		expect(kard.received.map(({ method }) => method)).toEqual([
			'GET',
			'GET',
			'PUT',
			'PUT',
			'DELETE',
			'DELETE',
		]);
		expect(kard.received[3]?.body).toBe(kard.received[2]?.body);
	});

	it('not a dropped connection of a POST of which nothing is known: its outcome is unknown', async () => {
		kard.answer('drop');

		const error = await rejection(post());

		expect(error).toBeInstanceOf(KardNetworkError);
		expect(error).toMatchObject({ outcomeUnknown: true });
		expect(kard.received).toHaveLength(1);
	});

	it('a dropped connection of a POST that says it does no harm', async () => {
		kard.answer('drop', accepted);

		await kard.client().request({ method: 'POST', path: '/v2/thing', body: {}, idempotent: true });

		expect(kard.received).toHaveLength(2);
	});

	it('not a dropped connection of a PUT that says it does', async () => {
		kard.answer('drop');

		await rejection(kard.client().request({ method: 'PUT', path: '/v2/thing', body: {}, idempotent: false }));

		expect(kard.received).toHaveLength(1);
	});

	it('a connection that breaks in the middle of the answer', async () => {
		kard.answer(async (_, response) => {
			response.writeHead(200, { 'Content-Length': 1_000 }).write('{"data":');
			await sleep(20);
			response.destroy();
			return undefined;
		}, userAnswer());

		await getUser();

		expect(kard.received).toHaveLength(2);
	});

	it('three times in all, then the error of the last attempt', async () => {
		kard.answer(failure(503), failure(500), failure(502, 'The gateway is down.'));

		const error = await rejection(getUser());

		expect(error).toMatchObject({ statusCode: 502, outcomeUnknown: true });
		expect(error).toHaveProperty('message', expect.stringContaining('The gateway is down.'));
		expect(kard.received).toHaveLength(3);
		expect(kard.clock.sleeps).toEqual([500, 1_000]);
	});

	it.each([0, 1, 4])('as often as the call says: %i repeats', async (maxRetries) => {
		kard.answer(failure(503));

		await rejection(getUser({ maxRetries }));

		expect(kard.received).toHaveLength(maxRetries + 1);
	});

	it('as often as the client says, where the call does not', async () => {
		kard.answer(failure(503));

		await rejection(kard.client({ maxRetries: 0 }).users.get('user-1'));

		expect(kard.received).toHaveLength(1);
	});

	it('an error that an earlier attempt left in doubt says so: nobody knows what the first one did', async () => {
		kard.answer('drop', failure(400));

		const error = await rejection(kard.client().users.update('user-1', { enrolledRewards: [] }));

		expect(error).toMatchObject({ statusCode: 400, outcomeUnknown: true });
	});

	it('a server that cannot be reached any more may have done it when it still could', async () => {
		const failures = ['ECONNRESET', 'ECONNREFUSED', 'ECONNREFUSED'];
		const transport = () => Promise.reject(Object.assign(new Error('no'), { code: failures.shift() }));

		const error = await rejection(
			kard.client({ auth: { token: 'given' }, transport }).users.delete('user-1'),
		);

		expect(error).toMatchObject({ code: 'ECONNREFUSED', outcomeUnknown: true });
	});

	it('a server that cannot be reached was not heard: the outcome is known, and it is tried again', async () => {
		const { clock } = kard;
		const client = kard.client({ baseUrl: 'http://127.0.0.1:1', auth: { token: 'given' } });

		const error = await rejection(client.users.get('user-1'));

		expect(error).toMatchObject({ name: 'KardNetworkError', code: 'ECONNREFUSED', outcomeUnknown: false });
		expect(error).toHaveProperty('message', expect.stringMatching(/could not be reached.*base URL.*proxy/));
		expect(clock.sleeps).toEqual([500, 1_000]);
	});

	it.each(['ENOTFOUND', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
		'not what will end the same way: %s',
		async (code) => {
			let attempts = 0;
			const transport = () => {
				attempts += 1;
				return Promise.reject(Object.assign(new Error('refused'), { code }));
			};
			const client = kard.client({ auth: { token: 'given' }, transport });

			const error = await rejection(client.users.get('user-1'));

			expect(error).toMatchObject({ name: 'KardNetworkError', code, outcomeUnknown: false });
			expect(attempts).toBe(1);
		},
	);

	it.each([['a text'], [undefined], [null], [{}], [new Error('')]])(
		'what a transport throws that says nothing (%p) is a network error',
		async (thrown) => {
			const transport = async () => {
				await Promise.resolve();
				const whatever: unknown = thrown;
				throw whatever;
			};

			const error = await rejection(kard.client({ auth: { token: 'given' }, transport }).users.get('user-1'));

			expect(error).toBeInstanceOf(KardNetworkError);
			expect(error).toHaveProperty('message', expect.stringMatching(/broke off\. Check/));
		},
	);
});
