import { gzipSync } from 'node:zlib';
import { SIGNATURE_HEADER } from '../../../shared';
import type { ActiveWorkflow } from '../engine';
import { listeningN8n } from '../support/listening';
import { notification, post, postSigned, type Answered } from './deliveries';
import { changedBodies, genuine, wrongSignatures, type Forgery, type Genuine } from './forgeries';
import { n8nLog } from './logging';
import { sendOnWire } from './wire';

const n8n = listeningN8n();
const log = n8nLog();
let right: Genuine;

beforeAll(() => {
	right = genuine(n8n.sandbox.webhookKey);
});

async function deliver(workflow: ActiveWorkflow, { body, headers }: Forgery = {}): Promise<Answered> {
	return await post(workflow, body ?? right.body, { [SIGNATURE_HEADER]: right.signature, ...headers });
}

/** A refusal starts nothing, is no mishap, leaves nothing behind, and tells nobody anything. */
async function expectRefused(workflow: ActiveWorkflow, answer: Answered): Promise<void> {
	await workflow.idle();
	expect(answer).toEqual({ status: 401, text: '{"message":"The signature is missing or wrong."}' });
	expect(workflow.executions.started).toBe(0);
	expect(workflow.reported).toEqual([]);
	expect(JSON.stringify(workflow.staticData())).not.toContain('seenNotifications');
}

async function expectTaken(workflow: ActiveWorkflow, status: number | undefined): Promise<void> {
	await workflow.idle();
	expect([status, workflow.executions.succeeded]).toEqual([200, 1]);
}

describe('a signature', () => {
	it('of the body with the webhook key is accepted', async () => {
		const workflow = await n8n.listen();

		await expectTaken(workflow, (await deliver(workflow)).status);
	});

	it.each(Object.entries(wrongSignatures))('%s is refused', async (_, forge) => {
		const workflow = await n8n.listen();

		await expectRefused(workflow, await deliver(workflow, forge(right)));
	});

	it('that is missing is refused', async () => {
		const workflow = await n8n.listen();

		await expectRefused(workflow, await post(workflow, right.body, {}));
	});

	it.each(['x-notify-signature', 'notify_signature', 'authorization'])(
		'in the header %s is none',
		async (name) => {
			const workflow = await n8n.listen();

			await expectRefused(workflow, await post(workflow, right.body, { [name]: right.signature }));
		},
	);

	it.each(['Notify-Signature', 'NOTIFY-SIGNATURE', 'nOtIfY-sIgNaTuRe'])(
		'in the header %s is accepted: the case of its name does not matter',
		async (name) => {
			const workflow = await n8n.listen();

			const headers = { [name]: right.signature };
			await expectTaken(workflow, await sendOnWire(workflow, { headers, body: right.body }));
		},
	);
});

describe('a body', () => {
	it.each(Object.entries(changedBodies))('%s is refused', async (_, change) => {
		const changed = change(right);
		expect(Buffer.from(changed.body ?? '').equals(Buffer.from(right.body))).toBe(false);
		const workflow = await n8n.listen();

		await expectRefused(workflow, await deliver(workflow, changed));
	});

	it('with spaces in it that were signed, too, is accepted, and without them it is refused', async () => {
		const workflow = await n8n.listen();
		const spaced = JSON.stringify(notification('delivery-1'), null, 2);
		const signature = { [SIGNATURE_HEADER]: right.sign(spaced) };

		await expectRefused(workflow, await post(workflow, JSON.stringify(JSON.parse(spaced)), signature));
		await expectTaken(workflow, (await post(workflow, spaced, signature)).status);
	});

	it('that n8n has unpacked is measured by the signature of what was packed', async () => {
		const workflow = await n8n.listen();
		const packed = { body: gzipSync(right.body), headers: { 'content-encoding': 'gzip' } };

		await expectTaken(workflow, (await deliver(workflow, packed)).status);
	});

	it('that is cut off and said to be JSON does not even get to the node', async () => {
		const workflow = await n8n.listen();

		const { status } = await deliver(workflow, { body: right.body.slice(0, -1) });
		await workflow.idle();

		expect([status, workflow.executions.started]).toEqual([422, 0]);
	});

	it('in UTF-16 is no notification, even if it is signed as such', async () => {
		const workflow = await n8n.listen();
		const headers = { 'content-type': 'application/json; charset=utf-16le' };

		const { status } = await postSigned(workflow, Buffer.from(right.body, 'utf16le'), right.key, headers);
		await workflow.idle();

		expect([status, workflow.executions.started]).toEqual([400, 0]);
	});
});

describe('without a webhook key', () => {
	it.each(['', '   '])(
		'(%j) everything is refused, also what is signed with just that',
		async (webhookKey) => {
			// Activating would refuse such a credential. Somebody may empty it later.
			const workflow = await n8n.listen({ activation: 'none', credential: { webhookKey } });

			for (const key of ['', webhookKey, right.key]) {
				await expectRefused(workflow, await postSigned(workflow, right.body, key));
			}
		},
	);

	it('everything is accepted where signatures are not verified, signed or not', async () => {
		const options = { verifySignature: false };
		const workflow = await n8n.listen({ options, credential: { webhookKey: '' } });
		const eventName = 'earnedRewardSettled';

		for (const signature of ['none', 'wrong', 'valid'] as const) {
			const sent = await n8n.sandbox.notifications.send({ eventName, id: signature, signature });
			expect(sent).toMatchObject([{ status: 200 }]);
		}
		await workflow.idle();

		expect(n8n.items(workflow).map(({ id }) => id)).toEqual(['none', 'wrong', 'valid']);
	});
});

it('n8n’s log says that a delivery was refused, where and why, and nothing of what was in it', async () => {
	const workflow = await n8n.listen();
	const all = [...Object.values(wrongSignatures), ...Object.values(changedBodies)];

	for (const forge of all) await deliver(workflow, forge(right));
	await postSigned(workflow, '["Café"]', right.key);
	await workflow.idle();

	const place = {
		workflowId: expect.stringMatching(/^on-notification-\d+$/) as unknown,
		node: 'Kard Trigger',
	};
	const entry = (reason: string) => ['warn', `Kard Trigger refused a delivery ${reason}`, place];
	expect(log.entries).toEqual([
		...all.map(() =>
			entry(
				'(401): The signature is missing or wrong. If it came from Kard, the webhook key of the credential ' +
					'is not the one that Kard signs with.',
			),
		),
		entry('(400): The body is not a notification.'),
	]);
});
