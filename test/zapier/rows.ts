/** A user as the fields of Create User. */
export function userFields(id: string, more: object = {}) {
	return { id, enrolledRewards: ['CARDLINKED'], ...more };
}

/** A settled purchase at Blue Door Coffee by the user `u1`, as the fields of Submit Transaction. */
export function purchaseFields(transactionId: string, more: object = {}) {
	return {
		userId: 'u1',
		transactionId,
		status: 'Settled',
		amount: '1999',
		currency: 'USD',
		description: 'BLUE DOOR COFFEE ATLANTA GA',
		direction: 'Debit',
		cardBIN: '411111',
		cardLastFour: '4242',
		authorizationDate: '2026-03-04T10:15:00-05:00',
		settledDate: '2026-03-06T02:00:00Z',
		...more,
	};
}

/** So many purchases, each of its own. */
export function purchases(count: number) {
	return Array.from({ length: count }, (_, index) => purchaseFields(`t${index + 1}`));
}

/** What is asked of Kard about a purchase of the user `u1`, as the fields of Request Audit. */
export function auditFields(transactionId: string, more: object = {}) {
	return {
		userId: 'u1',
		transactionId,
		auditCode: '3006',
		merchantName: 'Blue Door Coffee',
		auditDescription: 'The reward for this visit is missing.',
		...more,
	};
}
