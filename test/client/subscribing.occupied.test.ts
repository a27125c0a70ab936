import { KardApiError, KardConflictError, subscribe, unsubscribe } from '../../shared';
import { failure, fakeKard, rejection, type Reply } from './fakeKard';
import { ELSEWHERE, NEIGHBOUR, OURS, subscribingUnderTest } from './subscribingUnderTest';

describe('an event that Kard sends elsewhere and that can have no second subscription', () => {
	const kard = subscribingUnderTest('one');

	it('is refused: the error says where it goes, and what to turn on', async () => {
		await kard.given(`earnedRewardSettled on ${ELSEWHERE}`);

		const error = await rejection(kard.subscribe(['earnedRewardSettled']));

		expect(error).toBeInstanceOf(KardConflictError);
		expect(error).toMatchObject({
			statusCode: 409,
			message:
				'Kard sends "Earned Reward Settled" to https://elsewhere.example.com/hook, and takes one subscription ' +
				'for each event. Turn on Replace Existing Subscription to have it sent here instead, or leave out this ' +
				'event.',
		});
		expect(kard.subscribed).toEqual([`earnedRewardSettled on ${ELSEWHERE}`]);
	});

	it('is refused without telling the parts of that address that may hold a secret', async () => {
		await kard.given(
			'earnedRewardRejected on https://jordan:s3cret@elsewhere.example.com:8443/hook?token=s3cret#s3cret',
		);

		const error = await rejection(kard.subscribe(['earnedRewardRejected']));

		expect(error).toHaveProperty(
			'message',
			expect.stringContaining(' https://elsewhere.example.com:8443/hook,'),
		);
		expect(error).toHaveProperty('message', expect.not.stringMatching(/s3cret|jordan/));
	});

	it('is refused also where that subscription is disabled: somebody else may enable it again', async () => {
		await kard.given(`earnedRewardRejected off ${ELSEWHERE}`);

		const error = await rejection(kard.subscribe(['earnedRewardRejected']));

		expect(error).toHaveProperty(
			'message',
			expect.stringContaining(
				`Kard has a disabled subscription that sends "Earned Reward Rejected" to ${ELSEWHERE},`,
			),
		);
		expect(kard.subscribed).toEqual([`earnedRewardRejected off ${ELSEWHERE}`]);
	});

	it.each(['on', 'off'] as const)(
		'is taken over where that is wanted, and what was there is told: %s',
		async (state) => {
			const [id] = await kard.given(`earnedRewardRejected ${state} ${ELSEWHERE}?token=1`);

			const takenOver = await kard.subscribe(['earnedRewardRejected', 'auditUpdate'], {
				replaceExisting: true,
			});

			expect(takenOver).toEqual([{ id, webhookUrl: `${ELSEWHERE}?token=1`, enabled: state === 'on' }]);
			expect(kard.subscribed).toEqual([`earnedRewardRejected on ${OURS}`, `auditUpdate on ${OURS}`]);
		},
	);

	it('is noted before it is taken over, so that it can be given back whatever happens', async () => {
		const [id] = await kard.given(`earnedRewardRejected on ${ELSEWHERE}`);
		const noted: unknown[] = [];
		kard.fault('updateSubscription', { kind: 'status', status: 500, times: Infinity });

		await rejection(
			kard.subscribe(['earnedRewardRejected'], {
				replaceExisting: true,
				onReplace: (before) => noted.push(before),
			}),
		);

		expect(noted).toEqual([{ id, webhookUrl: ELSEWHERE, enabled: true }]);
	});

	it('is taken without asking where the address was ours before', async () => {
		await kard.given(`earnedRewardRejected on ${ELSEWHERE}`);

		await expect(kard.subscribe(['earnedRewardRejected'], { formerUrls: [ELSEWHERE] })).resolves.toEqual([]);

		expect(kard.subscribed).toEqual([`earnedRewardRejected on ${OURS}`]);
	});

	it.each([
		['of another form', 'https://n8n.example.com/billing/kard-events'],
		['of more parts', `${NEIGHBOUR}/events`],
		['of another port', 'https://n8n.example.com:8443/webhook/neighbour'],
	])('is no left-over of ours on the same host with an address %s', async (_, url) => {
		await kard.given(`earnedRewardRejected off ${url}`);

		const error = await rejection(kard.subscribe(['earnedRewardRejected']));

		expect(error).toBeInstanceOf(KardConflictError);
		expect(kard.subscribed).toEqual([`earnedRewardRejected off ${url}`]);
	});

	it('is not taken over a second time: then it is ours', async () => {
		await kard.given(`earnedRewardRejected on ${ELSEWHERE}`);
		await kard.subscribe(['earnedRewardRejected'], { replaceExisting: true });

		await expect(kard.subscribe(['earnedRewardRejected'])).resolves.toEqual([]);

		expect(kard.asked.at(-1)).toBe('listSubscriptions 200');
	});

	it('is taken over without asking where it was left disabled on the same host, and nobody lost it', async () => {
		await kard.given(`earnedRewardRejected off ${NEIGHBOUR}`);

		await expect(kard.subscribe(['earnedRewardRejected'])).resolves.toEqual([]);

		expect(kard.subscribed).toEqual([`earnedRewardRejected on ${OURS}`]);
	});

	it.each([
		['enabled on the same host', `earnedRewardRejected on ${NEIGHBOUR}`],
		[
			'disabled on the same host, but another port',
			'earnedRewardRejected off https://n8n.example.com:8443/webhook/ours',
		],
		[
			'disabled on a host whose name only begins the same',
			'earnedRewardRejected off https://n8n.example.com.example.org/hook',
		],
	] as const)('is not taken over without asking where it is %s', async (_, line) => {
		await kard.given(line);

		await expect(kard.subscribe(['earnedRewardRejected'])).rejects.toBeInstanceOf(KardConflictError);

		expect(kard.subscribed).toEqual([line]);
	});

	it('costs nobody anything else: the events before it are as they were', async () => {
		const before = [
			`earnedRewardRejected on ${ELSEWHERE}`,
			`auditUpdate off ${OURS}`,
			`earnedRewardApproved on ${OURS}`,
		] as const;
		await kard.given(...before);

		await expect(
			kard.subscribe(['earnedRewardSettled', 'auditUpdate', 'earnedRewardRejected']),
		).rejects.toBeInstanceOf(KardConflictError);

		expect(kard.subscribed).toEqual([...before, `earnedRewardSettled off ${OURS}`]);
	});

	it('that Kard refuses although nothing is there is Kard’s own conflict', async () => {
		const body = { errors: [{ status: '409', detail: 'No more of these.' }] };
		kard.fault('createSubscriptions', { kind: 'status', status: 409, body });

		const error = await rejection(kard.subscribe(['earnedRewardRejected'], { replaceExisting: true }));

		expect(error).toBeInstanceOf(KardConflictError);
		expect(error).toHaveProperty('message', expect.stringContaining('No more of these.'));
		expect(kard.subscribed).toEqual([]);
	});
});

