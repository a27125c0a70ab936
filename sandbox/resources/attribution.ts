/** That a user did something with an offer, as the sandbox stores it. */
export interface StoredAttribution {
	readonly id: string;
	readonly userId: string;
	readonly offerId: string;
	readonly eventCode: 'ACTIVATE' | 'BOOST';
	/** When it happened, in milliseconds since 1970. */
	readonly at: number;
}
