import { connectedKit, objectLike, thrownBy, type Kit } from '../kit';
import { startZapier, type Zap, type Zapier } from './zapier';

const eventName = 'earnedRewardRejected';
const REASON = 'Café & <Offer>';
const ORIGINAL = JSON.stringify({
	data: { type: eventName, id: 'notification-1', attributes: { reason: REASON, amount: 1.5 } },
});

/** The same facts, or nearly so, in other bytes than those that were signed. */
const CHANGED: readonly [string, string][] = [
	['truncated', ORIGINAL.slice(0, -1)],
	['empty', ''],
	['continued', `${ORIGINAL}\n`],
	['begun with a byte order mark', `\uFEFF${ORIGINAL}`],
	['laid out anew', JSON.stringify(JSON.parse(ORIGINAL), null, 2)],
	['encoded anew', ORIGINAL.replace('é', '\\u00e9')],
	['composed anew', ORIGINAL.normalize('NFD')],
	['written with another number', ORIGINAL.replace('1.5', '1.50')],
	[
		'put into another order',
		JSON.stringify({
			data: { id: 'notification-1', type: eventName, attributes: { reason: REASON, amount: 1.5 } },
		}),
	],
	['of another notification', ORIGINAL.replace('notification-1', 'notification-2')],
];

describe('a delivery that is not what Kard signed', () => {
	let kit: Kit;
	let zapier: Zapier;
	let zap: Zap;
	beforeAll(async () => {
		kit = await connectedKit();
		zapier = await startZapier(kit);
	});
	beforeEach(async () => {
		kit.sandbox.reset();
		zapier.clear();
		zap = await zapier.liveZap('reward_rejected');
	});
	afterAll(async () => {
		await zapier.close();
	});

	const send = async (options: object) => {
		await kit.sandbox.notifications.send({ eventName, body: ORIGINAL, ...options });
	};

	it('would start the Zap if only it were', async () => {
		await send({});
		expect(await zap.starts()).toEqual([objectLike({ id: 'notification-1', reason: REASON })]);
	});

	it.each(CHANGED)('halts when its body was %s', async (_, body) => {
		await send({ body, signedBody: ORIGINAL });
		const { name, message } = await thrownBy(zap.starts());
		expect(name).toBe('HaltedError');
		expect(message).toMatch(/^A delivery was refused: its signature is missing or does not fit\./);
	});

	it.each(['wrong', 'none'])('halts when its signature is %s', async (signature) => {
		await send({ signature });
		const { name, message } = await thrownBy(zap.starts());
		expect(name).toBe('HaltedError');
		expect(message).toContain('Webhook Key');
		expect(message).not.toContain('notification-1');
	});

	it.each(['', 'AA==', 'ünsigned', '\u{1F511}'.repeat(50)])(
		'halts when its signature reads %p',
		async (signature) => {
			const headers = { 'Http-Notify-Signature': signature };
			const started = zap.receive({ rawRequest: { method: 'POST', headers, content: ORIGINAL } });
			expect(await thrownBy(started)).toMatchObject({ name: 'HaltedError' });
		},
	);

	it('halts when there is nothing at all', async () => {
		for (const requests of [
			{},
			{ rawRequest: {} },
			{ cleanedRequest: { data: { id: 'notification-1', type: eventName } } },
		]) {
			expect(await thrownBy(zap.receive(requests))).toMatchObject({ name: 'HaltedError' });
		}
	});

	it('is not remembered, so that the real one still starts the Zap', async () => {
		await send({ signature: 'wrong' });
		await thrownBy(zap.starts());
		expect(zapier.cache.entries.size).toBe(0);
		await send({});
		expect(await zap.starts()).toHaveLength(1);
	});

	it.each(['', '[]', '"text"', 'not JSON', '{"data":'])(
		'halts when it is signed, and reads %p',
		async (body) => {
			await send({ body });
			expect(await thrownBy(zap.starts())).toMatchObject({
				name: 'HaltedError',
				message: 'A delivery was refused: it is signed by Kard, but it is not a notification.',
			});
		},
	);

	it('is what everything counts as without a webhook key, even when it is signed with an empty one', async () => {
		const before = kit.authData;
		await send({});
		kit.authData = { ...before, webhookKey: ' ' };
		const { name, message } = await thrownBy(zap.starts());
		kit.authData = before;
		expect(name).toBe('AppError');
		expect(message).toMatch(/^The connection has no Webhook Key\./);
	});

	it('asks Kard nothing', async () => {
		const before = kit.sandbox.count();
		await send({});
		await zap.starts();
		expect(kit.sandbox.count()).toBe(before);
	});
});
