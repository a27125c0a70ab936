import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Fault } from '../../../sandbox';
import { ELSEWHERE, eventsIn, givenSubscriptions } from '../../support/subscriptions';
import { rejection, textLike } from '../../support/expected';
import type { ActiveWorkflow } from '../engine';
import { listeningN8n, type Listening } from '../support/listening';
import { n8nLog } from './logging';

/** The address of the trigger where n8n has a name of its own, and of a workflow that it had before. */
const OURS = { publicBaseUrl: 'https://n8n.example.com', node: { webhookId: 'ours' } } as const;
const OUR_URL = 'https://n8n.example.com/webhook/ours/webhook';
const HIDDEN = 'https://jordan:password@elsewhere.example.com/hook?key=hidden';
const THREE = eventsIn('approved settled rejected');
const [, SETTLED = ''] = THREE;
const CLAWBACK = 'clawback';
const replaceExisting = { options: { replaceExisting: true } } as const;
const byHand = (options: Listening['options'] = {}): Listening => ({ mode: 'manual', options });
/** The same workflow once more, with what n8n's database has of it. */
const again = async (n8n: ReturnType<typeof listeningN8n>, before: ActiveWorkflow, how: Listening = {}) => {
	await before.stop();
	return await n8n.listen({ port: before.port, staticData: before.staticData(), ...how });
};
const at = (url: string, words: string, state: 'on' | 'off' = 'on') =>
	eventsIn(words).map((event) => `${event} ${state} ${url}`);

describe('a workflow that is switched on and off', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'many' });
	const stored = () => n8n.stored.subscriptions;
	const enabled = () => stored().filter((line) => line.includes(' on '));
	const writes = () => n8n.requests().flatMap(({ method }) => (method === 'GET' ? [] : [method]));

	it('a new workflow is subscribed, gets what happens, and is disabled when it is switched off', async () => {
		const workflow = await n8n.listen({ events: eventsIn('approved settled') });
		expect(stored()).toEqual(at(workflow.webhookUrl, 'approved settled'));
		expect(writes()).toEqual(['POST', 'POST']);

		await n8n.sandbox.notifications.send({ eventName: SETTLED });
		await workflow.deactivate();

		expect(stored()).toEqual(at(workflow.webhookUrl, 'approved settled', 'off'));
		expect(await n8n.sandbox.notifications.send({ eventName: SETTLED })).toEqual([]);
		expect(workflow.executions.succeeded).toBe(1);
	});

	it.each([
		['the same in another order', 'settled approved', 'approved settled', '', []],
		['one more', 'approved settled rejected', 'approved settled rejected', '', ['POST']],
		['one less', 'settled', 'settled', 'approved', ['PATCH']],
	])(
		'activated again with %s it writes what has changed and no more',
		async (_, chosen, on, off, expected) => {
			const before = await n8n.listen({ events: eventsIn('approved settled') });
			n8n.forgetRequests();

			const { webhookUrl } = await again(n8n, before, { events: eventsIn(chosen) });

			expect(stored().toSorted()).toEqual(
				[...at(webhookUrl, on), ...(off === '' ? [] : at(webhookUrl, off, 'off'))].toSorted(),
			);
			expect(writes()).toEqual(expected);
		},
	);

	it('it signs in with a bearer token', async () => {
		const workflow = await n8n.listen({ signIn: 'kardTokenApi' });
		await workflow.deactivate();

		expect(stored()).toEqual(at(workflow.webhookUrl, 'settled', 'off'));
	});

	it('a token that has expired meanwhile is renewed', async () => {
		const accessToken = await n8n.token();
		n8n.sandbox.expireTokens();

		const { webhookUrl } = await n8n.listen({ credential: { accessToken } });

		expect(stored()).toEqual(at(webhookUrl, 'settled'));
	});

	it('the third of three events meets a missing permission: none of ours is left', async () => {
		n8n.fault('createSubscriptions', { kind: 'status', status: 403, after: 2 });

		await expect(n8n.listen({ events: THREE })).rejects.toThrow(/scope notifications:write\./);

		expect(enabled()).toEqual([]);
	});

	it('trouble at Kard that passes: n8n’s attempts end with one subscription for each event', async () => {
		n8n.fault('createSubscriptions', { kind: 'status', times: 4 });

		const { webhookUrl } = await n8n.listen({ events: THREE, attempts: 5 });

		expect(stored()).toEqual(at(webhookUrl, 'approved settled rejected'));
	});

	it('switching off that fails on the way has tried the others, and says so', async () => {
		const workflow = await n8n.listen({ events: THREE });
		n8n.fault('updateSubscription', { kind: 'status', status: 400 });

		await expect(workflow.deactivate()).rejects.toThrow(/\(400\)/);

		expect(enabled()).toEqual(at(workflow.webhookUrl, 'approved'));
	});

	it.each(['activate', 'none'] as const)(
		'nothing is sent to where n8n was before it moved (activation: %s)',
		async (activation) => {
			const first = await n8n.listen({ publicBaseUrl: 'https://one.example.com' });
			await first.stop();

			const second = await n8n.listen({
				publicBaseUrl: 'https://two.example.com',
				staticData: first.staticData(),
				activation,
			});

			if (activation === 'activate') expect(enabled()).toEqual(at(second.webhookUrl, 'settled'));
			await second.deactivate();
			expect(enabled()).toEqual([]);
		},
	);
});

