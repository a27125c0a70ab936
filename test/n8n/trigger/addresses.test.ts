import { listeningN8n } from '../support/listening';

const SETTLED = 'earnedRewardSettled';
const REJECTED = 'earnedRewardRejected';
const ELSEWHERE = 'https://elsewhere.example.com/hook';

describe.each(['one', 'many'] as const)('a Kard with %s for each event', (subscriptionsPerEvent) => {
	const n8n = listeningN8n({ subscriptionsPerEvent });

	it('sends nothing to the address that n8n had before', async () => {
		const first = await n8n.listen({ publicBaseUrl: 'https://one.example.com' });
		await first.stop();

		const second = await n8n.listen({
			publicBaseUrl: 'https://two.example.com',
			staticData: first.staticData(),
		});

		const enabled = () => n8n.subscriptions().filter((one) => one.enabled);
		expect(enabled()).toEqual([{ event: SETTLED, url: second.webhookUrl, enabled: true }]);
		await second.deactivate();
		expect(enabled()).toEqual([]);
	});

	it('sends nothing to the former address either where n8n asked nothing when it was started again', async () => {
		const first = await n8n.listen({ publicBaseUrl: 'https://one.example.com' });
		await first.stop();
		const second = await n8n.listen({
			publicBaseUrl: 'https://two.example.com',
			staticData: first.staticData(),
			activation: 'none',
		});

		await second.deactivate();

		expect(n8n.subscriptions().filter((one) => one.enabled)).toEqual([]);
	});
});

describe('a former address that cannot be left at once', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'many' });

	it('keeps no other one enabled, and is left the next time', async () => {
		const fault = { route: 'updateSubscription', kind: 'status', status: 400 } as const;
		const first = await n8n.listen({ publicBaseUrl: 'https://one.example.com' });
		await first.stop();
		n8n.sandbox.faults.add({ ...fault, times: 2 });
		const second = await n8n.listen({
			publicBaseUrl: 'https://two.example.com',
			staticData: first.staticData(),
		});
		const enabled = () => n8n.subscriptions().flatMap((one) => (one.enabled ? [one.url] : []));
		expect(enabled()).toEqual([first.webhookUrl, second.webhookUrl]);

		await second.deactivate();
		expect(enabled()).toEqual([first.webhookUrl]);

		const third = await n8n.listen({
			publicBaseUrl: 'https://two.example.com',
			staticData: second.staticData(),
		});
		expect(enabled()).toEqual([third.webhookUrl]);
	});
});

describe('what was taken over from somebody else', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'one' });

	it('is given back by n8n itself where activating failed and could not be taken back at once', async () => {
		await n8n.subscribeElsewhere(SETTLED, ELSEWHERE);
		n8n.sandbox.faults.add({ route: 'createSubscriptions', kind: 'status', status: 400, after: 1 });
		n8n.sandbox.faults.add({ route: 'updateSubscription', kind: 'status', status: 400, after: 1 });

		await expect(
			n8n.listen({ events: [SETTLED, REJECTED], options: { replaceExisting: true } }),
		).rejects.toThrow(/pointed to https:\/\/elsewhere\.example\.com\/hook/);

		expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: ELSEWHERE, enabled: true }]);
	});

	it('is given back in the end where n8n had to try several times', async () => {
		await n8n.subscribeElsewhere(SETTLED, ELSEWHERE);
		n8n.sandbox.faults.add({ route: 'createSubscriptions', kind: 'status', status: 400, after: 1, times: 2 });
		n8n.sandbox.faults.add({ route: 'updateSubscription', kind: 'status', status: 400, after: 1, times: 2 });

		await expect(
			n8n.listen({ events: [SETTLED, REJECTED], options: { replaceExisting: true }, attempts: 2 }),
		).rejects.toThrow(/400/);

		expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: ELSEWHERE, enabled: true }]);
	});

	it('stays ours once the workflow is live, and is disabled with it', async () => {
		await n8n.subscribeElsewhere(SETTLED, ELSEWHERE);
		const workflow = await n8n.listen({ options: { replaceExisting: true } });

		await workflow.deactivate();

		expect(n8n.subscriptions()).toEqual([{ event: SETTLED, url: workflow.webhookUrl, enabled: false }]);
	});
});
