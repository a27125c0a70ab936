/**
 * A notification that the sandbox is to send because a test says so, well-formed or not. Only `eventName` is needed.
 *
 * It is logged like any other, unless there is no address to send it to.
 */
export interface SendOptions {
	/** The name of the event. It need not be one that Kard publishes. */
	readonly eventName: string;
	/**
	 * `data.id`, so that one notification can also be sent twice. Unless given it is a new UUID or, for the file of a
	 * placement, the id of the placement, as the reading `placementFileId` has it.
	 */
	readonly id?: string;
	/** `data.attributes`. For an event that Kard publishes, or did, they are made up unless given. */
	readonly attributes?: Readonly<Record<string, unknown>>;
	/** `data.relationships`. For an event that Kard publishes, or did, they are made up unless given. */
	readonly relationships?: Readonly<Record<string, unknown>>;
	/**
	 * Where to send it. Unless given, to every enabled subscription of the event; or, for an event that
	 * cannot be subscribed to, to each address of an enabled subscription once.
	 */
	readonly webhookUrl?: string;
	/**
	 * The header `notify-signature`: made with the webhook key (`valid`, the default), made with another key
	 * (`wrong`), or left out (`none`).
	 */
	readonly signature?: 'valid' | 'wrong' | 'none';
	/** How often the same bytes are delivered to each address, one after another. Once unless given. */
	readonly times?: number;
	/** A text that is sent exactly as it is, in place of a payload. */
	readonly body?: string;
	/** The text that is signed in place of the body, to show what a changed body does to a signature. */
	readonly signedBody?: string;
	/** Whether a delivery that is not taken is tried again, as Kard's own are. Not unless given. */
	readonly retries?: boolean;
}
