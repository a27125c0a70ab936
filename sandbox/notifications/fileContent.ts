import { randomUUID } from 'node:crypto';
import { ORGANIZATION_ID } from '../access/clients';
import { type NotificationContent, relationshipTo } from '../delivery/payload';

const DOWNLOADS = 'https://files.example';

/**
 * What `fileProcessingResult` says: the address of the result of an uploaded file.
 * @param now the time in milliseconds since 1970
 */
export function fileResultContent(id: string, now: number): NotificationContent {
	const time = new Date(now).toISOString();
	const fileName = `transactions-result-${id}.jsonl`;
	const downloadUrl = `${DOWNLOADS}/results/${fileName}`;
	return { attributes: { fileName, sentAt: time, lastModified: time, downloadUrl } };
}

/** The placements whose files are made up. */
export const PLACEMENT_IDS = {
	pushNotificationPlacementFile: '5b0f6d1c-9c1e-4a53-8f0e-2f6a52d1c701',
	emailNotificationPlacementFile: '5b0f6d1c-9c1e-4a53-8f0e-2f6a52d1c702',
} as const;

/** Whether a notification is about a file of a placement. */
export function isPlacementFile(eventName: string): eventName is keyof typeof PLACEMENT_IDS {
	return Object.hasOwn(PLACEMENT_IDS, eventName);
}

/** What `pushNotificationPlacementFile` says. */
export function pushPlacementContent(placementId: string): NotificationContent {
	const attributes = { placementName: 'Weekly Push', availableSlots: 3, cadence: 'WEEKLY' };
	return placementFile(placementId, attributes);
}

/** What `emailNotificationPlacementFile` says. */
export function emailPlacementContent(placementId: string): NotificationContent {
	const attributes = { name: 'Monthly Email', availableSlots: 6, cadence: 'MONTHLY' };
	return placementFile(placementId, { ...attributes, organizationId: ORGANIZATION_ID });
}

/** Every file has an address of its own: the only difference between two files of one placement. */
function placementFile(
	placementId: string,
	attributes: Readonly<Record<string, unknown>>,
): NotificationContent {
	const downloadUrl = `${DOWNLOADS}/placements/${placementId}/${randomUUID()}.jsonl.gz`;
	return {
		attributes: { ...attributes, downloadUrl },
		relationships: { placement: relationshipTo('placement', placementId) },
	};
}
