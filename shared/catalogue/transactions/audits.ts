import { z } from 'zod/v4';
import { field, LONGEST_IDENTIFIER, LONGEST_TEXT, valuesOf } from '../../fields/field';
import { resource, text } from '../shapes';

const AUDIT_CODES = {
	'3005': 'Incorrect Cashback (3005)',
	'3006': 'Missing Cashback (3006)',
	'8001': 'Other (8001)',
} as const;

/** What Kard is asked to look into: one transaction of one user, and what is wrong with it. */
export const auditAttributes = z
	.strictObject({
		transactionId: field(z.string().min(1).max(LONGEST_IDENTIFIER), {
			title: 'Transaction ID',
			description: 'The ID of the purchase in your own system.',
			kind: 'identifier',
			examples: ['purchase-58213'],
			aliases: ['transaction', 'purchase id'],
		}),
		auditCode: field(z.union([z.enum(valuesOf(AUDIT_CODES)), z.literal([3005, 3006, 8001])]), {
			title: 'Audit Code',
			description: 'What the user claims.',
			kind: 'choice',
			examples: ['3006'],
			aliases: ['code', 'claim', 'audit reason'],
			choices: AUDIT_CODES,
			synonyms: {
				incorrect: '3005',
				'incorrect cashback': '3005',
				missing: '3006',
				'missing cashback': '3006',
				other: '8001',
			},
		}).transform(Number),
		merchantName: field(z.string().min(1).max(LONGEST_IDENTIFIER), {
			title: 'Merchant Name',
			description: 'The name of the merchant of the purchase.',
			kind: 'text',
			examples: ['Blue Door Coffee'],
			aliases: ['merchant'],
		}),
		auditDescription: field(z.string().min(1).max(LONGEST_TEXT), {
			title: 'Audit Description',
			description: 'What is wrong, in your own words.',
			kind: 'text',
			examples: ['The reward for this visit is missing.'],
			aliases: ['description', 'details', 'comment'],
		}),
	})
	.meta({ title: 'Audit' });

/** An audit as Kard answers with it. Attributes that Kard adds over time are passed through. */
export const auditResource = resource({ transactionId: text });
