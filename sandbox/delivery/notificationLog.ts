import type { DeliveryAttempt, SentNotification } from './sentNotification';

/** A notification whose delivery is still being written down. */
export interface OpenNotification extends Omit<SentNotification, 'body' | 'attempts' | 'status'> {
	body?: string;
	readonly attempts: DeliveryAttempt[];
	status: SentNotification['status'];
}

/** How many notifications are stored at most. */
const MOST_NOTIFICATIONS = 50_000;
/** How many of them keep their body, and can be replayed. */
const MOST_BODIES = 2_000;

/** Which notifications were sent, and how the delivery of each went. */
export class NotificationLog {
	private entries: OpenNotification[] = [];
	private readonly newestById = new Map<string, OpenNotification>();
	private deleted = 0;

	/** Every notification that is stored, in the order in which they were made. */
	get notifications(): readonly SentNotification[] {
		return this.entries;
	}

	/** How many notifications were deleted, so that a place in the list stays the same for good. */
	get deletedCount(): number {
		return this.deleted;
	}

	/** The notification with this event id; where several were sent with the same one, the last. */
	find(eventId: string): OpenNotification | undefined {
		return this.newestById.get(eventId);
	}

	/** Notes a notification as it is made. */
	open(
		notification: Pick<SentNotification, 'id' | 'eventId' | 'eventName' | 'createdAt'> & { body: string },
	) {
		const entry: OpenNotification = { ...notification, attempts: [], status: 'pending' };
		this.entries.push(entry);
		this.newestById.set(entry.eventId, entry);
		this.deleteOldest();
		return entry;
	}

	/** Deletes everything. */
	clear(): void {
		this.entries = [];
		this.newestById.clear();
		this.deleted = 0;
	}

	private deleteOldest(): void {
		const bodiless = this.entries[this.entries.length - MOST_BODIES - 1];
		if (bodiless !== undefined) delete bodiless.body;
		if (this.entries.length <= MOST_NOTIFICATIONS) return;
		// Half at once: taking one from the front of a long list at every notification would be slow.
		const oldest = this.entries.splice(0, MOST_NOTIFICATIONS / 2);
		this.deleted += oldest.length;
		for (const entry of oldest) {
			if (this.newestById.get(entry.eventId) === entry) this.newestById.delete(entry.eventId);
		}
	}
}
