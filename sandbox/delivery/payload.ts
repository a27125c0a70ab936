import { ORGANIZATION_ID, ORGANIZATION_NAME } from '../access/clients';

/** What a notification says, beside its event and its id. */
export interface NotificationContent {
	readonly attributes: Readonly<Record<string, unknown>>;
	readonly relationships?: Readonly<Record<string, unknown>>;
}

/** The payload of a notification as the text that is signed and sent. */
export function payloadText(eventName: string, id: string, content: NotificationContent): string {
	const { attributes, relationships } = content;
	return JSON.stringify({
		data: { type: eventName, id, attributes, ...(relationships === undefined ? {} : { relationships }) },
		meta: { issuerId: ORGANIZATION_ID, issuerName: ORGANIZATION_NAME },
	});
}

/** The relationship to one resource, in Kard's shape. */
export function relationshipTo(type: string, id: string) {
	return { data: { type, id } };
}
