import { listeningN8n, type Subscribed } from '../support/listening';

const SETTLED = 'earnedRewardSettled';
const REJECTED = 'earnedRewardRejected';
const ELSEWHERE = 'https://elsewhere.example.com/hooks/kard?token=not-for-your-eyes';
const OURS = { publicBaseUrl: 'https://n8n.example.com', node: { webhookId: 'ours' } } as const;
const OUR_URL = 'https://n8n.example.com/webhook/ours/webhook';
const LEFT_OVER = 'https://n8n.example.com/webhook/an-earlier-one/webhook';

const subscribed = (url: string, enabled = true, event = SETTLED): Subscribed => ({ event, url, enabled });
const replaceExisting = { options: { replaceExisting: true } } as const;

describe('where Kard takes one for each event, and the event is sent elsewhere', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'one' });

	it('activating fails, and says where it is sent and what can be done', async () => {
		await n8n.subscribeElsewhere(SETTLED, ELSEWHERE);

		await expect(n8n.listen(OURS)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message:
				'Kard sends "Earned Reward Settled" to https://elsewhere.example.com/hooks/kard, and takes one ' +
				'subscription for each event. Turn on Replace Existing Subscription to have it sent here instead, ' +
				'or leave out this event.',
		});

		expect(n8n.subscriptions()).toEqual([subscribed(ELSEWHERE)]);
	});

	it('activating fails also where nothing is sent there at present', async () => {
		await n8n.subscribeElsewhere(SETTLED, ELSEWHERE, false);

		await expect(n8n.listen(OURS)).rejects.toThrow(
			/^Kard has a disabled subscription that sends .* to https:\/\/elsewhere\.example\.com\/hooks\/kard, /,
		);

		expect(n8n.subscriptions()).toEqual([subscribed(ELSEWHERE, false)]);
	});

	it('what is in the address and may be secret is shown to nobody', async () => {
		await n8n.subscribeElsewhere(SETTLED, 'https://jordan:password@elsewhere.example.com/hook?a=b#c');

		const refused: unknown = await n8n.listen(OURS).catch((error: unknown) => error);

		expect(refused).toBeInstanceOf(Error);
		expect(`${String(refused)} ${JSON.stringify(refused)}`).not.toMatch(/jordan|password|a=b|#c/);
	});

	it.each([true, false])('Replace Existing Subscription takes it over (enabled: %s)', async (enabled) => {
		await n8n.subscribeElsewhere(SETTLED, ELSEWHERE, enabled);

		const workflow = await n8n.listen({ ...OURS, ...replaceExisting });

		expect(n8n.subscriptions()).toEqual([subscribed(OUR_URL)]);
		await workflow.deactivate();
		expect(n8n.subscriptions()).toEqual([subscribed(OUR_URL, false)]);
	});

	it('only what is needed is taken over', async () => {
		await n8n.subscribeElsewhere(REJECTED, ELSEWHERE);

		await n8n.listen({ ...OURS, ...replaceExisting });

		expect(n8n.subscriptions()).toEqual([subscribed(ELSEWHERE, true, REJECTED), subscribed(OUR_URL)]);
	});

	it('a disabled one that leads to the same n8n was left over, and is used again', async () => {
		await n8n.subscribeElsewhere(SETTLED, LEFT_OVER, false);

		await n8n.listen(OURS);

		expect(n8n.subscriptions()).toEqual([subscribed(OUR_URL)]);
	});

	it('an enabled one that leads to the same n8n belongs to another workflow', async () => {
		await n8n.subscribeElsewhere(SETTLED, LEFT_OVER);

		await expect(n8n.listen(OURS)).rejects.toThrow(
			/to https:\/\/n8n\.example\.com\/webhook\/an-earlier-one\/webhook, .* Replace Existing Subscription/,
		);

		expect(n8n.subscriptions()).toEqual([subscribed(LEFT_OVER)]);
	});
});

describe('where Kard takes many for each event', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'many' });

	it.each([{}, replaceExisting])('both are sent what happens (%j)', async (options) => {
		await n8n.subscribeElsewhere(SETTLED, ELSEWHERE);
		const first = await n8n.listen(options);
		const second = await n8n.listen({ ...options, node: { id: 'another', webhookId: 'another' } });

		expect(n8n.subscriptions()).toEqual(
			[ELSEWHERE, first.webhookUrl, second.webhookUrl].map((url) => subscribed(url)),
		);
	});

	it('a disabled one that leads to the same n8n stays what it is', async () => {
		await n8n.subscribeElsewhere(SETTLED, LEFT_OVER, false);

		await n8n.listen(OURS);

		expect(n8n.subscriptions()).toEqual([subscribed(LEFT_OVER, false), subscribed(OUR_URL)]);
	});

	it('deactivating one leaves the other to go on', async () => {
		const first = await n8n.listen();
		const second = await n8n.listen({ node: { id: 'another', webhookId: 'another' } });
		await second.deactivate();

		await n8n.sandbox.notifications.send({ eventName: SETTLED });
		await first.idle();

		expect([first.executions.succeeded, second.executions.started]).toEqual([1, 0]);
	});
});
