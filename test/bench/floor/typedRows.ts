import type { TypedTransaction, TypedUser } from '../sheets/typed';
import { derivedId } from './derivedId';
import { hashedEmail } from './hashedEmail';

/** What Kard is sent of a transaction. */
export function transactionResource(row: TypedTransaction) {
	const { userId, transactionId, status, amount, settledDate } = row;
	return {
		type: 'transaction',
		id: row.id ?? derivedId(userId, transactionId, status, Date.parse(settledDate), amount),
		attributes: {
			userId,
			transactionId,
			status,
			amount,
			currency: row.currency,
			description: row.description,
			direction: row.direction,
			cardBIN: row.cardBIN,
			cardLastFour: row.cardLastFour,
			paymentType: 'CARD',
			authorizationDate: row.authorizationDate,
			settledDate,
			merchant: row.merchant,
			mcc: row.mcc,
		},
	};
}

/** What Kard is sent of a user. */
export function userResource(row: TypedUser) {
	return {
		type: 'user',
		id: row.id,
		attributes: {
			enrolledRewards: row.enrolledRewards,
			hashedEmail: hashedEmail(row.email),
			zipCode: row.zipCode,
			phoneNumber: row.phoneNumber,
			birthYear: row.birthYear,
		},
	};
}
