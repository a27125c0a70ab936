import type { ActiveWorkflow } from '.';
import { deliver, fooInN8n, itemsOf, post, storedOf } from './fixture/fooInN8n';

const WEBHOOK_ID = '11111111-1111-4111-8111-111111111111';

const n8n = fooInN8n();

describe('activation', () => {
	test('has the node create its webhook, and says where it is', async () => {
		const active = await n8n.activate();
		const url = `http://127.0.0.1:${active.port}/webhook/${WEBHOOK_ID}/webhook`;
		expect([active.webhookUrl, active.localUrl]).toEqual([url, url]);
		const asked = { url, mode: 'trigger', activation: 'activate', stored: {} };
		expect(n8n.service.questions).toEqual([
			{ hook: 'checkExists', ...asked },
			{ hook: 'create', ...asked },
		]);
		expect(active.staticData()).toEqual({ 'node:Foo Trigger': { id: 'hook-1' } });
	});

	test('creates nothing that exists', async () => {
		n8n.service.answer = () => ({ exists: true });
		await n8n.activate();
		expect(n8n.hooks()).toEqual(['checkExists']);
	});

	test('tells the node the public URL of n8n, if there is one', async () => {
		const active = await n8n.activate({ publicBaseUrl: 'https://n8n.example.com' });
		expect(n8n.service.questions[0]?.url).toBe(`https://n8n.example.com/webhook/${WEBHOOK_ID}/webhook`);
		expect(active.webhookUrl).toBe(n8n.service.questions[0]?.url);
		expect(active.localUrl).toContain('http://127.0.0.1:');
	});

	test('takes deliveries while the webhook is being created', async () => {
		n8n.service.answer = async ({ hook, url }) => {
			if (hook === 'create' && url !== undefined) await post(url, '{"ignore":true}');
			return { id: 'hook-1' };
		};
		expect((await n8n.activate()).answered).toBe(1);
	});

	test('fails with what the node threw, has it delete what may be half made, and closes', async () => {
		let url = '';
		n8n.service.answer = (question) => {
			url = question.url ?? '';
			return question.hook === 'create' ? new Error('no') : {};
		};
		await expect(n8n.activate()).rejects.toThrow('500');
		expect(n8n.hooks()).toEqual(['checkExists', 'create', 'delete']);
		await expect(fetch(url)).rejects.toThrow();
	});

	test('tries as often as it is told to', async () => {
		let creations = 0;
		n8n.service.answer = ({ hook }) =>
			hook === 'create' && ++creations < 3 ? new Error('no') : { id: 'hook-3' };
		const active = await n8n.activate({ attempts: 5 });
		expect(creations).toBe(3);
		expect(storedOf(active)).toEqual({ id: 'hook-3' });
	});
});

test('a restart as n8n 2.40.7 makes it asks nothing of the node', async () => {
	const active = await n8n.activate({ activation: 'none' });
	await deliver(active, { a: 1 });
	await active.idle();
	expect([n8n.service.questions.length, active.executions.succeeded]).toEqual([0, 1]);
});

describe('deactivation', () => {
	test('has the node delete its webhook, keeps its static data, and closes', async () => {
		const active = await n8n.activate();
		await deliver(active, { a: 1 });
		await active.deactivate();
		expect(n8n.service.questions.at(-1)).toEqual({
			hook: 'delete',
			url: active.webhookUrl,
			mode: 'internal',
			activation: 'update',
			stored: { id: 'hook-1' },
		});
		expect(storedOf(active)).toEqual({});
		await expect(deliver(active, {})).rejects.toThrow();
	});

	test('waits for a delivery under way, which is answered', async () => {
		const active = await n8n.activate();
		let release = (): void => undefined;
		const released = new Promise<void>((resolve) => (release = resolve));
		const waiting = new Promise<void>((resolve) => {
			n8n.service.answer = async ({ waiting: count }) => {
				if (count !== undefined) resolve();
				await released;
				return {};
			};
		});
		const delivery = deliver(active, { wait: true, ignore: true });
		await waiting;
		const deactivated = active.deactivate();
		release();
		expect((await delivery).status).toBe(200);
		const began = Date.now();
		await deactivated;
		// A connection that is kept alive is given up after five seconds.
		expect(Date.now() - began).toBeLessThan(3_000);
	});

	test('fails with what the node threw, and closes all the same', async () => {
		const active = await n8n.activate();
		n8n.service.answer = () => new Error('no');
		await expect(active.deactivate()).rejects.toThrow('500');
		await expect(deliver(active, {})).rejects.toThrow();
	});
});

test('stopping asks nothing of the node', async () => {
	const active = await n8n.activate();
	await active.stop();
	expect(n8n.hooks()).toEqual(['checkExists', 'create']);
	await expect(deliver(active, {})).rejects.toThrow();
});

describe('listening for a test event', () => {
	const listening = async (): Promise<ActiveWorkflow> =>
		await n8n.activate({ mode: 'manual', staticData: { 'node:Foo Trigger': { id: 'live', count: 7 } } });

	test('has a webhook of its own, which knows nothing of the live one', async () => {
		const active = await listening();
		expect(active.webhookUrl).toBe(`http://127.0.0.1:${active.port}/webhook-test/${WEBHOOK_ID}/webhook`);
		expect(n8n.service.questions).toMatchObject([
			{ hook: 'checkExists', url: active.webhookUrl, mode: 'manual', activation: 'manual', stored: {} },
			{ hook: 'create', stored: {} },
		]);
	});

	test('ends with the first event that starts an execution, and leaves the static data alone', async () => {
		const active = await listening();
		await deliver(active, { ignore: true });
		await deliver(active, { a: 1 });
		await active.idle();
		expect(itemsOf(active, 'After')?.[0]).toMatchObject({ before: 0, mode: 'manual' });
		expect(n8n.service.questions.at(-1)).toMatchObject({ hook: 'delete', stored: { id: 'hook-1' } });
		expect(storedOf(active)).toEqual({ id: 'live', count: 7 });
		await expect(deliver(active, { a: 2 })).rejects.toThrow();
	});

	test('leaves the static data alone even if creating the webhook left none', async () => {
		n8n.service.answer = () => ({ exists: true });
		const active = await listening();
		await deliver(active, { ignore: true });
		expect(storedOf(active)).toEqual({ id: 'live', count: 7 });
	});
});