describe('a Kard that has several subscriptions of an event, but takes no further one', () => {
	const kard = subscribingUnderTest('many');

	it('gives up the one that nobody receives', async () => {
		await kard.given(`earnedRewardRejected on ${ELSEWHERE}`, `earnedRewardRejected off ${NEIGHBOUR}`);
		kard.fault('createSubscriptions', { kind: 'status', status: 409 });

		await expect(kard.subscribe(['earnedRewardRejected'], { replaceExisting: true })).resolves.toEqual([]);

		expect(kard.subscribed).toEqual([
			`earnedRewardRejected on ${ELSEWHERE}`,
			`earnedRewardRejected on ${OURS}`,
		]);
	});

	it('that refuses to change it as well is told as it is', async () => {
		await kard.given(`earnedRewardRejected on ${ELSEWHERE}`);
		kard.fault('createSubscriptions', { kind: 'status', status: 409 });
		kard.fault('updateSubscription', { kind: 'status', status: 400 });

		const error = await rejection(kard.subscribe(['earnedRewardRejected'], { replaceExisting: true }));

		expect(error).toBeInstanceOf(KardApiError);
		expect(error).toMatchObject({ statusCode: 400 });
		expect(kard.subscribed).toEqual([`earnedRewardRejected on ${ELSEWHERE}`]);
	});
});

