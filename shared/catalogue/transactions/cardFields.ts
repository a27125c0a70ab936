import { cardBin, choice, lastFour, reference, text } from '../../fields';

const CARD_NETWORKS = {
	VISA: 'Visa',
	MASTERCARD: 'Mastercard',
	AMERICANEXPRESS: 'American Express',
	DISCOVER: 'Discover',
} as const;

/** What is known of the card and of how it was used, by those who process the payment. */
export const cardFields = {
	cardPresence: text({
		title: 'Card Presence',
		rare: true,
		description: 'Whether the card was there at the time of the purchase, in the words of your processor.',
		examples: ['present'],
		recognizedBy: ['card presence', 'card present', 'card present indicator'],
	}),
	panEntryMode: text({
		title: 'PAN Entry Mode',
		rare: true,
		description: 'How the card was read, in the words of your processor.',
		examples: ['chip'],
		recognizedBy: ['pan entry mode', 'entry mode', 'pos entry mode'],
	}),
	/** Six digits in Kard's reference; five pass as well, since Kard's own samples have them. */
	cardBIN: cardBin({
		title: 'Card BIN',
		description: 'The first six digits of the card number. Never send a full card number.',
		examples: ['411111'],
		recognizedBy: [
			'bin',
			'card bin',
			'bank identification number',
			'issuer identification number',
			'iin',
			'first 6',
			'card first 6',
		],
		recognizedWithCells: ['card number', 'card', 'pan'],
		sensitive: true,
		defaultable: true,
	}),
	cardLastFour: lastFour({
		title: 'Card Last Four',
		description: 'The last four digits of the card number. Never send a full card number.',
		examples: ['4242'],
		recognizedBy: ['last 4', 'card last 4', 'card ending', 'card suffix', 'pan last 4', 'pan suffix'],
		recognizedWithCells: ['card number', 'card', 'pan', 'mask', 'card mask'],
		sensitive: true,
	}),
	authorizationCode: reference({
		title: 'Authorization Code',
		rare: true,
		description: 'The approval code of the purchase.',
		examples: ['A1B2C3'],
		recognizedBy: ['authorization code', 'authorization number'],
		recognizedWithCells: ['authorization'],
	}),
	retrievalReferenceNumber: reference({
		title: 'Retrieval Reference Number',
		rare: true,
		description: 'The retrieval reference number (RRN) of the purchase.',
		examples: ['602315123456'],
		recognizedBy: ['rrn', 'retrieval reference number', 'retrieval reference'],
		recognizedWithCells: ['reference', 'reference number'],
	}),
	systemTraceAuditNumber: reference({
		title: 'System Trace Audit Number',
		rare: true,
		description: 'The system trace audit number (STAN) of the purchase.',
		examples: ['123456'],
		recognizedBy: ['stan', 'system trace audit number', 'system trace number', 'trace number'],
	}),
	acquirerReferenceNumber: reference({
		title: 'Acquirer Reference Number',
		rare: true,
		description: 'The acquirer reference number (ARN) of the purchase.',
		examples: ['74027216023000000000001'],
		recognizedBy: ['arn', 'acquirer reference', 'acquirer reference number'],
		recognizedWithCells: ['reference', 'reference number'],
	}),
	cardNetwork: choice({
		title: 'Card Network',
		description: 'The network of the card.',
		examples: ['VISA'],
		recognizedBy: ['network', 'card network', 'brand', 'brand name'],
		recognizedWithCells: ['card type', 'card', 'type'],
		choices: CARD_NETWORKS,
		open: 'code',
		synonyms: { mc: 'MASTERCARD', 'master card': 'MASTERCARD', amex: 'AMERICANEXPRESS' },
		defaultable: true,
	}),
	cardProductId: reference({
		title: 'Card Product ID',
		rare: true,
		description: 'The ID of the card product.',
		examples: ['platinum-debit'],
		recognizedBy: ['card product id', 'card product'],
	}),
};
