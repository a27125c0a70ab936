import { gzipSync } from 'node:zlib';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import {
	EVENTS,
	isEventName,
	notificationSamples,
	SIGNATURE_HEADER,
	transactionOperations,
	userOperations,
	NotificationHistory,
} from '../../../shared/host';
import { fieldsAt } from '../../../shared/notifications/payload';
import { textLike } from '../../support/expected';
import { purchase, SHOPPER, upTo } from '../../support/purchase';
import { sheetLine } from '../../support/resource';
import type { ActiveWorkflow } from '../engine';
import { EditFields } from '../support/editFields';
import { credentialFor, runInN8n } from '../support/kardInN8n';
import { listeningN8n, type Listening } from '../support/listening';
import { notification, post, postSigned, signatureOf, type Answered } from './deliveries';
import { n8nLog } from './logging';
import { sendOnWire, gateFor } from './wire';

const n8n = listeningN8n({ deliveryTimeoutMs: 2_000 });
const log = n8nLog();
const SETTLED = 'earnedRewardSettled';
const REFUSED = { status: 401, text: '{"message":"The signature is missing or wrong."}' };

/** A notification whose signature has both digits in it that base64 for the web writes otherwise. */
const BODY = (): string =>
	upTo(100)
		.map((number) => JSON.stringify(notification(`delivery-${String(number)}`, SETTLED, { name: 'Café' })))
		.find((body) => /\+.*\/|\/.*\+/.test(sign(body))) ?? '';
const sign = (body: string | Uint8Array, key = n8n.sandbox.webhookKey) => signatureOf(body, key);
const signed = (signature: string) => ({ [SIGNATURE_HEADER]: signature });

/** A refusal starts nothing, is no mishap, leaves nothing behind, and tells nobody anything. */
async function expectRefused(workflow: ActiveWorkflow, answer: Answered): Promise<void> {
	await workflow.idle();
	expect(answer).toEqual(REFUSED);
	expect([workflow.executions.started, workflow.reported]).toEqual([0, []]);
	expect(JSON.stringify(workflow.staticData())).not.toContain('seenNotifications');
}

/** What became of a delivery that was not refused for its signature. */
async function outcome(workflow: ActiveWorkflow, status: number | undefined): Promise<readonly unknown[]> {
	await workflow.idle();
	expect([workflow.executions.failed, workflow.reported]).toEqual([0, []]);
	return [status, workflow.executions.succeeded];
}

