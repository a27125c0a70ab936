import { z } from 'zod/v4';
import { userAttributes } from '../shared/schemas/user';

/**
 * The attributes of a user as the sandbox takes them: the shared rules, and stricter where Kard cannot mean
 * otherwise. Attributes that nobody knows are dropped, not refused.
 */
export const userAttributesSchema = userAttributes.strip().extend({
	email: z
		.string()
		.regex(/^[^@\s]+@[^@\s]+$/, 'is not an email address')
		.optional(),
	zipCode: z
		.string()
		.regex(/^\d{5}(-?\d{4})?$/, 'is not a ZIP code of the United States')
		.optional(),
});
