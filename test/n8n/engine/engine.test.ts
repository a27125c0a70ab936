import { createServer, type Server } from 'node:http';
import { join } from 'node:path';

import { readWorkflow, runWorkflow, testCredential, type RunOptions, type RunResult } from '.';
import { Foo } from './fixture/Foo.node';
import { FooApi } from './fixture/FooApi.credentials';

const workflow = readWorkflow(join(__dirname, 'fixture', 'workflow.json'));

/** Hands out tokens t1, t2, …; refuses row 2, and every token but the newest with a 401; row 9 never answers. */
let server: Server;
let baseUrl = '';
let tokens = 0;

beforeEach(async () => {
	tokens = 0;
	server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			if (request.url === '/token') return response.end(`t${++tokens}`);
			if (request.headers.authorization !== `Bearer t${tokens}`) return response.writeHead(401).end();
			if (body === '{"id":9}') return undefined;
			return response.end(body === '{"id":2}' ? 'refused' : 'ok');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	baseUrl = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});

afterEach(() => {
	server.close();
	server.closeAllConnections();
});

const run = async (ids: number[], options: Partial<RunOptions> = {}): Promise<RunResult> =>
	await runWorkflow(workflow, {
		nodes: { 'n8n-nodes-foo.foo': new Foo() },
		credentialTypes: [new FooApi()],
		credentials: { c1: { type: 'fooApi', data: { baseUrl } } },
		pinData: { Sheet: ids.map((id) => ({ json: { id, url: baseUrl } })) },
		...options,
	});

test('refused rows arrive on the error branch with their own columns, the others on the first', async () => {
	const { outputs, error } = await run([1, 2, 3]);
	expect(error).toBeUndefined();
	expect(outputs.Foo?.map((branch) => branch.map((item) => item.json))).toEqual([
		[{ label: '1 07:00' }, { label: '3 07:00' }],
		[{ id: 2, url: baseUrl, error: { message: 'refused', id: 2 } }],
	]);
	expect(outputs.Failed?.[0]).toHaveLength(1);
});

test('the token is fetched once, kept for the next run, and fetched again after a 401', async () => {
	const first = await run([1, 3]);
	expect(first.credentials.c1?.data.token).toBe('t1');
	await run([1], { credentials: first.credentials });
	expect(tokens).toBe(1);

	const stale = await run([1, 3], {
		credentials: { c1: { type: 'fooApi', data: { baseUrl, token: 'old' } } },
	});
	expect(tokens).toBe(2);
	expect(stale.outputs.Foo?.[0]).toHaveLength(2);
});

test('an abort reaches the request under way and ends the run as cancelled', async () => {
	const result = await run([9], { signal: AbortSignal.timeout(200) });
	expect(result.run.status).toBe('canceled');
});

test('a node that is neither given nor pinned is named', async () => {
	await expect(run([1], { nodes: {} })).rejects.toThrow('"Foo" (n8n-nodes-foo.foo) is not installed here');
});

test('a credential is tested as when it is saved: with a token of its own', async () => {
	expect(await testCredential(new FooApi(), { baseUrl })).toMatchObject({ status: 'OK' });
	expect(await testCredential(new FooApi(), { baseUrl: 'http://127.0.0.1:1' })).toMatchObject({
		status: 'Error',
	});
	expect(tokens).toBe(1);
});
