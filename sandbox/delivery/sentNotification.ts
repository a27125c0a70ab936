/** How one attempt to deliver a notification ended: with the status of a response, or without one. */
export type DeliveryOutcome =
	| { readonly status: number; readonly error?: never }
	| { readonly error: string; readonly status?: never };

/** How the delivery to one address ended. Where it was tried several times, its last attempt counts. */
export type DeliveryResult = DeliveryOutcome & {
	/** Where the notification was sent to. */
	readonly url: string;
};

/** One attempt to deliver a notification to one address. */
export type DeliveryAttempt = DeliveryResult & {
	/** When it began, in milliseconds since 1970 by the sandbox's clock. */
	readonly at: number;
};

/** The delivery statuses of a notification, by Kard's own names. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'delivery_failed'] as const;

/** The delivery status of a notification. */
type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One notification that was sent, and how its delivery went. */
export interface SentNotification {
	/** `data.id` of a regular payload. */
	readonly id: string;
	/** What the list of notifications knows it by: the same, unless the reading `deliveryId` says otherwise. */
	readonly eventId: string;
	/** The name of the event: one that Kard publishes, unless a test sends another. */
	readonly eventName: string;
	/** When it was made, in milliseconds since 1970 by the sandbox's clock. */
	readonly createdAt: number;
	/** The body exactly as it was sent. Only the newest 2,000 notifications keep theirs. */
	readonly body?: string;
	/** Every attempt to deliver it, whatever the address, in the order in which they ended. */
	readonly attempts: readonly DeliveryAttempt[];
	/**
	 * `pending` as long as it is being delivered or waits to be tried again. Then `delivered` when every address took
	 * it, that is, answered with a status of 2xx, and `delivery_failed` otherwise.
	 */
	readonly status: DeliveryStatus;
}
