import { gzipSync } from 'node:zlib';
import { deliver, fooInN8n, itemsOf, post, storedOf } from './fixture/fooInN8n';

const n8n = fooInN8n();

describe('a delivery', () => {
	test('starts an execution whose later nodes run with its items', async () => {
		const active = await n8n.activate();
		await deliver(active, { event: 'é' });
		await active.idle();
		expect(active.executions).toEqual({ started: 1, succeeded: 1, failed: 0 });
		expect(itemsOf(active, 'After')).toEqual([
			expect.objectContaining({ body: { event: 'é' }, before: 0, mode: 'webhook' }),
			{ second: true },
		]);
		expect(active.runs[0]?.run.mode).toBe('webhook');
	});

	test.each([
		['starts an execution', { a: 1 }, 200, 'firstEntryJson'],
		['starts none', { ignore: true }, 200, '{"message":"Webhook call received"}'],
		['starts none, and the node says what to answer', { reply: { x: 1 } }, 200, '{"x":1}'],
		['starts none, and the node says what text to answer', { reply: 'text' }, 200, 'text'],
		['is answered by the node itself', { answer: { x: 1 } }, 202, '{"x":1}'],
	])('that %s is answered as n8n 2.40.7 answers', async (_case, body, status, text) => {
		const active = await n8n.activate();
		expect(await deliver(active, body)).toEqual({ status, text });
		await active.idle();
		expect(active.executions.started).toBe('a' in body || 'answer' in body ? 1 : 0);
	});

	test.each([
		['as they are', (bytes: Buffer) => bytes, {}],
		['unpacked, if they are packed', gzipSync, { 'content-encoding': 'gzip' }],
	])('reaches the node with the very bytes that were sent, %s', async (_case, pack, headers) => {
		const sent = Buffer.from('{ "z":1,\n\t"a": "\\u00e9 é 🎉",  "10": 1.0, "2":null }\r\n');
		const active = await n8n.activate();
		await post(active.localUrl, pack(sent), headers);
		await active.idle();
		const [item] = itemsOf(active, 'After') ?? [];
		expect(item?.raw).toBe(sent.toString('base64'));
		expect(item?.body).toEqual({ z: 1, a: 'é é 🎉', 10: 1, 2: null });
	});

	test('that the node refuses by itself starts nothing', async () => {
		const active = await n8n.activate();
		expect(await post(active.localUrl, '{}', { 'x-foo-secret': 'wrong' })).toEqual({
			status: 401,
			text: '{"refused":true}',
		});
		expect([active.answered, active.executions.started]).toEqual([1, 0]);
	});

	test('that is no JSON is answered with 422, and the node is not asked', async () => {
		const active = await n8n.activate();
		const { status, text } = await post(active.localUrl, '{bad', { 'x-foo-secret': 'wrong' });
		expect([status, text]).toEqual([422, expect.stringContaining('Failed to parse request body')]);
		expect(active.executions.started).toBe(0);
	});

	test('that says it is packed and is not, is answered with 500', async () => {
		const active = await n8n.activate();
		expect((await post(active.localUrl, '{}', { 'content-encoding': 'gzip' })).status).toBe(500);
	});

	test('to another path or with another method is answered with 404', async () => {
		const active = await n8n.activate();
		expect((await post(`${active.localUrl}x`, '{}')).status).toBe(404);
		expect((await fetch(active.localUrl)).status).toBe(404);
	});

	test('at which the node throws is answered with 500 and recorded as a failed execution', async () => {
		const active = await n8n.activate();
		expect(await deliver(active, { fail: true })).toEqual({
			status: 500,
			text: '{"code":0,"message":"Workflow Webhook Error: Workflow could not be started!"}',
		});
		await active.idle();
		expect(active.executions).toEqual({ started: 1, succeeded: 0, failed: 1 });
		expect(active.runs[0]?.error?.message).toBe('Foo is broken');
		expect(active.runs[0]?.outputs.After).toBeUndefined();
		expect(active.reported).toEqual([expect.objectContaining({ message: 'Foo is broken' })]);
	});
});

describe('static data', () => {
	test('is kept by a delivery that starts no execution, and by one that the node answers itself', async () => {
		const active = await n8n.activate();
		await deliver(active, { ignore: true });
		expect(storedOf(active)).toEqual({ id: 'hook-1', count: 1 });
		await deliver(active, { answer: {} });
		await active.idle();
		expect(storedOf(active)).toEqual({ id: 'hook-1', count: 2 });
	});

	test('is lost by a delivery that n8n answers for when an execution has started, but for the first', async () => {
		n8n.service.answer = () => ({ exists: true });
		const active = await n8n.activate();
		await deliver(active, { a: 1 });
		expect(storedOf(active)).toEqual({ count: 1 });
		await deliver(active, { a: 1 });
		await active.idle();
		expect(storedOf(active)).toEqual({ count: 1 });
	});

	test('is seen by deliveries at the same time as it was when they began', async () => {
		const active = await n8n.activate();
		let release = (): void => undefined;
		const bothWait = new Promise<void>((resolve) => (release = resolve));
		n8n.service.answer = async () => {
			if (n8n.service.questions.filter(({ waiting }) => waiting !== undefined).length === 2) release();
			await bothWait;
			return {};
		};
		const body = { wait: true, ignore: true };
		await Promise.all([deliver(active, body), deliver(active, body)]);
		expect(n8n.service.questions.slice(2)).toEqual([{ waiting: 0 }, { waiting: 0 }]);
		expect(storedOf(active)).toEqual({ id: 'hook-1', count: 1 });
	});

	test('and the URL outlive a crash, and nothing is written after it', async () => {
		const first = await n8n.activate();
		await deliver(first, { ignore: true });
		let arrived = (): void => undefined;
		const waits = new Promise<void>((resolve) => (arrived = resolve));
		let goOn = (): void => undefined;
		const released = new Promise<void>((resolve) => (goOn = resolve));
		n8n.service.answer = async () => {
			arrived();
			await released;
			return {};
		};
		const cut = expect(deliver(first, { wait: true, ignore: true })).rejects.toThrow();
		await waits;
		await first.stop();
		await cut;
		goOn();
		await first.idle();
		expect(storedOf(first)).toEqual({ id: 'hook-1', count: 1 });

		n8n.service.answer = () => ({ exists: true });
		const second = await n8n.activate({
			staticData: first.staticData(),
			port: first.port,
			activation: 'init',
		});
		expect(second.webhookUrl).toBe(first.webhookUrl);
		expect(n8n.service.questions.at(-1)).toMatchObject({
			hook: 'checkExists',
			activation: 'init',
			stored: { id: 'hook-1', count: 1 },
		});
	});

	test('is given back as a copy', async () => {
		const active = await n8n.activate();
		active.staticData().changed = true;
		expect(active.staticData()).toEqual({ 'node:Foo Trigger': { id: 'hook-1' } });
	});
});

test('as many results are kept as were asked for, the newest ones', async () => {
	const active = await n8n.activate({ keepRuns: 2 });
	for (const event of [1, 2, 3]) {
		await deliver(active, { event });
		await active.idle();
	}
	expect(active.executions.succeeded).toBe(3);
	expect(active.runs.map(({ outputs }) => outputs.After?.[0]?.[0]?.json.body)).toEqual([
		{ event: 2 },
		{ event: 3 },
	]);
});
