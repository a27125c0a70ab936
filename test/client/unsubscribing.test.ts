import { isSubscribed, KardApiError, KardPermissionError, unsubscribe } from '../../shared';
import type { SubscriptionsPerEvent } from '../../sandbox';
import { rejection } from './fakeKard';
import { ELSEWHERE, NEIGHBOUR, OURS, subscribingUnderTest } from './subscribingUnderTest';

const EVENTS = ['earnedRewardSettled', 'earnedRewardRejected', 'auditUpdate'] as const;
const ALL_OURS = EVENTS.map((event) => `${event} on ${OURS}` as const);

describe.each<SubscriptionsPerEvent>(['one', 'many'])(
	'unsubscribing from a Kard with %s for an event',
	(reading) => {
		const kard = subscribingUnderTest(reading);

		it('disables what is ours, and nothing else', async () => {
			const others = [
				...([
					`earnedRewardApproved on ${ELSEWHERE}`,
					`emailNotificationPlacementFile on ${NEIGHBOUR}`,
				] as const),
				`fileProcessingResult on ${OURS}/` as const,
			];
			await kard.given(...ALL_OURS, ...others);

			await unsubscribe(kard.client(), OURS);

			expect(kard.enabled).toEqual(others);
			expect(kard.subscribed).toHaveLength(6);
			const plan = { webhookUrl: OURS, events: EVENTS, replaceExisting: false };
			await expect(isSubscribed(kard.client(), plan)).resolves.toBe(false);
		});

		it('leaves alone what is disabled already, and asks nothing of a Kard that has nothing of ours', async () => {
			await kard.given(`earnedRewardRejected off ${OURS}`, `auditUpdate on ${ELSEWHERE}`);

			await unsubscribe(kard.client(), OURS);
			await unsubscribe(kard.client(), '');

			expect(kard.asked).toEqual(['listSubscriptions 200', 'listSubscriptions 200']);
		});

		it('goes on when one fails, and tells of the first that did', async () => {
			await kard.given(...ALL_OURS);
			kard.fault('updateSubscription', { kind: 'status', status: 403 }, { kind: 'status', status: 400 });

			const error = await rejection(unsubscribe(kard.client(), OURS));

			expect(error).toBeInstanceOf(KardPermissionError);
			expect(kard.enabled).toEqual(ALL_OURS.slice(0, 2));
		});

		it('is through where one is gone already', async () => {
			await kard.given(...ALL_OURS);
			kard.fault('updateSubscription', { kind: 'status', status: 404, after: 1 });

			await expect(unsubscribe(kard.client(), OURS)).resolves.toBeUndefined();

			expect(kard.enabled).toEqual([ALL_OURS[1]]);
		});

		it('asks again when a connection breaks off', async () => {
			await kard.given(...ALL_OURS);
			kard.fault('updateSubscription', { kind: 'dropAfter' }, { kind: 'dropBefore' });

			await unsubscribe(kard.client(), OURS);

			expect(kard.enabled).toEqual([]);
		});

		it('fails where Kard does not even say what there is', async () => {
			await kard.given(...ALL_OURS);
			kard.fault('listSubscriptions', { kind: 'status', status: 400 });

			await expect(unsubscribe(kard.client(), OURS)).rejects.toBeInstanceOf(KardApiError);

			expect(kard.enabled).toEqual(ALL_OURS);
		});

		it('can be followed by subscribing again, which enables what is there', async () => {
			await kard.given(...ALL_OURS);
			await unsubscribe(kard.client(), OURS);

			await kard.subscribe(EVENTS);

			expect(kard.subscribed).toEqual(ALL_OURS);
		});
	},
);

describe('giving back what was taken over', () => {
	const kard = subscribingUnderTest('one');
	const theirs = [
		`earnedRewardSettled on ${ELSEWHERE}?token=1`,
		`earnedRewardRejected off ${ELSEWHERE}`,
	] as const;
	const takeOver = () => kard.subscribe(EVENTS, { replaceExisting: true });

	it('leaves everything as it was before', async () => {
		await kard.given(...theirs);
		const takenOver = await takeOver();
		expect(kard.subscribed).toEqual(ALL_OURS);

		await unsubscribe(kard.client(), OURS, takenOver);

		expect(kard.subscribed).toEqual([...theirs, `auditUpdate off ${OURS}`]);
	});

	it('is left undone where nobody asks for it', async () => {
		await kard.given(...theirs);
		await takeOver();

		await unsubscribe(kard.client(), OURS);

		expect(kard.subscribed).toEqual(EVENTS.map((event) => `${event} off ${OURS}`));
	});

	it('touches nothing that leads somewhere else by now', async () => {
		const [id = ''] = await kard.given(...theirs);
		const takenOver = await takeOver();
		await kard.client().subscriptions.update(id, { webhookUrl: NEIGHBOUR });

		await unsubscribe(kard.client(), OURS, takenOver);

		expect(kard.subscribed).toEqual([
			...[
				`earnedRewardSettled on ${NEIGHBOUR}`,
				`earnedRewardRejected off ${ELSEWHERE}`,
				`auditUpdate off ${OURS}`,
			],
		]);
	});

	it('that fails for one does not keep the others from it', async () => {
		await kard.given(...theirs);
		const takenOver = await takeOver();
		kard.fault('updateSubscription', { kind: 'status', status: 403 });

		await expect(unsubscribe(kard.client(), OURS, takenOver)).rejects.toBeInstanceOf(KardPermissionError);

		expect(kard.subscribed).toEqual([...theirs, `auditUpdate on ${OURS}`]);
	});
});
