import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Fault } from '../../../sandbox';
import { ELSEWHERE, eventsIn, givenSubscriptions } from '../../support/subscriptions';
import { rejection } from '../../support/expected';
import type { ActiveWorkflow } from '../engine';
import { listeningN8n, type Listening } from '../support/listening';
import { n8nLog } from './logging';

/** The address of the trigger where n8n has a name of its own, and of a workflow that it had before. */
const OURS = { publicBaseUrl: 'https://n8n.example.com', node: { webhookId: 'ours' } } as const;
const OUR_URL = 'https://n8n.example.com/webhook/ours/webhook';
const LEFT_OVER = 'https://n8n.example.com/webhook/an-earlier-one/webhook';
const HIDDEN = 'https://jordan:password@elsewhere.example.com/hook?key=hidden';
const THREE = eventsIn('approved settled rejected');
const [, SETTLED = ''] = THREE;
const CLAWBACK = 'clawback';
const replaceExisting = { options: { replaceExisting: true } } as const;
const another = { id: 'another', webhookId: 'another' } as const;
const byHand = (options: Listening['options'] = {}): Listening => ({ mode: 'manual', options });
/** The same workflow once more, with what n8n's database has of it. */
const again = async (n8n: ReturnType<typeof listeningN8n>, before: ActiveWorkflow, how: Listening = {}) => {
	await before.stop();
	return await n8n.listen({ port: before.port, staticData: before.staticData(), ...how });
};
const at = (url: string, words: string, state: 'on' | 'off' = 'on') =>
	eventsIn(words).map((event) => `${event} ${state} ${url}`);

