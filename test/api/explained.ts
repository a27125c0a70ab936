import { operations } from '../../shared/host';
import type { Explanations } from './judge';

const ISSUER = '/v2/issuers/{organizationId}';
const USER = `${ISSUER}/users/{userId}`;
const TOKEN = 'POST /v2/auth/token';
const FORM = 'application/x-www-form-urlencoded';

const OFFERED = new Set(operations.map(({ method, path }) => `${method} ${path}`));

/**
 * The differences between Kard's description and ours that are on purpose. An entry that no longer applies is reported
 * like a difference: take it out.
 */
export const EXPLANATIONS: Explanations = {
	notOffered: [
		{
			because: 'not offered yet',
			// What is offered one day is not taken out of this list: it says what was known of Kard in August 2026.
			operations: [
				`POST ${ISSUER}/fraud`,
				`POST ${ISSUER}/transactions/uploads`,
				`GET ${USER}/locations`,
				`GET ${USER}/placements/{placementId}/content`,
				`POST ${USER}/attributions`,
				`POST ${USER}/offers/{offerId}/activate`,
				`POST ${USER}/offers/{offerId}/boost`,
				`POST ${USER}/placements/{placementId}/slot/{slotId}/activate`,
				`GET ${ISSUER}/files/metadata`,
				'POST /v2/auth/issuers/{organizationId}/users/{userId}/token',
				`GET ${ISSUER}/children`,
				`POST ${ISSUER}/children`,
				`GET ${ISSUER}/children/{childId}`,
				`PATCH ${ISSUER}/children/{childId}`,
				`DELETE ${ISSUER}/children/{childId}`,
				`GET ${ISSUER}/placements`,
				`POST ${ISSUER}/placements`,
				`GET ${ISSUER}/placements/{placementId}`,
				`PUT ${ISSUER}/placements/{placementId}`,
				`DELETE ${ISSUER}/placements/{placementId}`,
				`GET ${ISSUER}/contentStrategies`,
				`POST ${ISSUER}/contentStrategies`,
				`GET ${ISSUER}/contentStrategies/{contentStrategyId}`,
				`PUT ${ISSUER}/contentStrategies/{contentStrategyId}`,
				`DELETE ${ISSUER}/contentStrategies/{contentStrategyId}`,
			].filter((call) => !OFFERED.has(call)),
		},
		{
			because: 'deprecated by Kard',
			operations: [
				`POST ${USER}/uploads`,
				`PUT ${USER}/uploads/{uploadId}/parts`,
				`PUT ${USER}/uploads/{uploadId}`,
			],
		},
	],
	explained: [
		...['client_id', 'client_secret'].map((name) => ({
			where: TOKEN,
			what: `field ${FORM}.${name} is missing here`,
			because: 'with a form they go in the header, by HTTP Basic, as the integration guide asks',
		})),
		{
			where: TOKEN,
			what: `field ${FORM}.grant_type: optional at Kard, required here`,
			because: 'the form of HTTP Basic consists of nothing else',
		},
		{
			where: `POST ${ISSUER}/users`,
			what: 'field data[].user.attributes.enrolledRewards: required at Kard, optional here',
			because: 'it is sent as Card-Linked where nobody says otherwise',
		},
		{
			where: `PUT ${USER}`,
			what: 'field data.user.attributes.enrolledRewards: required at Kard, optional here',
			because: 'an update sends what Kard has, and one that replaces everything asks for it',
		},
		{
			where: `POST ${ISSUER}/transactions`,
			what: 'field data[].matchedTransaction is more here',
			because: 'retired by Kard, offered to nobody, and still sent where a workflow asks for it by name',
		},
		{
			where: `POST ${USER}/audits`,
			what: 'field data[].audit.attributes.auditCode: whole number at Kard, text here',
			because: 'people choose it from a list; it is sent as a number',
		},
		{
			where: `GET ${USER}/earned-rewards`,
			what: 'parameter include: text at Kard, list of text here',
			because: 'people choose several; they are sent as one text, parted by commas',
		},
	],
};
