import { z } from 'zod/v4';
import { openChoice } from '../fields/choice';
import { operation } from './description/operation';
import { resource, someText, timestamp } from './description/shapes';

/** The networks of the organization's cards. Transactions name one of them in another way: `AMERICANEXPRESS`. */
const CARD_NETWORKS = {
	VISA: 'Visa',
	MASTERCARD: 'Mastercard',
	AMERICAN_EXPRESS: 'American Express',
	DISCOVER: 'Discover',
} as const;

const ENROLLED_REWARDS = { CARDLINKED: 'Card-Linked', AFFILIATE: 'Affiliate' } as const;

const organization = { name: 'organization', title: 'Organization' } as const;

const organizationResource = resource({
	name: someText,
	enrolledRewards: z.array(openChoice(ENROLLED_REWARDS)),
	cardNetworks: z.array(openChoice(CARD_NETWORKS)),
	/** The bank identification numbers of the organization's cards. */
	bins: z.array(z.string()),
	affiliateCommissionSplit: z.number(),
	cardlinkedCommissionSplit: z.number(),
	cardlinkedUserCommissionSplit: z.number(),
});

/** The operations on the organization itself, and the sign of life. */
export const organizationOperations = {
	get: operation({
		kind: 'single',
		client: 'organization.get',
		resource: organization,
		title: 'Get',
		action: 'Get the organization',
		description: 'Look up the organization that the credentials belong to',
		method: 'GET',
		path: '/v2/issuer',
		success: [200],
		answer: organizationResource,
		steps: { none: 'the test of the connection shows it' },
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
	}),
	ping: operation({
		kind: 'single',
		client: 'ping',
		resource: organization,
		title: 'Ping',
		action: 'Ping Kard',
		description: 'Check that Kard can be reached',
		method: 'GET',
		path: '/v2/ping',
		forbiddenMeans:
			'Kard does not let this network in (403). Ask Kard to allow the address that your requests come from.',
		success: [200],
		answer: z.looseObject({ message: someText, status: someText, timestamp }),
		steps: { none: 'nothing that is automated depends on it' },
		sample: { message: 'pong', status: 'ok', timestamp: '2026-03-04T10:15:00Z' },
	}),
};
