import { EVENTS, eventTitle, systemClock } from '../../shared/host';
import { FAMILIES } from '../../zapier/src/triggers/notifications/families';
import { objectLike, textLike } from '../support/expected';
import { actionsOf } from './inCore';
import { resultsIn, startApp, thrownBy } from './kit';
import type { Behaviour } from './zapierCache';
import { Zapier } from './zaps';

/** Nobody waits for a cache that does not answer. */
const sleep = (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 300), signal);
let now = Date.parse('2026-03-10T00:00:00Z');
const kit = startApp(
	{ enrolled: [], now: () => now, subscriptionsPerEvent: 'many', readings: { retiredEvents: 'taken' } },
	{ clock: { ...systemClock, random: () => 0, sleep } },
);
const { kard } = kit;
let zapier: Zapier;
beforeAll(async () => {
	zapier = await Zapier.start(kit);
});
beforeEach(() => {
	kard.sandbox.setReadings({ retiredEvents: 'taken' });
	zapier.clear();
});
afterAll(() => zapier.close());

const REJECTED = 'earnedRewardRejected';
const send = async (more: object = {}) => {
	now += 1_000;
	await kard.sandbox.notifications.send({ eventName: REJECTED, id: 'notification-1', ...more });
};
const fieldsOf = (key: string) => kit.app.fields('triggers', key);
const sampleOf = (key: string) => actionsOf(kit.app.app).triggers[key]?.operation.sample ?? {};

/** Every event, with the trigger that it starts and what the person chooses there. */
const EVENTS_OF_FAMILIES = FAMILIES.flatMap(({ key, events }) =>
	events.map((eventName) => [eventName, key, events.length > 1 ? { events: eventName } : {}] as const),
);

describe('a Zap that begins with a notification', () => {
	it('can begin with every event that Kard publishes', () => {
		const covered = EVENTS_OF_FAMILIES.map(([eventName]) => eventName);
		expect(covered.toSorted()).toEqual(Object.keys(EVENTS).toSorted());
	});

	it.each(EVENTS_OF_FAMILIES)(
		'is started by %s through %s, with the fields of the sample, which the editor shows as well',
		async (eventName, key, choice) => {
			const zap = await zapier.liveZap(key, { ...choice });
			await send({ eventName });
			const keys = Object.keys(sampleOf(key)).toSorted();
			const started = await zap.starts();
			expect(started).toEqual([objectLike({ id: 'notification-1', eventName })]);
			const shown = resultsIn(await kit.app.list(key, { ...choice }));
			expect(shown).toEqual([objectLike({ id: textLike(/./), eventName })]);
			for (const item of [...started, ...shown]) expect(Object.keys(item).toSorted()).toEqual(keys);
		},
	);

	it('gets what the notification says laid flat, with what Kard has added since', async () => {
		const zap = await zapier.liveZap('reward_earned');
		const facts = { transactionId: 'purchase-1', userReward: { type: 'PERCENT', value: 5 }, somethingNew: 1 };
		await send({
			eventName: 'earnedRewardSettled',
			attributes: facts,
			relationships: {
				...{ user: { data: { type: 'user', id: 'u1' } }, offer: { data: { type: 'offer', id: 'offer-1' } } },
			},
		});
		expect(await zap.starts()).toEqual([
			objectLike({ ...facts, userId: 'u1', offerId: 'offer-1', commissionEarned: null }),
		]);
	});

	it('gets an ID for each item, also where a notification came without one', async () => {
		const zap = await zapier.liveZap('reward_rejected');
		for (const reason of ['ONE', 'OTHER']) {
			await send({ body: JSON.stringify({ data: { type: REJECTED, attributes: { reason } } }) });
		}
		const ids = (await zap.starts()).map(({ id }) => id);
		expect(new Set(ids).size).toBe(2);
		for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
	});

	it('offers the events of its family, the first one unless the person chooses', async () => {
		const [events, ...switches] = await fieldsOf('reward_earned');
		expect(events).toMatchObject({
			...{ label: 'Events', default: 'earnedRewardSettled' },
			choices: {
				earnedRewardSettled: eventTitle('earnedRewardSettled'),
				earnedRewardApproved: eventTitle('earnedRewardApproved'),
				all: 'All of These',
			},
		});
		expect(switches.map(({ label }) => label)).toEqual([
			...['Replace Existing Subscription', 'Skip Events That Kard Refuses', 'Start Again on Repeats'],
		]);
		const others = await fieldsOf('audit_updated');
		expect(others.map(({ key }) => key)).toEqual(['replaceExisting', 'acceptRepeats']);
		const subscribed = async (choice: object) => {
			await kard.startAfresh();
			const { targetUrl } = await zapier.liveZap('reward_earned', { ...choice });
			return kard.stored.subscriptions.map((line) => line.replace(` on ${targetUrl}`, ''));
		};
		expect(await subscribed({})).toEqual(['earnedRewardSettled']);
		expect(await subscribed({ events: 'earnedRewardApproved' })).toEqual(['earnedRewardApproved']);
		expect(await subscribed({ events: 'all' })).toEqual(['earnedRewardSettled', 'earnedRewardApproved']);
	});

	it('refuses a choice of events that there is not', async () => {
		const zap = zapier.zap('reward_earned', { events: 'auditUpdate' });
		expect((await thrownBy(zap.turnOn())).message).toMatch(/^Events: has a value that it cannot have/);
		expect(kard.requests()).toEqual([]);
	});

	it('is started by no other event that we know, but by one that nobody knew yet', async () => {
		const zap = await zapier.liveZap('reward_earned');
		for (const eventName of ['earnedRewardApproved', 'auditUpdate', 'clawback', 'somethingNew']) {
			await send({ eventName, webhookUrl: zap.targetUrl });
		}
		expect(await zap.starts()).toEqual([objectLike({ eventName: 'somethingNew' })]);
	});
});

