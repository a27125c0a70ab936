import {
	isSubscribed,
	KardValidationError,
	subscribe,
	type SubscriptionPlan,
	type Transport,
} from '../../shared';
import { objectLike, rejection } from './fakeKard';
import { OURS, subscribingUnderTest } from './subscribingUnderTest';

const kard = subscribingUnderTest('many');
const plan: SubscriptionPlan = { webhookUrl: OURS, events: ['earnedRewardRejected'], replaceExisting: false };
/** Somewhere that is not this machine, and that nobody may ask anything in a test. */
const REMOTE = 'https://kard.example.com';
const noTransport: Transport = () => Promise.reject(new Error('Nothing should have been sent.'));

describe('a plan that cannot be carried out is refused before any request', () => {
	it.each<[string, Partial<SubscriptionPlan>, string, RegExp]>([
		['without events', { events: [] }, 'events', /^No event is chosen\. Choose at least one\.$/],
		['with events that have no name', { events: ['', ' '] }, 'events', /^No event is chosen\./],
		['without an address', { webhookUrl: '' }, 'webhookUrl', /^There is no address/],
		['with half an address', { webhookUrl: '/webhook/ours' }, 'webhookUrl', /^There is no address/],
	])('%s', async (_, part, path, message) => {
		for (const act of [subscribe, isSubscribed]) {
			const error = await rejection(act(kard.client(), { ...plan, ...part }));

			expect(error).toBeInstanceOf(KardValidationError);
			expect(error).toMatchObject({ issues: [objectLike({ path })] });
			expect(error).toHaveProperty('message', expect.stringMatching(message));
		}
		expect(kard.sandbox.requests).toEqual([]);
	});

	it.each([
		['http://n8n.example.com/webhook/ours?token=s3cret', 'http://n8n.example.com/webhook/ours'],
		['http://jordan:s3cret@localhost:5678/webhook/ours', 'http://localhost:5678/webhook/ours'],
		['http://127.0.0.1:5678/webhook/ours#s3cret', 'http://127.0.0.1:5678/webhook/ours'],
		['ftp://n8n.example.com/webhook/ours', 'ftp://n8n.example.com/webhook/ours'],
	])('with %s, where Kard is not on this machine', async (webhookUrl, shown) => {
		const client = kard.client({ baseUrl: REMOTE, transport: noTransport });

		const error = await rejection(subscribe(client, { ...plan, webhookUrl }));

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty(
			'message',
			`Kard delivers over HTTPS only, and the address here is ${shown}. It needs a public address that begins ` +
				'with https://, or a tunnel to it.',
		);
	});
});

it.each(['https://n8n.example.com/webhook/ours', 'HTTPS://n8n.example.com/webhook/ours'])(
	'an address with https is good for a Kard elsewhere: %s',
	async (webhookUrl) => {
		const asked: string[] = [];
		const transport: Transport = ({ method, url }) => {
			asked.push(`${method} ${new URL(url).pathname}`);
			return Promise.resolve({ status: 200, headers: {}, body: { data: [] } });
		};
		const client = kard.client({ baseUrl: REMOTE, auth: { token: 'token' }, transport });

		await expect(isSubscribed(client, { ...plan, webhookUrl })).resolves.toBe(false);

		expect(asked).toEqual([`GET /v2/issuers/${kard.sandbox.organizationId}/subscriptions`]);
	},
);

it('an event that is chosen twice is subscribed once', async () => {
	await kard.subscribe(['earnedRewardRejected', 'earnedRewardRejected']);

	expect(kard.asked).toEqual(['listSubscriptions 200', 'createSubscriptions 201']);
	expect(kard.enabled).toEqual([`earnedRewardRejected on ${OURS}`]);
});

describe('an address with http', () => {
	it.each(['http://127.0.0.1:5678/webhook/ours', 'http://localhost:5678/webhook/ours', 'http://[::1]/ours'])(
		'on this machine is fine for a Kard on this machine: %s',
		async (webhookUrl) => {
			await kard.subscribe(['earnedRewardRejected'], { webhookUrl });

			expect(kard.subscribed).toEqual([`earnedRewardRejected on ${webhookUrl}`]);
		},
	);

	it('on another machine is refused by name, and nothing is created', async () => {
		const error = await rejection(
			kard.subscribe(['earnedRewardRejected'], { webhookUrl: 'http://n8n.example.com/ours' }),
		);

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toMatchObject({ issues: [objectLike({ path: 'webhookUrl' })] });
		expect(error).toHaveProperty('message', expect.stringContaining('beginning with https://'));
		expect(kard.subscribed).toEqual([]);
		expect(kard.asked).not.toContainEqual(expect.stringContaining('createSubscriptions'));
	});
});