describe('a Kard that has an address which nobody could have given it', () => {
	const kard = fakeKard();
	const existing = (webhookUrl: string): Reply => ({
		body: {
			data: [
				{
					type: 'subscription',
					id: 'sub-1',
					attributes: { eventName: 'earnedRewardRejected', webhookUrl, enabled: true },
				},
			],
		},
	});
	const take = (replaceExisting: boolean) =>
		subscribe(kard.client(), { webhookUrl: OURS, events: ['earnedRewardRejected'], replaceExisting });

	it.each(['', 'not an address', 'https://'])(
		'says so where it is not one at all: "%s"',
		async (webhookUrl) => {
			kard.answer(existing(webhookUrl), failure(409), existing(webhookUrl));

			const error = await rejection(take(false));

			expect(error).toHaveProperty('message', expect.stringContaining('to an address that cannot be read,'));
			expect(kard.received.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'GET']);
		},
	);

	it('cannot have it back, which is said', async () => {
		const old = existing('http://old.example.com/hook');
		kard.answer(old, failure(409), old, failure(400));

		const error = await rejection(take(true));

		expect(error).toMatchObject({ statusCode: 400 });
		expect(error).toHaveProperty(
			'message',
			expect.stringContaining('could not all be taken back (Webhook URL:'),
		);
	});
});

describe('an event of which Kard takes one enabled subscription', () => {
	const kard = subscribingUnderTest('many');
	const refused = { kind: 'status', status: 409 } as const;

	it('says where it goes when ours cannot be enabled again', async () => {
		await kard.given(`earnedRewardRejected off ${OURS}`, `earnedRewardRejected on ${ELSEWHERE}`);
		kard.fault('updateSubscription', refused);

		const error = await rejection(kard.subscribe(['earnedRewardRejected']));

		expect(error).toHaveProperty('message', expect.stringContaining(` to ${ELSEWHERE}, `));
	});

	it('takes over the one in the way where that is wanted, and not one that is disabled', async () => {
		const other = 'https://other.example.com/hook';
		await kard.given(
			`earnedRewardRejected off ${other}`,
			`earnedRewardRejected off ${OURS}`,
			`earnedRewardRejected on ${ELSEWHERE}`,
		);
		kard.fault('updateSubscription', refused);

		const takenOver = await kard.subscribe(['earnedRewardRejected'], { replaceExisting: true });

		expect(kard.subscribed).toEqual([
			`earnedRewardRejected off ${other}`,
			`earnedRewardRejected on ${OURS}`,
			`earnedRewardRejected off ${ELSEWHERE}`,
		]);
		await unsubscribe(kard.client(), OURS, takenOver);
		expect(kard.subscribed).toEqual([
			`earnedRewardRejected off ${other}`,
			`earnedRewardRejected off ${OURS}`,
			`earnedRewardRejected on ${ELSEWHERE}`,
		]);
	});

	it('tries the next one when Kard does not let a left-over be enabled', async () => {
		await kard.given(`earnedRewardRejected off ${NEIGHBOUR}`, `earnedRewardRejected on ${ELSEWHERE}`);
		kard.fault('createSubscriptions', refused);
		kard.fault('updateSubscription', refused);

		await kard.subscribe(['earnedRewardRejected'], { replaceExisting: true });

		expect(kard.subscribed).toEqual([
			`earnedRewardRejected off ${NEIGHBOUR}`,
			`earnedRewardRejected on ${OURS}`,
		]);
	});
});
