import {
	KardAuthenticationError,
	KardError,
	KardNetworkError,
	KardTimeoutError,
	readContent,
	type TransportResponse,
} from '../../shared';
import { fakeKard, rejection } from './fakeKard';

const kard = fakeKard();
const USER = { data: { type: 'user', id: 'user-1', attributes: {} } };

/** A user, asked for through a host that answers in its own way. */
function through(transport: () => Promise<TransportResponse>) {
	return kard.client({ transport, auth: { managedByHost: true } }).users.get('user-1');
}

describe('hosts hand over answers in ways of their own', () => {
	it.each<[string, unknown]>([
		['text', JSON.stringify(USER)],
		['parsed JSON', USER],
		['bytes', Buffer.from(JSON.stringify(USER))],
		['bytes of another kind', new TextEncoder().encode(JSON.stringify(USER))],
	])('the body as %s', async (_, body) => {
		await expect(through(() => Promise.resolve({ status: 200, headers: {}, body }))).resolves.toEqual(
			USER.data,
		);
	});

	it.each<[unknown, string]>([
		[undefined, 'empty'],
		[null, 'empty'],
		['', 'empty'],
		['\r\n', 'empty'],
		[new Uint8Array(), 'empty'],
		['{', 'unreadable'],
		[Buffer.from('<html>'), 'unreadable'],
		['null', 'json'],
		[0, 'json'],
		[false, 'json'],
	])('a body of %j is %s', (body, kind) => {
		expect(readContent(body)).toHaveProperty('kind', kind);
	});

	it('header names in any case, repeated ones as a list, missing ones as undefined', async () => {
		const headers = { 'X-Request-ID': 'req-1', 'X-MANY': ['a', 'b'], 'x-none': undefined };

		const { response } = await through(() =>
			Promise.resolve({ status: 200, headers, body: USER }),
		).withResponse();

		expect(response.headers).toEqual({ 'x-request-id': 'req-1', 'x-many': 'a, b' });
	});

	it('Retry-After in any case', async () => {
		const answers = [
			{ status: 429, headers: { 'RETRY-AFTER': '3' }, body: '' },
			{ status: 200, headers: {}, body: USER },
		];

		await through(() => Promise.resolve(answers.shift() ?? { status: 500, headers: {}, body: '' }));

		expect(kard.clock.sleeps).toEqual([3_000]);
	});
});

describe('hosts fail in ways of their own', () => {
	const failing = (error: Error) => rejection(through(() => Promise.reject(error)));

	it.each(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT'])(
		'%s is a time-out',
		async (code) => {
			const error = await failing(Object.assign(new Error('oh'), { code }));

			expect(error).toBeInstanceOf(KardTimeoutError);
			expect(error).toHaveProperty('message', 'Kard did not answer within 60 seconds.');
		},
	);

	it.each(['timeout of 5000ms exceeded', 'The request timed out', 'Time-out while waiting'])(
		'so is what says %j',
		async (message) => {
			expect(await failing(new Error(message))).toBeInstanceOf(KardTimeoutError);
		},
	);

	it('what only holds the word within another is not', async () => {
		expect(await failing(new Error('runtimeout'))).toBeInstanceOf(KardNetworkError);
	});

	it('the words of the host are told, without addresses and card numbers, and not at any length', async () => {
		const error = await failing(new Error(`jordan@example.com 4111111111111111 ${'x'.repeat(5_000)}`));

		expect(error).toHaveProperty('message', expect.stringContaining('(•••@••• ••• xxx'));
		expect(error).toHaveProperty('message.length', expect.any(Number));
		expect(String(error).length).toBeLessThan(500);
	});

	it('an error of the client’s own kind goes through as it is', async () => {
		const own = new KardAuthenticationError('The host has no token.', { statusCode: 401 });

		expect(await failing(own)).toBe(own);
		expect(await rejection(through(() => Promise.reject(new KardError('No.'))))).toHaveProperty(
			'message',
			'No.',
		);
	});

	it('a transport that throws instead of rejecting is no different', async () => {
		const throwing = () => {
			throw new Error('broken');
		};

		expect(await rejection(through(throwing))).toBeInstanceOf(KardNetworkError);
	});

	it('a clock that fails is not taken for Kard', async () => {
		const broken = new Error('The clock stands still.');
		const clock = { ...kard.clock, sleep: () => Promise.reject(broken) };
		const transport = () => Promise.resolve({ status: 503, headers: {}, body: '' });

		const client = kard.client({ transport, clock, auth: { managedByHost: true } });

		expect(await rejection(client.users.get('user-1'))).toBe(broken);
	});
});
