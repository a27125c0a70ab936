import { publishedSchema, publishedSuite, type PublishedAttributes } from './published';
import { type Fixture, purchase, startFixture, user } from './support';
import { subscription } from './subscribing';

const DATE = '2026-03-06T02:00:00Z';
const MERCHANT = {
	...{ id: '174030075123456', name: 'Blue Door Coffee', storeId: '12', latitude: '33.7', longitude: '-84.3' },
	...{ addrStreet: '12 Peachtree St', addrCity: 'Atlanta', addrState: 'GA', addrZipcode: '30303' },
	addrCountry: 'US',
};

const USER = {
	...{ enrolledRewards: ['CARDLINKED'], zipCode: '30301', email: 'jordan@example.com' },
	...{ hashedEmail: 'a'.repeat(64), phoneNumber: '+15555550123', birthYear: '1990' },
	historicalTransactionsSent: true,
};
const PURCHASE = {
	...{ userId: 'u1', transactionId: 'p1', amount: 1_000, subtotal: 900, status: 'SETTLED', currency: 'USD' },
	...{ description: 'BLUE DOOR COFFEE', description2: 'ATLANTA', mcc: '5812', coreProviderId: 'core-1' },
	...{ transactionDate: DATE, authorizationDate: DATE, settledDate: DATE, merchant: MERCHANT },
	...{ cardPresence: 'true', panEntryMode: 'CHIP', cardBIN: '411111', cardLastFour: '4242' },
	...{ authorizationCode: '1', retrievalReferenceNumber: '2', systemTraceAuditNumber: '3' },
	...{
		acquirerReferenceNumber: '4',
		direction: 'DEBIT',
		paymentType: 'CARD',
		cardNetwork: 'AMERICANEXPRESS',
	},
	...{ cardProductId: 'c1', userZipCode: '30301', accountId: 'a1' },
	processorMids: { processor: 'VISA', mids: { vmid: '1', vsid: '2' } },
};
const CORE = {
	...{ userId: 'u1', transactionId: 'p1', amount: 1_000, currency: 'USD', description: 'BLUE DOOR COFFEE' },
	...{ direction: 'DEBIT', status: 'SETTLED', settledDate: DATE, authorizationDate: DATE },
	...{ financialInstitutionName: 'Example', financialInstitutionId: 'f1', cardLastFours: ['4242', '1881'] },
};
const AUDIT = {
	...{ auditCode: 3006, merchantName: 'Blue Door Coffee', auditDescription: 'No reward.' },
	transactionId: 'purchase-e0',
};

/** The requests whose rules are compared, by the name of their attributes in the published description. */
const REQUESTS: readonly [name: string, type: string, attributes: Readonly<Record<string, unknown>>][] = [
	['users_UserRequestAttributes', 'user', USER],
	['users_UpdateUserRequestAttributes', 'user', USER],
	['transactions_TransactionsAttributes', 'transaction', PURCHASE],
	['transactions_CoreTransactionAttributes', 'coreTransaction', CORE],
	['transactions_AuditAttributes', 'audit', AUDIT],
	[
		'notifications_subscriptions_SubscriptionRequestAttributes',
		'subscription',
		subscription('auditUpdate', 'https://example.com/kard').attributes,
	],
];

publishedSuite('requests are held to the published description', () => {
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await startFixture({ auditDurationMs: 1 });
	});
	beforeEach(async () => {
		fixture.sandbox.reset();
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
		await fixture.call('POST', `${fixture.org}/transactions`, { data: [purchase('e0')] });
	});
	afterAll(() => fixture.sandbox.close());

	const send = (name: string, type: string, attributes: object) => {
		const { org, call } = fixture;
		const paths: Readonly<Record<string, string>> = {
			user: '/users',
			audit: '/users/u1/audits',
			subscription: '/subscriptions',
		};
		if (name.startsWith('users_Update')) {
			return call('PUT', `${org}/users/u1`, { data: { type, id: 'u1', attributes } });
		}
		return call('POST', org + (paths[type] ?? '/transactions'), { data: [{ type, id: 'new', attributes }] });
	};
	const pointersOf = async (name: string, type: string, attributes: object) => {
		const { status, errors } = await send(name, type, attributes);
		return [
			status,
			...errors.map(({ source }) => source?.pointer?.replace(/^\/data(\/0)?\/attributes\//, '')),
		];
	};

	describe.each(REQUESTS)('%s', (name, type, full) => {
		const schema = (): PublishedAttributes => publishedSchema(name);

		test('everything that is published is taken, and nothing published is untried here', async () => {
			expect(Object.keys(full).sort()).toEqual([...schema().properties.keys()].sort());
			const answer = await send(name, type, full);
			expect(answer.errors).toEqual([]);
			const { users, transactions, subscriptions, audits } = fixture.sandbox.state;
			const [kept] = [
				users.get(name.startsWith('users_Update') ? 'u1' : 'new'),
				transactions.get('new'),
				...subscriptions.values(),
				...[...audits.values()].map((attributes) => ({ attributes })),
			].filter((resource) => resource !== undefined);
			expect(kept).toMatchObject({ attributes: full });
		});

		test('what is required is required, and the rest is not', async () => {
			const { required, properties } = schema();
			for (const left of properties.keys()) {
				const rest = Object.fromEntries(Object.entries(full).filter(([key]) => key !== left));
				const isDate = left === 'settledDate';
				const expected = required.has(left) || isDate ? [400, left] : [expect.any(Number)];
				fixture.sandbox.reset();
				await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
				await fixture.call('POST', `${fixture.org}/transactions`, { data: [purchase('e0')] });
				expect([left, await pointersOf(name, type, rest)]).toEqual([left, expected]);
			}
		});

		test('null, and a value of another type or beyond its enum, are refused', async () => {
			for (const [key, kind] of schema().properties) {
				const wrong = [
					null,
					kind === 'string' ? 7 : 'text',
					...(kind === 'enum' ? ['SOMETHING_NEW', 7] : []),
				];
				for (const value of wrong) {
					const pointers = await pointersOf(name, type, { ...full, [key]: value });
					expect([key, value, pointers]).toEqual([key, value, [400, key]]);
				}
			}
		});
	});
});
