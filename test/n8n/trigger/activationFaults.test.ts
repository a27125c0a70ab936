import type { Fault } from '../../../sandbox';
import { listeningN8n, type Subscribed } from '../support/listening';
import { shortWaits } from './shortWaits';

const EVENTS = ['earnedRewardApproved', 'earnedRewardSettled', 'earnedRewardRejected'] as const;
const [FIRST] = EVENTS;
const ELSEWHERE = 'https://elsewhere.example.com/hook';
const forGood = { times: Infinity } as const;
const onCreate = (fault: Omit<Fault, 'route'>): Fault => ({ route: 'createSubscriptions', ...fault });

shortWaits();

describe.each(['one', 'many'] as const)('where Kard takes %s for each event', (subscriptionsPerEvent) => {
	const n8n = listeningN8n({ subscriptionsPerEvent });
	const enabled = () => n8n.subscriptions().filter((one) => one.enabled);
	const elsewhere = (event: string): Subscribed => ({ event, url: ELSEWHERE, enabled: true });

	const refusals: readonly (readonly [string, Fault, RegExp])[] = [
		['trouble at Kard', onCreate({ kind: 'status', after: 2, ...forGood }), /problem of its own \(500\)/],
		['a refusal', onCreate({ kind: 'status', status: 400, after: 2 }), /refused the request \(400\)/],
		[
			'a missing permission',
			onCreate({ kind: 'status', status: 403, after: 2 }),
			/not allowed to do this \(403\)\. The permission it needs is notifications:write\./,
		],
		[
			'a conflict with nothing',
			onCreate({ kind: 'status', status: 409, after: 2 }),
			/exists at Kard already/,
		],
		[
			'a broken connection',
			onCreate({ kind: 'dropBefore', after: 2, ...forGood }),
			/^Kard could not be reached, or the connection broke off/,
		],
		[
			'trouble after it was done',
			onCreate({ kind: 'status', status: 400, after: 2, processed: true }),
			/refused the request \(400\)/,
		],
	];

	it.each(refusals)('the third of three events meets %s: none of ours is left', async (_, fault, message) => {
		n8n.sandbox.faults.add(fault);

		await expect(n8n.listen({ events: [...EVENTS] })).rejects.toThrow(message);

		expect(enabled()).toEqual([]);
	});

	it('the third fails and one was taken over before: it points back', async () => {
		await n8n.subscribeElsewhere(FIRST, ELSEWHERE);
		n8n.sandbox.faults.add({ ...onCreate({ kind: 'status', after: 2 }), ...forGood });

		const options = { replaceExisting: true };
		await expect(n8n.listen({ events: [...EVENTS], options })).rejects.toThrow(/\(500\)/);

		expect(enabled()).toEqual([elsewhere(FIRST)]);
	});

	it('adding to what is subscribed fails: n8n then has the node give up all of it', async () => {
		const before = await n8n.listen({ events: [FIRST] });
		await before.stop();
		n8n.sandbox.faults.add(onCreate({ kind: 'status', status: 400 }));

		await expect(n8n.listen({ events: [...EVENTS], port: before.port })).rejects.toThrow(/\(400\)/);

		expect(n8n.subscriptions()).toMatchObject([{ event: FIRST, enabled: false }]);
	});

	it('the third is subscribed and only the answer is lost: all three are, once', async () => {
		n8n.sandbox.faults.add(onCreate({ kind: 'dropAfter', after: 2 }));

		const { webhookUrl } = await n8n.listen({ events: [...EVENTS] });

		expect(n8n.subscriptions()).toEqual(EVENTS.map((event) => ({ event, url: webhookUrl, enabled: true })));
	});

	it('a client that may only read: the permission that is missing is named, and nothing is changed', async () => {
		await expect(n8n.listen({ credential: { ...n8n.sandbox.limited } })).rejects.toThrow(
			/\(403\)\. The permission it needs is notifications:write\./,
		);

		expect(n8n.subscriptions()).toEqual([]);
	});

	it.each([
		['trouble at Kard', onCreate({ kind: 'status', times: 4 })],
		['trouble after it was done', onCreate({ kind: 'status', status: 400, processed: true })],
		['an answer that is lost', onCreate({ kind: 'dropAfter' })],
		['a list that cannot be had', { route: 'listSubscriptions', kind: 'status', times: 4 } as const],
	])('%s that passes: n8n’s five attempts end with one subscription for each event', async (_, fault) => {
		n8n.sandbox.faults.add(fault);

		const { webhookUrl } = await n8n.listen({ events: [...EVENTS], attempts: 5 });

		expect(n8n.subscriptions()).toEqual(EVENTS.map((event) => ({ event, url: webhookUrl, enabled: true })));
	});

	it('deactivating that fails on the way has tried the others, and says so', async () => {
		const workflow = await n8n.listen({ events: [...EVENTS] });
		n8n.sandbox.faults.add({ route: 'updateSubscription', kind: 'status', status: 400 });

		await expect(workflow.deactivate()).rejects.toThrow(/\(400\)/);

		expect(enabled().map(({ event }) => event)).toEqual([FIRST]);
	});
});
