import type { Route } from '../../sandbox';
import type { Resource } from '../support/resource';
import { approved, audit, core, matched, purchase, range, type TestKard } from './support';
import { subscription, undone, user, without } from './support';

/** How a request differs from the plainest one of its operation. */
interface Asked {
	/** The ids in the path: the user is `u1` unless given. A function looks them up in what is stored by then. */
	readonly ids?: Readonly<Record<string, string>> | ((kard: TestKard) => Record<string, string>);
	readonly query?: string;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** Something to do first. */
	readonly first?: (kard: TestKard) => unknown;
}

/** One request: the status of its response, and its errors, each as `status id place`, where they are looked at. */
export type Case = readonly [title: string, status: number, asked?: Asked, errors?: readonly string[]];

const COMPONENTS =
	'shortDescription longDescription baseReward boostedReward cta tags detailTags logoFlare progressBar'
		.split(' ')
		.map((component) => `&supportedComponents=${component}`)
		.join('');
const FULL = { zipCode: '30301', birthYear: '1990', email: 'jordan@example.com' };
const OLD = new Date(Date.now() - 4e9).toISOString();
const OTHER = 'https://example.com/other';
const NOBODY = { ids: { userId: 'none' } };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const rows = (...data: unknown[]) => ({ body: { data } });
const many = (count: number, row: (id: string) => unknown) =>
	rows(...range(count).map((index) => row(`many-${String(index)}`)));
const wrong = (attributes: string, row = 0, id = 'e') =>
	attributes.split(' ').map((name) => `400 ${id} /data/${String(row)}/attributes/${name}`);
const taken = (...ids: string[]) => ids.map((id, row) => `409 ${id} /data/${String(row)}/id`);
const refused = (...queries: string[]) =>
	queries.map(
		(query): Case => [`refuses ${query}`, 400, { query: `?${query}` }, [`400 ${query.split('=')[0]}`]],
	);
const json = (value: unknown) => JSON.stringify(value, (_, part: unknown) => part ?? null);

const WRONG_ATTRIBUTES = {
	...{ cardBIN: ['4111', '41111111', '4111111111111111'], cardLastFour: ['42424'], amount: ['1000', 1.5] },
	...{ accountId: [null], currency: ['840'], mcc: ['742'], cardNetwork: ['AMERICAN_EXPRESS'] },
	...{ status: ['PENDING'], settledDate: ['2026-03-06'] },
};
const status = ({ attributes }: Resource) => json(attributes.status ?? attributes.paymentType);
const CASH = { paymentType: 'CASH' };
const UNKNOWN = { paymentType: 'UNKNOWN' };
const RULES: readonly (readonly [row: Resource, wrong: string])[] = [
	...Object.entries(WRONG_ATTRIBUTES).flatMap(([name, values]) =>
		values.map((value) => [purchase('e', { [name]: value }), name] as const),
	),
	[purchase('e', { merchant: { id: '1' } }), 'merchant/name'],
	[purchase('e', { merchant: { name: 'x', addrState: 'XX' } }), 'merchant/addrState'],
	[without(purchase('e'), 'paymentType'), 'paymentType'],
	[without(purchase('e'), 'settledDate'), 'settledDate'],
	[without(approved('e'), 'authorizationDate'), 'authorizationDate'],
	...['REVERSED', 'RETURNED', 'DECLINED'].map(
		(undoing) => [purchase('e', { status: undoing }), 'transactionDate'] as const,
	),
	[without(matched('e'), 'authorizationDate'), 'authorizationDate'],
	[without(matched('e', { matchedOfferId: 'o' }), 'cardLastFour'), 'cardLastFour'],
	[without(matched('e', CASH), 'cardLastFour'), 'cardBIN'],
	[without(matched('e', CASH), 'cardBIN'), 'cardLastFour'],
	[without(matched('e', { ...UNKNOWN, matchedLocationId: 'l' }), 'cardBIN'), 'matchedLocationId'],
	[without(matched('e', { ...UNKNOWN, matchedOfferId: 'o' }), 'cardBIN', 'cardLastFour'), 'matchedOfferId'],
	[core('e', { status: 'APPROVED' }), 'status'],
	[without(core('e'), 'status'), 'status'],
	[without(core('e'), 'settledDate'), 'settledDate'],
	[core('e', { cardLastFours: ['42'] }), 'cardLastFours/0'],
];

