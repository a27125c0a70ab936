import { isSubscribed, KardApiError, KardPermissionError, type SubscriptionPlan } from '../../shared';
import type { Fault } from '../../sandbox';
import { rejection } from './fakeKard';
import { ELSEWHERE, OURS, subscribingUnderTest } from './subscribingUnderTest';

const EVENTS = ['earnedRewardSettled', 'clawback', 'auditUpdate'] as const;
const on = (...events: readonly string[]) => events.map((event) => `${event} on ${OURS}`);

/** How Kard may say no to an event. */
const REFUSALS: [string, Omit<Fault, 'route'>][] = [
	['400', { kind: 'status', status: 400, body: { errors: [{ detail: 'There is no such event.' }] } }],
	['404', { kind: 'status', status: 404, body: { errors: [{ detail: 'There is no such event.' }] } }],
	['422', { kind: 'status', status: 422, body: { message: 'There is no such event.' } }],
	[
		'400 with the field',
		{
			kind: 'status',
			status: 400,
			body: {
				errors: [{ detail: 'There is no such event.', source: { pointer: '/data/0/attributes/eventName' } }],
			},
		},
	],
];

describe.each(['one', 'many'] as const)('where Kard takes %s for each event', (reading) => {
	const kard = subscribingUnderTest(reading, { retiredEvents: 'taken' });
	const warned: string[] = [];
	const goOn = (plan: Partial<SubscriptionPlan> = {}): Partial<SubscriptionPlan> => ({
		skipRefused: true,
		onRefused: (event, warning) => warned.push(`${event}: ${warning}`),
		...plan,
	});
	beforeEach(() => {
		warned.length = 0;
	});

	describe.each(REFUSALS)('an event that Kard refuses with %s', (_, fault) => {
		it('is named, with the reason and what to do, and nothing is subscribed', async () => {
			kard.fault('createSubscriptions', { after: 1, ...fault });

			const error = await rejection(kard.subscribe(EVENTS));

			expect(error).toBeInstanceOf(KardApiError);
			expect(error).toMatchObject({ statusCode: fault.status });
			expect(error).toHaveProperty(
				'message',
				expect.stringMatching(
					/^The event "Clawback" \(clawback\) cannot be subscribed to\. .*There is no such event\..* Leave out this event, or turn on Skip Events That Kard Refuses to go on without it\.$/,
				),
			);
			expect(kard.enabled).toEqual([]);
		});

		it('is left out where that is wanted, and the others are subscribed', async () => {
			kard.fault('createSubscriptions', { after: 1, ...fault });

			await kard.subscribe(EVENTS, goOn());

			expect(kard.enabled).toEqual(on('earnedRewardSettled', 'auditUpdate'));
			expect(warned).toEqual([
				expect.stringMatching(
					/^clawback: The event "Clawback" \(clawback\) was left out\. .*There is no such event\./,
				),
			]);
		});

		it('is left out where it was subscribed before, for nobody is there to read an error', async () => {
			await kard.given(`earnedRewardSettled on ${OURS}`, `clawback off ${OURS}`);
			kard.fault('updateSubscription', { ...fault, times: Infinity });

			await kard.subscribe(EVENTS, goOn({ skipRefused: false, subscribedBefore: ['clawback'] }));

			expect(kard.enabled).toEqual(on('earnedRewardSettled', 'auditUpdate'));
			expect(warned).toHaveLength(1);
		});
	});

	it('an event that Kard refuses although it stored it is taken back, and left out', async () => {
		kard.fault('createSubscriptions', { after: 1, kind: 'status', status: 400, processed: true });

		await kard.subscribe(EVENTS, goOn());

		expect(kard.subscribed).toEqual([
			`earnedRewardSettled on ${OURS}`,
			`clawback off ${OURS}`,
			`auditUpdate on ${OURS}`,
		]);
	});

	it('what cannot be taken back of an event that is left out is an error, and all is taken back', async () => {
		kard.fault('createSubscriptions', { after: 1, kind: 'status', status: 400, processed: true });
		kard.fault('updateSubscription', { kind: 'status', status: 403 });

		const error = await rejection(kard.subscribe(EVENTS, goOn()));

		expect(error).toHaveProperty('message', expect.stringContaining('could not all be taken back'));
		expect(kard.enabled).toEqual([`clawback on ${OURS}`]);
	});

	it('every event refused: an error, for there is nothing to go on with', async () => {
		kard.fault('createSubscriptions', { kind: 'status', status: 400, times: Infinity });

		const error = await rejection(kard.subscribe(EVENTS, goOn()));

		expect(error).toHaveProperty(
			'message',
			expect.stringMatching(/^Kard refuses every event that was chosen/),
		);
		expect(kard.subscribed).toEqual([]);
		expect(warned).toHaveLength(EVENTS.length);
	});

	it.each<[string, Omit<Fault, 'route'>, new (...details: never) => KardApiError]>([
		['a missing permission', { kind: 'status', status: 403 }, KardPermissionError],
		['trouble at Kard', { kind: 'status', status: 500, times: Infinity }, KardApiError],
		[
			'an address that Kard does not take',
			{
				kind: 'status',
				status: 400,
				body: { errors: [{ detail: 'No.', source: { pointer: '/data/0/attributes/webhookUrl' } }] },
			},
			KardApiError,
		],
	])('%s is no refusal of an event: nothing goes on', async (_, fault, ErrorClass) => {
		kard.fault('createSubscriptions', { after: 1, ...fault });

		const error = await rejection(kard.subscribe(EVENTS, goOn()));

		expect(error).toBeInstanceOf(ErrorClass);
		expect(error).toHaveProperty('message', expect.not.stringContaining('Skip Events'));
		expect(kard.enabled).toEqual([]);
		expect(warned).toEqual([]);
	});

	it('a retired event that is no longer chosen and cannot be disabled does not keep the others from it', async () => {
		await kard.given(`clawback on ${OURS}`);
		kard.fault('updateSubscription', { kind: 'status', status: 400 });

		await kard.subscribe(['auditUpdate'], goOn({ skipRefused: false }));

		expect(kard.enabled).toEqual([`clawback on ${OURS}`, `auditUpdate on ${OURS}`]);
		expect(warned).toEqual([
			expect.stringMatching(/^clawback: The subscription to the event "Clawback" .* cannot be disabled\./),
		]);
	});

	it('a retired event that Kard still has is there, and nothing has to be done', async () => {
		await kard.given(`clawback on ${OURS}`, `auditUpdate on ${OURS}`);
		const plan = { webhookUrl: OURS, events: ['auditUpdate', 'clawback'], replaceExisting: false };

		await expect(isSubscribed(kard.client(), plan)).resolves.toBe(true);
		await kard.subscribe(plan.events);

		expect(kard.asked).toEqual(['listSubscriptions 200', 'listSubscriptions 200']);
	});
});

