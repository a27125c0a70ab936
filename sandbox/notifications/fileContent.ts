import { ORGANIZATION_ID } from '../clients';
import { relationshipTo, type NotificationContent } from './content';

const DOWNLOADS = 'https://files.example';

/**
 * What `fileProcessingResult` says: where the result of an uploaded file lies.
 * @param now the time in milliseconds since 1970
 */
export function fileResultContent(id: string, now: number): NotificationContent {
	const time = new Date(now).toISOString();
	const fileName = `transactions-result-${id}.jsonl`;
	const downloadUrl = `${DOWNLOADS}/results/${fileName}`;
	return { attributes: { fileName, sentAt: time, lastModified: time, downloadUrl } };
}

/** What `pushNotificationPlacementFile` says. As published, its id is the id of the placement. */
export function pushPlacementContent(id: string): NotificationContent {
	const attributes = { placementName: 'Weekly Push', availableSlots: 3, cadence: 'WEEKLY' };
	return placementFile(id, attributes);
}

/** What `emailNotificationPlacementFile` says. As published, its id is the id of the placement. */
export function emailPlacementContent(id: string): NotificationContent {
	const attributes = { name: 'Monthly Email', availableSlots: 6, cadence: 'MONTHLY' };
	return placementFile(id, { ...attributes, organizationId: ORGANIZATION_ID });
}

function placementFile(id: string, attributes: Readonly<Record<string, unknown>>): NotificationContent {
	const downloadUrl = `${DOWNLOADS}/placements/${id}.jsonl.gz`;
	return {
		attributes: { ...attributes, downloadUrl },
		relationships: { placement: relationshipTo('placement', id) },
	};
}