const offerCases = (): readonly Case[] => {
	const to = (name: string, query = '') => ({
		ids: (kard: TestKard) => ({ offerId: kard.offer(name).id }),
		query,
	});
	const wrongly = ['include=category', 'supportedComponents=x', 'include=offer&supportedComponents=cta,tags'];
	return [
		// Together the three have every optional part of an offer.
		...['Pinwheel Arcade', 'Northwind Outfitters', 'Quillbyte Computers'].map(
			(name): Case => [`includes all of ${name}`, 201, to(name, `?include=offer${COMPONENTS}`)],
		),
		['is recorded', 201, to('Blue Door Coffee')],
		['refuses an unknown offer', 400, { ids: { offerId: 'none' } }, ['400 none']],
		...wrongly.map((query): Case => [`refuses ${query}`, 400, to('Blue Door Coffee', `?${query}`)]),
	];
};

const changed = (attributes: object, subscriptionId?: string) => ({
	ids: ({ sandbox: { state } }: TestKard) => ({
		subscriptionId: subscriptionId ?? [...state.subscriptions.keys()][0] ?? '',
	}),
	body: { data: { type: 'subscription', attributes } },
});
const LAST_EVENT = {
	ids: ({ sandbox: { notifications } }: TestKard) => ({ eventId: notifications.log.at(-1)?.eventId ?? '' }),
};
const TAKE_RETIRED = (kard: TestKard) => {
	kard.read({ matchedTransaction: 'taken' });
};
const NOTHING_ENABLED = async (kard: TestKard) => {
	for (const id of kard.sandbox.state.subscriptions.keys()) await kard.update(id, { enabled: false });
};
const SOME_SENT = async ({ sandbox: { notifications }, listener }: TestKard) => {
	await notifications.idle();
	for (const webhookUrl of [listener.url, 'http://127.0.0.1:9/kard'])
		await notifications.send({ eventName: 'auditUpdate', webhookUrl });
};

