import { OPEN_QUESTIONS, startSandbox } from '../../sandbox';
import { USUAL_READINGS, withReadings } from '../../sandbox/readings/choose';
import { rewardIdOf } from '../../sandbox/resources/earnedReward';
import { matched, purchase, TestKard, textLike, undone, user } from './support';

const P1 = { transactionId: 'p1' };
let kard: TestKard;

beforeAll(async () => {
	kard = await TestKard.start();
});
beforeEach(async () => {
	kard.sandbox.reset();
	kard.listener.clear();
	await kard.post('users', user('u1', { zipCode: '30301' }));
});

describe('readings', () => {
	it('are the usual ones unless others are chosen, and again after a reset', async () => {
		const usual = Object.entries(OPEN_QUESTIONS).map(([name, question]) => [name, question.usual]);
		expect(kard.sandbox.readings).toEqual(Object.fromEntries(usual));
		kard.read({ userPut: 'keeps' });
		expect(kard.sandbox.readings).toEqual({ ...USUAL_READINGS, userPut: 'keeps' });
		kard.sandbox.reset();
		expect(kard.sandbox.readings).toEqual(USUAL_READINGS);
		const other = await startSandbox({ readings: { userPut: 'keeps' }, subscriptionsPerEvent: 'one' });
		other.setReadings({ userPut: 'clears' });
		other.reset();
		expect(other.readings).toEqual({ ...USUAL_READINGS, subscriptions: 'one', userPut: 'keeps' });
		await other.close();
	});

	it.each([
		[{ mood: 'good' }, /no reading called mood.* token, .*quotaHeaders/],
		[{ subscriptions: 'two' }, /subscriptions must be many or one, not two/],
		[{ repeatedEvent: 207 }, /must be 207 or 409/],
		[{ subscriptions: null }, /not null/],
	])('cannot be %j', (changes, message) => {
		expect(() => withReadings(USUAL_READINGS, changes)).toThrow(message);
	});

	it('can be changed over HTTP, all or none', async () => {
		const changes = { subscriptions: 'two', mood: 'good', userPut: 'keeps' };
		const wrong = await kard.control('POST', 'readings', changes);
		expect([wrong.status, wrong.errors.length, kard.sandbox.readings]).toEqual([400, 2, USUAL_READINGS]);
		await kard.control('POST', 'readings', { subscriptions: 'one' });
		const { json } = await kard.control('GET', 'readings');
		expect(json).toMatchObject({
			readings: { subscriptions: 'one' },
			openQuestions: { userPut: { usual: 'clears' } },
		});
	});
});

const RETIRED = ['validTransaction', 'failedTransaction', 'clawback'];
it.each(RETIRED)('retiredEvents: %s is refused, or taken and sent', async (eventName) => {
	const filter = () => kard.get(`notifications?filter[eventName]=${eventName}`);
	expect([await kard.subscribe(eventName), (await filter()).status]).toEqual([[], 400]);
	kard.read({ retiredEvents: 'taken' });
	expect(await kard.subscribe(eventName)).toHaveLength(1);
	await kard.submit(purchase('e1', P1), undone('e2', 'DECLINED', P1), undone('e3', 'RETURNED', P1));
	expect([kard.delivered(), (await filter()).data.length]).toEqual([[eventName], 1]);
	const reasons: Readonly<Record<string, unknown>> = { failedTransaction: 'DECLINED', clawback: 'RETURNED' };
	expect(kard.delivered('data.attributes.reason')).toEqual([reasons[eventName]]);
});

it('retiredEvents: can be sent on request although they cannot be subscribed to', async () => {
	await kard.subscribe('auditUpdate');
	for (const eventName of RETIRED) await kard.sandbox.notifications.send({ eventName });
	expect(kard.delivered()).toEqual(RETIRED);
});

it('matchedTransaction: is refused with the whole request, or taken', async () => {
	const submit = () => kard.submit(purchase('e1'), matched('e2'));
	expect((await submit()).errors).toEqual(['400 e2 /data/1/type']);
	kard.read({ matchedTransaction: 'taken' });
	expect((await submit()).status).toBe(202);
});

it('repeatedEvent: a 409 takes none, a 207 the new ones', async () => {
	await kard.submit(purchase('e1'));
	kard.read({ repeatedEvent: '409' });
	const none = await kard.submit(purchase('e1'), purchase('e2'), purchase('e3'), purchase('e3'));
	expect([none.status, none.errors]).toEqual([409, ['409 e1 /data/0/id', '409 e3 /data/3/id']]);
	expect([...kard.sandbox.state.transactions.keys()]).toEqual(['e1']);
	kard.read({ repeatedEvent: '207' });
	expect((await kard.submit(purchase('e1'), purchase('e2'))).status).toBe(207);
	expect([...kard.sandbox.state.transactions.keys()]).toEqual(['e1', 'e2']);
});

