import { auditAnswer, audits } from './auditRows';
import { failure, fakeKard, rejection, type Behaviour } from './fakeKard';
import { fates, kardUnderTest } from './kardUnderTest';
import { SHOPPER, transactions } from './rows';

const kard = fakeKard();

const subscription = {
	eventName: 'earnedRewardSettled',
	webhookUrl: 'https://example.com/notifications',
	enabled: true,
} as const;

const OPERATIONS: readonly [string, () => Promise<unknown>, RegExp][] = [
	[
		'a subscription',
		() => kard.client().subscriptions.create(subscription),
		/not known whether Kard made the subscription\. List the subscriptions/,
	],
	[
		'a notification to be sent again',
		() => kard.client().notifications.replay('0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c11'),
		/not known whether Kard delivers the notification once more\. List the notifications/,
	],
	[
		'a request that no method covers',
		() => kard.client().request({ method: 'POST', path: '/v2/thing', body: {} }),
		/not known whether Kard carried it out\. Look before you send it again\.$/,
	],
];

describe.each(OPERATIONS)('%s', (_, send, says) => {
	it.each<[string, Behaviour]>([
		['500', failure(500)],
		['502', failure(502)],
		['503 without a word about when', failure(503)],
		['a broken connection', 'drop'],
		['a web page in place of an answer', { status: 500, body: '<html></html>' }],
	])('is sent once where Kard may have carried it out, and says how to look: %s', async (__, behaviour) => {
		kard.answer(behaviour);

		const error = await rejection(send());

		expect(kard.received).toHaveLength(1);
		expect(error).toMatchObject({ outcomeUnknown: true });
		expect(error).toHaveProperty('message', expect.stringMatching(says));
		expect(error).not.toHaveProperty('message', expect.stringMatching(/try again/i));
	});

	it('is sent again where Kard turned it away, and is known not to be done where it does so to the end', async () => {
		kard.answer(failure(503, 'Later.', { 'Retry-After': '1' }));

		const error = await rejection(send());

		expect(kard.received).toHaveLength(3);
		expect(error).toMatchObject({ outcomeUnknown: false });
		expect(error).not.toHaveProperty('message', expect.stringMatching(says));
	});

	it('that Kard refuses says nothing about looking', async () => {
		kard.answer(failure(400, 'No.'));

		expect(await rejection(send())).not.toHaveProperty('message', expect.stringMatching(says));
	});
});

describe('an audit that was taken although Kard answered 500', () => {
	const real = kardUnderTest();

	it('is made once', async () => {
		await real.submit(transactions(1));
		let lost = 0;
		real.intercept(async (request, pass) => {
			const answer = await pass();
			if (!request.path.endsWith('/audits')) return answer;
			lost += 1;
			return { status: 500, headers: {}, body: '' };
		});

		const result = await real.client().transactions.audit(SHOPPER, audits(1));

		expect(fates(result)).toEqual(['unknown']);
		expect(lost).toBe(1);
		expect(real.sandbox.state.audits.size).toBe(1);
	});
});

it('a row whose audit cannot be known does not keep the next from being sent', async () => {
	kard.answer(failure(500), auditAnswer('audit-2'));

	const result = await kard.client().transactions.audit('user-1', audits(2));

	expect(fates(result)).toEqual(['unknown', 'created']);
});