describe('where Kard takes many for each event', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'many' });
	const log = n8nLog();
	const addresses = () =>
		n8n.stored.subscriptions.flatMap((line) => (line.includes(' on ') ? [line.split(' ')[2]] : []));

	it('a former address that cannot be left at once is left the next time, and the log says so', async () => {
		const first = await n8n.listen({ publicBaseUrl: 'https://one.example.com' });
		await first.stop();
		n8n.fault('updateSubscription', { kind: 'status', status: 400, times: 2 });
		const moved = { publicBaseUrl: 'https://two.example.com' };
		const second = await n8n.listen({ ...moved, staticData: first.staticData() });
		expect(addresses()).toEqual([first.webhookUrl, second.webhookUrl]);
		await second.deactivate();
		expect(addresses()).toEqual([first.webhookUrl]);

		const third = await n8n.listen({ ...moved, staticData: second.staticData() });

		expect(addresses()).toEqual([third.webhookUrl]);
		expect(log.warnings()).toEqual(
			Array(2).fill(expect.stringMatching(/^Kard Trigger could not leave a former address: .*\(400\)/)),
		);
	});

	it('listening for a test has an address of its own, until the first notification comes', async () => {
		const live = await n8n.listen();
		const test = await n8n.listen(byHand());
		expect(test.webhookUrl).toContain('/webhook-test/');

		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: 'forged', signature: 'wrong' });
		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: 'notification-1' });
		await Promise.all([live.idle(), test.idle()]);

		expect([n8n.ids(live), n8n.ids(test)]).toEqual([['notification-1'], ['notification-1']]);
		expect(n8n.stored.subscriptions).toEqual([
			...at(live.webhookUrl, 'settled'),
			...at(test.webhookUrl, 'settled', 'off'),
		]);
	});
});

describe('where Kard takes one for each event, and that is sent elsewhere', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'one' });
	const stored = () => n8n.stored.subscriptions;

	it('activating is refused, and says where and what to do', async () => {
		const message =
			/^Kard sends "Earned Reward Settled" to https:\/\/elsewhere\.example\.com\/hook, and takes one subscription for each event\. Turn on Replace Existing Subscription to have it sent here instead, or leave out this event\.$/;
		await givenSubscriptions(n8n, `settled on ${HIDDEN}`);
		const before = [...stored()];

		const error = await rejection(n8n.listen(OURS));

		expect(error).toMatchObject({
			name: 'NodeOperationError',
			message: textLike(message),
		});
		expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/jordan|password|key=/);
		expect(stored()).toEqual(before);
	});

	it('Replace Existing Subscription takes over what is needed for good', async () => {
		await givenSubscriptions(n8n, 'settled on elsewhere; rejected on elsewhere');

		const workflow = await n8n.listen({ ...OURS, ...replaceExisting });
		expect(stored()).toEqual([...at(OUR_URL, 'settled'), ...at(ELSEWHERE, 'rejected')]);
		await workflow.deactivate();

		expect(stored()).toEqual([...at(OUR_URL, 'settled', 'off'), ...at(ELSEWHERE, 'rejected')]);
	});

	it.each([1, 2])(
		'what was taken over is given back where activating fails, in %d attempts',
		async (attempts) => {
			await givenSubscriptions(n8n, 'settled on elsewhere');
			n8n.fault('createSubscriptions', { kind: 'status', status: 400, after: 1, times: attempts });
			n8n.fault('updateSubscription', { kind: 'status', status: 400, after: 1, times: attempts });

			const activating = n8n.listen({ events: eventsIn('settled rejected'), attempts, ...replaceExisting });

			await expect(activating).rejects.toThrow(attempts === 1 ? /pointed to https:\/\/elsewhere/ : /\(400\)/);
			expect(stored()).toEqual(at(ELSEWHERE, 'settled'));
		},
	);

	it('a test does not take over the notifications of the live workflow unasked', async () => {
		const live = await n8n.listen();

		await expect(n8n.listen(byHand())).rejects.toThrow(/Turn on Replace Existing Subscription/);

		expect(stored()).toEqual(at(live.webhookUrl, 'settled'));
	});

	it.each([
		['on', 'the first notification has come'],
		['off', 'the first notification has come'],
		['on', 'a person stops listening'],
	])('what a test took over (%s) is given back as it was when %s, and nowhere kept', async (state, end) => {
		await givenSubscriptions(n8n, `settled ${state} ${HIDDEN}`);
		const test = await n8n.listen(byHand(replaceExisting.options));
		expect(stored()).toEqual(at(test.webhookUrl, 'settled'));

		if (end === 'a person stops listening') await test.deactivate();
		else await n8n.sandbox.notifications.send({ eventName: SETTLED });
		await test.idle();

		expect(stored()).toEqual([`${SETTLED} ${state} ${HIDDEN}`]);
		expect(JSON.stringify(test.staticData())).not.toMatch(/password|hidden/);
	});
});