it('userPut: keeps what is left out, or clears it', async () => {
	const put = async () => (await kard.call('PUT', 'users/u1', { data: user('u1') })).json;
	kard.read({ userPut: 'keeps' });
	expect(await put()).toEqual({ data: user('u1', { zipCode: '30301' }) });
	kard.read({ userPut: 'clears' });
	expect(await put()).toEqual({ data: user('u1') });
});

it.each(['attribute', 'relationship', 'both'] as const)(
	'transactionIds: the id of the issuer is in the %s',
	async (transactionIds) => {
		await kard.subscribe('earnedRewardSettled', 'earnedRewardRejected');
		kard.read({ transactionIds });
		await kard.submit(purchase('e1', P1));
		await kard.submit(undone('e2', 'RETURNED', P1));
		const kards = ['e1', 'e2'].map(rewardIdOf);
		const own = ['p1', 'p1'];
		expect(kard.delivered('data.attributes.transactionId')).toEqual(
			transactionIds === 'relationship' ? kards : own,
		);
		expect(kard.delivered('data.relationships.transaction.data.id')).toEqual(
			transactionIds === 'attribute' ? kards : own,
		);
	},
);

it.each(['payload', 'own'] as const)(
	'deliveryId: the id in the list is that of the %s',
	async (deliveryId) => {
		await kard.subscribe('earnedRewardSettled', 'auditUpdate');
		kard.read({ deliveryId });
		await kard.submit(purchase('e1'));
		await kard.sandbox.notifications.send({ eventName: 'auditUpdate' });
		const listed = (await kard.get('notifications')).data.map(({ id }) => id).reverse();
		const uuid = textLike(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
		expect(listed).toEqual([uuid, uuid]);
		const isSame = deliveryId === 'payload';
		expect(listed.map((id, index) => id === kard.delivered('data.id')[index])).toEqual([isSame, isSame]);
		expect((await kard.call('POST', `notifications/${String(listed[0])}/replay`)).status).toBe(202);
		await kard.sandbox.notifications.idle();
		expect(kard.delivered('data.id')[2]).toBe(kard.delivered('data.id')[0]);
	},
);

it.each(['pushNotificationPlacementFile', 'emailNotificationPlacementFile'])(
	'placementFileId: files of %s have the id of their placement, or their own',
	async (eventName) => {
		const send = () => kard.sandbox.notifications.send({ eventName, webhookUrl: kard.listener.url });
		for (const placementFileId of ['placement', 'own'] as const) {
			kard.read({ placementFileId });
			kard.listener.clear();
			await send();
			await send();
			const ids = kard.delivered('data.id');
			const placements = kard.delivered('data.relationships.placement.data.id');
			const urls = kard.delivered('data.attributes.downloadUrl');
			expect([new Set(placements).size, new Set(urls).size]).toEqual([1, 2]);
			if (placementFileId === 'placement') expect(ids).toEqual(placements);
			else expect(new Set([...ids, ...placements]).size).toBe(3);
		}
		expect(new Set((await kard.get('notifications')).data.map(({ id }) => id)).size).toBe(4);
	},
);

it('quotaHeaders: a quota is counted a minute, refilled all the time, and answered with 429', async () => {
	let now = Date.parse('2026-03-10T12:00:00Z');
	const limited = await TestKard.start({ quotaPerMinute: 3, now: () => now });
	const ask = async () => {
		const { status, headers } = await limited.get('/v2/issuer');
		const parts = ['Capacity', 'Remaining', 'Reset'].map((part) =>
			headers.get(`Kard-Api-Usage-Quota-${part}`),
		);
		return [status, ...parts].join(' ');
	};
	const outcomes = [await ask()];
	limited.read({ quotaHeaders: 'sent' });
	for (const ms of [0, 0, 0, 0, 12_000, 8_000, 600_000]) {
		now += ms;
		outcomes.push(await ask());
	}
	const refilled = ['429 3 0 20', '429 3 0 8', '200 3 0 20', '200 3 2 0'];
	expect(outcomes).toEqual(['200   ', '200 3 2 0', '200 3 1 0', '200 3 0 20', ...refilled]);
});
