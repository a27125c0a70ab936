import { actionsOf, connectedKit, objectLike, thrownBy, type Kit } from '../kit';
import { startZapier, type Zapier } from './zapier';

/** A notification as Kard sent it before it retired the event. */
const CLAWBACK = {
	eventName: 'clawback',
	id: 'notification-1',
	attributes: { message: 'The reward was taken back.', reason: 'RETURNED', name: 'Blue Door Coffee' },
	relationships: {
		user: { data: { type: 'user', id: 'u1' } },
		transaction: { data: { type: 'transaction', id: 'transaction-1' } },
	},
};

describe('a Zap that begins with an event that is asked for by name', () => {
	let kit: Kit;
	let zapier: Zapier;
	beforeAll(async () => {
		kit = await connectedKit({ readings: { retiredEvents: 'taken' } });
		zapier = await startZapier(kit);
	});
	beforeEach(() => {
		kit.sandbox.reset();
		kit.sandbox.setReadings({ retiredEvents: 'taken' });
		zapier.clear();
	});
	afterAll(async () => {
		await zapier.close();
	});

	const enabled = () =>
		[...kit.sandbox.state.subscriptions.values()]
			.filter(({ attributes }) => attributes.enabled)
			.map(({ attributes }) => attributes.eventName);

	it('is none of a retired event by itself: no trigger, no choice and no sample names one', () => {
		const { triggers } = actionsOf(kit.app);
		expect(JSON.stringify(triggers)).not.toMatch(/validTransaction|failedTransaction|clawback/i);
		expect(Object.keys(triggers)).not.toEqual(
			expect.arrayContaining([expect.stringMatching(/clawed|validated|transaction_failed/)]),
		);
	});

	it('asks for the name, and says that it must be given', async () => {
		const fields = await kit.fields('triggers', 'other_event');
		expect(fields[0]).toMatchObject({ key: 'otherEvents', label: 'Other Events', required: true });
		const { message } = await thrownBy(zapier.zap('other_event', { otherEvents: ' , ' }).turnOn());
		expect(message).toMatch(/^Other Events: is empty\./);
		expect(kit.sandbox.count()).toBe(0);
	});

	it('is started by a retired event, with all that it says', async () => {
		const zap = await zapier.liveZap('other_event', { otherEvents: 'clawback' });
		expect(enabled()).toEqual(['clawback']);
		await kit.sandbox.notifications.send(CLAWBACK);
		expect(await zap.starts()).toEqual([
			objectLike({
				...{ eventName: 'clawback', id: 'notification-1', userId: 'u1' },
				...{ transactionId: 'transaction-1', relatedTransactionId: 'transaction-1' },
				...CLAWBACK.attributes,
			}),
		]);
	});

	it('is started by each of several, and by no other', async () => {
		const zap = await zapier.liveZap('other_event', { otherEvents: 'Clawback, auditUpdate' });
		const webhookUrl = zap.targetUrl;
		for (const eventName of ['clawback', 'auditUpdate', 'validTransaction', 'earnedRewardSettled']) {
			await kit.sandbox.notifications.send({ eventName, id: eventName, webhookUrl });
		}
		expect((await zap.starts()).map(({ eventName }) => eventName)).toEqual(['clawback', 'auditUpdate']);
	});

	it('is not turned on where Kard does not know the name, which is said', async () => {
		kit.sandbox.setReadings({ retiredEvents: 'refused' });
		const error = await thrownBy(
			zapier.zap('other_event', { otherEvents: 'auditUpdate, clawback' }).turnOn(),
		);
		expect(error).toMatchObject({ name: 'AppError', status: 400 });
		expect(error.message).toMatch(/^The event "Clawback" \(clawback\) cannot be subscribed to\. /);
		expect(error.message).toContain('turn on Skip Events That Kard Refuses');
		expect(enabled()).toEqual([]);
	});

	it('is turned on for the others where the person wants that', async () => {
		kit.sandbox.setReadings({ retiredEvents: 'refused' });
		await zapier.liveZap('other_event', { otherEvents: 'auditUpdate, clawback', skipRefused: true });
		expect(enabled()).toEqual(['auditUpdate']);
	});

	it('shows nothing of what Kard does not know, and the latest of what it does', async () => {
		kit.sandbox.setReadings({ retiredEvents: 'refused' });
		const webhookUrl = `${zapier.listener.url}/elsewhere`;
		await kit.sandbox.notifications.send({ eventName: 'auditUpdate', id: 'n1', webhookUrl });
		const shown = await kit.list('other_event', { otherEvents: 'clawback, auditUpdate' });
		expect(shown).toEqual([objectLike({ id: 'n1', eventName: 'auditUpdate' })]);
	});
});
