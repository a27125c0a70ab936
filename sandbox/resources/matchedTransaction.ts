import { z } from 'zod/v4';
import { cardFields, dateTimeSchema, purchaseFields } from './transactionFields';

/** What is said of how a purchase was paid, as far as the rules below look at it. */
type Paid = Readonly<Record<string, unknown>>;

interface Rule {
	readonly field: string;
	/** Whether the field must be there, or must not be. */
	readonly must: 'be given' | 'be left out';
	readonly when: (paid: Paid) => boolean;
	readonly because: string;
}

const isPaidBy =
	(...types: readonly string[]) =>
	({ paymentType }: Paid) =>
		types.some((type) => type === paymentType);

/** What matched transactions were held to (Kard's API reference until 3 August 2026, create transactions). */
const RULES: readonly Rule[] = [
	...['cardBIN', 'cardNetwork', 'cardProductId'].map(
		(field): Rule => ({
			field,
			must: 'be left out',
			when: isPaidBy('CASH', 'UNKNOWN'),
			because: 'unless the purchase was paid by card',
		}),
	),
	{
		field: 'cardLastFour',
		must: 'be left out',
		when: isPaidBy('CASH'),
		because: 'when the purchase was paid in cash',
	},
	{
		field: 'cardLastFour',
		must: 'be given',
		when: (paid) => isPaidBy('CARD')(paid) && paid.matchedOfferId !== undefined,
		because: 'when a purchase paid by card was matched to an offer',
	},
	{
		field: 'matchedLocationId',
		must: 'be left out',
		when: isPaidBy('UNKNOWN'),
		because: 'when it is unknown how the purchase was paid',
	},
	{
		field: 'matchedOfferId',
		must: 'be left out',
		when: (paid) =>
			isPaidBy('UNKNOWN')(paid) && paid.orderId === undefined && paid.cardLastFour === undefined,
		because: 'when neither an order nor a card is known',
	},
];

/** A transaction that the issuer matched to an offer. Kard retired the type on 3 August 2026. */
export const matchedTransactionSchema = z
	.object({
		...purchaseFields,
		...cardFields,
		paymentType: z.enum(['CARD', 'CASH', 'UNKNOWN']),
		authorizationDate: dateTimeSchema,
		matchedOfferId: z.string().optional(),
		matchedLocationId: z.string().optional(),
		orderId: z.string().optional(),
		receiptMedium: z.enum(['ELECTRONIC', 'PHYSICAL']).optional(),
	})
	.check(({ value, issues }) => {
		const paid: Paid = value;
		for (const { field, must, when, because } of RULES) {
			const isWrong = (paid[field] !== undefined) === (must === 'be left out');
			if (!isWrong || !when(paid)) continue;
			issues.push({ code: 'custom', path: [field], message: `must ${must} ${because}`, input: paid[field] });
		}
	});
