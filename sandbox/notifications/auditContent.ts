import { type NotificationContent, relationshipTo } from '../delivery/payload';
import type { StoredAudit } from '../resources/audit';

/** What `auditUpdate` says: how far an audit has come and, once it is closed, what came of it. */
export function auditContent(audit: StoredAudit): NotificationContent {
	const { status, auditCode, merchantName, auditDescription, transactionId, resolution } = audit;
	return {
		attributes: {
			status,
			auditCode,
			merchantName,
			auditDescription,
			transactionId,
			...(resolution === undefined ? {} : resolutionAttributes(resolution)),
		},
		relationships: {
			user: relationshipTo('user', audit.userId),
			audit: relationshipTo('audit', audit.id),
		},
	};
}

function resolutionAttributes({ code, description, at }: NonNullable<StoredAudit['resolution']>) {
	return {
		resolutionCode: code,
		resolutionDescription: description,
		resolutionTimeStamp: new Date(at).toISOString(),
	};
}
