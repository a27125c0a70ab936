import { listeningN8n, type Listening } from '../support/listening';
import { notification, postSigned } from './deliveries';

const SETTLED = 'earnedRewardSettled';
const ELSEWHERE = 'https://elsewhere.example.com/hook';

/** What listening for a test looks like beside the live workflow. */
const inEditor = (options: Listening['options'] = {}): Listening => ({ mode: 'manual', options });

describe('where Kard takes many for each event', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'many' });

	it('listening for a test has an address of its own, until the first notification comes', async () => {
		const test = await n8n.listen(inEditor());
		expect(test.webhookUrl).toContain('/webhook-test/');
		expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: test.webhookUrl, enabled: true }]);

		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: 'notification-1' });
		await test.idle();

		expect(n8n.items(test)).toMatchObject([{ id: 'notification-1' }]);
		expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: test.webhookUrl, enabled: false }]);
	});

	it('the live workflow goes on beside it', async () => {
		const live = await n8n.listen();
		const test = await n8n.listen(inEditor());

		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: 'notification-1' });
		await Promise.all([live.idle(), test.idle()]);

		expect([n8n.items(live), n8n.items(test)]).toMatchObject([
			[{ id: 'notification-1' }],
			[{ id: 'notification-1' }],
		]);
		expect(n8n.subscriptions()).toEqual([
			{ event: SETTLED, url: live.webhookUrl, enabled: true },
			{ event: SETTLED, url: test.webhookUrl, enabled: false },
		]);
	});

	it('the live workflow still knows what it had before the test', async () => {
		const live = await n8n.listen();
		const again = async () =>
			await postSigned(live, JSON.stringify(notification('notification-1')), n8n.sandbox.webhookKey);
		await again();
		const test = await n8n.listen(inEditor());
		await test.deactivate();

		await again();
		await live.idle();

		expect(n8n.items(live)).toHaveLength(1);
	});

	it('stopping to listen gives up the address', async () => {
		const test = await n8n.listen(inEditor());

		await test.deactivate();

		expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: test.webhookUrl, enabled: false }]);
	});

	it('a forged delivery does not end the test', async () => {
		const test = await n8n.listen(inEditor());

		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: 'forged', signature: 'wrong' });
		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: 'notification-1' });
		await test.idle();

		expect(n8n.items(test)).toMatchObject([{ id: 'notification-1' }]);
	});
});

describe('where Kard takes one for each event', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'one' });
	const replaceExisting = { replaceExisting: true };

	it('the live workflow is not robbed of its notifications unasked', async () => {
		const live = await n8n.listen();

		await expect(n8n.listen(inEditor())).rejects.toThrow(/Turn on Replace Existing Subscription/);

		expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: live.webhookUrl, enabled: true }]);
	});

	it.each(['the first notification has come', 'a person stops listening'])(
		'what was taken over from the live workflow is given back when %s',
		async (end) => {
			const live = await n8n.listen();
			const test = await n8n.listen(inEditor(replaceExisting));
			expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: test.webhookUrl, enabled: true }]);

			if (end === 'a person stops listening') await test.deactivate();
			else await n8n.sandbox.notifications.send({ eventName: SETTLED, id: 'notification-1' });
			await test.idle();

			expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: live.webhookUrl, enabled: true }]);
			await n8n.sandbox.notifications.send({ eventName: SETTLED, id: 'notification-2' });
			await live.idle();
			expect(n8n.items(live)).toMatchObject([{ id: 'notification-2' }]);
		},
	);

	it.each([true, false])(
		'what was taken over from others is given back as it was (enabled: %s)',
		async (enabled) => {
			await n8n.subscribeElsewhere(SETTLED, ELSEWHERE, enabled);
			const test = await n8n.listen(inEditor(replaceExisting));

			await n8n.sandbox.notifications.send({ eventName: SETTLED });
			await test.idle();

			expect(test.executions.succeeded).toBe(1);
			expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: ELSEWHERE, enabled }]);
		},
	);

	it('what the live workflow took over stays with it: it is what the person asked for', async () => {
		await n8n.subscribeElsewhere(SETTLED, ELSEWHERE);
		const live = await n8n.listen({ options: replaceExisting });

		await live.deactivate();

		expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: live.webhookUrl, enabled: false }]);
	});
});
