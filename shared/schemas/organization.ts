import { z } from 'zod/v4';

/** The organization that the credentials belong to. Attributes that Kard adds over time are passed through. */
export const organizationResource = z.looseObject({
	type: z.string(),
	id: z.string(),
	attributes: z.looseObject({
		name: z.string(),
		enrolledRewards: z.array(z.string()).optional(),
		cardNetworks: z.array(z.string()).optional(),
		/** The bank identification numbers of the organization's cards. */
		bins: z.array(z.string()).optional(),
		affiliateCommissionSplit: z.number().optional(),
		cardlinkedCommissionSplit: z.number().optional(),
		cardlinkedUserCommissionSplit: z.number().optional(),
	}),
});

/** The organization that the credentials belong to. */
export type OrganizationResource = z.infer<typeof organizationResource>;

/** The answer of Kard's ping: a sign of life. */
export const pingAnswer = z.looseObject({ message: z.string(), status: z.string(), timestamp: z.string() });

/** The answer of Kard's ping: a sign of life. */
export type PingAnswer = z.infer<typeof pingAnswer>;
