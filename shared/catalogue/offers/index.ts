import { operation } from '../operation';
import { userId } from '../users/fields';
import { offerQuery, offerResource, OFFERS_PER_PAGE } from './fields';

const offer = { name: 'offer', title: 'Offer' } as const;

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
		path: '/v2/issuers/{organizationId}/users/{userId}/offers',
		ids: { userId },
		scope: 'rewards:read',
		success: [200],
		query: offerQuery,
		pageSize: OFFERS_PER_PAGE,
		item: offerResource,
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
};
