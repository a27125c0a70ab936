import { isSubscribed } from '../../shared';
import type { SubscriptionsPerEvent } from '../../sandbox';
import { ELSEWHERE, NEIGHBOUR, OURS, subscribingUnderTest } from './subscribingUnderTest';

const EVENTS = ['earnedRewardSettled', 'earnedRewardRejected', 'auditUpdate'];

describe.each<SubscriptionsPerEvent>(['one', 'many'])(
	'subscribing to a Kard with %s for an event',
	(reading) => {
		const kard = subscribingUnderTest(reading);
		const asks = (events: readonly string[] = EVENTS, webhookUrl = OURS) =>
			isSubscribed(kard.client(), { webhookUrl, events, replaceExisting: false });

		it('creates what is missing', async () => {
			await expect(asks()).resolves.toBe(false);

			await expect(kard.subscribe(EVENTS)).resolves.toEqual([]);

			expect(kard.subscribed).toEqual(EVENTS.map((event) => `${event} on ${OURS}`));
			await expect(asks()).resolves.toBe(true);
		});

		it('keeps what is enabled already: it only looks', async () => {
			await kard.given(`earnedRewardRejected on ${OURS}`, `auditUpdate on ${OURS}`);

			await kard.subscribe(['auditUpdate', 'earnedRewardRejected']);

			expect(kard.asked).toEqual(['listSubscriptions 200']);
			expect(kard.subscribed).toEqual([`earnedRewardRejected on ${OURS}`, `auditUpdate on ${OURS}`]);
		});

		it('enables what was disabled', async () => {
			await kard.given(`earnedRewardRejected off ${OURS}`);
			await expect(asks(['earnedRewardRejected'])).resolves.toBe(false);

			await kard.subscribe(['earnedRewardRejected']);

			expect(kard.subscribed).toEqual([`earnedRewardRejected on ${OURS}`]);
			await expect(asks(['earnedRewardRejected'])).resolves.toBe(true);
		});

		it('does each where it is needed, and a second time nothing', async () => {
			await kard.given(`earnedRewardRejected off ${OURS}`, `auditUpdate on ${OURS}`);

			await kard.subscribe(EVENTS);
			expect(kard.asked).toEqual([
				...['listSubscriptions 200', 'createSubscriptions 201', 'updateSubscription 200'],
			]);
			await kard.subscribe(EVENTS);

			expect(kard.asked.slice(3)).toEqual(['listSubscriptions 200']);
			expect(kard.subscribed).toEqual(
				['earnedRewardRejected', 'auditUpdate', 'earnedRewardSettled'].map((event) => `${event} on ${OURS}`),
			);
		});

		it('disables what is left over from an earlier choice of events', async () => {
			await kard.subscribe(EVENTS);
			await expect(asks(['earnedRewardRejected', 'earnedRewardApproved'])).resolves.toBe(false);

			await kard.subscribe(['earnedRewardRejected', 'earnedRewardApproved']);

			expect(kard.enabled).toEqual([`earnedRewardRejected on ${OURS}`, `earnedRewardApproved on ${OURS}`]);
			await expect(asks(['earnedRewardRejected', 'earnedRewardApproved'])).resolves.toBe(true);
			await expect(asks(['earnedRewardRejected'])).resolves.toBe(false);
		});

		it('lets the subscriptions of others be', async () => {
			const others = [
				`earnedRewardApproved on ${ELSEWHERE}`,
				`emailNotificationPlacementFile off ${NEIGHBOUR}`,
			] as const;
			await kard.given(...others);

			await kard.subscribe(['earnedRewardRejected'], { replaceExisting: true });

			expect(kard.subscribed).toEqual([...others, `earnedRewardRejected on ${OURS}`]);
			await expect(asks(['earnedRewardRejected'])).resolves.toBe(true);
			await expect(asks(['earnedRewardApproved'])).resolves.toBe(false);
			await expect(asks(['earnedRewardApproved'], ELSEWHERE)).resolves.toBe(true);
		});

		it('knows its address also when it is written in another way', async () => {
			await kard.given('earnedRewardRejected on HTTPS://N8N.Example.com:443/webhook/./ours');

			await kard.subscribe(['earnedRewardRejected']);

			expect(kard.asked).toEqual(['listSubscriptions 200']);
			await expect(asks(['earnedRewardRejected'])).resolves.toBe(true);
		});

		it.each([
			...[`${OURS}/`, `${OURS}?a=1`, 'https://n8n.example.com/webhook/OURS'],
			...['https://n8n.example.com:8443/webhook/ours', 'https://example.com/webhook/ours'],
		])('does not take %s for its own', async (other) => {
			await kard.given(`earnedRewardRejected on ${other}`);

			await expect(asks(['earnedRewardRejected'])).resolves.toBe(false);
			await kard.subscribe(['auditUpdate']);

			expect(kard.enabled).toEqual([`earnedRewardRejected on ${other}`, `auditUpdate on ${OURS}`]);
		});

		it('subscribes an event once that was chosen twice', async () => {
			await kard.subscribe(['earnedRewardRejected', 'earnedRewardRejected']);

			expect(kard.subscribed).toEqual([`earnedRewardRejected on ${OURS}`]);
			await expect(asks(['earnedRewardRejected', 'earnedRewardRejected'])).resolves.toBe(true);
		});

		it('asks for no page size: the list of subscriptions has no pages', async () => {
			await kard.subscribe(['earnedRewardRejected']);

			const { organizationId, requests } = kard.sandbox;
			expect(requests.find(({ route }) => route === 'listSubscriptions')?.path).toBe(
				`/v2/issuers/${organizationId}/subscriptions`,
			);
		});

		describe('whose answer to a creation is lost', () => {
			it.each([
				['a connection that breaks off', [{ kind: 'dropAfter' }]],
				['a server error, and 409 for the repeat', [{ kind: 'status', status: 503, processed: true }]],
				['server errors to the end', [{ kind: 'status', status: 500, processed: true, times: Infinity }]],
				['an empty answer', [{ kind: 'empty', processed: true }]],
				['a web page', [{ kind: 'html', status: 200, processed: true }]],
				['an answer that is cut off', [{ kind: 'malformedJson', processed: true }]],
			] as const)('is subscribed once: %s', async (_, faults) => {
				kard.fault('createSubscriptions', ...faults);

				await expect(kard.subscribe(EVENTS)).resolves.toEqual([]);

				expect(kard.subscribed).toEqual(EVENTS.map((event) => `${event} on ${OURS}`));
			});
		});
	},
);

describe('subscribing to a Kard with many for an event', () => {
	const kard = subscribingUnderTest('many');

	it.each([false, true])('stands beside whoever is there, with replacing %j', async (replaceExisting) => {
		const others = [`earnedRewardRejected on ${ELSEWHERE}`, `earnedRewardRejected off ${NEIGHBOUR}`] as const;
		await kard.given(...others);

		await expect(kard.subscribe(['earnedRewardRejected'], { replaceExisting })).resolves.toEqual([]);

		expect(kard.subscribed).toEqual([...others, `earnedRewardRejected on ${OURS}`]);
	});

	it('enables one of its own where there are several', async () => {
		await kard.given(
			`earnedRewardRejected off ${OURS}`,
			'earnedRewardRejected off HTTPS://n8n.example.com/webhook/ours',
		);

		await kard.subscribe(['earnedRewardRejected']);

		expect(kard.enabled).toEqual([`earnedRewardRejected on ${OURS}`]);
	});
});