describe('an event that is left out after something was taken over for it', () => {
	const kard = subscribingUnderTest('one', { retiredEvents: 'taken' });

	it('leads where it led', async () => {
		await kard.given(`clawback on ${ELSEWHERE}`);
		kard.fault('updateSubscription', { kind: 'status', status: 400 });

		const takenOver = await kard.subscribe(['auditUpdate', 'clawback'], {
			replaceExisting: true,
			skipRefused: true,
		});

		expect(kard.subscribed).toEqual([`clawback on ${ELSEWHERE}`, `auditUpdate on ${OURS}`]);
		expect(takenOver).toEqual([]);
	});
});

describe('a Kard that has retired an event since', () => {
	const kard = subscribingUnderTest('many');
	const chosen = ['auditUpdate', 'clawback', 'earnedRewardSettled'];

	it('refuses it by name, and takes the others', async () => {
		const error = await rejection(kard.subscribe(chosen));
		expect(error).toHaveProperty(
			'message',
			expect.stringMatching(/^The event "Clawback" \(clawback\) cannot /),
		);

		await kard.subscribe(chosen, { skipRefused: true });
		expect(kard.enabled).toEqual(on('auditUpdate', 'earnedRewardSettled'));
	});

	it('has subscriptions to it still: they are left, and the others go on', async () => {
		kard.sandbox.setReadings({ retiredEvents: 'taken' });
		await kard.subscribe(chosen);
		kard.sandbox.setReadings({ retiredEvents: 'refused' });
		const plan = { webhookUrl: OURS, events: chosen, replaceExisting: false };

		await expect(isSubscribed(kard.client(), plan)).resolves.toBe(true);
		await kard.subscribe(chosen);

		expect(kard.enabled).toEqual(on(...chosen));
	});
});
