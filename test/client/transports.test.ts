import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { Agent, createServer, request as relay } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import axios, { AxiosHeaders, type CreateAxiosDefaults } from 'axios';
import {
	KardAuthenticationError,
	KardError,
	KardNetworkError,
	KardTimeoutError,
	KardValidationError,
	type Transport,
	type TransportRequest,
} from '../../shared/host';
import { axiosTransport } from '../../shared/axios';
import { messages, outcomes, rejection, textLike } from '../support/expected';
import { purchases } from '../support/purchase';
import { startScriptedKard, token, userAnswer, type Behaviour } from '../support/scriptedKard';
import { close, listen } from '../support/server';

const kard = startScriptedKard();
const USER = { data: { type: 'user', id: 'user-1', attributes: {} } };
const MB = 1_000_000;
const auth = { token: 'given' };

/** A client over a transport that resolves with the given responses, one after the other, and the last for ever. */
const over = (...responses: readonly unknown[]) => {
	const count = { requests: 0 };
	const transport = (() => {
		count.requests += 1;
		return Promise.resolve(responses[Math.min(count.requests, responses.length) - 1]);
	}) as Transport;
	return { count, client: kard.client({ transport, auth }), transport };
};
const failing = (error: unknown) =>
	rejection(kard.client({ transport: () => Promise.reject(error as Error), auth }).users.get('user-1'));

describe('hosts hand over responses in ways of their own', () => {
	const text = JSON.stringify(USER);

	it.each<[string, unknown]>([
		['text', text],
		['text with a byte order mark', `\ufeff${text}`],
		['parsed JSON', USER],
		['bytes', Buffer.from(text)],
		['bytes of another kind', new TextEncoder().encode(text)],
		['text that just fits', text + ' '.repeat(20 * MB - text.length)],
	])('the body as %s', async (_, body) => {
		const { client } = over({ status: 200, headers: {}, body });

		await expect(client.users.get('user-1')).resolves.toEqual(USER.data);
	});

	it.each<[unknown, string]>([
		...[undefined, null, '', '\r\n', new Uint8Array()].map((body): [unknown, string] => [body, 'is empty']),
		...['{', Buffer.from('<html>')].map((body): [unknown, string] => [body, 'is not JSON']),
		...['null', 0, false].map((body): [unknown, string] => [body, 'lacks data']),
	])('a body of %j is %s', async (body, what) => {
		const { client } = over({ status: 200, headers: {}, body });

		await expect(client.users.get('user-1')).rejects.toThrow(`Kard's response (200) ${what}`);
	});

	it('no body at all is an empty response', async () => {
		const { client } = over({ status: 204, headers: {} });

		await expect(client.users.get('user-1')).rejects.toThrow('response (204) is empty');
	});

	it.each<[string, unknown]>([
		['Headers', new Headers({ 'Retry-After': '7' })],
		['Map', new Map([['Retry-After', '7']])],
		['pairs', [['Retry-After', '7']]],
		['numbers', { 'Retry-After': 7 }],
		['a list of one, in capitals', { 'RETRY-AFTER': ['7'] }],
		['odd others beside', { 'retry-after': '7', 'x-odd': { a: 1 }, 'x-none': undefined, 'x-null': null }],
	])('headers as %s', async (_, headers) => {
		const { client } = over({ status: 429, headers, body: '' }, { status: 200, headers: {}, body: USER });

		await client.users.get('user-1');

		expect(kard.clock.sleeps).toEqual([7_000]);
	});

	it('header names in any case, repeated ones as a list, missing ones as undefined', async () => {
		const headers = { 'X-Request-ID': 'req-1', 'X-MANY': ['a', 'b'], 'x-flag': true, 'x-none': undefined };
		const { client } = over({ status: 200, headers, body: USER });

		const { response } = await client.users.get('user-1').withResponse();

		expect(response.headers).toEqual({ 'x-request-id': 'req-1', 'x-many': 'a, b', 'x-flag': 'true' });
	});
});

/** A body that contains itself, as no JSON can. */
const endless: Record<string, unknown> = { data: { type: 'user', id: 'user-1' } };
endless.included = [endless];
const whole = { status: 200, headers: {}, body: USER };