describe('a signature', () => {
	it.each<[string, (right: string, body: string) => string]>([
		['of another key', (_, body) => sign(body, 'not-the-key')],
		['of another body', () => sign('{}')],
		['short by its padding', (right) => right.slice(0, -1)],
		['in base64 for the web', (right) => right.replace(/\+/g, '-').replace(/\//g, '_')],
	])('%s is refused, and n8n’s log says where and why, and nothing of what was in it', async (_, forge) => {
		const workflow = await n8n.listen();
		const body = BODY();

		await expectRefused(workflow, await post(workflow, body, signed(forge(sign(body), body))));

		expect(log.entries).toEqual([
			[
				'warn',
				'Kard Trigger refused a delivery (401): The signature is missing or wrong. If it came from Kard, the ' +
					'webhook key of the credential is not the one that Kard signs with.',
				{ workflowId: textLike(/^on-notification-\d+$/), node: 'Kard Trigger' },
			],
		]);
	});

	it('that is missing, or in another header, is refused', async () => {
		const workflow = await n8n.listen();

		await expectRefused(workflow, await post(workflow, BODY(), {}));
		for (const name of ['x-notify-signature', 'notify_signature', 'authorization']) {
			await expectRefused(workflow, await post(workflow, BODY(), { [name]: sign(BODY()) }));
		}
	});

	it('that is right is accepted, whatever the case of its header', async () => {
		const workflow = await n8n.listen();
		const headers = { 'nOtIfY-sIgNaTuRe': sign(BODY()) };

		expect(await outcome(workflow, await sendOnWire(workflow, { headers, body: BODY() }))).toEqual([200, 1]);
	});

	it('that comes twice is refused, also where one of them is right', async () => {
		const workflow = await n8n.listen();
		const headers = { [SIGNATURE_HEADER]: [sign(BODY()), sign(BODY())] };

		expect(await outcome(workflow, await sendOnWire(workflow, { headers, body: BODY() }))).toEqual([401, 0]);
		await expectRefused(workflow, await post(workflow, BODY(), signed(`${sign(BODY())}, ${sign(BODY())}`)));
	});
});

describe('a body', () => {
	it.each<[string, (body: string) => string | Buffer, object?]>([
		['with a line break at its end', (body) => `${body}\n`],
		[
			'in Latin-1',
			(body) => Buffer.from(body, 'latin1'),
			{ 'content-type': 'application/json; charset=latin1' },
		],
		['that is left out', () => '', { 'content-type': 'text/plain' }],
	])('%s is refused with the signature of the body as it was', async (_, change, headers = {}) => {
		const workflow = await n8n.listen();

		await expectRefused(
			workflow,
			await post(workflow, change(BODY()), { ...signed(sign(BODY())), ...headers }),
		);
	});

	it.each<[string, string | Buffer, object, number, number]>([
		['with spaces in it', JSON.stringify(notification('one'), null, 2), {}, 200, 1],
		['with a byte order mark', `\uFEFF${JSON.stringify(notification('one'))}`, {}, 200, 1],
		['cut off', '{"data":', {}, 422, 0],
		[
			'in UTF-16',
			Buffer.from(JSON.stringify(notification('one')), 'utf16le'),
			{ 'content-type': 'application/json; charset=utf-16le' },
			400,
			0,
		],
		['that is empty', '', {}, 400, 0],
		['that is no JSON', SETTLED, { 'content-type': 'text/plain' }, 400, 0],
	])('%s that is signed: %#', async (_, body, headers, status, started) => {
		const workflow = await n8n.listen();

		const answer = await postSigned(
			workflow,
			body,
			n8n.sandbox.webhookKey,
			headers as Record<string, string>,
		);

		expect(await outcome(workflow, answer.status)).toEqual([status, started]);
		if (status !== 400) return;
		expect(answer.text).toBe('{"message":"The body is not a notification."}');
		expect(log.warnings()).toEqual([
			'Kard Trigger refused a delivery (400): The body is not a notification.',
		]);
	});

	it.each(
		[1, 2].flatMap((typeVersion) =>
			['application/json', 'application/octet-stream', 'text/plain'].map(
				(type) => [typeVersion, type] as const,
			),
		),
	)('is taken by a trigger of version %i, also as %s', async (typeVersion, contentType) => {
		const workflow = await n8n.listen({ node: { typeVersion } });
		const headers = { 'content-type': contentType };

		const taken = await postSigned(workflow, BODY(), n8n.sandbox.webhookKey, headers);
		expect(await outcome(workflow, taken.status)).toEqual([200, 1]);
		const forged = await post(workflow, BODY(), { ...headers, ...signed(sign(`${BODY()} `)) });
		expect(await outcome(workflow, forged.status)).toEqual([401, 1]);
	});

	it('that nobody can unpack is refused, and is no mishap of n8n', async () => {
		const workflow = await n8n.listen({ node: { typeVersion: 2 } });
		const broken = { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' };

		await expectRefused(workflow, await post(workflow, BODY(), { ...signed(sign(BODY())), ...broken }));
	});

	it('that n8n has unpacked is measured by the signature of what was packed', async () => {
		const workflow = await n8n.listen();
		const packed = gzipSync(BODY());
		const gzip = { 'content-encoding': 'gzip' };

		await expectRefused(workflow, await post(workflow, packed, { ...signed(sign(packed)), ...gzip }));
		const { status } = await post(workflow, packed, { ...signed(sign(BODY())), ...gzip });

		expect(await outcome(workflow, status)).toEqual([200, 1]);
	});
});

describe('without a webhook key', () => {
	it.each(['', ' \t', '\u200b'])(
		'(%j) everything is refused, also what is signed with just that',
		async (webhookKey) => {
			// Activating refuses such a credential. A person may empty it later.
			const workflow = await n8n.listen({ activation: 'none', credential: { webhookKey } });

			for (const key of ['', webhookKey, n8n.sandbox.webhookKey]) {
				await expectRefused(workflow, await postSigned(workflow, BODY(), key));
			}
		},
	);

	it('everything is accepted where signatures are not verified, signed or not', async () => {
		const workflow = await n8n.listen({
			options: { verifySignature: false },
			credential: { webhookKey: '' },
		});

		for (const signature of ['none', 'wrong', 'valid'] as const) {
			const sent = await n8n.sandbox.notifications.send({ eventName: SETTLED, id: signature, signature });
			expect(sent).toMatchObject([{ status: 200 }]);
		}
		await workflow.idle();

		expect(n8n.ids(workflow)).toEqual(['none', 'wrong', 'valid']);
	});

	it.each(['no', null, 0])(
		'a switch that is neither on nor off (%j) has its default: signatures are verified',
		async (verifySignature) => {
			const workflow = await n8n.listen({ activation: 'none', options: { verifySignature } });

			await expectRefused(workflow, await post(workflow, BODY(), {}));
		},
	);
});

describe('an answer', () => {
	const deliver = async (workflow: ActiveWorkflow, id: string, eventName?: string) =>
		await postSigned(workflow, JSON.stringify(notification(id, eventName)), n8n.sandbox.webhookKey);

	it('says what came of the notification', async () => {
		const workflow = await n8n.listen();

		const answers = [
			await deliver(workflow, 'one'),
			await deliver(workflow, 'one'),
			await deliver(workflow, 'two', 'earnedRewardRejected'),
		];

		expect(answers).toEqual(
			[
				'The workflow was started.',
				'This notification was delivered before.',
				'The workflow does not listen to this event.',
			].map((message) => ({ status: 200, text: JSON.stringify({ message }) })),
		);
		expect(await outcome(workflow, 200)).toEqual([200, 1]);
	});

	it('does not wait for a slow node behind the trigger, nor is it about a broken one', async () => {
		let finish = (): void => undefined;
		const finished = new Promise<void>((resolve) => (finish = resolve));
		const { description } = new EditFields();
		const execute = async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			await finished;
			throw new Error('This node is broken.');
		};
		const workflow = await n8n.listen({ nextNode: { description, execute } satisfies INodeType });

		const sent = await n8n.sandbox.notifications.send({ eventName: SETTLED, id: 'same', times: 2 });
		const before = workflow.executions;
		finish();
		await workflow.idle();

		expect(sent).toMatchObject([{ status: 200 }, { status: 200 }]);
		expect([before, workflow.executions]).toEqual([
			{ started: 1, succeeded: 0, failed: 0 },
			{ started: 1, succeeded: 0, failed: 1 },
		]);
	});
});

describe.each(Object.keys(EVENTS).filter(isEventName))('%s', (eventName) => {
	const sample = notificationSamples[eventName];
	const FRONT = ['eventName', 'id', 'userId', 'transactionId', 'relatedTransactionId', 'offerId'];

	it.each([true, false])(
		'starts the workflow once, event and ids in front of what it says (Simplify: %s)',
		async (simplify) => {
			const workflow = await n8n.listen({ events: [eventName], parameters: { simplify } });
			const others = await n8n.listen({
				events: Object.keys(EVENTS).filter((one) => one !== eventName),
				node: { id: 'other', webhookId: 'other' },
			});

			await n8n.sandbox.notifications.send({
				eventName,
				body: JSON.stringify(sample),
				webhookUrl: workflow.webhookUrl,
			});
			const unwanted = await n8n.sandbox.notifications.send({ eventName, webhookUrl: others.webhookUrl });
			await Promise.all([workflow.idle(), others.idle()]);

			expect(workflow.executions).toEqual({ started: 1, succeeded: 1, failed: 0 });
			const [item = {}] = n8n.items(workflow);
			expect(Object.keys(item).slice(0, FRONT.length)).toEqual(FRONT);
			expect(item).toMatchObject({
				eventName,
				...(simplify ? fieldsAt(sample.data, 'attributes') : { payload: sample }),
			});
			expect('payload' in item).toBe(!simplify);
			expect([unwanted, others.executions.started]).toEqual([[expect.objectContaining({ status: 200 })], 0]);
		},
	);
});

it('an event that nobody has heard of is passed on as it is', async () => {
	const workflow = await n8n.listen();
	const attributes = { factor: 2, nested: { list: [1, null] } };

	await n8n.sandbox.notifications.send({ eventName: 'rewardDoubled', id: 'notification-1', attributes });
	await workflow.idle();

	expect(n8n.items(workflow)).toEqual([
		{
			...{ eventName: 'rewardDoubled', id: 'notification-1', userId: null, transactionId: null },
			...{ relatedTransactionId: null, offerId: null, factor: 2, nested: { list: [1, null] } },
		},
	]);
});

it('what n8n keeps of an execution holds neither the signature nor a secret', async () => {
	const workflow = await n8n.listen();

	await n8n.sandbox.notifications.send({ eventName: SETTLED });
	await workflow.idle();

	const [run] = workflow.runs;
	const kept = JSON.stringify([run?.run, workflow.staticData(), log.entries]);
	expect(run?.run.status).toBe('success');
	const { clientSecret, webhookKey } = n8n.sandbox;
	for (const secret of [clientSecret, webhookKey]) expect(kept).not.toContain(secret);
	expect(kept).not.toMatch(/sandbox-token-|Bearer|notify-signature|[A-Za-z0-9+/]{43}=/);
	expect(log.entries.filter(([level]) => level !== 'debug')).toEqual([]);
});

it('a purchase: the workflow starts as its reward is approved, settled and lost, and not for the same sheet again', async () => {
	const workflow = await n8n.listen({ events: ['earnedRewardApproved', SETTLED, 'earnedRewardRejected'] });
	const credential = credentialFor(n8n.sandbox);
	const submit = async (status: string, title: string): Promise<unknown> => {
		const row = sheetLine(purchase({ transactionId: 'purchase-1', id: `event-${status}` }), {
			...{ Status: status, 'Settled Date': undefined, [title]: '2026-03-06T02:00:00Z' },
		});
		const { json } = await runInN8n(transactionOperations.submit, [row], { credential });
		await n8n.sandbox.notifications.idle();
		await workflow.idle();
		return [json[0]?.status, n8n.texts(workflow).at(-1), n8n.items(workflow).length];
	};
	await runInN8n(userOperations.create, [{ 'User ID': SHOPPER }], { credential });

	expect(await submit('APPROVED', 'Authorization Date')).toEqual([
		'submitted',
		`earnedRewardApproved for ${SHOPPER}`,
		1,
	]);
	expect(await submit('SETTLED', 'Settled Date')).toEqual(['submitted', `${SETTLED} for ${SHOPPER}`, 2]);
	expect(await submit('SETTLED', 'Settled Date')).toEqual(['duplicate', `${SETTLED} for ${SHOPPER}`, 2]);
	expect(await submit('RETURNED', 'Transaction Date')).toEqual([
		'submitted',
		`earnedRewardRejected for ${SHOPPER}`,
		3,
	]);
});

const { ids } = n8n;
const another = { id: 'another', webhookId: 'another' } as const;
const nameOf = (number: number) => `notification-${String(number)}`;
const named = (...numbers: readonly number[]) => numbers.map(nameOf);
const size = (workflow: ActiveWorkflow) => JSON.stringify(workflow.staticData()).length;

async function send(workflow: ActiveWorkflow, payload: object): Promise<Answered> {
	return await postSigned(workflow, JSON.stringify(payload), n8n.sandbox.webhookKey);
}

/** Delivers notifications by their numbers, one after another. */
async function deliver(workflow: ActiveWorkflow, ...numbers: readonly number[]): Promise<void> {
	for (const number of numbers) await send(workflow, notification(nameOf(number)));
	await workflow.idle();
}

/** n8n is started again on the same address, with what it stores of the workflow. */
async function restarted(
	before: ActiveWorkflow,
	activation: Listening['activation'] = 'none',
): Promise<ActiveWorkflow> {
	await before.stop();
	return await n8n.listen({
		staticData: before.staticData(),
		port: before.port,
		activation,
		freshProcess: true,
	});
}

describe('the same notification starts one run', () => {
	it('where it comes ten times at once: all of them are acknowledged', async () => {
		const workflow = await n8n.listen();
		const body = JSON.stringify(notification(nameOf(1)));
		const headers = { [SIGNATURE_HEADER]: signatureOf(body, n8n.sandbox.webhookKey) };
		// n8n reads what a workflow stores before it reads a body, so that here each of them finds nothing there.
		const beforeBody = gateFor(10);

		const statuses = await Promise.all(
			upTo(10).map(() => sendOnWire(workflow, { headers, body, beforeBody })),
		);
		await workflow.idle();

		expect([statuses, ids(workflow)]).toEqual([upTo(10).map(() => 200), named(1)]);
	});

	it('where a person has asked Kard to replay it', async () => {
		const workflow = await n8n.listen();
		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: nameOf(1) });

		await n8n.client().notifications.replay(nameOf(1));
		await n8n.sandbox.notifications.idle();
		await workflow.idle();

		expect([workflow.answered, ids(workflow)]).toEqual([2, named(1)]);
	});

	it.each(['none', 'activate', 'init'] as const)(
		'where n8n was started again (activation: %s)',
		async (activation) => {
			const before = await n8n.listen();
			await deliver(before, 1, 2);

			const after = await restarted(before, activation);
			await deliver(after, 1, 2, 3);

			expect([ids(before), ids(after)]).toEqual([named(1, 2), named(3)]);
		},
	);

	it('where n8n was started again after many had come at once', async () => {
		const before = await n8n.listen();
		await Promise.all(upTo(30).map((number) => send(before, notification(nameOf(number)))));
		await before.idle();

		const after = await restarted(before);
		await deliver(after, ...upTo(30));

		expect([ids(before).length, ids(after)]).toEqual([30, []]);
	});

	it('where the workflow was switched off and on again, with what it stores', async () => {
		const before = await n8n.listen();
		await deliver(before, 1);
		await before.deactivate();

		const after = await n8n.listen({ staticData: before.staticData(), port: before.port });
		await deliver(after, 1);
		await after.deactivate();
		const forgetful = await n8n.listen({ port: before.port });
		await deliver(forgetful, 1);

		// Memory was freed with the workflow, so that what it stores is all that counts.
		expect([ids(before), ids(after), ids(forgetful)]).toEqual([named(1), [], named(1)]);
	});

	it('where nothing is stored, but n8n still runs', async () => {
		const first = await n8n.listen();
		await deliver(first, 1);
		await first.stop();

		const second = await n8n.listen({ port: first.port, activation: 'none' });
		await deliver(second, 1, 2);

		expect(ids(second)).toEqual(named(2));
	});
});

