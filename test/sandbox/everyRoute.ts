import type { Route } from '../../sandbox';
import { purchase, request, user, type Fixture, type TestAnswer } from './support';
import { subscription } from './subscribing';

/** One answer of the sandbox, and the operation that it is an answer of. */
export interface RouteAnswer {
	readonly route: Route;
	readonly method: string;
	/** The path as Kard publishes it. */
	readonly path: string;
	readonly answer: TestAnswer;
}

const ORG = '/v2/issuers/{organizationId}';
const USER = `${ORG}/users/{userId}`;
const COMPONENTS =
	'shortDescription longDescription baseReward boostedReward cta tags detailTags logoFlare progressBar'
		.split(' ')
		.map((component) => `&supportedComponents=${component}`)
		.join('');

/**
 * Asks every operation for every kind of answer that it gives by itself: a success, a 207 where there is one, and a
 * refusal.
 * @param address where notifications can be delivered
 */
export async function answersOfEveryRoute(
	fixture: Fixture,
	address: string,
): Promise<readonly RouteAnswer[]> {
	const { sandbox, call, org } = fixture;
	const answers: RouteAnswer[] = [];
	const ask = async (route: Route, method: string, path: string, given: Partial<Ask> = {}) => {
		const { id = 'u1', offerId = '', query = '', body, headers } = given;
		const url =
			path
				.replace(ORG, org)
				.replace('{offerId}', offerId)
				.replace(/\{\w+\}/, id) + query;
		const answer = await (headers === undefined
			? call(method, url, body)
			: request(sandbox.baseUrl + url, method, body, headers));
		answers.push({ route, method, path, answer });
		return answer;
	};
	const list = (...data: unknown[]) => ({ body: { data } });
	const { clientId, clientSecret } = sandbox;

	const token = (secret: string) => ({
		body: { client_id: clientId, client_secret: secret },
		headers: {},
	});
	await ask('token', 'POST', '/v2/auth/token', token(clientSecret));
	await ask('token', 'POST', '/v2/auth/token', token('wrong'));
	const full = { zipCode: '30301', birthYear: '1990', email: 'jordan@example.com' };
	await ask('createUsers', 'POST', `${ORG}/users`, list(user('u1', full), user('u2')));
	await ask('createUsers', 'POST', `${ORG}/users`, list(user('u1'), user('u3')));
	await ask('createUsers', 'POST', `${ORG}/users`, list(user('u1')));
	await ask('getUser', 'GET', USER);
	await ask('getUser', 'GET', USER, { id: 'none' });
	await ask('getUser', 'GET', USER, { headers: {} });
	await ask('updateUser', 'PUT', USER, { body: { data: user('u1', full) } });
	await ask('updateUser', 'PUT', USER, { body: { data: user('other') } });

	const old = new Date(Date.now() - 4e9).toISOString();
	const approved = { status: 'APPROVED', authorizationDate: old };
	const events = [
		purchase('e1', { settledDate: old, transactionId: 'p1' }),
		purchase('e2', { description: 'Pinwheel Arcade', settledDate: old }),
		purchase('e3', approved),
	];
	const TRANSACTIONS = `${ORG}/transactions`;
	await ask('createTransactions', 'POST', TRANSACTIONS, list(...events));
	await ask('createTransactions', 'POST', TRANSACTIONS, list(purchase('e1'), purchase('e4')));
	await ask('createTransactions', 'POST', TRANSACTIONS, list(purchase('e5', { cardBIN: 'x' })));
	await ask('listOffers', 'GET', `${USER}/offers`, {
		query: `?page[size]=200&include=categories${COMPONENTS}`,
	});
	await ask('listOffers', 'GET', `${USER}/offers`, { query: '?page[size]=2' });
	await ask('listOffers', 'GET', `${USER}/offers`, { query: '?sort=x' });
	// Together they have every optional part of an offer.
	const named = ['Pinwheel Arcade', 'Northwind Outfitters', 'Quillbyte Computers'];
	const offers = sandbox.state.offers.filter(({ name }) => named.includes(name));
	for (const [route, action] of [
		['activateOffer', 'activate'],
		['boostOffer', 'boost'],
	] as const) {
		const path = `${USER}/offers/{offerId}/${action}`;
		for (const { id } of offers) {
			await ask(route, 'POST', path, { offerId: id, query: `?include=offer${COMPONENTS}` });
		}
		await ask(route, 'POST', path, { offerId: offers[0]?.id ?? '' });
		await ask(route, 'POST', path, { offerId: 'none' });
	}
	const rewards = `${USER}/earned-rewards`;
	await ask('listEarnedRewards', 'GET', rewards, { query: '?include=merchant,offer' });
	await ask('listEarnedRewards', 'GET', rewards, { query: '?filter[status]=APPROVED&page[size]=1' });
	await ask('listEarnedRewards', 'GET', rewards, { query: '?filter[range]=x' });

	const about = { merchantName: 'x', auditDescription: 'y' };
	const audit = (transactionId: string, auditCode: number) => ({
		type: 'audit',
		attributes: { ...about, auditCode, transactionId },
	});
	await ask('createAudits', 'POST', `${USER}/audits`, list(audit('p1', 3005)));
	await ask('createAudits', 'POST', `${USER}/audits`, list(audit('p1', 3006), audit('p2', 3006)));
	await ask('createAudits', 'POST', `${USER}/audits`, list(audit('p2', 3006)));

	const SUBSCRIPTIONS = `${ORG}/subscriptions`;
	const created = await ask(
		'createSubscriptions',
		'POST',
		SUBSCRIPTIONS,
		list(subscription('auditUpdate', address)),
	);
	await ask('createSubscriptions', 'POST', SUBSCRIPTIONS, list(subscription('auditUpdate', address)));
	const id = created.data[0]?.id ?? '';
	const change = { body: { data: { type: 'subscription', attributes: { enabled: true } } } };
	await ask('updateSubscription', 'PATCH', `${SUBSCRIPTIONS}/{subscriptionId}`, { id, ...change });
	await ask('updateSubscription', 'PATCH', `${SUBSCRIPTIONS}/{subscriptionId}`, { id: 'none', ...change });
	await ask('listSubscriptions', 'GET', SUBSCRIPTIONS);
	await ask('listSubscriptions', 'GET', SUBSCRIPTIONS, { query: '?filter[eventName]=x' });

	await sandbox.notifications.idle();
	await sandbox.notifications.send({ eventName: 'auditUpdate' });
	await sandbox.notifications.send({ eventName: 'auditUpdate', webhookUrl: 'http://127.0.0.1:9/kard' });
	const NOTIFICATIONS = `${ORG}/notifications`;
	const listed = await ask('listNotifications', 'GET', NOTIFICATIONS);
	await ask('listNotifications', 'GET', NOTIFICATIONS, { query: '?page[size]=1' });
	await ask('listNotifications', 'GET', NOTIFICATIONS, { query: '?filter[after]=x' });
	const replay = `${NOTIFICATIONS}/{eventId}/replay`;
	await ask('replayNotification', 'POST', replay, { id: listed.data[0]?.id ?? '' });
	await ask('replayNotification', 'POST', replay, { id: 'none' });

	await ask('getOrganization', 'GET', '/v2/issuer');
	await ask('getOrganization', 'GET', '/v2/issuer', { headers: {} });
	await ask('ping', 'GET', '/v2/ping');
	await ask('deleteUser', 'DELETE', USER, { id: 'u2' });
	await ask('deleteUser', 'DELETE', USER, { id: 'u2' });
	return answers;
}

interface Ask {
	/** What stands for the placeholder in the path that is not the organization. */
	readonly id: string;
	readonly offerId: string;
	readonly query: string;
	readonly body: unknown;
	/** Given where the request is to carry no token. */
	readonly headers: Record<string, string>;
}