it.each<[string, unknown]>([
	...[undefined, null, 'OK', 200, [200, {}, ''], {}].map((response): [string, unknown] => ['', response]),
	...[undefined, null, 'content-type: text/html', ['a', 'b']].map((headers): [string, unknown] => [
		`, headers ${JSON.stringify(headers)}`,
		{ ...whole, headers },
	]),
	...[undefined, '200', Number.NaN, 0, 99, 600, 200.5].map((status): [string, unknown] => [
		'',
		{ ...whole, status },
	]),
	[', a body that contains itself', { ...whole, body: endless }],
	[', a body that no JSON can hold', { ...whole, body: { data: 1n } }],
	[', a body that is a function', { ...whole, body: () => USER }],
])(
	'a transport that resolves with no answer%s (%p) leaves open what was done, and gives no token',
	async (...given) => {
		const { client, count, transport } = over(given[1]);

		const error = await rejection(client.users.delete('user-1'));
		expect(error).toBeInstanceOf(KardError);
		const message = textLike(/transport did not give an answer.*must resolve/);
		expect(error).toMatchObject({ message, outcomeUnknown: true });
		expect(count.requests).toBe(1);

		const result = await client.transactions.submit(purchases(3), { batchSize: 2 });
		expect(outcomes(result)).toEqual(['unknown', 'unknown', 'unknown']);

		const withoutToken = await rejection(kard.client({ transport }).users.get('user-1'));
		expect(withoutToken).toBeInstanceOf(KardError);
		expect(withoutToken).toMatchObject({ outcomeUnknown: false, noToken: true });
	},
);

describe('a transport that fails', () => {
	it('has its words repeated, without addresses and card numbers, and not at any length', async () => {
		const error = await failing(new Error(`jordan@example.com 4111111111111111 ${'x'.repeat(5_000)}`));

		expect(String(error)).toContain('(•••@••• ••• xxx');
		const coded = await failing(Object.assign(new Error('no'), { code: 'jordan@example.com' }));
		expect(coded).toHaveProperty('code', '•••@•••');
		expect(String(error).length).toBeLessThan(500);
	});

	it('and throws an error of the client’s own is understood, and throwing is no different from rejecting', async () => {
		const own = new KardAuthenticationError('The host has no token.', { statusCode: 401 });
		expect(await failing(own)).toBe(own);
		const telling = new KardError('No jordan@example.com.');
		expect(await failing(telling)).toHaveProperty('message', 'No •••@•••.');

		const transport = () => {
			throw new Error('broken');
		};
		const error = await rejection(kard.client({ transport, auth }).users.get('user-1'));
		expect(error).toBeInstanceOf(KardNetworkError);
	});

	it.each([
		['ECONNRESET', KardNetworkError],
		['ETIMEDOUT', KardTimeoutError],
	])('is the cause of the error, with its stack and nothing that hangs on it: %s', async (code, Class) => {
		const thrown = Object.assign(new RangeError(`given jordan@example.com ${'x'.repeat(5_000)}`), {
			code,
			config: { headers: { Authorization: 'Bearer given' } },
			request: { body: 'jordan@example.com' },
		});

		const error = await failing(thrown);

		expect(error).toBeInstanceOf(Class);
		const cause: unknown = error instanceof Error ? error.cause : undefined;
		expect(cause).toBeInstanceOf(Error);
		expect(cause).toMatchObject({ name: 'RangeError', code, message: textLike(/^••• •••@••• x{187}…$/) });
		expect(Object.keys(cause ?? {}).toSorted()).toEqual(['code', 'name']);
		expect(cause).toHaveProperty('stack', textLike(/^RangeError: ••• [^\n]{0,200}(\n\s+at [^\n]+)+$/));
		expect(cause).toHaveProperty('stack', textLike(/transports\.test/));
	});

	it('and changes its words afterwards has no others in its stack, and may have no stack', async () => {
		const [changed, bare] = [new Error('given jordan@example.com'), new Error('bare')];
		changed.message = 'changed';
		delete bare.stack;

		const errors = [await failing(changed), await failing(bare)];

		expect(errors).toMatchObject([
			{ cause: { stack: textLike(/^Error: changed(\n\s+at [^\n]+)+$/) } },
			{ cause: { stack: 'Error: bare' } },
		]);
	});

	it.each([['a text'], [null], [{ message: 'no' }]])('and throws %j has no cause', async (thrown) => {
		expect(await failing(thrown)).not.toHaveProperty('cause');
	});
});