describe('a notification is another one', () => {
	it('for another workflow', async () => {
		const first = await n8n.listen();
		const second = await n8n.listen({ node: another });

		await n8n.sandbox.notifications.send({ eventName: SETTLED, id: nameOf(1) });
		await Promise.all([first.idle(), second.idle()]);

		expect([ids(first), ids(second)]).toEqual([named(1), named(1)]);
	});

	it.each<[string, string, readonly object[]]>([
		['with the same id of another event', SETTLED, [notification('one'), notification('one', 'auditUpdate')]],
		...['pushNotificationPlacementFile', 'emailNotificationPlacementFile'].map(
			(event): [string, string, object[]] => [
				`as a file of a placement, whose id it has (${event})`,
				event,
				['monday', 'tuesday'].map((day) =>
					notification('placement-1', event, { downloadUrl: `https://example.com/${day}` }),
				),
			],
		),
		[
			'without an id, where it says something else',
			SETTLED,
			[1, 2].map((cents) => ({ data: { type: SETTLED, attributes: { cents } } })),
		],
	])('%s', async (_, event, payloads) => {
		const workflow = await n8n.listen({ events: [event, 'auditUpdate'] });

		for (const payload of [...payloads, ...payloads]) await send(workflow, payload);
		await workflow.idle();

		expect(workflow.executions.succeeded).toBe(payloads.length);
	});

	it('after a forged delivery of the same id, which uses up nothing', async () => {
		const workflow = await n8n.listen();

		await postSigned(workflow, JSON.stringify(notification(nameOf(1))), 'not-the-key');
		await deliver(workflow, 1);

		expect(ids(workflow)).toEqual(named(1));
	});

	it('for who wants every delivery by the option, or listens for a test beside the live workflow', async () => {
		const every = await n8n.listen({ options: { acceptRepeats: true } });
		await deliver(every, 1, 1, 1);
		await every.stop();
		const live = await n8n.listen();
		await deliver(live, 2);

		const test = await n8n.listen({ mode: 'manual' });
		await deliver(test, 2);
		await deliver(live, 2);

		expect([ids(every), ids(test), ids(live)]).toEqual([named(1, 1, 1), named(2), named(2)]);
	});
});

