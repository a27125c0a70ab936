import { systemClock } from '../../../shared';
import { connectedKit, type Kit } from '../kit';
import { startZapier, type Zapier } from './zapier';
import type { Behaviour } from './zapierCache';

const eventName = 'earnedRewardRejected';
const WEEK_IN_SECONDS = 604_800;

describe('a notification that Kard delivers again', () => {
	let kit: Kit;
	let zapier: Zapier;
	beforeAll(async () => {
		// Nobody waits for a cache that does not answer.
		const sleep = (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 300), signal);
		kit = await connectedKit({}, { clock: { ...systemClock, random: () => 0, sleep } });
		zapier = await startZapier(kit);
	});
	beforeEach(() => {
		kit.sandbox.reset();
		zapier.clear();
	});
	afterAll(async () => {
		await zapier.close();
	});

	const liveZap = (inputs: object = {}) => zapier.liveZap('reward_rejected', { ...inputs });
	const send = async (more: object = {}) => {
		await kit.sandbox.notifications.send({ eventName, id: 'notification-1', ...more });
	};

	it('starts the Zap once', async () => {
		const zap = await liveZap();
		await send({ times: 3 });
		expect(await zap.starts()).toHaveLength(1);
		await send();
		expect(await zap.starts()).toEqual([]);
		await send({ id: 'notification-2' });
		expect(await zap.starts()).toHaveLength(1);
	});

	it('starts the Zap once when it is delivered several times at once', async () => {
		const zap = await liveZap();
		await send({ times: 5 });
		expect(await zap.startsAtOnce()).toHaveLength(1);
	});

	it('starts each of several Zaps once', async () => {
		const zaps = [await liveZap(), await liveZap()];
		await send({ times: 2 });
		for (const zap of zaps) expect(await zap.starts()).toHaveLength(1);
	});

	it('starts the Zap each time where the person chose so', async () => {
		const zap = await liveZap({ acceptRepeats: true });
		await send({ times: 2 });
		expect(await zap.starts()).toHaveLength(2);
	});

	it('shows itself each time to somebody who sets up the Zap', async () => {
		const zap = await liveZap();
		await send({ times: 2 });
		expect(await zap.starts({ isLoadingSample: true })).toHaveLength(2);
		await send();
		expect(await zap.starts()).toHaveLength(1);
	});

	it('starts the Zap again as a file of a placement, whose ID is that of the placement', async () => {
		const zap = await zapier.liveZap('placement_file_ready');
		const file = { eventName: 'pushNotificationPlacementFile', id: 'placement-1' };
		for (const downloadUrl of ['https://example.com/1', 'https://example.com/2']) {
			await send({ ...file, attributes: { downloadUrl }, times: 2 });
		}
		expect((await zap.starts()).map(({ downloadUrl }) => downloadUrl)).toEqual([
			'https://example.com/1',
			'https://example.com/2',
		]);
	});

	it('is remembered for a week, by a key that tells nothing of it', async () => {
		const zap = await liveZap();
		await send();
		await zap.starts();
		const [[key, value] = ['', '']] = zapier.cache.entries;
		expect(key).toMatch(/^notification-[0-9a-f]{32}$/);
		expect(value.length).toBeLessThan(50);
		expect(zapier.cache.keptFor).toBe(WEEK_IN_SECONDS);
	});

	it.each<Behaviour>(['isDown', 'isThrottled', 'wasThrottled', 'hangs'])(
		'is not lost when the cache %s, but may start the Zap twice',
		async (behaviour) => {
			const zap = await liveZap();
			zapier.cache.behaviour = behaviour;
			await send({ times: 2 });
			expect(await zap.starts()).toHaveLength(2);
		},
	);

	it('is not lost when the answer of the cache is, and still starts the Zap once', async () => {
		const zap = await liveZap();
		zapier.cache.behaviour = 'losesAnswers';
		await send({ times: 2 });
		expect(await zap.starts()).toHaveLength(1);
	});

	it('is not lost where Zapier does not say for which Zap it came', async () => {
		const zap = zapier.zap('reward_rejected');
		await send({ webhookUrl: zap.targetUrl, times: 2 });
		expect(await zap.starts()).toHaveLength(2);
		expect(zapier.cache.entries.size).toBe(0);
	});
});