describe('a Zap that begins with an event that is asked for by name', () => {
	it('is none of a retired event by itself: no trigger, no choice and no sample names one', () => {
		const text = JSON.stringify(actionsOf(kit.app.app).triggers);
		expect(text).not.toMatch(/validTransaction|failedTransaction|clawback|clawed|transaction_failed/i);
	});

	it('asks for the name, and says that it must be given', async () => {
		expect((await fieldsOf('other_event'))[0]).toMatchObject({
			...{ key: 'otherEvents', label: 'Other Events', required: true },
		});
		const { message } = await thrownBy(zapier.zap('other_event', { otherEvents: ' , ' }).turnOn());
		expect(message).toMatch(/^Other Events: is empty\./);
		expect(kard.requests()).toEqual([]);
	});

	it('is started by a retired event, with all that it says', async () => {
		const zap = await zapier.liveZap('other_event', { otherEvents: 'Clawback, auditUpdate' });
		const attributes = { message: 'The reward was taken back.', reason: 'RETURNED' };
		const transaction = { data: { type: 'transaction', id: 'transaction-1' } };
		const { targetUrl: webhookUrl } = zap;
		await send({ eventName: 'validTransaction', webhookUrl });
		await send({ eventName: 'clawback', attributes, relationships: { transaction } });
		const related = { transactionId: 'transaction-1', relatedTransactionId: 'transaction-1' };
		expect(await zap.starts()).toEqual([objectLike({ eventName: 'clawback', ...related, ...attributes })]);
	});

	it('is not turned on where Kard does not know a name, unless the person wants the others', async () => {
		kard.sandbox.setReadings({ retiredEvents: 'refused' });
		const otherEvents = 'auditUpdate, clawback';
		const zap = zapier.zap('other_event', { otherEvents });
		const error = await thrownBy(zap.turnOn());
		expect(error).toMatchObject({ name: 'AppError', status: 400 });
		expect(error.message).toMatch(/^The event "Clawback" \(clawback\) cannot be subscribed to\. /);
		expect(error.message).toContain('turn on Skip Events That Kard Refuses');
		expect(kard.stored.subscriptions).toEqual([`auditUpdate off ${zap.targetUrl}`]);
		const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
		const other = await zapier.liveZap('other_event', { otherEvents, skipRefused: true });
		expect(log).toHaveBeenCalledWith(textLike(/^The event "Clawback" \(clawback\) was left out\./));
		log.mockRestore();
		expect(kard.stored.subscriptions).toContain(`auditUpdate on ${other.targetUrl}`);
		await send({ eventName: 'auditUpdate', webhookUrl: other.targetUrl });
		const shown = await kit.app.list('other_event', { otherEvents });
		expect(shown).toEqual([objectLike({ id: 'notification-1', eventName: 'auditUpdate' })]);
	});
});

