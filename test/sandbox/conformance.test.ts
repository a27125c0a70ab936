import type { Route } from '../../sandbox';
import { PUBLISHED_EVENTS } from '../../sandbox/resources/eventNames';
import { ENDPOINTS } from '../../sandbox/routes/operations';
import { CASES } from './cases';
import { everyResponse, send, type CaseResponse } from './everyResponse';
import {
	publishedCheck,
	publishedNotificationCheck,
	publishedSchema,
	publishedSuite,
} from '../support/published';
import { approved, audit, purchase, subscription, TestKard, undone, user } from './support';

/** The scope that each operation needs (Kard's API reference). */
const SCOPES: Readonly<Partial<Record<Route, string>>> = {
	...{
		createUsers: 'user:write',
		getUser: 'user:read',
		updateUser: 'user:update',
		deleteUser: 'user:delete',
	},
	...{ listOffers: 'rewards:read', activateOffer: 'attributions:write', boostOffer: 'attributions:write' },
	...{ createTransactions: 'transaction:write', listEarnedRewards: 'transaction:read' },
	...{ createAudits: 'audit:write', listSubscriptions: 'notifications:read' },
	...{ createSubscriptions: 'notifications:write', updateSubscription: 'notifications:write' },
	...{ replayNotification: 'notifications:write', listNotifications: 'notifications:read' },
};
let kard: TestKard;
let responses: readonly CaseResponse[];

beforeAll(async () => {
	kard = await TestKard.start({ auditDurationMs: 100, deliveryDelaysMs: [] });
	responses = await everyResponse(kard);
});

const cases = Object.entries(CASES).flatMap(([route, all]) =>
	all.map(([title, status, , errors], place) => ({
		name: `${route} ${title}: ${String(status)}`,
		route,
		place,
		status,
		errors,
	})),
);
it.each(cases)('$name', ({ route, place, status, errors }) => {
	const response = responses.filter((one) => one.route === route)[place]?.response;
	expect([response?.status, response?.text]).toEqual([status, expect.any(String)]);
	if (errors !== undefined) expect(response?.errors).toEqual(errors);
});

it('stores nothing of a request that is refused as a whole', () => {
	const { users, transactions } = kard.sandbox.state;
	expect([...users.keys(), ...transactions.keys()].filter((id) => /never|^e$|^b$/.test(id))).toEqual([]);
});

describe.each(ENDPOINTS.map((endpoint) => [endpoint.route, endpoint] as const))('%s', (_, endpoint) => {
	const request = (authorization: string, organizationId = kard.sandbox.organizationId) => {
		const ids = { organizationId, offerId: 'x', subscriptionId: 'x', eventId: 'x' };
		return send(kard, endpoint, ids, '', undefined, { authorization });
	};
	const isOpen = 'open' in endpoint;

	it('takes a token of the organization, unless it is open to all', async () => {
		expect((await request('Bearer unknown')).status === 401).toBe(!isOpen || endpoint.route === 'token');
		if (!endpoint.path.includes('{organizationId}')) return;
		expect((await request(await kard.bearer(), 'another')).status).toBe(403);
	});

	it('takes the scope that it needs, and names it to a token without it', async () => {
		const { status, text } = await request(await kard.bearer(kard.sandbox.limited));
		const scope = SCOPES[endpoint.route];
		const needed = 'scope' in endpoint ? endpoint.scope : undefined;
		expect(typeof needed === 'function' ? needed(kard.sandbox.readings) : needed).toBe(scope);
		const isMissing = scope !== undefined && !scope.endsWith(':read');
		expect([status === 403, text.includes(`scope ${scope ?? ''},`)]).toEqual([isMissing, isMissing]);
	});
});

