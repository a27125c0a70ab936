import { z } from 'zod/v4';

/** A user as the sandbox stores it. */
export interface StoredUser {
	readonly id: string;
	readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * The attributes of a user as the sandbox takes them (Kard's API reference, create users). Where it describes a form
 * in words alone, such as E.164 for a phone number, that form is asked for. Unknown attributes are dropped.
 */
export const userAttributesSchema = z.object({
	/** The one program there is; an empty list enrols in nothing. */
	enrolledRewards: z.array(z.literal('CARDLINKED')),
	email: z
		.string()
		.regex(/^[^@\s]+@[^@\s]+$/, 'is not an email address')
		.optional(),
	hashedEmail: z
		.string()
		.regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hexadecimal')
		.optional(),
	zipCode: z
		.string()
		.regex(/^\d{5}(-?\d{4})?$/, 'is not a ZIP code of the United States')
		.optional(),
	phoneNumber: z
		.string()
		.regex(/^\+[1-9]\d{1,14}$/, 'is not a phone number in E.164')
		.optional(),
	birthYear: z
		.string()
		.regex(/^(19|20|21)\d{2}$/, 'is not a year')
		.optional(),
	historicalTransactionsSent: z.boolean().optional(),
});
