import type { ActiveWorkflow } from '../engine';
import { listeningN8n, type Listening } from '../support/listening';
import { n8nLog } from './logging';

const SETTLED = 'earnedRewardSettled';
const CLAWBACK = 'clawback';

const n8n = listeningN8n();
const log = n8nLog();

const enabled = () => n8n.subscriptions().flatMap(({ event, enabled: isOn }) => (isOn ? [event] : []));
const warnings = () => log.entries.filter(([level]) => level === 'warn').map(([, text]) => text);
const retired = (known: boolean) => {
	n8n.sandbox.setReadings({ retiredEvents: known ? 'taken' : 'refused' });
};
/** n8n is started again with what it has of a workflow. */
const startedAgain = async (before: ActiveWorkflow, how: Listening): Promise<ActiveWorkflow> => {
	await before.stop();
	const kept = { staticData: before.staticData(), port: before.port };
	return await n8n.listen({ ...kept, activation: 'init', freshProcess: true, ...how });
};
/** What came for the workflow, as its items have it. */
const came = async (workflow: ActiveWorkflow, ...events: readonly string[]) => {
	const { webhookUrl } = workflow;
	for (const eventName of events) {
		await n8n.sandbox.notifications.send({ eventName, id: `${eventName}-1`, webhookUrl });
	}
	await workflow.idle();
	return n8n.items(workflow).map(({ eventName }) => eventName);
};

afterEach(() => {
	retired(false);
});

/** How a workflow may name an event that is on no list. */
const WAYS: readonly [string, Listening][] = [
	['chosen in a workflow that was saved before', { events: [SETTLED, CLAWBACK] }],
	['among the other events', { events: [SETTLED], options: { otherEvents: ' Clawback ' } }],
];

describe.each(WAYS)('a retired event that is %s', (_, how) => {
	it('is subscribed, and starts the workflow, as long as Kard has it', async () => {
		retired(true);
		const workflow = await n8n.listen(how);

		expect(enabled()).toEqual([SETTLED, CLAWBACK]);
		expect(await came(workflow, CLAWBACK, 'validTransaction', SETTLED)).toEqual([CLAWBACK, SETTLED]);
		expect(n8n.items(workflow)[0]).toMatchObject({
			...{ id: 'clawback-1', reason: 'RETURNED', message: expect.any(String) as unknown },
			...{
				transactionId: expect.any(String) as unknown,
				relatedTransactionId: expect.any(String) as unknown,
			},
		});
	});

	it('is refused by name when the workflow is new, with what to do, and nothing is subscribed', async () => {
		await expect(n8n.listen(how)).rejects.toThrow(
			/^The event "Clawback" \(clawback\) cannot be subscribed to\. Kard refused the request \(400\)\..* turn on Skip Events That Kard Refuses /,
		);

		expect(enabled()).toEqual([]);
	});

	it('is left out when the workflow is new and the person wants that, with a warning', async () => {
		const workflow = await n8n.listen({ ...how, options: { ...how.options, skipRefused: true } });

		expect(enabled()).toEqual([SETTLED]);
		expect(warnings()).toEqual([
			expect.stringMatching(/^Kard Trigger: The event "Clawback" \(clawback\) was left out\./),
		]);
		expect(await came(workflow, SETTLED)).toEqual([SETTLED]);
	});

	it('goes on when n8n is started again, whether Kard has it still or not', async () => {
		retired(true);
		const first = await n8n.listen(how);
		retired(false);

		const second = await startedAgain(first, how);
		expect(enabled()).toEqual([SETTLED, CLAWBACK]);
		expect(await came(second, CLAWBACK, SETTLED)).toEqual([CLAWBACK, SETTLED]);

		// Kard has cleared away whatever it had.
		n8n.sandbox.reset();
		retired(false);
		let again = second;
		for (const time of [1, 2]) {
			again = await startedAgain(again, how);
			expect([time, enabled(), warnings().length]).toEqual([time, [SETTLED], time]);
			await n8n.sandbox.notifications.send({ eventName: SETTLED, id: `after-${String(time)}` });
			await again.idle();
			expect(n8n.items(again)).toMatchObject([{ id: `after-${String(time)}` }]);
		}
	});

	it('goes on when the workflow was activated before anybody kept which events it has', async () => {
		const webhookUrl = 'https://one.example.com/webhook/fixed/webhook';
		const kept = { 'node:Kard Trigger': { addresses: [webhookUrl], takenOver: [] } };

		await n8n.listen({ ...how, staticData: kept, publicBaseUrl: 'https://one.example.com' });

		expect(enabled()).toEqual([SETTLED]);
		expect(warnings()).toHaveLength(1);
	});
});

it('an event that was left out at first is still refused when the person wants that no more', async () => {
	const first = await n8n.listen({ events: [SETTLED, CLAWBACK], options: { skipRefused: true } });

	await expect(startedAgain(first, { events: [SETTLED, CLAWBACK] })).rejects.toThrow(/^The event "Clawback"/);
});

it('a retired event that is no longer chosen is given up, even where Kard refuses to change its subscription', async () => {
	retired(true);
	const first = await n8n.listen({ events: [SETTLED, CLAWBACK] });
	n8n.sandbox.faults.add({ route: 'updateSubscription', kind: 'status', status: 400 });

	const second = await startedAgain(first, { events: [SETTLED] });

	expect(enabled()).toEqual([SETTLED, CLAWBACK]);
	expect(warnings()).toEqual([
		expect.stringMatching(/The subscription to the event "Clawback" .* cannot be disabled/),
	]);
	expect(await came(second, CLAWBACK, SETTLED)).toEqual([SETTLED]);
});

it('a workflow with other events alone is one', async () => {
	const workflow = await n8n.listen({
		events: [],
		options: { otherEvents: 'auditUpdate, Earned Reward Settled' },
	});

	expect(enabled()).toEqual(['auditUpdate', SETTLED]);
	expect(await came(workflow, 'auditUpdate', 'earnedRewardApproved')).toEqual(['auditUpdate']);
});

it('a workflow without any event says so', async () => {
	await expect(n8n.listen({ events: [] })).rejects.toThrow('No event is chosen. Choose at least one.');
});
