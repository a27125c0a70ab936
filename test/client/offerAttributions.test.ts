import { KardApiError } from '../../shared';
import { startKard } from '../support/kard';
import { SHOPPER } from '../support/purchase';

const kard = startKard();

async function anOffer(): Promise<string> {
	const [offer] = await kard.client().rewards.offers(SHOPPER).toArray({ limit: 1 });
	return offer?.id ?? '';
}

describe.each([
	['activate', 'ACTIVATE'],
	['boost', 'BOOST'],
] as const)('offers.%s', (method, eventCode) => {
	it('records what the user did with the offer', async () => {
		const offerId = await anOffer();

		const done = await kard.client().offers[method](SHOPPER, offerId);

		expect(done.attributes).toMatchObject({ entityId: offerId, eventCode, medium: 'CTA' });
		expect([...kard.sandbox.state.attributions.values()]).toEqual([
			expect.objectContaining({ userId: SHOPPER, offerId, eventCode }),
		]);
	});

	it('hands over the offer where it is asked for', async () => {
		const offerId = await anOffer();
		const query = { include: ['offer' as const], supportedComponents: ['shortDescription' as const] };

		const { included } = await kard.client().offers[method](SHOPPER, offerId, query).withResponse();

		expect(included).toEqual([expect.objectContaining({ id: offerId, type: 'standardOffer' })]);
	});

	it('says so where Kard does not know the offer', async () => {
		const error: unknown = await kard
			.client()
			.offers[method](SHOPPER, 'no-offer')
			.catch((thrown: unknown) => thrown);

		expect(error).toBeInstanceOf(KardApiError);
		expect(kard.sandbox.state.attributions.size).toBe(0);
	});
});