describe('a response that is too long', () => {
	const tooLong = textLike(/^Kard's answer is longer than 20 MB and was not read\./);
	const spaces = (size: number) => Buffer.alloc(size, ' ');
	const packed =
		(encoding: string, ...parts: readonly Buffer[]): Behaviour =>
		(_, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': encoding });
			for (const part of parts) response.write(part);
			response.end();
			return undefined;
		};

	it.each<[string, unknown]>([
		['text', 'x'.repeat(20 * MB + 1)],
		['text of long letters', 'é'.repeat(10 * MB + 1)],
		['bytes', new Uint8Array(20 * MB + 1)],
	])('as %s is not asked for again, leaves rows in doubt, and gives no token', async (_, body) => {
		const { client, count, transport } = over({ ...whole, body });

		await expect(client.users.get('user-1')).rejects.toHaveProperty('message', tooLong);
		expect(count.requests).toBe(1);
		const result = await client.transactions.submit(purchases(2));
		expect(outcomes(result)).toEqual(['unknown', 'unknown']);
		expect(messages(result)[0]).toMatch(/^Row 1: Kard's answer is longer than 20 MB/);
		const withoutToken = await rejection(kard.client({ transport }).users.get('user-1'));
		expect(withoutToken).toMatchObject({ noToken: true, outcomeUnknown: false });
	});

	it('after unpacking is given up at 20 MB: 1.8 GB in 1.8 MB do not fill the memory', async () => {
		const before = process.memoryUsage().rss;
		let most = before;
		const timer = setInterval(() => {
			most = Math.max(most, process.memoryUsage().rss);
		}, 2);
		kard.answer(packed('gzip', ...Array<Buffer>(60).fill(gzipSync(spaces(30 * MB)))));

		const error = await rejection(kard.client().users.get('user-1'));
		clearInterval(timer);

		expect(error).toHaveProperty('message', tooLong);
		expect(kard.received).toHaveLength(1);
		expect((most - before) / MB).toBeLessThan(300);
	});

	it.each([
		['deflate', deflateSync],
		['br', (text: Buffer) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
	] as const)('is given up packed with %s, also where a token was due', async (encoding, pack) => {
		const bomb = packed(encoding, pack(spaces(21 * MB)));
		kard.answer(bomb);
		await expect(kard.client().users.get('user-1')).rejects.toHaveProperty('message', tooLong);
		expect(kard.received).toHaveLength(1);

		kard.answerToken(bomb, token('token-late'));
		const error = await rejection(kard.client().users.get('user-1'));
		expect(error).toMatchObject({ noToken: true, outcomeUnknown: false });
	});

	it('is given up unpacked as well, however much is still to come', async () => {
		const chunk = spaces(MB);
		kard.answer((_, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			const more = () => {
				while (!response.destroyed && response.write(chunk));
			};
			response.on('drain', more);
			more();
			return undefined;
		});

		await expect(kard.client().users.get('user-1')).rejects.toHaveProperty('message', tooLong);
	});

	it('only nearly is read', async () => {
		const text = Buffer.concat([Buffer.from(JSON.stringify(USER)), spaces(19 * MB)]);
		kard.answer(packed('gzip', gzipSync(text, { level: 1 })));

		await expect(kard.client().users.get('user-1')).resolves.toHaveProperty('id', 'user-1');
	});
});

describe('headers of one’s own', () => {
	it.each([
		['X-Note', 'line\r\nbreak'],
		['X-Note', '備考'],
		['X-Note', 'zero\u0000'],
		['X Note', 'a name with a space'],
		['', 'no name'],
		['X-Nöte', 'a name that is not Latin'],
	])('%j: %j is refused before anything is sent', async (name, value) => {
		const error = await rejection(kard.client().users.get('user-1', { headers: { [name]: value } }));

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', textLike(/^Header .*HTTP header/));
		expect([...kard.received, ...kard.tokenRequests]).toEqual([]);
	});

	it.each([
		['X-Note', 'x-note', 'Zürich\tand more', 'Zürich\tand more'],
		['Authorization', 'authorization', 'Basic no', 'Bearer token-1'],
		['authorization', 'authorization', 'Basic no', 'Bearer token-1'],
		['AUTHORIZATION', 'authorization', 'Basic no', 'Bearer token-1'],
		['Accept', 'accept', 'text/csv', 'text/csv'],
	])('%s stays out of other calls: %s, given as %j, is sent as %j', async (name, header, given, sent) => {
		const { users } = kard.client();
		const options = { headers: { [name]: given }, attributes: 'replace' } as const;
		await users.update('user-1', { enrolledRewards: [] }, options);
		await users.get('user-1');

		const [put, get] = kard.received;
		expect(put?.headers).toMatchObject({ 'content-type': 'application/json', [header]: sent });
		expect(get?.headers).toMatchObject({ accept: 'application/json', authorization: 'Bearer token-1' });
		expect(get?.headers).not.toHaveProperty('content-type');
		expect(get?.headers).not.toHaveProperty('x-note');
	});
});

const requestTo = (path: string, more: Partial<TransportRequest> = {}): TransportRequest => ({
	...{ method: 'GET', url: kard.baseUrl + path, timeoutMs: 5_000 },
	headers: { Authorization: 'Bearer token-that-nobody-may-see' },
	...more,
});
const drip: Behaviour = async (_, response) => {
	response.writeHead(200);
	while (!response.destroyed) {
		response.write(' ');
		await sleep(20);
	}
	return undefined;
};

describe('axiosTransport', () => {
	it('sends the very text that it is given, and hands over the very text that it gets', async () => {
		const repeated = { 'X-Many': ['a', 'b'], 'Set-Cookie': ['c=1', 'd=2'] };
		kard.answer({ status: 207, headers: repeated, body: '{ "a" : 1 }' });
		const body = ' { "b":2.0, "c":"ü☕" }\n';
		const headers = { 'Content-Type': 'application/json' };

		const answer = await axiosTransport()(requestTo('/v2/thing?a=%20%26', { method: 'POST', body, headers }));

		expect(kard.received).toMatchObject([{ method: 'POST', path: '/v2/thing?a=%20%26', body }]);
		expect(answer).toMatchObject({
			...{ status: 207, body: '{ "a" : 1 }' },
			headers: { 'x-many': 'a, b', 'set-cookie': 'c=1, d=2' },
		});
	});

	it.each([200, 204, 302, 400, 404, 429, 500, 503])('resolves with status %i', async (status) => {
		kard.answer({ status, headers: { Location: '/elsewhere' } });

		await expect(axiosTransport()(requestTo('/v2/thing'))).resolves.toMatchObject({ status });
		expect(kard.received).toHaveLength(1);
	});

	it.each<[string, Behaviour, () => Partial<TransportRequest>, string]>([
		['there is no answer', 'drop', () => ({}), 'ECONNRESET'],
		['the answer takes too long', 'hang', () => ({ timeoutMs: 30.5 }), 'ETIMEDOUT'],
		['the answer drips in too slowly', drip, () => ({ timeoutMs: 150 }), 'ETIMEDOUT'],
		[
			'it does, and could be stopped',
			drip,
			() => ({ timeoutMs: 150, signal: new AbortController().signal }),
			'ETIMEDOUT',
		],
		['it is stopped', 'hang', () => ({ signal: AbortSignal.timeout(20) }), 'ERR_CANCELED'],
		['nobody has the address', 'drop', () => ({ url: 'http://127.0.0.1:1/' }), 'ECONNREFUSED'],
	])('rejects when %s, with neither headers nor body', async (_, behaviour, more, code) => {
		kard.answer(behaviour);
		const secret = { method: 'POST', body: '{"email":"jordan@example.com"}' } as const;
		const onNewConnections = axios.create({ httpAgent: new Agent({ keepAlive: false }) });

		const error = await rejection(
			axiosTransport(onNewConnections)(requestTo('/v2/thing', { ...secret, ...more() })),
		);

		expect(error).toBeInstanceOf(Error);
		expect(error).toHaveProperty('code', code);
		const shown = inspect(error, { showHidden: true, depth: Infinity }) + JSON.stringify(error);
		expect(shown).not.toMatch(/nobody-may-see|jordan|Authorization/);
	});
});

describe('an axios instance of one’s own', () => {
	const get = (instance: ReturnType<typeof axios.create>) =>
		kard.client({ transport: axiosTransport(instance) }).users.get('user-1');

	it('has its interceptors honoured', async () => {
		const instance = axios.create();
		instance.interceptors.request.use((config) => {
			config.headers.set('X-Audit', 'audited');
			return config;
		});
		const seen: number[] = [];
		instance.interceptors.response.use((response) => {
			seen.push(response.status);
			return response;
		});

		await get(instance);

		expect(kard.received[0]?.headers['x-audit']).toBe('audited');
		expect(seen).toEqual([200, 200]);
	});

	it.each<[string, CreateAxiosDefaults, object]>([
		[
			'default headers honoured, but not in place of the client’s',
			{ headers: { 'X-Team': 'rewards', Authorization: 'Basic of-somebody-else', Accept: 'text/html' } },
			{ 'x-team': 'rewards', authorization: 'Bearer token-1', accept: 'application/json' },
		],
		['baseURL left out of it', { baseURL: 'http://127.0.0.1:1/elsewhere' }, {}],
		['baseURL left out of it', { baseURL: 'http://127.0.0.1:1/elsewhere', allowAbsoluteUrls: false }, {}],
	])('has its %s (%j)', async (_, settings, headers) => {
		await get(axios.create(settings));

		expect(kard.received).toMatchObject([{ headers }]);
	});

	it('cannot make an answer other than it is: parsing, status and redirects stay the client’s', async () => {
		kard.answer({ status: 302, headers: { Location: '/elsewhere' }, body: { a: 1 } });
		const instance = axios.create({
			...{ validateStatus: (status) => status < 300, transformResponse: () => 'nothing' },
			...{ maxRedirects: 5, responseType: 'json' },
		});

		const answer = await axiosTransport(instance)(requestTo('/v2/thing'));

		expect(answer).toMatchObject({ status: 302, body: '{"a":1}' });
		expect(kard.received).toHaveLength(1);
	});

	it('has its agent honoured', async () => {
		const httpAgent = new Agent({ keepAlive: false });
		const named = jest.spyOn(httpAgent, 'getName');

		await get(axios.create({ httpAgent }));

		expect(named).toHaveBeenCalled();
		httpAgent.destroy();
	});

	it('has its proxy honoured', async () => {
		const proxied: string[] = [];
		const proxy = createServer((incoming, outgoing) => {
			const { method, url = '', headers } = incoming;
			proxied.push(url);
			incoming.pipe(
				relay(url, { method, headers, agent: false }, (answer) => {
					outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
					answer.pipe(outgoing);
				}),
			);
		});
		const { hostname, port } = new URL(await listen(proxy));

		await get(axios.create({ proxy: { protocol: 'http', host: hostname, port: Number(port) } }));
		await close(proxy);

		expect(proxied).toEqual(
			['/v2/auth/token', '/v2/issuers/org-1/users/user-1'].map((path) => kard.baseUrl + path),
		);
	});

	it('may have an adapter of its own', async () => {
		const instance = axios.create({
			adapter: (config) => {
				const data = config.url?.endsWith('/token') ? { access_token: 'a' } : userAnswer().body;
				const headers = new AxiosHeaders({ 'X-Adapter': 'mine' });
				return Promise.resolve({
					config,
					status: 200,
					statusText: 'OK',
					headers,
					data: JSON.stringify(data),
				});
			},
		});

		await expect(get(instance)).resolves.toHaveProperty('id', 'user-1');
	});

	it('may throw in an interceptor whatever it likes', async () => {
		const instance = axios.create();
		instance.interceptors.request.use(() => {
			const thrown: unknown = 'no';
			throw thrown;
		});

		await expect(axiosTransport(instance)(requestTo('/v2/thing'))).rejects.toBeInstanceOf(Error);
	});
});