describe.each(['one', 'many'] as const)('where Kard takes %s for each event', (subscriptionsPerEvent) => {
	const n8n = listeningN8n({ subscriptionsPerEvent });
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

	it('one that was disabled is enabled again', async () => {
		const before = await n8n.listen();
		await before.deactivate();

		await again(n8n, before);

		expect([stored(), writes()]).toEqual([at(before.webhookUrl, 'settled'), ['POST', 'PATCH', 'PATCH']]);
	});

	it('switching off leaves those of others alone, and writes nothing where nothing is left', async () => {
		await givenSubscriptions(n8n, 'rejected on elsewhere');
		const neighbour = await n8n.listen({ events: eventsIn('approved'), node: another });
		const own = await n8n.listen();

		await own.deactivate();
		expect(stored()).toEqual([
			...at(ELSEWHERE, 'rejected'),
			...at(neighbour.webhookUrl, 'approved'),
			...at(own.webhookUrl, 'settled', 'off'),
		]);
		n8n.sandbox.reset();
		n8n.forgetRequests();
		await neighbour.deactivate();

		expect(writes()).toEqual([]);
	});

	it('an address that is written a little otherwise is ours all the same', async () => {
		await givenSubscriptions(n8n, 'settled on https://N8N.example.com:443/webhook/ours/webhook');

		await n8n.listen(OURS);

		expect([stored().length, writes()]).toEqual([1, []]);
	});

	it.each(['kardApi', 'kardTokenApi'] as const)('it signs in with %s', async (signIn) => {
		const workflow = await n8n.listen({ signIn });
		await workflow.deactivate();

		expect(stored()).toEqual(at(workflow.webhookUrl, 'settled', 'off'));
	});

	it('a token that has expired meanwhile is renewed', async () => {
		const accessToken = await n8n.token();
		n8n.sandbox.expireTokens();

		const { webhookUrl } = await n8n.listen({ credential: { accessToken } });

		expect(stored()).toEqual(at(webhookUrl, 'settled'));
	});

	const onThird = (fault: Omit<Fault, 'route' | 'after'>): Fault => ({
		route: 'createSubscriptions',
		after: 2,
		...fault,
	});
	it.each([
		['trouble at Kard', onThird({ kind: 'status', times: Infinity }), /problem of its own \(500\)/],
		['a missing permission', onThird({ kind: 'status', status: 403 }), /needs is notifications:write\./],
		['trouble after it was done', onThird({ kind: 'status', status: 400, processed: true }), /\(400\)/],
	] as const)('the third of three events meets %s: none of ours is left', async (_, fault, message) => {
		n8n.sandbox.faults.add(fault);

		await expect(n8n.listen({ events: THREE })).rejects.toThrow(message);

		expect(enabled()).toEqual([]);
	});

	it('the third event fails and one was taken over before: it points back', async () => {
		await givenSubscriptions(n8n, 'approved on elsewhere');
		n8n.sandbox.faults.add(onThird({ kind: 'status', times: Infinity }));

		await expect(n8n.listen({ events: THREE, ...replaceExisting })).rejects.toThrow(/\(500\)/);

		expect(enabled()).toEqual(at(ELSEWHERE, 'approved'));
	});

	it.each<[string, Fault]>([
		['trouble at Kard', { route: 'createSubscriptions', kind: 'status', times: 4 }],
		['an answer that is lost', { route: 'createSubscriptions', kind: 'dropAfter', after: 2 }],
		['a list that cannot be had', { route: 'listSubscriptions', kind: 'status', times: 4 }],
	])('%s that passes: n8n’s attempts end with one subscription for each event', async (_, fault) => {
		n8n.sandbox.faults.add(fault);

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

	it.each([{}, replaceExisting])(
		'others are sent what happens as well (%j), and a disabled one stays',
		async (options) => {
			await givenSubscriptions(n8n, `settled on elsewhere; settled off ${LEFT_OVER}`);
			const first = await n8n.listen({ ...options, ...OURS });
			const second = await n8n.listen({ ...options, node: another });
			await second.deactivate();

			expect(n8n.stored.subscriptions).toEqual([
				...at(ELSEWHERE, 'settled'),
				...at(LEFT_OVER, 'settled', 'off'),
				...at(first.webhookUrl, 'settled'),
				...at(second.webhookUrl, 'settled', 'off'),
			]);
		},
	);

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

	it.each([
		[
			'on',
			`settled on ${HIDDEN}`,
			/^Kard sends "Earned Reward Settled" to https:\/\/elsewhere\.example\.com\/hook, and takes one subscription for each event\. Turn on Replace Existing Subscription to have it sent here instead, or leave out this event\.$/,
		],
		[
			'off',
			'settled off elsewhere',
			/^Kard has a disabled subscription that sends .* to https:\/\/elsewhere\.example\.com\/hook, /,
		],
		[
			'on',
			`settled on ${LEFT_OVER}`,
			/to https:\/\/n8n\.example\.com\/webhook\/an-earlier-one\/webhook, .* Replace Existing Subscription/,
		],
	] as const)('(%s: %s) activating is refused, and says where and what to do', async (_, given, message) => {
		await givenSubscriptions(n8n, given);
		const before = [...stored()];

		const error = await rejection(n8n.listen(OURS));

		expect(error).toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(message) as unknown,
		});
		expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/jordan|password|key=/);
		expect(stored()).toEqual(before);
	});

	it.each(['on', 'off'])(
		'Replace Existing Subscription takes over what is needed for good (%s)',
		async (state) => {
			await givenSubscriptions(n8n, `settled ${state} elsewhere; rejected on elsewhere`);

			const workflow = await n8n.listen({ ...OURS, ...replaceExisting });

			expect(stored()).toEqual([...at(OUR_URL, 'settled'), ...at(ELSEWHERE, 'rejected')]);
			await workflow.deactivate();
			expect(stored()).toEqual([...at(OUR_URL, 'settled', 'off'), ...at(ELSEWHERE, 'rejected')]);
		},
	);

	it('a disabled one that leads to the same n8n was left over, and is used again', async () => {
		await givenSubscriptions(n8n, `settled off ${LEFT_OVER}`);

		await n8n.listen(OURS);

		expect(stored()).toEqual(at(OUR_URL, 'settled'));
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

	it.each<[string, Listening, Fault | undefined, RegExp]>([
		['without a webhook key', credential({ webhookKey: '' }), undefined, noKey],
		['with a blank key', credential({ webhookKey: ' \u200b' }), undefined, noKey],
		[
			'without a key beside a bearer token',
			{ ...credential({ webhookKey: '\t' }), signIn: 'kardTokenApi' },
			undefined,
			noKey,
		],
		['without an event', { events: [] }, undefined, /^No event is chosen\. Choose at least one\.$/],
		[
			'with an event that Kard does not have',
			{ events: [SETTLED, 'rewardDoubled'] },
			undefined,
			/^The event "rewardDoubled" cannot be subscribed to\. Kard refused the request \(400\)/,
		],
		[
			'with a wrong client',
			credential({ clientId: 'nobody' }),
			undefined,
			/does not know this client \(404\)/,
		],
		[
			'with a wrong secret',
			credential({ clientSecret: 'no' }),
			undefined,
			/did not accept the client ID and client secret \(401\)/,
		],
		[
			'with a bearer token that is no longer good',
			{ signIn: 'kardTokenApi', credential: { accessToken: 'no-token' } },
			undefined,
			/\(401\).*token/,
		],
		[
			'for a refused token',
			{},
			{ route: 'listSubscriptions', kind: 'status', status: 401, times: Infinity },
			/\(401\)/,
		],
		[
			'for a missing permission',
			{},
			{ route: 'createSubscriptions', kind: 'status', status: 403 },
			/needs is notifications:write/,
		],
		[
			'for a broken connection',
			{},
			{ route: 'createSubscriptions', kind: 'dropBefore', times: Infinity },
			/^Kard could not be reached, or the connection broke off/,
		],
		[
			'for a web page',
			{},
			{ route: 'listSubscriptions', kind: 'html', status: 200, times: Infinity },
			/status 200/,
		],
	])(
		'%s: it says why, nothing is subscribed, and no secret is in the error or in the log',
		async (_, how, fault, message) => {
			await givenSubscriptions(n8n, `rejected on ${HIDDEN}`);
			if (fault) n8n.sandbox.faults.add(fault);

			const error = await rejection(n8n.listen(how));

			expect(error).toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(message) as unknown,
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
