import isNull from 'lodash/isNull';
import omitBy from 'lodash/omitBy';
import { isEventName, type EventName } from '../schemas/event';

type Fields = Readonly<Record<string, unknown>>;

/** A notification as Kard delivers it. Only what is used of it has a shape here; all of it is passed on. */
export interface NotificationPayload extends Fields {
	readonly data?: unknown;
}

/** What a notification is about, laid flat: what it is, and whom and what it concerns. Null where it does not say. */
export interface NotificationFront {
	readonly eventName: string | null;
	readonly id: string | null;
	readonly userId: string | null;
	/**
	 * The issuer's own id of the transaction, where the notification says it; else the id of the transaction that it is
	 * related to, as for a clawback. Kard does not publish whether that is the same.
	 */
	readonly transactionId: string | null;
	readonly offerId: string | null;
}

/** A notification laid flat. */
export type FlatNotification = NotificationFront & Record<string, unknown>;

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsAt(fields: unknown, name: string): Fields {
	const inner = isFields(fields) ? fields[name] : undefined;
	return isFields(inner) ? inner : {};
}

function textAt(fields: Fields, name: string): string | null {
	const value = fields[name];
	return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * Reads the body of a delivery; undefined where it is not a JSON object.
 * @param rawBody the body as it arrived, in UTF-8
 */
export function readPayload(rawBody: string | Uint8Array): NotificationPayload | undefined {
	try {
		const text = typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody);
		const payload: unknown = JSON.parse(text);
		return isFields(payload) ? payload : undefined;
	} catch {
		return undefined;
	}
}

/** The ids of what a notification is related to: `{ user: 'user-1', audit: 'audit-7' }`. */
function relatedIds(data: Fields): Record<string, string> {
	const pairs = Object.keys(fieldsAt(data, 'relationships')).map((name): [string, string | null] => [
		name,
		textAt(fieldsAt(fieldsAt(data.relationships, name), 'data'), 'id'),
	]);
	return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null));
}

/** The name of the event that a notification is of; null where it does not say. */
export function eventOf(payload: NotificationPayload): string | null {
	return textAt(fieldsAt(payload, 'data'), 'type');
}

/**
 * Lays a notification flat: its event and the ids of whom and what it concerns in front. Behind them stands what it
 * says, field by field, or with `simplify` off all of it as it came, as `payload`.
 */
export function flattenNotification(
	payload: NotificationPayload,
	{ simplify }: { readonly simplify: boolean },
): FlatNotification {
	const data = fieldsAt(payload, 'data');
	const attributes = fieldsAt(data, 'attributes');
	const { user, transaction, offer, ...others } = relatedIds(data);
	const front = {
		eventName: eventOf(payload),
		id: textAt(data, 'id'),
		userId: user ?? null,
		transactionId: textAt(attributes, 'transactionId') ?? transaction ?? null,
		offerId: offer ?? null,
		...Object.fromEntries(Object.entries(others).map(([name, id]) => [`${name}Id`, id])),
	};
	// What the front does not know may stand among what the notification says.
	return simplify ? { ...front, ...attributes, ...omitBy(front, isNull) } : { ...front, payload };
}

/** The events whose notifications have the id of a placement, and so the same id every time. */
const ID_IS_NO_IDENTITY = new Set<EventName>([
	'pushNotificationPlacementFile',
	'emailNotificationPlacementFile',
]);

/**
 * What tells a notification from others, and is the same when it is delivered again: its event and its id, which
 * Kard means for just that. The file of a placement has no id of its own (its id is the placement's), and what came
 * without an id has none either: there it is the content itself.
 */
export function identityOf(payload: NotificationPayload): string {
	const eventName = eventOf(payload);
	const id = textAt(fieldsAt(payload, 'data'), 'id');
	const isIdentified = id !== null && !(isEventName(eventName) && ID_IS_NO_IDENTITY.has(eventName));
	return JSON.stringify(isIdentified ? [eventName, id] : payload);
}