describe('what somebody is shown who sets up a Zap', () => {
	const shown = async (inputs: object = {}, meta: object = {}) =>
		resultsIn(await kit.app.list('reward_earned', { ...inputs }, { ...meta }));
	const idsOf = (items: readonly object[]) => items.map((item) => String(Reflect.get(item, 'id')));

	it('is the latest notifications, each once, newest first, with what one of its kind says', async () => {
		expect(await shown()).toEqual([]);
		const webhookUrl = `${zapier.listener.url}/elsewhere`;
		const settled = { eventName: 'earnedRewardSettled', webhookUrl };
		for (const id of ['s1', 's2', 's3', 's4', 's4', 's4', 's4']) await send({ ...settled, id });
		for (const id of ['a1', 'a2']) await send({ eventName: 'earnedRewardApproved', webhookUrl, id });
		await send({ webhookUrl, id: 'another' });
		const items = await shown();
		expect(idsOf(items)).toEqual(['s4', 's3', 's2']);
		expect(items[0]).toEqual({ ...sampleOf('reward_earned'), id: 's4', eventName: 'earnedRewardSettled' });
		const [approved] = await shown({ events: 'earnedRewardApproved' });
		expect(approved).toMatchObject({ message: textLike(/about to earn/), commissionEarned: null });
		expect(idsOf(await shown({ events: 'earnedRewardApproved' }))).toEqual(['a2', 'a1']);
		expect(idsOf(await shown({ events: 'all' }))).toEqual(['a2', 'a1', 's4']);
		expect(idsOf(await shown({}, { limit: 1 }))).toEqual(['s4']);
		expect(await shown({}, { limit: -1, isLoadingSample: true })).toHaveLength(3);
	});

	it('is an error that says which permission is missing', async () => {
		kard.fault('listNotifications', { kind: 'status', status: 403 });
		const message = textLike(/notifications:read/);
		expect(await thrownBy(shown())).toMatchObject({ status: 403, message });
	});
});

describe('a delivery that is not what Kard signed', () => {
	const body = JSON.stringify({
		data: { type: REJECTED, id: 'notification-1', attributes: { reason: 'Café' } },
	});
	const halted = async (options: object) => {
		const zap = await zapier.liveZap('reward_rejected');
		await send({ body, ...options });
		return await thrownBy(zap.starts());
	};
	const FORGED = /^A delivery was refused: its signature is missing or does not fit\. .*Webhook Key/;

	it.each<[string, object]>([
		['has no signature', { signature: 'none' }],
		['has another signature', { signature: 'wrong' }],
		['was truncated', { signedBody: body, body: body.slice(0, -1) }],
		['was laid out anew', { signedBody: body, body: JSON.stringify(JSON.parse(body), null, 2) }],
		['was composed anew', { signedBody: body, body: body.normalize('NFD') }],
		['is of another notification', { signedBody: body, body: body.replace('n-1', 'n-2') }],
	])('halts when it %s, and is not remembered', async (_, options) => {
		const { name, message } = await halted(options);
		expect([name, FORGED.test(message), message.includes('notification-1')]).toEqual([
			...['HaltedError', true, false],
		]);
		expect(zapier.cache.entries.size).toBe(0);
	});

	it.each<object>([
		{},
		{ rawRequest: {} },
		{ cleanedRequest: { data: { id: 'notification-1', type: REJECTED } } },
		{ rawRequest: { method: 'POST', headers: { 'Http-Notify-Signature': 'ünsigned' }, content: body } },
	])('halts when Zapier hands over no more than %j', async (requests) => {
		const zap = await zapier.liveZap('reward_rejected');
		const { name, message } = await thrownBy(zap.receive(requests));
		expect([name, FORGED.test(message)]).toEqual(['HaltedError', true]);
	});

	it.each(['', '[]', '"text"', '{"data":'])('halts when it is signed, and reads %p', async (unreadable) => {
		expect(await halted({ body: unreadable })).toMatchObject({
			name: 'HaltedError',
			message: 'A delivery was refused: it is signed by Kard, but it is not a notification.',
		});
	});

	it('is what everything counts as without a webhook key: no Zap is turned on, and none is started', async () => {
		const zap = await zapier.liveZap('reward_rejected');
		await send();
		kard.forgetRequests();
		kit.app.authData.webhookKey = ' ';
		for (const refused of [zap.starts(), zapier.zap('reward_rejected').turnOn()]) {
			expect(await thrownBy(refused)).toMatchObject({
				name: 'AppError',
				message: textLike(/^The connection has no Webhook Key\. .*fill in the Webhook Key that Kard gave/),
			});
		}
		expect(kard.requests()).toEqual([]);
	});
});

