import {
	KardApiError,
	KardConflictError,
	type KardError,
	KardNetworkError,
	KardPermissionError,
} from '../../shared';
import type { Fault, SubscriptionsPerEvent } from '../../sandbox';
import { rejection } from './fakeKard';
import { ELSEWHERE, OURS, subscribingUnderTest, type SubscribingUnderTest } from './subscribingUnderTest';

const EVENTS = ['earnedRewardSettled', 'earnedRewardRejected', 'auditUpdate'] as const;
/** A request, and both of its repeats. */
const FOR_GOOD = { times: 3 };

/** What may happen to the third request, when the two before it went well. */
const FAILURES: [string, Omit<Fault, 'route'>, new (...details: never) => KardError][] = [
	['a server error for good', { kind: 'status', status: 500, ...FOR_GOOD }, KardApiError],
	['a missing permission', { kind: 'status', status: 403 }, KardPermissionError],
	['a connection that breaks off before it is there', { kind: 'dropBefore', ...FOR_GOOD }, KardNetworkError],
	['a refusal', { kind: 'status', status: 400 }, KardApiError],
	['something that was not expected', { kind: 'override', status: 302, body: '' }, KardApiError],
];
/** What may happen to it although Kard has done what it was asked to. */
const LOST_ANSWERS: typeof FAILURES = [
	[
		'a server error for good, though it is done',
		{ kind: 'status', status: 500, processed: true, ...FOR_GOOD },
		KardApiError,
	],
	['a connection that breaks off when it is done', { kind: 'dropAfter', ...FOR_GOOD }, KardNetworkError],
];

const empty = subscribingUnderTest('one');

describe.each<SubscriptionsPerEvent>(['one', 'many'])(
	'when the last of three events fails at a Kard with %s for an event',
	(reading) => {
		const kard = subscribingUnderTest(reading);

		it.each(FAILURES)('those that were created send nothing: %s', async (_, fault, ErrorClass) => {
			kard.fault('createSubscriptions', { after: 2, ...fault });

			await expect(kard.subscribe(EVENTS)).rejects.toBeInstanceOf(ErrorClass);

			expect(kard.subscribed).toEqual(EVENTS.slice(0, 2).map((event) => `${event} off ${OURS}`));
		});

		it.each([...FAILURES, ...LOST_ANSWERS])(
			'those that were enabled are disabled again: %s',
			async (_, fault, ErrorClass) => {
				const before = EVENTS.map((event) => `${event} off ${OURS}` as const);
				await kard.given(...before);
				kard.fault('updateSubscription', { after: 2, ...fault });

				await expect(kard.subscribe(EVENTS)).rejects.toBeInstanceOf(ErrorClass);

				expect(kard.subscribed).toEqual(before);
			},
		);

		it.each([...FAILURES, ...LOST_ANSWERS])(
			'those that were disabled as left over are enabled again: %s',
			async (_, fault, ErrorClass) => {
				const before = EVENTS.map((event) => `${event} on ${OURS}` as const);
				await kard.given(...before);
				kard.fault('updateSubscription', { after: 2, ...fault });

				await expect(kard.subscribe(['earnedRewardApproved'])).rejects.toBeInstanceOf(ErrorClass);

				expect(kard.subscribed).toEqual([...before, `earnedRewardApproved off ${OURS}`]);
			},
		);

		it('each is as it was: the created, the enabled, the kept and those of others', async () => {
			const before = [
				`earnedRewardRejected off ${OURS}`,
				`earnedRewardApproved on ${OURS}`,
				`emailNotificationPlacementFile on ${ELSEWHERE}`,
			] as const;
			await kard.given(...before);
			kard.fault('createSubscriptions', { after: 1, kind: 'status', status: 403 });

			await expect(
				kard.subscribe([
					'earnedRewardSettled',
					'earnedRewardRejected',
					'earnedRewardApproved',
					'auditUpdate',
				]),
			).rejects.toBeInstanceOf(KardPermissionError);

			expect(kard.subscribed).toEqual([...before, `earnedRewardSettled off ${OURS}`]);
		});

		it('a refusal is believed: nobody looks whether it got through all the same', async () => {
			kard.fault('createSubscriptions', { kind: 'status', status: 400 });

			await rejection(kard.subscribe(EVENTS));

			// The second look is for what is to be taken back.
			expect(kard.asked).toEqual([
				...['listSubscriptions 200', 'createSubscriptions 400', 'listSubscriptions 200'],
			]);
		});

		it('another try subscribes all of them, each once', async () => {
			kard.fault('createSubscriptions', { after: 2, kind: 'status', status: 403 });
			await rejection(kard.subscribe(EVENTS));

			await kard.subscribe(EVENTS);

			expect(kard.subscribed).toEqual(EVENTS.map((event) => `${event} on ${OURS}`));
		});

		it('and Kard answers nothing any more, the creation that got through unheard is named', async () => {
			kard.fault('createSubscriptions', { after: 2, kind: 'dropAfter' });
			kard.fault('listSubscriptions', { after: 1, kind: 'dropBefore', times: Infinity });

			const error = await rejection(kard.subscribe(EVENTS));

			expect(error).toBeInstanceOf(KardNetworkError);
			expect(error).toHaveProperty('message', expect.stringContaining(`Look for subscriptions to ${OURS} `));
		});
	},
);

