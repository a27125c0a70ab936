const ISSUER = '/v2/issuers/{organizationId}';
const USER = `${ISSUER}/users/{userId}`;

/**
 * The statuses of success that Kard gave each operation when it was written. The client takes any other 2xx as well;
 * that a new one has come is worth a look all the same, for it may say something that nobody reads.
 */
export const STATUSES_READ: Readonly<Record<string, readonly number[]>> = {
	'POST /v2/auth/token': [200],
	[`POST ${ISSUER}/users`]: [201, 207],
	[`GET ${USER}`]: [200],
	[`PUT ${USER}`]: [200],
	[`DELETE ${USER}`]: [200],
	[`GET ${USER}/offers`]: [200],
	[`POST ${ISSUER}/transactions`]: [202, 207],
	[`GET ${USER}/earned-rewards`]: [200],
	[`POST ${USER}/audits`]: [201, 207],
	[`GET ${ISSUER}/notifications`]: [200],
	[`POST ${ISSUER}/notifications/{eventId}/replay`]: [202],
	[`GET ${ISSUER}/subscriptions`]: [200],
	[`POST ${ISSUER}/subscriptions`]: [201],
	[`PATCH ${ISSUER}/subscriptions/{subscriptionId}`]: [200],
	'GET /v2/issuer': [200],
	'GET /v2/ping': [200],
};
