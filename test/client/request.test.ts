import { KardApiError, KardValidationError, type RawRequest } from '../../shared';
import { failure, fakeKard, rejection } from './fakeKard';
import { kardUnderTest } from './kardUnderTest';

const kard = fakeKard();
const request = (raw: RawRequest) => kard.client().request(raw);
const get = (path: string, more: Partial<RawRequest> = {}) => request({ method: 'GET', path, ...more });

describe('a request that no method covers', () => {
	it('is sent with the token, and answered as it comes', async () => {
		kard.answer({ status: 201, headers: { 'X-Request-Id': 'req-1' }, body: { data: [{ id: 'child-1' }] } });

		const { data, response } = await request({
			method: 'POST',
			path: '/v2/issuers/org-1/children',
			query: { include: 'a b', tag: ['x', 'y'] },
			body: { data: [{ type: 'child' }] },
			headers: { 'X-Trace': 'trace-1' },
		}).withResponse();

		expect(data).toEqual({ data: [{ id: 'child-1' }] });
		expect(response).toMatchObject({ status: 201, headers: { 'x-request-id': 'req-1' } });
		expect(kard.received).toMatchObject([
			{
				method: 'POST',
				path: '/v2/issuers/org-1/children?include=a%20b&tag=x&tag=y',
				body: '{"data":[{"type":"child"}]}',
				headers: {
					authorization: 'Bearer token-1',
					'content-type': 'application/json',
					'x-trace': 'trace-1',
				},
			},
		]);
	});

	it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s', async (method) => {
		await request({ method, path: '/v2/thing' });

		expect(kard.received).toMatchObject([{ method, path: '/v2/thing', body: '' }]);
	});

	it.each([204, 200, 202])('an empty answer with %i is a success, and undefined', async (status) => {
		kard.answer({ status });

		await expect(request({ method: 'DELETE', path: '/v2/thing' })).resolves.toBeUndefined();
	});

	it('an error is an error', async () => {
		kard.answer(failure(400));

		await expect(get('/v2/thing')).rejects.toBeInstanceOf(KardApiError);
	});

	it('a web page is one as well', async () => {
		kard.answer({ body: '<html></html>' });

		await expect(get('/v2/thing')).rejects.toThrow('not JSON');
	});

	it('takes the options of every call', async () => {
		kard.answer(failure(503));

		await rejection(get('/v2/thing', { maxRetries: 0 }));
		const stopped = await rejection(get('/v2/thing', { signal: AbortSignal.abort() }));

		expect(kard.received).toHaveLength(1);
		expect(stopped).toHaveProperty('name', 'KardAbortError');
	});

	it('a query in the path and one beside it become one', async () => {
		await get('/v2/thing?a=1', { query: { b: 'x y' } });
		await get('/v2/thing?a=1', { query: {} });

		expect(kard.received.map(({ path }) => path)).toEqual(['/v2/thing?a=1&b=x%20y', '/v2/thing?a=1']);
	});
});

describe('the path of a raw request', () => {
	it.each([
		'/v2/ping',
		'/v2/thing?next=../x',
		'/v2/users/a..b',
		'/v2/users/%2F',
		'/v2/users/...',
		'/v2/users/.hidden',
		'/',
	])('%s is sent as it stands', async (path) => {
		await get(path);

		expect(kard.received.map((one) => one.path)).toEqual([path]);
	});

	it.each([
		'',
		'v2/ping',
		'//example.com/v2',
		'https://example.com/v2/ping',
		'@example.com/v2',
		'/\\example.com',
		'/v2/../admin',
		'/v2/..',
		'/v2/../',
		'/v2/./ping',
		'/v2/%2e%2e/admin',
		'/v2/%2E./admin',
		'/v2/..?a=1',
		'/v2/users/Jo Doe',
		'/v2/thing#part',
		'/v2/thing\n',
		'/v2\t/thing',
	])('%j is refused: rejected, not thrown, and nothing is sent', async (path) => {
		const promise = get(path);

		const error = await rejection(promise);

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringContaining('/v2/ping'));
		expect(await rejection(promise.withResponse())).toBe(error);
		expect(kard.received).toEqual([]);
		expect(kard.tokenRequests).toEqual([]);
	});
});

describe('with the sandbox', () => {
	const real = kardUnderTest();

	it('any path of Kard can be had', async () => {
		const { organizationId } = real.sandbox;
		const path = `/v2/issuers/${organizationId}/users/user-shopper/offers`;

		const answer = await real.client().request({ method: 'GET', path, query: { 'page[size]': 2 } });

		expect(answer).toHaveProperty('data.length', 2);
	});

	it('a path that there is not is an error', async () => {
		await expect(real.client().request({ method: 'GET', path: '/v2/nowhere' })).rejects.toHaveProperty(
			'statusCode',
			404,
		);
	});
});
