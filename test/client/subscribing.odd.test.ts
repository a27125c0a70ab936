import { isSubscribed, unsubscribe, type SubscriptionPlan } from '../../shared';
import { fakeKard } from './fakeKard';

const kard = fakeKard();
const OURS = 'https://n8n.example.com/webhook/ours';
const plan: SubscriptionPlan = { webhookUrl: OURS, events: ['auditUpdate'], replaceExisting: false };
const own = {
	type: 'subscription',
	id: 'own',
	attributes: { eventName: 'auditUpdate', webhookUrl: OURS, enabled: true },
};
const odd = [
	null,
	'odd',
	7,
	[],
	{},
	{ id: 'a', attributes: null },
	{ id: 'b', attributes: { eventName: 'auditUpdate', webhookUrl: null, enabled: true } },
	{ id: null, attributes: own.attributes },
];

beforeEach(() => {
	kard.answer(({ method }) => ({ body: { data: method === 'GET' ? [...odd, own, ...odd] : own } }));
});

describe('among subscriptions that are odd', () => {
	it('ours is found', async () => {
		await expect(isSubscribed(kard.client(), plan)).resolves.toBe(true);
	});

	it('ours is disabled, and no other is touched', async () => {
		await unsubscribe(kard.client(), OURS);

		expect(kard.received.map(({ method, path }) => `${method} ${path.split('/').at(-1) ?? ''}`)).toEqual([
			'GET subscriptions',
			'PATCH own',
		]);
	});
});
