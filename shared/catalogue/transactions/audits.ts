import { z } from 'zod/v4';
import { identifier, numericChoice, text } from '../../fields';
import { LONGEST_IDENTIFIER } from '../../fields/reference';
import { resource, someText } from '../description/shapes';

const AUDIT_CODES = {
	'3005': 'Incorrect Cashback (3005)',
	'3006': 'Missing Cashback (3006)',
	'8001': 'Other (8001)',
} as const;

/** What Kard is asked to look into: one transaction of one user, and what is wrong with it. */
export const auditAttributes = z
	.strictObject({
		transactionId: identifier({
			title: 'Transaction ID',
			description: 'The ID of the purchase in your own system.',
			examples: ['purchase-58213'],
			recognizedBy: ['transaction', 'purchase id'],
		}),
		auditCode: numericChoice({
			title: 'Audit Code',
			description: 'What the user claims.',
			examples: ['3006'],
			recognizedBy: ['code', 'claim', 'audit reason'],
			choices: AUDIT_CODES,
			synonyms: {
				incorrect: '3005',
				'incorrect cashback': '3005',
				missing: '3006',
				'missing cashback': '3006',
				other: '8001',
			},
		}),
		merchantName: text({
			title: 'Merchant Name',
			description: 'The name of the merchant of the purchase.',
			examples: ['Blue Door Coffee'],
			recognizedBy: ['merchant'],
			maxLength: LONGEST_IDENTIFIER,
		}),
		auditDescription: text({
			title: 'Audit Description',
			description: 'What is wrong, in your own words.',
			examples: ['The reward for this visit is missing.'],
			recognizedBy: ['description', 'details', 'comment'],
		}),
	})
	.meta({ title: 'Audit' });

/** An audit as Kard answers with it. Attributes that Kard adds over time are passed through. */
export const auditResource = resource({ transactionId: someText });
