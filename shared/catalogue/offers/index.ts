import { operation } from '../description/operation';
import { userId } from '../users/fields';
import {
	offerAttribution,
	offerAttributionQuery,
	offerId,
	offerQuery,
	offerResource,
	OFFERS_PER_PAGE,
} from './fields';

const offer = { name: 'offer', title: 'Offer' } as const;

const OFFERS = '/v2/issuers/{organizationId}/users/{userId}/offers';
const OFFER = `${OFFERS}/{offerId}` as const;

const attributionSample = (eventCode: string) => ({
	type: 'offerAttribution',
	id: '0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c12',
	attributes: {
		entityId: '65f0c0ffee0000000000beef',
		eventCode,
		medium: 'CTA',
		eventDate: '2026-03-04T10:15:00Z',
	},
});

/** The operations on offers. */
export const offerOperations = {
	getMany: operation({
		kind: 'list',
		client: 'rewards.offers',
		resource: offer,
		title: 'Get Many',
		action: 'Get many offers',
		description: 'List the offers that one user is eligible for',
		method: 'GET',
		path: OFFERS,
		ids: { userId },
		scope: 'rewards:read',
		success: [200],
		query: offerQuery,
		pageSize: OFFERS_PER_PAGE,
		item: offerResource,
		picked: {
			id: 'offerId',
			label: { name: {} },
			searchedBy: 'filter[search]',
			query: { sort: 'name' },
		},
		steps: {
			one: {
				key: 'find_offer',
				label: 'Find Offer',
				sentence: 'Finds the first offer that matches, among those that a user is eligible for.',
			},
			many: {
				key: 'list_offers',
				label: 'List Offers',
				sentence: 'Finds all offers that match, and hands them over as line items.',
			},
		},
		sample: {
			type: 'standardOffer',
			id: '65f0c0ffee0000000000beef',
			attributes: {
				name: 'Blue Door Coffee',
				terms: 'One reward for each visit.',
				purchaseChannel: ['INSTORE'],
				userReward: { type: 'PERCENT', value: 5 },
				assets: [],
				startDate: '2026-01-01T00:00:00Z',
				expirationDate: '2026-12-31T23:59:59Z',
				isTargeted: false,
			},
		},
	}),
	activate: operation({
		kind: 'single',
		client: 'offers.activate',
		resource: offer,
		noun: 'Offer Attribution',
		title: 'Activate',
		action: 'Activate an offer',
		description: 'Record that a user activated an offer',
		method: 'POST',
		path: `${OFFER}/activate`,
		ids: { userId, offerId },
		success: [201],
		query: offerAttributionQuery,
		answer: offerAttribution,
		howToLook:
			'It is not known whether Kard recorded the activation. Kard lists no activations, so if you send it again it may be recorded twice.',
		steps: { one: { key: 'activate_offer', sentence: 'Records that a user activated an offer.' } },
		sample: attributionSample('ACTIVATE'),
	}),
	boost: operation({
		kind: 'single',
		client: 'offers.boost',
		resource: offer,
		noun: 'Offer Attribution',
		title: 'Boost',
		action: 'Boost an offer',
		description: 'Record that a user boosted an offer',
		method: 'POST',
		path: `${OFFER}/boost`,
		ids: { userId, offerId },
		success: [201],
		query: offerAttributionQuery,
		answer: offerAttribution,
		howToLook:
			'It is not known whether Kard recorded the boost. Kard lists no boosts, so if you send it again it may be recorded twice.',
		steps: { one: { key: 'boost_offer', sentence: 'Records that a user boosted an offer.' } },
		sample: attributionSample('BOOST'),
	}),
};
