import axios, { AxiosHeaders, type CreateAxiosDefaults } from 'axios';
import { Agent, createServer, request as relay } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { TransportRequest } from '../../shared';
import { axiosTransport } from '../../shared/axios';
import { rejection } from '../support/expected';
import { startScriptedKard, userAnswer, type Behaviour } from '../support/scriptedKard';
import { close, listen } from '../support/server';

const kard = startScriptedKard();

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
