import { gzipSync } from 'node:zlib';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import {
	EVENTS,
	isEventName,
	notificationSamples,
	SIGNATURE_HEADER,
	transactionOperations,
	userOperations,
} from '../../../shared/host';
import { fieldsAt } from '../../../shared/notifications/payload';
import { purchase, SHOPPER, upTo } from '../../support/purchase';
import { sheetLine } from '../../support/resource';
import type { ActiveWorkflow } from '../engine';
import { EditFields } from '../support/editFields';
import { credentialFor, runInN8n } from '../support/kardInN8n';
import { listeningN8n } from '../support/listening';
import { notification, post, postSigned, signatureOf, type Answered } from './deliveries';
import { n8nLog } from './logging';
import { sendOnWire } from './wire';

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
		['of the key with a space behind it', (_, body) => sign(body, `${n8n.sandbox.webhookKey} `)],
		['of another body', () => sign('{}')],
		['with one digit changed', (right) => right.replace(/^./, (digit) => (digit === 'A' ? 'B' : 'A'))],
		['that is empty', () => ''],
		['short by its padding', (right) => right.slice(0, -1)],
		['that is very long', (right) => right.repeat(150)],
		['of letters of another alphabet', () => 'ÿ'.repeat(44)],
		['in base64 for the web', (right) => right.replace(/\+/g, '-').replace(/\//g, '_')],
		['in hexadecimal', (right) => Buffer.from(right, 'base64').toString('hex')],
		['with the name of its method in front', (right) => `sha256=${right}`],
	])('%s is refused, and n8n’s log says where and why, and nothing of what was in it', async (_, forge) => {
		const workflow = await n8n.listen();
		const body = BODY();

		await expectRefused(workflow, await post(workflow, body, signed(forge(sign(body), body))));

		expect(log.entries).toEqual([
			[
				'warn',
				'Kard Trigger refused a delivery (401): The signature is missing or wrong. If it came from Kard, the ' +
					'webhook key of the credential is not the one that Kard signs with.',
				{ workflowId: expect.stringMatching(/^on-notification-\d+$/) as unknown, node: 'Kard Trigger' },
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
		['with another amount', (body) => body.replace('1999', '9999')],
		['with a line break at its end', (body) => `${body}\n`],
		['with spaces in it', (body) => JSON.stringify(JSON.parse(body), null, 1)],
		['with a letter written as an escape', (body) => body.replace('é', '\\u00e9')],
		['with the mark of its encoding in front', (body) => `\uFEFF${body}`],
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
		[
			'nested too deep',
			`{"data":{"type":"x","attributes":{"a":${'['.repeat(200)}${']'.repeat(200)}}}}`,
			{},
			400,
			0,
		],
		['that is a list', '[]', {}, 400, 0],
		['that is null', 'null', {}, 400, 0],
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
