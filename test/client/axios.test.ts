import axios, { AxiosHeaders } from 'axios';
import { Agent, createServer, request as relay } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { TransportRequest } from '../../shared';
import { axiosTransport } from '../../shared/axios';
import { rejection } from '../support/expected';
import { startScriptedKard, userAnswer } from '../support/scriptedKard';
import { close, listen } from '../support/server';

const kard = startScriptedKard();

const requestTo = (path: string, more: Partial<TransportRequest> = {}): TransportRequest => ({
	method: 'GET',
	url: kard.baseUrl + path,
	headers: { Authorization: 'Bearer token-that-nobody-may-see' },
	timeoutMs: 5_000,
	...more,
});

describe('axiosTransport', () => {
	const send = axiosTransport();

	it('sends the very text that it is given, and hands over the very text that it gets', async () => {
		kard.answer({
			status: 207,
			headers: { 'X-Many': ['a', 'b'], 'Set-Cookie': ['c=1', 'd=2'] },
			body: '{ "a" : 1 }',
		});
		const body = ' { "b":2.0, "c":"ü☕" }\n';

		const answer = await send(
			requestTo('/v2/thing?a=%20%26', {
				method: 'POST',
				body,
				headers: { 'Content-Type': 'application/json' },
			}),
		);

		expect(kard.received).toMatchObject([{ method: 'POST', path: '/v2/thing?a=%20%26', body }]);
		expect(answer).toMatchObject({
			status: 207,
			body: '{ "a" : 1 }',
			headers: { 'x-many': 'a, b', 'set-cookie': 'c=1, d=2' },
		});
	});

	it.each([200, 204, 302, 400, 404, 429, 500, 503])('resolves with status %i', async (status) => {
		kard.answer({ status, headers: { Location: '/elsewhere' } });

		await expect(send(requestTo('/v2/thing'))).resolves.toMatchObject({ status });
		expect(kard.received).toHaveLength(1);
	});

	it.each([
		['there is no answer', 'drop', {}, 'ECONNRESET'],
		['the answer takes too long', 'hang', { timeoutMs: 30.5 }, 'ETIMEDOUT'],
		['it is told to stop', 'hang', { signal: AbortSignal.timeout(20) }, 'ERR_CANCELED'],
		['nobody has the address', 'drop', { url: 'http://127.0.0.1:1/' }, 'ECONNREFUSED'],
	] as const)('rejects when %s, with neither headers nor body', async (_, behaviour, more, code) => {
		kard.answer(behaviour);
		const secret = { method: 'POST', body: '{"email":"jordan@example.com"}' } as const;

		const error = await rejection(send(requestTo('/v2/thing', { ...secret, ...more })));

		expect(error).toBeInstanceOf(Error);
		expect(error).toHaveProperty('code', code);
		const shown = inspect(error, { showHidden: true, depth: Infinity }) + JSON.stringify(error);
		expect(shown).not.toMatch(/nobody-may-see|jordan|Authorization/);
	});

	it.each([undefined, new AbortController().signal])(
		'rejects when the answer drips in too slowly, on a new connection as well (signal: %p)',
		async (signal) => {
			kard.answer(async (_, response) => {
				response.writeHead(200);
				while (!response.destroyed) {
					response.write(' ');
					await sleep(20);
				}
				return undefined;
			});
			const fresh = axiosTransport(axios.create({ httpAgent: new Agent({ keepAlive: false }) }));

			const error = await rejection(
				fresh(requestTo('/v2/thing', { timeoutMs: 150, ...(signal === undefined ? {} : { signal }) })),
			);

			expect(error).toHaveProperty('code', 'ETIMEDOUT');
		},
		5_000,
	);
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

	it('has its default headers honoured, but not in place of the client’s', async () => {
		const headers = { 'X-Team': 'rewards', Authorization: 'Basic of-somebody-else', Accept: 'text/html' };

		await get(axios.create({ headers }));

		expect(kard.received[0]?.headers).toMatchObject({
			'x-team': 'rewards',
			authorization: 'Bearer token-1',
			accept: 'application/json',
		});
	});

	it.each([{}, { allowAbsoluteUrls: false }])('has its baseURL left out of it (%j)', async (more) => {
		const instance = axios.create({ baseURL: 'http://127.0.0.1:1/elsewhere', ...more });

		await get(instance);

		expect(kard.received).toHaveLength(1);
	});

	it('cannot make an answer other than it is: parsing, status and redirects stay the client’s', async () => {
		kard.answer({ status: 302, headers: { Location: '/elsewhere' }, body: { a: 1 } });
		const instance = axios.create({
			validateStatus: (status) => status < 300,
			maxRedirects: 5,
			responseType: 'json',
			transformResponse: () => 'nothing',
		});

		await expect(axiosTransport(instance)(requestTo('/v2/thing'))).resolves.toMatchObject({
			status: 302,
			body: '{"a":1}',
		});
		expect(kard.received).toHaveLength(1);
	});

	it('has its agent honoured', async () => {
		let connections = 0;
		class CountingAgent extends Agent {
			override getName(...parts: Parameters<Agent['getName']>): string {
				connections += 1;
				return super.getName(...parts);
			}
		}
		const httpAgent = new CountingAgent({ keepAlive: false });

		await get(axios.create({ httpAgent }));

		expect(connections).toBeGreaterThan(0);
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

		expect(proxied).toEqual([
			`${kard.baseUrl}/v2/auth/token`,
			`${kard.baseUrl}/v2/issuers/org-1/users/user-1`,
		]);
	});

	it('may have an adapter of its own', async () => {
		const instance = axios.create({
			adapter: (config) =>
				Promise.resolve({
					config,
					status: 200,
					statusText: 'OK',
					headers: new AxiosHeaders({ 'X-Adapter': 'mine' }),
					data: JSON.stringify(config.url?.endsWith('/token') ? { access_token: 'a' } : userAnswer().body),
				}),
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