describe('a notification that Kard delivers again', () => {
	const liveZap = (inputs: object = {}) => zapier.liveZap('reward_rejected', { ...inputs });

	it('starts each of several Zaps once, and asks Kard nothing', async () => {
		const zaps = [await liveZap(), await liveZap()];
		kard.forgetRequests();
		await send({ times: 2 });
		for (const zap of zaps) expect(await zap.starts()).toHaveLength(1);
		await send();
		for (const zap of zaps) expect(await zap.starts()).toEqual([]);
		await send({ id: 'notification-2' });
		for (const zap of zaps) expect(await zap.starts()).toHaveLength(1);
		expect(kard.requests()).toEqual([]);
	});

	it('starts the Zap once when it is delivered several times at once', async () => {
		const zap = await liveZap();
		await send({ times: 5 });
		expect(await zap.startsAtOnce()).toHaveLength(1);
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
		const file = { eventName: 'pushNotificationPlacementFile', id: 'placement-1', times: 2 };
		const urls = ['https://example.com/1', 'https://example.com/2'];
		for (const downloadUrl of urls) await send({ ...file, attributes: { downloadUrl } });
		expect((await zap.starts()).map(({ downloadUrl }) => downloadUrl)).toEqual(urls);
	});

	it('is remembered for a week, by a key that tells nothing of it', async () => {
		const zap = await liveZap();
		await send();
		await zap.starts();
		const [[key, value] = ['', '']] = zapier.cache.entries;
		expect(key).toMatch(/^notification-[0-9a-f]{32}$/);
		expect(value).toMatch(/^"[0-9a-f-]{36}"$/);
		expect(zapier.cache.rememberedFor).toBe(604_800);
	});

	it.each<[Behaviour, number]>([
		['isDown', 2],
		['isThrottled', 2],
		['wasThrottled', 2],
		['hangs', 2],
		['losesAnswers', 1],
	])('is not lost when the cache %s, and starts the Zap %d times', async (behaviour, times) => {
		const zap = await liveZap();
		zapier.cache.behaviour = behaviour;
		await send({ times: 2 });
		expect(await zap.starts()).toHaveLength(times);
	});

	it('is not lost where Zapier does not say for which Zap it came', async () => {
		const zap = zapier.zap('reward_rejected');
		await send({ webhookUrl: zap.targetUrl, times: 2 });
		expect(await zap.starts()).toHaveLength(2);
		expect(zapier.cache.entries.size).toBe(0);
	});
});

