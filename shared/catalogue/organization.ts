import { organizationResource, pingAnswer } from './organizationResource';
import type { SingleOperation } from './operation';

/** The operations on the organization itself, and the sign of life. */
export const organizationOperations = {
	get: {
		kind: 'single',
		resource: 'organization',
		name: 'get',
		title: 'Get',
		action: 'Get the organization',
		description: 'Look up the organization that the credentials belong to',
		method: 'GET',
		path: '/v2/issuer',
		idempotent: true,
		answer: organizationResource,
		sample: {
			type: 'organization',
			id: 'organization-1',
			attributes: {
				name: 'EXAMPLEBANK',
				enrolledRewards: ['CARDLINKED'],
				cardNetworks: ['VISA'],
				bins: ['411111'],
			},
		},
	},
	ping: {
		kind: 'single',
		resource: 'organization',
		name: 'ping',
		title: 'Ping',
		action: 'Ping Kard',
		description: 'Check that Kard can be reached',
		method: 'GET',
		path: '/v2/ping',
		forbiddenMeans:
			'Kard does not let this network in (403). Ask Kard to allow the address that your requests come from.',
		idempotent: true,
		answer: pingAnswer,
		sample: { message: 'pong', status: 'ok', timestamp: '2026-03-04T10:15:00Z' },
	},
} as const satisfies Record<string, SingleOperation>;
