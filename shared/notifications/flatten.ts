import upperFirst from 'lodash/upperFirst';
import { isFields, type Fields } from '../json';
import { eventOf, fieldsAt, textAt, type NotificationPayload } from './payload';

/** What a notification is about, laid flat: what it is, and whom and what it concerns. Null where it does not say. */
interface NotificationFront {
	readonly eventName: string | null;
	readonly id: string | null;
	readonly userId: string | null;
	/**
	 * The id of the transaction among what the notification says; where it says none, the one that it is related to.
	 * Kard does not publish which of the two is the id that the issuer has given.
	 */
	readonly transactionId: string | null;
	/** The id of the transaction that the notification is related to. It may differ from the other one. */
	readonly relatedTransactionId: string | null;
	readonly offerId: string | null;
}

/** A notification laid flat. */
type FlatNotification = NotificationFront & Record<string, unknown>;

/** An id as text; null where there is none. */
function idAt(fields: Fields): string | null {
	return typeof fields.id === 'number' ? String(fields.id) : textAt(fields, 'id');
}

/** The ids of what a notification is related to: `{ user: 'user-1', audit: 'audit-7' }`. */
function relatedIds(data: Fields): Record<string, string> {
	const pairs = Object.keys(fieldsAt(data, 'relationships')).map((name): [string, string | null] => [
		name,
		idAt(fieldsAt(fieldsAt(data.relationships, name), 'data')),
	]);
	return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null));
}

function says(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

function frontOf(
	payload: NotificationPayload,
	attributes: Fields,
): NotificationFront & Record<string, unknown> {
	const data = fieldsAt(payload, 'data');
	const { user, transaction, offer, ...others } = relatedIds(data);
	const isSaid = says(attributes.transactionId);
	return {
		eventName: eventOf(payload),
		id: idAt(data),
		userId: user ?? null,
		transactionId: isSaid ? textAt(attributes, 'transactionId') : (transaction ?? null),
		relatedTransactionId: transaction ?? null,
		offerId: offer ?? null,
		...Object.fromEntries(Object.entries(others).map(([name, id]) => [`${name}Id`, id])),
	};
}

/** Why a purchase earned no reward, by Kard's name for it, in a sentence (Kard's API reference, 29 July 2026). */
const REJECTED_REASONS: Readonly<Record<string, string>> = {
	AGGREGATOR_CARD_OVERLAP: 'The card is linked to offers through another program as well.',
	SETTLEMENT_REJECTED: 'The purchase was rejected when it was settled.',
	USER_NOT_ENROLLED: 'The user is not enrolled in rewards.',
	USER_NOT_IN_AUDIENCE_SEGMENT: 'The offer is for a group of users to which the user does not belong.',
};

/** A reason why a purchase earned no reward, in words. A reason that Kard has added since comes back as it is. */
function describeReason(reason: string): string {
	return Object.hasOwn(REJECTED_REASONS, reason) ? (REJECTED_REASONS[reason] ?? reason) : reason;
}

/** The reason for a rejection, in words beside Kard's own name for it. */
function reasonIn({ eventName }: NotificationFront, attributes: Fields): Fields {
	const reason = textAt(attributes, 'reason');
	if (eventName !== 'earnedRewardRejected' || reason === null) return {};
	return { reasonDescription: describeReason(reason) };
}

/** `id` becomes `attributeId`, and `attributeAttributeId` where that is taken. */
function nameBeside(name: string, taken: ReadonlySet<string>): string {
	const other = `attribute${upperFirst(name)}`;
	return taken.has(other) ? nameBeside(other, taken) : other;
}

/**
 * What a notification says, each under a name that hides nothing of the front: where the front has something else
 * under a name, what is said is under `attributeId`, `attributeUserId` and so on.
 */
function besides(front: Fields, attributes: Fields): Fields {
	const taken = new Set([...Object.keys(front), ...Object.keys(attributes)]);
	const isHidden = (name: string, value: unknown) =>
		Object.hasOwn(front, name) && front[name] !== null && says(value) && front[name] !== value;
	return Object.fromEntries(
		Object.entries(attributes).map(([name, value]) => [
			isHidden(name, value) ? nameBeside(name, taken) : name,
			Object.hasOwn(front, name) && !isHidden(name, value) ? (front[name] ?? value) : value,
		]),
	);
}

/**
 * Lays a notification flat: its event and the ids of whom and what it concerns in front, then what it
 * says, field by field, or with `simplify` off all of it as it came, as `payload`.
 */
export function flattenNotification(
	payload: NotificationPayload,
	{ simplify }: { readonly simplify: boolean },
): FlatNotification {
	const said = fieldsAt(payload, 'data').attributes;
	const attributes = isFields(said) ? said : {};
	const front = frontOf(payload, attributes);
	if (!simplify) return { ...front, payload };
	// Where the front knows nothing of a field, the attributes may.
	return { ...front, ...reasonIn(front, attributes), ...besides(front, attributes) };
}