it('an answer to a change that is empty is no failure: Kard has done it', async () => {
	await empty.given(...EVENTS.map((event) => `${event} off ${OURS}` as const));
	empty.fault('updateSubscription', { kind: 'empty', processed: true });

	await empty.subscribe(EVENTS);

	expect(empty.subscribed).toEqual(EVENTS.map((event) => `${event} on ${OURS}`));
});

describe('when the last of three events that are taken over fails', () => {
	const kard = subscribingUnderTest('one');

	it.each([...FAILURES, ...LOST_ANSWERS])(
		'all of them lead where they led: %s',
		async (_, fault, ErrorClass) => {
			const before = [
				`earnedRewardSettled on ${ELSEWHERE}?token=1`,
				`earnedRewardRejected off ${ELSEWHERE}`,
				'auditUpdate off https://n8n.example.com/webhook/older',
			] as const;
			await kard.given(...before);
			kard.fault('updateSubscription', { after: 2, ...fault });

			await expect(kard.subscribe(EVENTS, { replaceExisting: true })).rejects.toBeInstanceOf(ErrorClass);

			expect(kard.subscribed).toEqual(before);
		},
	);

	it('because it may not be taken over, what was created and enabled before it is taken back', async () => {
		await kard.given(`earnedRewardRejected off ${OURS}`, `auditUpdate on ${ELSEWHERE}`);

		await expect(kard.subscribe(EVENTS)).rejects.toBeInstanceOf(KardConflictError);

		expect(kard.enabled).toEqual([`auditUpdate on ${ELSEWHERE}`]);
	});
});

describe('when taking back fails as well', () => {
	const kard = subscribingUnderTest('many');
	const failsAndStays = async (under: SubscribingUnderTest): Promise<unknown> => {
		under.fault('createSubscriptions', { after: 2, kind: 'status', status: 403 });
		under.fault('updateSubscription', { kind: 'status', status: 500, ...FOR_GOOD });
		return await rejection(under.subscribe(EVENTS, { webhookUrl: `${OURS}?token=s3cret` }));
	};

	it('the error is the first one, and says what to look for and what to do', async () => {
		const error = await failsAndStays(kard);

		expect(error).toBeInstanceOf(KardPermissionError);
		expect(error).toMatchObject({ statusCode: 403 });
		expect(error).toHaveProperty(
			'message',
			expect.stringMatching(/^The credentials are not allowed .* \(403\)/),
		);
		expect(error).toHaveProperty(
			'message',
			expect.stringContaining('could not all be taken back (Kard has a problem of its own (500).'),
		);
		expect(error).toHaveProperty(
			'message',
			expect.stringMatching(
				/Look for subscriptions to https:\/\/n8n\.example\.com\/webhook\/ours and disable them\.$/,
			),
		);
		expect(error).toHaveProperty('message', expect.not.stringContaining('s3cret'));
	});

	it('the rest is taken back all the same', async () => {
		await failsAndStays(kard);

		expect(kard.enabled).toHaveLength(1);
		expect(kard.subscribed).toHaveLength(2);
	});
});
