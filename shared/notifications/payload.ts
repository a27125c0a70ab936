import { isFields, type Fields } from '../json';
import { isEventName, type EventName } from '../catalogue/events';

/** A notification as Kard delivers it. Only what is used of it has a shape here; all of it is passed on. */
export interface NotificationPayload extends Fields {
	readonly data?: unknown;
}

/** The object of this name; an empty one where there is none. */
export function fieldsAt(fields: unknown, name: string): Fields {
	const inner = isFields(fields) ? fields[name] : undefined;
	return isFields(inner) ? inner : {};
}

/** The text of this name; null where there is none. */
export function textAt(fields: Fields, name: string): string | null {
	const value = fields[name];
	return typeof value === 'string' && value !== '' ? value : null;
}

function isNested(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/**
 * Whether a value that was read from JSON nests deeper than so many levels. Goes through it level by level, so that
 * no depth overflows the stack.
 */
function nestsDeeperThan(levels: number, value: unknown): boolean {
	let level = isNested(value) ? [value] : [];
	for (let depth = 0; depth < levels; depth += 1) {
		const next: object[] = [];
		for (const one of level) {
			for (const inner of Object.values(one)) if (isNested(inner)) next.push(inner);
		}
		if (next.length === 0) return false;
		level = next;
	}
	return level.length > 0;
}

/** How deep a notification may nest. Kard's nest six levels deep; without a bound, handling one could overflow the stack. */
const MOST_LEVELS = 100;

/**
 * Reads the body of a delivery; undefined where it is not a JSON object, or one that nests deeper than 100 levels.
 * @param rawBody the body as it arrived, in UTF-8; a byte order mark in front is no part of it, and bytes that are no
 * UTF-8 stand for a replacement character each
 */
export function readPayload(rawBody: string | Uint8Array): NotificationPayload | undefined {
	try {
		const text = typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody);
		const payload: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
		return isFields(payload) && !nestsDeeperThan(MOST_LEVELS, payload) ? payload : undefined;
	} catch {
		return undefined;
	}
}

/** The name of the event that a notification is of; null where it does not say. */
export function eventOf(payload: NotificationPayload): string | null {
	return textAt(fieldsAt(payload, 'data'), 'type');
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