describe('activating is refused', () => {
	const n8n = listeningN8n({ subscriptionsPerEvent: 'one' });
	const log = n8nLog();
	const noKey =
		/^The credential has no Webhook Key, so nobody can tell whether a notification comes from Kard\. Fill in the Webhook Key that Kard gave you, or turn off Verify Signature in the options\.$/;
	const credential = (changes: ICredentialDataDecryptedObject): Listening => ({ credential: changes });

	const unreachable = { route: 'createSubscriptions', kind: 'dropBefore', times: Infinity } as const;
	const keyless: Listening = { ...credential({ webhookKey: '\t' }), signIn: 'kardTokenApi' };
	const stale: Listening = { ...credential({ accessToken: 'no-token' }), signIn: 'kardTokenApi' };

	it.each<[string, Listening, RegExp, Fault?]>([
		['without a webhook key', credential({ webhookKey: '' }), noKey],
		['with a blank key', credential({ webhookKey: ' \u200b' }), noKey],
		['without a key beside a bearer token', keyless, noKey],
		['without an event', { events: [] }, /^No event is chosen\. Choose at least one\.$/],
		['with a wrong secret', credential({ clientSecret: 'no' }), /did not accept the Client Secret \(401\)/],
		['with a bearer token that is no longer good', stale, /\(401\).*token/],
		['for a broken connection', {}, /^Kard could not be reached/, unreachable],
	])(
		'%s: it says why, nothing is subscribed, and no secret is in the error or in the log',
		async (...[, how, message, fault]) => {
			await givenSubscriptions(n8n, `rejected on ${HIDDEN}`);
			if (fault) n8n.sandbox.faults.add(fault);

			const error = await rejection(n8n.listen(how));

			expect(error).toMatchObject({
				name: 'NodeOperationError',
				message: textLike(message),
			});
			expect(n8n.stored.subscriptions.filter((line) => line.includes(' on '))).toEqual([
				`${eventsIn('rejected').join()} on ${HIDDEN}`,
			]);
			const { clientSecret, webhookKey } = n8n.sandbox;
			const own = Object.getOwnPropertyNames(error).map((name): unknown => Reflect.get(Object(error), name));
			const shown = [String(error), ...[...own, log.entries].map((value) => JSON.stringify(value))].join(' ');
			for (const secret of [clientSecret, webhookKey]) expect(shown).not.toContain(secret);
			expect(shown).not.toMatch(/sandbox-token-|Bearer|Basic (?!Authentication)|password|key=hidden/);
		},
	);

	it('at an address in the open, unless Kard is on this machine', async () => {
		// This machine by a name that does not look like it, so that nothing leaves it.
		const baseUrl = 'https://[::ffff:127.0.0.1]:1';

		await expect(
			n8n.listen({ publicBaseUrl: 'http://n8n.example.com', credential: { baseUrl } }),
		).rejects.toThrow(
			/^Kard delivers over HTTPS only, and the address here is http:\/\/n8n\.example\.com\/webhook\/.* begins with https:\/\//,
		);

		expect(n8n.requests()).toEqual([]);
	});

	it('not without a key where signatures are not verified', async () => {
		const workflow = await n8n.listen({
			options: { verifySignature: false },
			credential: { webhookKey: '' },
		});

		expect(n8n.stored.subscriptions).toEqual(at(workflow.webhookUrl, 'settled'));
	});
});