describe('what a workflow stores of the notifications that came', () => {
	/** What n8n's database has of a workflow that had the notifications up to this number. */
	const after = (count: number): Listening => {
		const seen = new NotificationHistory();
		for (const number of upTo(count)) seen.add(JSON.stringify([SETTLED, nameOf(number)]));
		return { staticData: { 'node:Kard Trigger': { seenNotifications: seen.stored } } };
	};

	it('holds nothing of what they say', async () => {
		const workflow = await n8n.listen();
		await deliver(workflow, 1);

		const { seenNotifications } = workflow.staticData()['node:Kard Trigger'] as Record<string, unknown>;
		expect(seenNotifications).toMatch(/^[\w+/=-]{11}$/);
	});

	it('is 10,000 of them in about 110 kilobytes; the oldest make room, and the newest are known', async () => {
		const workflow = await n8n.listen(after(10_000));
		const before = size(workflow);

		await deliver(workflow, 10_001, 10_002, 10_001, 10_000, 3, 1);

		expect(ids(workflow)).toEqual(named(10_001, 10_002, 1));
		expect(size(workflow)).toBe(before);
		expect(Math.round(before / 1_000)).toBe(110);
	});

	it.each([
		['a text of another kind', { seenNotifications: 'what is this?' }],
		['a text that was cut off', { seenNotifications: 'AAAAAAAAAAABBBBBB' }],
		['other things beside it', { other: { a: 1 }, takenOver: 'x', addresses: 7, events: 'x' }],
	])('may have become %s: notifications start the workflow all the same, once', async (_, stored) => {
		const workflow = await n8n.listen({ staticData: { 'node:Kard Trigger': stored } });
		await deliver(workflow, 1, 2, 1);

		const second = await restarted(workflow);
		await deliver(second, 2);

		expect([ids(workflow), ids(second)]).toEqual([named(1, 2), []]);
	});
});
