import { z } from 'zod/v4';
import { openChoice } from '../fields/field';
import { resource, text, timestamp } from './shapes';

/** The networks of the organization's cards. Transactions name one of them in another way: `AMERICANEXPRESS`. */
const CARD_NETWORKS = {
	VISA: 'Visa',
	MASTERCARD: 'Mastercard',
	AMERICAN_EXPRESS: 'American Express',
	DISCOVER: 'Discover',
} as const;

const ENROLLED_REWARDS = { CARDLINKED: 'Card-Linked', AFFILIATE: 'Affiliate' } as const;

/** The organization that the credentials belong to. Attributes that Kard adds over time are passed through. */
export const organizationResource = resource({
	name: text,
	enrolledRewards: z.array(openChoice(ENROLLED_REWARDS)),
	cardNetworks: z.array(openChoice(CARD_NETWORKS)),
	/** The bank identification numbers of the organization's cards. */
	bins: z.array(z.string()),
	affiliateCommissionSplit: z.number(),
	cardlinkedCommissionSplit: z.number(),
	cardlinkedUserCommissionSplit: z.number(),
});

/** The organization that the credentials belong to. */
export type OrganizationResource = z.infer<typeof organizationResource>;

/** The answer of Kard's ping: a sign of life, whatever stands in it. */
export const pingAnswer = z.looseObject({ message: text, status: text, timestamp });

/** The answer of Kard's ping: a sign of life. */
export type PingAnswer = z.infer<typeof pingAnswer>;
