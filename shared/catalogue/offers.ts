import { z } from 'zod/v4';
import { offerQuery, offerResource, OFFERS_PER_PAGE } from './offer';
import { userId } from './user';
import type { ListOperation } from './operation';

/** The operations on offers. */
export const offerOperations = {
	getMany: {
		kind: 'list',
		resource: 'offer',
		name: 'getMany',
		title: 'Get Many',
		action: 'Get many offers',
		description: 'List the offers that one user is eligible for',
		method: 'GET',
		path: '/v2/issuers/{organizationId}/users/{userId}/offers',
		scope: 'rewards:read',
		idempotent: true,
		ids: z.strictObject({ userId }),
		query: offerQuery,
		pageSize: OFFERS_PER_PAGE,
		item: offerResource,
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
	},
} as const satisfies Record<string, ListOperation>;