describe('a Zap that is turned on and off', () => {
	const auditZap = (inputs: object = {}) => zapier.liveZap('audit_updated', { ...inputs });
	const subscriptions = () => kard.stored.subscriptions;

	it('is subscribed once at its own address, and leaves other Zaps alone', async () => {
		const zap = zapier.zap('audit_updated');
		const subscribed = await zap.turnOn();
		expect(subscribed).toEqual({ id: textLike(/^[0-9a-f]{32}$/) });
		expect(await zap.turnOn()).toEqual(subscribed);
		const other = await auditZap();
		const on = (one: typeof zap) => `auditUpdate on ${one.targetUrl}`;
		expect(subscriptions()).toEqual([on(zap), on(other)]);
		await zap.turnOff();
		expect(subscriptions()).toEqual([`auditUpdate off ${zap.targetUrl}`, on(other)]);
		await zap.turnOn();
		expect(subscriptions()).toEqual([on(zap), on(other)]);
		expect(await other.turnOn()).not.toEqual(subscribed);
		await kard.startAfresh();
		await zap.turnOff();
		expect(kard.requests('updateSubscription')).toEqual([]);
	});

	it('is subscribed to all of its events or to none', async () => {
		kard.fault('createSubscriptions', { kind: 'status', status: 400, after: 1 });
		const zap = zapier.zap('reward_earned', { events: 'all' });
		expect(await thrownBy(zap.turnOn())).toMatchObject({ name: 'AppError', status: 400 });
		expect(subscriptions()).toEqual([`earnedRewardSettled off ${zap.targetUrl}`]);
	});

	it('is refused where Zapier gives no address, and says which permission is missing', async () => {
		const method = 'triggers.audit_updated.operation.performSubscribe';
		const error = await thrownBy(zapier.execute(method, { inputData: {} }));
		expect(error.message).toBe('There is no address to send notifications to.');
		kard.fault('createSubscriptions', { kind: 'status', status: 403 });
		expect(await thrownBy(auditZap())).toMatchObject({
			...{ status: 403, message: textLike(/sk Kard for the scope notifications:write/) },
		});
	});

	it('has its token renewed by Zapier, and is turned on then', async () => {
		kard.sandbox.expireTokens();
		const zap = zapier.zap('audit_updated');
		expect(await thrownBy(zap.turnOn())).toMatchObject({ name: 'RefreshAuthError' });
		await kit.app.connect();
		expect(await zap.turnOn()).toEqual({ id: textLike(/./) });
	});
});

describe('a Zap where Kard takes one subscription of each event', () => {
	const single = startApp({ enrolled: [], subscriptionsPerEvent: 'one' });
	let there: Zapier;
	beforeAll(async () => {
		there = await Zapier.start(single);
	});
	afterAll(() => there.close());
	const webhookUrl = 'https://example.com/elsewhere';
	beforeEach(async () => {
		await single.kard.client().subscriptions.create({ eventName: 'auditUpdate', webhookUrl, enabled: true });
	});

	it('is refused where the event is sent elsewhere, and says where and what to do', async () => {
		const { message, status } = await thrownBy(there.zap('audit_updated').turnOn());
		expect(status).toBe(409);
		expect(message).toContain(webhookUrl);
		expect(message).toContain('Replace Existing Subscription');
		expect(single.kard.stored.subscriptions).toEqual([`auditUpdate on ${webhookUrl}`]);
	});

	it.each([true, 'true', 'Yes'])('takes it over where the person chose so (%p)', async (replaceExisting) => {
		const zap = await there.liveZap('audit_updated', { replaceExisting });
		expect(single.kard.stored.subscriptions).toEqual([`auditUpdate on ${zap.targetUrl}`]);
		await zap.turnOff();
		const next = await there.liveZap('audit_updated');
		expect(single.kard.stored.subscriptions).toEqual([`auditUpdate on ${next.targetUrl}`]);
	});
});

describe('a step that subscribes while Kard answers no more', () => {
	const slow = startApp({ enrolled: [] }, { deadlineMs: 2_500, clock: systemClock });
	let there: Zapier;
	beforeAll(async () => {
		there = await Zapier.start(slow);
	});
	afterAll(() => there.close());

	it('takes back what was done in time', async () => {
		const zap = there.zap('reward_earned', { events: 'all' });
		slow.kard.fault('createSubscriptions', { kind: 'delay', delayMs: 60_000, after: 1 });
		const startedAt = Date.now();
		expect(await thrownBy(zap.turnOn())).toMatchObject({ name: 'AppError', code: 'KardTimeoutError' });
		expect(Date.now() - startedAt).toBeLessThan(2_500);
		expect(slow.kard.stored.subscriptions).toEqual([`earnedRewardSettled off ${zap.targetUrl}`]);
	});
});
