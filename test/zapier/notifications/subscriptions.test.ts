import { anyText, connectedKit, textLike, thrownBy, type Kit } from '../kit';
import { subscribe } from '../subscribing';
import { startZapier, type Zapier } from './zapier';

/** Somebody else's subscription, as Kard takes it. */
const ELSEWHERE = 'https://example.com/elsewhere';

describe('a Zap that is turned on and off', () => {
	let kit: Kit;
	let zapier: Zapier;
	beforeAll(async () => {
		kit = await connectedKit();
		zapier = await startZapier(kit);
	});
	beforeEach(() => {
		kit.sandbox.reset();
		zapier.clear();
	});
	afterAll(async () => {
		await zapier.close();
	});

	it('is subscribed at its own address, and Zapier keeps what tells it from others', async () => {
		const zap = zapier.zap('audit_updated');
		const kept = await zap.turnOn();
		expect(kept).toEqual({ id: textLike(/^[0-9a-f]{32}$/) });
		expect(stateOf(kit)).toEqual([['auditUpdate', zap.targetUrl, true]]);
		expect(await zapier.zap('audit_updated').turnOn()).not.toEqual(kept);
	});

	it('is subscribed once, however often Zapier asks', async () => {
		const zap = await zapier.liveZap('audit_updated');
		await zap.turnOn();
		expect(kit.sandbox.state.subscriptions.size).toBe(1);
	});

	it('leaves other Zaps alone when it is turned off', async () => {
		const [zap, other] = [await zapier.liveZap('audit_updated'), await zapier.liveZap('audit_updated')];
		await zap.turnOff();
		expect(stateOf(kit)).toEqual([
			['auditUpdate', zap.targetUrl, false],
			['auditUpdate', other.targetUrl, true],
		]);
		await kit.sandbox.notifications.send({ eventName: 'auditUpdate' });
		expect([await zap.starts(), await other.starts()]).toEqual([[], [expect.anything()]]);
	});

	it('can be turned off when nothing is left to turn off', async () => {
		const zap = await zapier.liveZap('audit_updated');
		kit.sandbox.reset();
		await zap.turnOff();
		expect(kit.sandbox.count('updateSubscription')).toBe(0);
	});

	it('is subscribed again with the same subscription', async () => {
		const zap = await zapier.liveZap('audit_updated');
		await zap.turnOff();
		await zap.turnOn();
		expect(stateOf(kit)).toEqual([['auditUpdate', zap.targetUrl, true]]);
	});

	it('is subscribed to all of its events or to none', async () => {
		kit.sandbox.faults.add({ route: 'createSubscriptions', kind: 'status', status: 400, after: 1 });
		const zap = zapier.zap('reward_earned', { events: 'all' });
		expect(await thrownBy(zap.turnOn())).toMatchObject({ name: 'AppError', status: 400 });
		expect(stateOf(kit)).toEqual([['earnedRewardSettled', zap.targetUrl, false]]);
	});

	it('takes back what was done in time when Kard answers no more', async () => {
		const slow = await connectedKit({}, { deadlineMs: 5_000 });
		const there = await startZapier(slow);
		const zap = there.zap('reward_earned', { events: 'all' });
		slow.sandbox.faults.add({ route: 'createSubscriptions', kind: 'delay', delayMs: 60_000, after: 1 });
		try {
			const startedAt = Date.now();
			expect(await thrownBy(zap.turnOn())).toMatchObject({ name: 'AppError', code: 'KardTimeoutError' });
			expect(Date.now() - startedAt).toBeLessThan(5_000);
			expect(stateOf(slow)).toEqual([['earnedRewardSettled', zap.targetUrl, false]]);
		} finally {
			await there.close();
		}
	});

	it('is refused without a webhook key, before anything is sent', async () => {
		const before = kit.authData;
		kit.authData = { ...before, webhookKey: '' };
		const error = await thrownBy(zapier.zap('audit_updated').turnOn());
		kit.authData = before;
		expect(error).toMatchObject({
			name: 'AppError',
			message: textLike(
				/^The connection has no Webhook Key\. .*fill in the Webhook Key that Kard gave you\.$/,
			),
		});
		expect(kit.sandbox.count()).toBe(0);
	});

	it('is refused where Zapier gives no address', async () => {
		const method = 'triggers.audit_updated.operation.performSubscribe';
		const error = await thrownBy(zapier.execute(method, { inputData: {} }));
		expect(error.message).toBe('There is no address to send notifications to.');
	});

	it('says which permission is missing', async () => {
		kit.sandbox.faults.add({ route: 'createSubscriptions', kind: 'status', status: 403 });
		expect(await thrownBy(zapier.zap('audit_updated').turnOn())).toMatchObject({
			status: 403,
			message: textLike(/permission it needs is notifications:write/),
		});
	});

	it('has its token renewed by Zapier, and is turned on then', async () => {
		kit.sandbox.expireTokens();
		const zap = zapier.zap('audit_updated');
		expect(await thrownBy(zap.turnOn())).toMatchObject({ name: 'RefreshAuthError' });
		await kit.connect();
		expect(await zap.turnOn()).toEqual({ id: anyText });
	});
});

describe('a Zap where Kard takes one subscription of each event', () => {
	let kit: Kit;
	let zapier: Zapier;
	beforeAll(async () => {
		kit = await connectedKit({ subscriptionsPerEvent: 'one' });
		zapier = await startZapier(kit);
	});
	beforeEach(async () => {
		kit.sandbox.reset();
		await subscribe(kit.sandbox, ELSEWHERE, 'auditUpdate');
	});
	afterAll(async () => {
		await zapier.close();
	});

	it('is refused where the event is sent elsewhere, and says where and what to do', async () => {
		const { message, status } = await thrownBy(zapier.zap('audit_updated').turnOn());
		expect(status).toBe(409);
		expect(message).toContain(ELSEWHERE);
		expect(message).toContain('Replace Existing Subscription');
		expect(stateOf(kit)).toEqual([['auditUpdate', ELSEWHERE, true]]);
	});

	it.each([true, 'true', 'Yes'])('takes it over where the person chose so (%p)', async (replaceExisting) => {
		const zap = await zapier.liveZap('audit_updated', { replaceExisting });
		expect(stateOf(kit)).toEqual([['auditUpdate', zap.targetUrl, true]]);
	});

	it('takes over what a Zap that was turned off has left behind', async () => {
		const before = await zapier.liveZap('audit_updated', { replaceExisting: true });
		await before.turnOff();
		const zap = await zapier.liveZap('audit_updated');
		expect(stateOf(kit)).toEqual([['auditUpdate', zap.targetUrl, true]]);
	});
});

/** The subscriptions at Kard: event, address, whether enabled. */
function stateOf({ sandbox }: Kit) {
	return [...sandbox.state.subscriptions.values()].map(({ attributes }) => [
		attributes.eventName,
		attributes.webhookUrl,
		attributes.enabled,
	]);
}