publishedSuite('beside the published description', () => {
	let check: ReturnType<typeof publishedCheck>;
	beforeAll(() => {
		check = publishedCheck();
	});

	it('finds what is wrong', () => {
		const users = '/v2/issuers/{organizationId}/users';
		expect(check('POST', users, 201, { data: [{ type: 'user', id: 'u1' }] })).not.toEqual([]);
		expect(check('POST', users, 201, { data: [user('u1', { mood: 'good' })] })).not.toEqual([]);
		expect(check('POST', users, 418, {})).not.toEqual([]);
	});

	it('every response keeps to it, and every published one was given', async () => {
		const left = await Promise.all(
			ENDPOINTS.map(async (endpoint) => {
				const { method, path, route } = endpoint;
				kard.sandbox.faults.add({ kind: 'status', status: 500, route });
				const failed = await send(kard, endpoint, {});
				const given = [
					...responses.filter((one) => one.route === route).map(({ response }) => response),
					...('open' in endpoint ? [] : [await send(kard, endpoint, {}, '', undefined, {}), failed]),
				];
				for (const { status, json } of given) {
					const problems = check(method, path, status, json);
					// No shape is published for the errors of the token.
					const isKnown = [403, 415].includes(status) || (route === 'token' && status >= 400);
					expect([route, status, isKnown ? [] : problems]).toEqual([route, status, []]);
				}
				return check.unchecked(method, path);
			}),
		);
		expect(left.flat()).toEqual([
			// A request to delete cannot be malformed, any text is taken for the id of an event, the organization is
			// always there, and the network is never blocked.
			'DELETE /v2/issuers/{organizationId}/users/{userId} 400',
			'POST /v2/issuers/{organizationId}/notifications/{eventId}/replay 400',
			'GET /v2/issuer 403',
			'GET /v2/issuer 404',
			'GET /v2/ping 403',
		]);
	});

	it('errors that are not published have the shape of those that are', async () => {
		const path = '/v2/issuers/{organizationId}/users/{userId}';
		const responsesTo = ['/v2/issuers/other/users/u1', '/nowhere'].map((url) => kard.call('GET', url));
		const odd = await Promise.all([...responsesTo, kard.call('PATCH', 'users/u1')]);
		expect(odd.map(({ status }) => status)).toEqual([403, 404, 405]);
		for (const { json } of odd) expect(check('GET', path, 404, json)).toEqual([]);
	});

	describe('notifications', () => {
		let checkPayload: ReturnType<typeof publishedNotificationCheck>;
		beforeAll(() => {
			checkPayload = publishedNotificationCheck();
		});
		const sent = () => kard.listener.deliveries.map(({ json }) => json);

		it.each(PUBLISHED_EVENTS)('%s keeps to it when it is sent on request', async (eventName) => {
			kard.listener.clear();
			await kard.sandbox.notifications.send({ eventName, webhookUrl: kard.listener.url });
			expect([sent().length, sent().flatMap((json) => checkPayload(json))]).toEqual([1, []]);
			expect(
				checkPayload({ data: { type: eventName, id: 'n1', attributes: {}, relationships: {} } }),
			).not.toEqual([]);
		});

		it('of everything that becomes of transactions and audits keep to it', async () => {
			kard.sandbox.reset();
			kard.listener.clear();
			await kard.post('users', user('u1'), user('u2', { enrolledRewards: [] }));
			await kard.subscribe(...PUBLISHED_EVENTS);
			const p1 = { transactionId: 'p1' };
			await kard.submit(
				approved('e1', { ...p1, cardProductId: 'c1' }),
				purchase('e2', p1),
				purchase('e3', { userId: 'u2' }),
				purchase('e7', { description: 'Pinwheel Arcade' }),
				purchase('e4', { description: 'Velvet Reel Cinema', amount: 1 }),
				undone('e5', 'DECLINED'),
				undone('e6', 'RETURNED', p1),
			);
			await kard.post('users/u1/audits', audit('p1'));
			await kard.sandbox.notifications.idle();
			expect(new Set(kard.delivered())).toEqual(new Set(PUBLISHED_EVENTS.slice(0, 4)));
			expect([sent().length, sent().flatMap((json) => checkPayload(json))]).toEqual([9, []]);
		});
	});

	describe.each(requests())('a request with %s', (name, type, full) => {
		let published: ReturnType<typeof publishedSchema>;
		beforeAll(() => {
			published = publishedSchema(name);
		});
		const isUpdate = name.startsWith('users_Update');

		const startAfresh = async () => {
			kard.sandbox.reset();
			await kard.post('users', user('u1'));
			await kard.post('transactions', purchase('e0'));
		};
		beforeEach(startAfresh);

		const paths = texts('user=users audit=users/u1/audits subscription=subscriptions');
		const post = (attributes: object) => {
			if (isUpdate) return kard.call('PUT', 'users/u1', { data: { type, id: 'u1', attributes } });
			return kard.post(paths[type] ?? 'transactions', { type, id: 'new', attributes });
		};
		const placesOf = async (attributes: object) => {
			const { status, errors } = await post(attributes);
			return [status, ...errors.map((error) => error.replace(/.*\/attributes\//, ''))];
		};

		it('is taken with everything that is published, and stored', async () => {
			expect(Object.keys(full).sort()).toEqual([...published.properties.keys()].sort());
			expect((await post(full)).errors).toEqual([]);
			const { users, transactions, subscriptions, audits } = kard.sandbox.state;
			const audited = [...audits.values()].map((attributes) => ({ attributes }));
			const stored = [users.get(isUpdate ? 'u1' : 'new'), transactions.get('new'), ...subscriptions.values()];
			expect([...stored, ...audited].find(Boolean)).toMatchObject({ attributes: full });
		});

		it('needs what is required, and nothing else but the date of its status', async () => {
			const { required, properties } = published;
			for (const left of properties.keys()) {
				const rest = Object.fromEntries(Object.entries(full).filter(([key]) => key !== left));
				const expected = required.has(left) || left === 'settledDate' ? [400, left] : [expect.any(Number)];
				await startAfresh();
				expect([left, await placesOf(rest)]).toEqual([left, expected]);
			}
		});

		it('is refused with null, and with a value of another type or beyond its enum', async () => {
			for (const [key, kind] of published.properties) {
				for (const value of [null, kind === 'string' ? 7 : 'text', ...(kind === 'enum' ? [7] : [])])
					expect([key, value, await placesOf({ ...full, [key]: value })]).toEqual([key, value, [400, key]]);
			}
		});
	});
});

/** Attributes in a text, such as `mcc=5812 coreProviderId=core-1`. */
function texts(list: string): Readonly<Record<string, string>> {
	return Object.fromEntries(new URLSearchParams(list.replaceAll('+', '%2B').replaceAll(' ', '&')));
}

/** The requests whose rules are compared, by the name of their attributes in the published description. */
function requests(): readonly [name: string, type: string, attributes: object][] {
	const date = '2026-03-06T02:00:00Z';
	const address = 'addrStreet=Main addrCity=Atlanta addrState=GA addrZipcode=30303 addrCountry=US';
	const person = {
		...texts('zipCode=30301 email=jordan@example.com birthYear=1990 phoneNumber=+15555550123'),
		...{ hashedEmail: 'a'.repeat(64), enrolledRewards: ['CARDLINKED'], historicalTransactionsSent: true },
	};
	const common = {
		...texts('userId=u1 transactionId=p1 status=SETTLED currency=USD description=COFFEE direction=DEBIT'),
		...{ amount: 1_000, settledDate: date, authorizationDate: date },
	};
	const card = {
		...texts('description2=ATLANTA mcc=5812 coreProviderId=core-1 cardPresence=true panEntryMode=CHIP'),
		...texts('cardBIN=411111 cardLastFour=4242 authorizationCode=1 retrievalReferenceNumber=2 accountId=a1'),
		...texts('systemTraceAuditNumber=3 acquirerReferenceNumber=4 paymentType=CARD userZipCode=30301'),
		...texts('cardNetwork=AMERICANEXPRESS cardProductId=c1'),
		...{ subtotal: 900, transactionDate: date },
		merchant: texts(`id=174030075123456 name=Blue storeId=12 latitude=33.7 longitude=-84.3 ${address}`),
		processorMids: { processor: 'VISA', mids: { vmid: '1', vsid: '2' } },
	};
	const bank = {
		...texts('financialInstitutionName=Example financialInstitutionId=f1'),
		cardLastFours: ['4242', '1881'],
	};
	const subscribed = subscription('auditUpdate').attributes;
	return [
		['users_UserRequestAttributes', 'user', person],
		['users_UpdateUserRequestAttributes', 'user', person],
		['transactions_TransactionsAttributes', 'transaction', { ...common, ...card }],
		['transactions_CoreTransactionAttributes', 'coreTransaction', { ...common, ...bank }],
		['transactions_AuditAttributes', 'audit', audit('purchase-e0').attributes],
		['notifications_subscriptions_SubscriptionRequestAttributes', 'subscription', subscribed],
	];
}