/** Every kind of response of every operation, in an order in which each request finds what it needs. */
export const CASES: Readonly<Record<Exclude<Route, 'unknown'>, readonly Case[]>> = {
	token: [
		['is given for the right credentials', 200, { body: {} }],
		['is refused for a wrong secret', 401, { body: { client_secret: 'wrong' } }],
	],
	ping: [['is answered', 200]],
	getOrganization: [['reads the organization of the token', 200]],
	createUsers: [
		['creates users', 201, rows(user('u1', FULL), user('u2'))],
		['creates 100 at once', 201, many(100, user)],
		['refuses 101', 400, many(101, user), ['400 /data']],
		['refuses none', 400, rows(), ['400 /data']],
		[
			'creates the good ones beside bad ones',
			207,
			rows(user('u3'), user('e', { zipCode: 'nowhere', email: 'jordan.example.com' }), user('u1')),
			[...wrong('email zipCode', 1), '409 u1 /data/2/id'],
		],
		['creates one who is there twice once', 207, rows(user('u4'), user('u4')), ['409 u4 /data/1/id']],
		[
			'names those who exist beside bad ones',
			207,
			rows(user('u1'), user('e', { birthYear: 'x' })),
			[...taken('u1'), ...wrong('birthYear', 1)],
		],
		['refuses a bad phone', 400, rows(user('e', { phoneNumber: '555 0123' })), wrong('phoneNumber')],
		['refuses a bad reward', 400, rows(user('e', { enrolledRewards: 'x' })), wrong('enrolledRewards')],
		['refuses those who exist', 409, rows(user('u1'), user('u2')), taken('u1', 'u2')],
		['refuses a body that is missing', 400, {}, ['400']],
		['refuses a body that is no JSON', 400, { body: '{"data": [' }, ['400']],
		['refuses another content type', 415, { body: 'a=b', headers: FORM }, ['415 Content-Type']],
		['refuses a document without data', 400, { body: {} }, ['400 /data']],
		['refuses a single resource', 400, { body: { data: user('a') } }, ['400 /data']],
		['refuses a document that is a list', 400, { body: [] }, ['400 /data']],
		['refuses a row that is a text', 400, rows(user('never'), 'text'), ['400 /data/1']],
		['refuses another type', 400, rows(user('never'), { ...user('b'), type: 'x' }), ['400 b /data/1/type']],
		['refuses an empty id', 400, rows(user('never'), user('')), ['400 /data/1/id']],
		['refuses a row without attributes', 400, rows({ type: 'user', id: 'b' }), ['400 b /data/0/attributes']],
	],
	getUser: [
		['reads a user', 200],
		['refuses an unknown user', 404, NOBODY, ['404 none']],
	],
	updateUser: [
		['replaces the attributes', 200, { body: { data: user('u1', FULL) } }],
		['refuses the document of another user', 400, { body: { data: user('u2') } }, ['400 u2 /data/id']],
		[
			'refuses a bad document',
			400,
			{ body: { data: user('u1', { hashedEmail: 'x' }) } },
			['400 u1 /data/attributes/hashedEmail'],
		],
		['refuses a list', 400, rows(user('u1'))],
		['refuses a document without data', 400, { body: {} }, ['400 /data']],
		['refuses an unknown user', 404, { ...NOBODY, body: { data: user('none') } }, ['404 none']],
	],
	createTransactions: [
		[
			'queues events',
			202,
			rows(
				purchase('p1', { settledDate: OLD }),
				purchase('p2', { description: 'Pinwheel Arcade', settledDate: OLD }),
				approved('p3', { authorizationDate: OLD }),
			),
		],
		['queues 500 at once', 202, many(500, purchase)],
		['refuses 501', 400, many(501, purchase), ['400 /data']],
		['refuses none', 400, rows(), ['400 /data']],
		[
			'queues new events beside repeated ones',
			207,
			rows(purchase('p2'), purchase('p4'), purchase('p4')),
			[...taken('p2'), '409 p4 /data/2/id'],
		],
		['refuses repeated events', 409, rows(purchase('p1'), purchase('p2')), taken('p1', 'p2')],
		[
			'names repeated events beside bad ones',
			207,
			rows(purchase('p1'), purchase('e', { amount: 1.5 })),
			[...taken('p1'), ...wrong('amount', 1)],
		],
		...[207, 400].map((code): Case => {
			const data = [purchase('e', { userId: 'none' }), ...(code === 207 ? [purchase('p5')] : [])];
			return ['names the events of unknown users', code, rows(...data), ['404 e /data/0/attributes/userId']];
		}),
		...[{ ...purchase('b'), type: 'purchase' }, { ...purchase('b'), id: 5 }, null].map(
			(bad): Case => [`refuses all rows beside ${json(bad?.type)}`, 400, rows(purchase('never'), bad)],
		),
		...RULES.map(([row, name]): Case => {
			const asked = { ...rows(row), first: TAKE_RETIRED };
			return [`refuses a ${row.type} for its ${name}, ${status(row)}`, 400, asked, wrong(name)];
		}),
		...[
			purchase('r1', { cardBIN: '12345', accountId: 'a-1' }),
			undone('r2', 'DECLINED'),
			matched('r3'),
			without(matched('r4', CASH), 'cardBIN', 'cardLastFour'),
			core('r5', { cardLastFours: ['4242', '1881'] }),
		].map(
			(row): Case => [`queues a ${row.type}, ${status(row)}`, 202, { ...rows(row), first: TAKE_RETIRED }],
		),
	],
	listOffers: [
		['lists offers with all components', 200, { query: `?page[size]=200&include=categories${COMPONENTS}` }],
		['lists a page of plain offers', 200, { query: '?page[size]=2' }],
		['refuses an unknown user', 404, NOBODY],
		...refused('filter[purchaseChannel]=PHONE', 'filter[category]=Cheese', 'filter[isTargeted]=1'),
		...refused('sort=price', 'include=merchants', 'supportedComponents=cta,tags', 'page[size]=0'),
		...refused('page[size]=201', 'page[size]=ten', 'page[after]=nonsense', 'page[before]=nonsense'),
		['refuses both directions', 400, { query: '?page[after]=a&page[before]=b' }, ['400 page[before]']],
	],
	activateOffer: offerCases(),
	boostOffer: offerCases(),
	listEarnedRewards: [
		['lists settled rewards with merchants and offers', 200, { query: '?include=merchant,offer' }],
		['lists approved rewards', 200, { query: '?filter[status]=APPROVED&page[size]=1&include=merchant' }],
		['refuses an unknown user', 404, NOBODY],
		...refused('filter[status]=SENT', 'filter[paidInFullOnly]=yes', 'filter[range]=2M', 'include=user'),
		...refused('page[size]=0'),
	],
	createAudits: [
		['takes an audit', 201, rows(audit('purchase-p1'))],
		['refuses one like an open one', 409, rows(audit('purchase-p1'))],
		[
			'takes the good ones beside others',
			207,
			rows(audit('purchase-p2'), audit('nowhere'), audit('b', { auditCode: 1 }), audit('purchase-p2')),
			[
				'404 nowhere /data/1/attributes/transactionId',
				...wrong('auditCode', 2, 'b'),
				'409 purchase-p2 /data/3/attributes/transactionId',
			],
		],
		['refuses an unknown transaction', 404, rows(audit('nowhere'))],
		['refuses that of another user', 404, { ids: { userId: 'u2' }, ...rows(audit('purchase-p1')) }],
		['refuses an unknown user', 404, { ...NOBODY, ...rows(audit('purchase-p1')) }, ['404 none']],
		...[3007, '3005'].map(
			(code): Case => [
				`refuses ${json(code)}`,
				400,
				rows(audit('e', { auditCode: code })),
				wrong('auditCode'),
			],
		),
		['refuses no merchant', 400, rows(audit('e', { merchantName: undefined })), wrong('merchantName')],
		['refuses an empty text', 400, rows(audit('e', { auditDescription: '' })), wrong('auditDescription')],
		['refuses no transaction', 400, rows(audit('', {})), ['400 /data/0/attributes/transactionId']],
	],
	createSubscriptions: [
		[
			'creates some',
			201,
			rows(subscription('auditUpdate'), subscription('earnedRewardRejected', OTHER, false)),
		],
		['creates another one of an event', 201, rows(subscription('auditUpdate', OTHER))],
		...['http://127.0.0.1:8080/kard', 'http://localhost/kard', 'http://[::1]:1/kard'].map(
			(url): Case => [`creates one to ${url}`, 201, rows(subscription('fileProcessingResult', url))],
		),
		[
			'refuses one of the same event and address',
			409,
			rows(subscription('auditUpdate', undefined, false)),
			['409 /data/0/attributes/eventName'],
		],
		[
			'refuses twins',
			409,
			rows(subscription('earnedRewardSettled'), subscription('earnedRewardSettled')),
			['409 /data/1/attributes/eventName'],
		],
		...(
			[
				[subscription('birthday'), 'eventName'],
				[subscription('earnedRewardSettled', 'http://example.com/kard'), 'webhookUrl'],
				[subscription('earnedRewardSettled', 'ftp://example.com/kard'), 'webhookUrl'],
				[subscription('earnedRewardSettled', 'example.com'), 'webhookUrl'],
				[subscription('earnedRewardSettled', OTHER, null), 'enabled'],
			] as const
		).map(([row, name]): Case => {
			const both = rows(subscription('earnedRewardApproved'), row);
			const errors = [`400 /data/1/attributes/${name}`];
			return [`refuses ${json(row)}, and the good one beside it`, 400, both, errors];
		}),
		...[undefined, { data: [] }, { data: {} }, { data: [{ type: 'user', attributes: {} }] }].map(
			(body): Case => [`refuses ${json(body)}`, 400, { body }],
		),
	],
	updateSubscription: [
		['changes a part', 200, changed({ enabled: true })],
		['refuses the address of another one', 400, changed({ webhookUrl: OTHER })],
		...[{ eventName: 'birthday' }, { webhookUrl: 'x' }, { enabled: 'no' }].map(
			(attributes): Case => [`refuses ${json(attributes)}`, 400, changed(attributes)],
		),
		['refuses an unknown one', 404, changed({ enabled: true }, 'none'), ['404 none']],
	],
	listSubscriptions: [['lists them', 200], ...refused('filter[eventName]=birthday')],
	listNotifications: [
		['lists what was delivered and what was not', 200, { first: SOME_SENT }],
		['lists a page', 200, { query: '?page[size]=1' }],
		...refused('filter[eventName]=birthday', 'filter[status]=lost', 'filter[after]=yesterday'),
		...refused('filter[before]=2026-03-10', 'page[size]=201', 'page[size]=0', 'page[after]=x'),
	],
	replayNotification: [
		['sends one again', 202, LAST_EVENT],
		['refuses an unknown one', 404, { ids: { eventId: 'none' } }, ['404 none']],
		['refuses one without an enabled subscription', 409, { ...LAST_EVENT, first: NOTHING_ENABLED }],
	],
	deleteUser: [
		['deletes a user', 200, { ids: { userId: 'u2' } }],
		['refuses an unknown user', 404, { ids: { userId: 'u2' } }, ['404 u2']],
	],
};
