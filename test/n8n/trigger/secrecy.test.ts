import type { Fault } from '../../../sandbox';
import { listeningN8n, type Listening } from '../support/listening';
import { n8nLog } from './logging';
import { shortWaits } from './shortWaits';

const n8n = listeningN8n({ subscriptionsPerEvent: 'one' });
const log = n8nLog();

const HIDDEN = 'https://jordan:password@elsewhere.example.com/hook?key=hidden';

shortWaits();

/** Everything that an error carries, its stack and what hangs on it included. */
function allOf(error: unknown): string {
	const own = typeof error === 'object' && error !== null ? Object.getOwnPropertyNames(error) : [];
	const values = own.map((name): unknown => Reflect.get(Object(error), name));
	return [String(error), ...values.map((value) => String(JSON.stringify(value)))].join(' ');
}

function expectNoSecret(text: string): void {
	const { clientSecret, webhookKey } = n8n.sandbox;
	for (const secret of [clientSecret, webhookKey]) expect(text).not.toContain(secret);
	expect(text).not.toMatch(/sandbox-token-|Bearer|Basic (?!Authentication)|password|key=hidden/);
}

const mishaps: readonly (readonly [string, Listening, Fault | undefined])[] = [
	['an address that is not ours', {}, undefined],
	['a wrong secret', { credential: { clientId: 'nobody' } }, undefined],
	['a refused token', {}, { kind: 'status', status: 401, times: Infinity, route: 'listSubscriptions' }],
	['a missing permission', {}, { kind: 'status', status: 403, route: 'createSubscriptions' }],
	['trouble at Kard', {}, { kind: 'status', times: Infinity, route: 'createSubscriptions' }],
	['a broken connection', {}, { kind: 'dropBefore', times: Infinity, route: 'createSubscriptions' }],
	['a web page', {}, { kind: 'html', status: 200, times: Infinity, route: 'listSubscriptions' }],
	['no webhook key', { credential: { webhookKey: '' } }, undefined],
];

it.each(mishaps)(
	'activating fails for %s: no secret is in the error or in n8n’s log',
	async (_, how, fault) => {
		await n8n.subscribeElsewhere('earnedRewardSettled', HIDDEN);
		if (fault) n8n.sandbox.faults.add(fault);

		const error: unknown = await n8n.listen(how).then(
			() => undefined,
			(refused: unknown) => refused,
		);

		expect(error).toMatchObject({ name: 'NodeOperationError' });
		expectNoSecret(allOf(error));
		expectNoSecret(JSON.stringify(log.entries));
	},
);

it('what n8n keeps of an execution holds neither the signature nor a secret', async () => {
	const workflow = await n8n.listen();

	await n8n.sandbox.notifications.send({ eventName: 'earnedRewardSettled' });
	await workflow.idle();

	const [run] = workflow.runs;
	expect(run?.run.status).toBe('success');
	expectNoSecret(JSON.stringify(run?.run));
	expect(JSON.stringify(run?.run)).not.toMatch(/notify-signature|[A-Za-z0-9+/]{43}=/);
	expectNoSecret(JSON.stringify(workflow.staticData()));
	expectNoSecret(JSON.stringify(log.entries));
	expect(log.entries.filter(([level]) => level !== 'debug')).toEqual([]);
});

it('what a test took over, and where from, is kept no longer than the test', async () => {
	await n8n.subscribeElsewhere('earnedRewardSettled', HIDDEN);
	const test = await n8n.listen({ mode: 'manual', options: { replaceExisting: true } });

	await test.deactivate();

	expect(n8n.subscriptions()).toMatchObject([{ url: HIDDEN }]);
	expectNoSecret(JSON.stringify(test.staticData()));
});