describe.each<[string, Listening]>([
	['chosen in a workflow that was saved before', { events: [SETTLED, CLAWBACK] }],
	['among the other events', { events: [SETTLED], options: { otherEvents: ' Clawback ' } }],
])('a retired event that is %s', (_, how) => {
	const n8n = listeningN8n();
	const log = n8nLog();
	const events = () =>
		n8n.stored.subscriptions.flatMap((line) => (line.includes(' on ') ? [line.split(' ')[0]] : []));
	const kardTakesIt = (isTaken: boolean) => {
		n8n.sandbox.setReadings({ retiredEvents: isTaken ? 'taken' : 'refused' });
	};
	const restart = async (before: ActiveWorkflow, changes: Listening = {}) =>
		await again(n8n, before, { activation: 'init', freshProcess: true, ...how, ...changes });

	afterEach(() => {
		kardTakesIt(false);
	});

	it('is subscribed, and starts the workflow, as long as Kard has it', async () => {
		kardTakesIt(true);
		const workflow = await n8n.listen(how);
		const { webhookUrl } = workflow;

		for (const eventName of [CLAWBACK, 'validTransaction', SETTLED]) {
			await n8n.sandbox.notifications.send({ eventName, webhookUrl });
		}
		await workflow.idle();

		expect(events()).toEqual([SETTLED, CLAWBACK]);
		expect(n8n.items(workflow).map(({ eventName }) => eventName)).toEqual([CLAWBACK, SETTLED]);
	});

	it('is refused by name when the workflow is new, unless that is to be skipped, with a warning', async () => {
		await expect(n8n.listen(how)).rejects.toThrow(
			/^The event "Clawback" \(clawback\) cannot be subscribed to\. .*\(400\)\..* turn on Skip Events That Kard Refuses /,
		);
		expect(events()).toEqual([]);

		const first = await n8n.listen({ ...how, options: { ...how.options, skipRefused: true } });

		expect(events()).toEqual([SETTLED]);
		expect(log.warnings()).toEqual([
			expect.stringMatching(/^Kard Trigger: The event "Clawback" \(clawback\) was left out\./),
		]);
		// What was left out at first is not what the workflow had before.
		await expect(restart(first)).rejects.toThrow(/^The event "Clawback"/);
	});

	it('goes on when n8n is started again, whether Kard has it still or not', async () => {
		kardTakesIt(true);
		const first = await n8n.listen(how);
		kardTakesIt(false);

		let workflow = await restart(first);
		expect(events()).toEqual([SETTLED, CLAWBACK]);

		// Kard has cleared away whatever it had.
		n8n.sandbox.reset();
		kardTakesIt(false);
		for (const time of [1, 2]) {
			workflow = await restart(workflow);
			expect([time, events(), log.warnings().length]).toEqual([time, [SETTLED], time]);
		}
	});

	it('goes on when the workflow was activated before its events were stored', async () => {
		const webhookUrl = 'https://one.example.com/webhook/fixed/webhook';
		const staticData = { 'node:Kard Trigger': { addresses: [webhookUrl], takenOver: [] } };

		await n8n.listen({ ...how, staticData, publicBaseUrl: 'https://one.example.com' });

		expect([events(), log.warnings().length]).toEqual([[SETTLED], 1]);
	});

	it('is given up where it is no longer chosen, even if Kard refuses to change its subscription', async () => {
		kardTakesIt(true);
		const first = await n8n.listen(how);
		n8n.fault('updateSubscription', { kind: 'status', status: 400 });

		await restart(first, { events: [SETTLED], options: {} });

		expect(log.warnings()).toEqual([
			expect.stringMatching(/The subscription to the event "Clawback" .* cannot be disabled/),
		]);
	});
});

describe('other events', () => {
	const n8n = listeningN8n();

	it('are enough: a workflow may have no event of the list', async () => {
		const { webhookUrl } = await n8n.listen({
			events: [],
			options: { otherEvents: 'auditUpdate, Earned Reward Settled' },
		});

		expect(n8n.stored.subscriptions).toEqual(at(webhookUrl, 'audit settled'));
	});
});
