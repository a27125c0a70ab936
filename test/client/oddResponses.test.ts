import uniqBy from 'lodash/uniqBy';
import {
	KardApiError,
	KardAuthenticationError,
	KardError,
	operations,
	type AnyOperation,
	type BulkResult,
	type ListOperation,
	type SingleOperation,
	type Transport,
	type OfferQuery,
} from '../../shared/host';
import { isCreation } from '../../shared/catalogue/description/operation';
import { ODDITY_NAMES } from '../../sandbox/oddities/kinds';
import { OPEN_QUESTIONS } from '../../sandbox/readings/table';
import { outcomes, rejection } from '../support/expected';
import { attributesFor, carryOut, idsFor, nameOf } from '../support/operation';
import { person, people } from '../support/person';
import { startScriptedKard, token, type Reply } from '../support/scriptedKard';
import { startKard } from '../support/kard';
import { purchases, SHOPPER, upTo } from '../support/purchase';
import { mutationsOf, touches, type Mutation } from './mutate';

const kard = startScriptedKard();

/** A web page, as a proxy sends it. */
const PAGE = '<!doctype html><html><body>Down for maintenance.</body></html>';
/** JSON nested so deep that whatever follows it by recursion overflows. */
const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);
const reply = (body: unknown, status = 200): Reply => ({ status, body });
/** A JSON text in which `"@"` is written by hand. */
const written = (value: unknown, text: string): Reply => reply(JSON.stringify(value).replace('"@"', text));

/** What a person sees of an error. Nothing but errors of the client may ever be seen. */
function seenOfError(error: unknown): string {
	if (!(error instanceof KardError)) throw error;
	const status = error instanceof KardApiError ? ` (${String(error.statusCode)})` : ':';
	return `${error.outcomeUnknown ? 'unknown: ' : ''}${error.name}${status} ${error.message}`;
}

const idIn = (item: unknown, name = 'id'): string => {
	const found: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined;
	return typeof found === 'string' ? found : '?';
};

/** What is seen of one resource: its id and the notes. */
async function seenOfOne(operation: SingleOperation): Promise<string> {
	const input = { ids: idsFor(operation), attributes: attributesFor(operation) };
	try {
		const { data, notes = [] } = await kard
			.client()
			.single(operation, input, { attributes: 'replace' })
			.withResponse();
		const named = operation.sample.type === undefined ? operation.about : 'id';
		return [idIn(data, named), ...notes].join(', ');
	} catch (error) {
		return seenOfError(error);
	}
}

/** What is seen of a list: the ids of its items, `?` where one has none, and why it ended, if it did before its end. */
async function seenOfList(operation: ListOperation): Promise<string> {
	const ids: string[] = [];
	try {
		for await (const item of kard.client().list(operation, { ids: idsFor(operation) })) ids.push(idIn(item));
		return ids.join(' ');
	} catch (error) {
		return [...ids, seenOfError(error)].join(' ');
	}
}

/** What an operation on one resource makes of its response. */
type Category = 'read' | 'change' | 'deletion' | 'creation';

const isSingle = (operation: AnyOperation): operation is SingleOperation => operation.kind === 'single';
const isList = (operation: AnyOperation): operation is ListOperation => operation.kind === 'list';
const categoryOf = (operation: SingleOperation): Category => {
	if (operation.method === 'GET') return 'read';
	if (operation.method === 'DELETE') return 'deletion';
	return isCreation(operation) ? 'creation' : 'change';
};
/** Of the operations whose response is a resource, and not a mere word, one of each way of reading it. */
const resources = uniqBy(
	operations.filter(isSingle).filter(({ sample }) => sample.type !== undefined),
	(one) => [categoryOf(one), one.about === undefined, one.sentAs?.list === true].join(),
);

interface Resource {
	readonly type: string;
	readonly id: string;
	readonly attributes: object;
}
/** What is seen, by what the operation does; the id alone where nothing else is said. */
type Sees = Partial<Record<Category, RegExp>>;
type Odd = [what: string, response: (resource: Resource) => Reply, sees: Sees];

const ADDED = { novelty: { a: [null, 1] } };
const CONFLICT = { status: '409', detail: 'Not now.' };
const LACKS = /^KardApiError \(20\d\).*lacks data(\.id)?\./;
const NO_JSON = /not JSON/;
const UNREADABLE = /, .* could not be read\. Shown is what was sent/;
const UNKNOWN = /^unknown: /;
const noted = (change: RegExp, read = LACKS): Sees => ({ read, change, creation: UNKNOWN });

const READ_AS_DOCUMENTED: readonly [string, (resource: Resource) => Reply][] = [
	['as documented', (data) => reply({ data })],
	['not wrapped in data', (data) => reply(data)],
	['as a list of one', (data) => reply({ data: [data] })],
	['with another status of success', (data) => reply({ data }, 203)],
	['with nulls beside data', (data) => reply({ data, meta: null, links: null, included: null, errors: [] })],
	['with a byte order mark in front', (data) => reply(`\uFEFF${JSON.stringify({ data })}`)],
	['with fields that Kard added', (data) => reply({ data: { ...data, ...ADDED, attributes: ADDED } })],
	['with null for the attributes', (data) => reply({ data: { ...data, attributes: null } })],
	['with a text for the attributes', (data) => reply({ data: { ...data, attributes: 'odd' } })],
	['without attributes', ({ type, id }) => reply({ data: { type, id } })],
	['with null for the relationships', (data) => reply({ data: { ...data, relationships: null, links: [] } })],
	['without a type', ({ id, attributes }) => reply({ data: { id, attributes } })],
	['of another type', (data) => reply({ data: { ...data, type: 'novelty' } })],
	['with a key called __proto__', (data) => written({ data: { ...data, novelty: '@' } }, '1,"__proto__":{}')],
	['with a number that is too large', (data) => written({ data: { ...data, novelty: '@' } }, '1e999')],
	['with a part that is nested very deep', (data) => written({ data: { ...data, novelty: '@' } }, DEEP)],
];
const GOOD = READ_AS_DOCUMENTED.map(([what, response]): Odd => [what, response, {}]);
const empty = (status: number) =>
	noted(RegExp(`, Kard accepted this \\(${status}\\), but sent nothing back`), /is empty/);
const CUT_OFF = noted(/, Kard accepted this \(200\), but .*not JSON/, NO_JSON);
const UNWRAPPED = [
	'null',
	'true',
	'"ok"',
	[],
	{ data: null },
	{ data: [] },
	{ data: 'ok' },
	{ data: {} },
	DEEP,
];
const JUNK: readonly Odd[] = [
	...[...UNWRAPPED, { message: 'updated' }].map(
		(body): Odd => [`that is ${JSON.stringify(body).slice(0, 20)}`, () => reply(body), noted(UNREADABLE)],
	),
	[
		'with data twice, of which the last counts',
		(data) => written({ data, novelty: '@' }, '1,"data":null'),
		noted(UNREADABLE),
	],
	['that is empty', () => reply(undefined), empty(200)],
	['that is empty, with 204', () => reply(undefined, 204), empty(204)],
	['that is white space', () => reply(' \n'), empty(200)],
	...[PAGE, '{"data": {"ty'].map(
		(body): Odd => [
			'that is no JSON',
			() => reply(body),
			{ ...CUT_OFF, deletion: /, Kard accepted this \(200\), but .*not JSON/ },
		],
	),
];
const everywhere = (sees: RegExp): Sees => ({ read: sees, change: sees, deletion: sees, creation: sees });
const inDoubt = (sees: RegExp): Sees => ({
	...everywhere(new RegExp(`^unknown: .*${sees.source}`)),
	read: sees,
});
/** Errors in place of a resource; `doubtful` ones leave open what became of a change. */
const errors = (what: string, body: object, sees: RegExp, status = 200): Odd => [
	`with ${what}`,
	() => reply(body, status),
	everywhere(sees),
];
const anError = (what: string, error: object, sees: RegExp): Odd =>
	errors(`an error ${what}`, { errors: [error] }, sees);
const doubtful = (what: string, odd: unknown, sees: RegExp): Odd => [
	`with ${what}`,
	() => reply({ errors: odd }),
	inDoubt(sees),
];
const ODD_400 = /^KardApiError \(400\).*Odd\./;
const REFUSED: readonly Odd[] = [
	errors('errors and 200', { errors: [CONFLICT] }, /^KardConflictError \(409\).*Not now\./),
	errors(
		'errors and 207',
		{ errors: [{ status: '404', detail: 'Gone.' }] },
		/^KardNotFoundError \(404\).*Gone\./,
		207,
	),
	errors(
		'errors beside null data',
		{ data: null, errors: [{ detail: 'No.' }] },
		/^KardApiError \(400\).*No\./,
	),
	[
		'with errors beside the resource',
		(data) => reply({ data, errors: [CONFLICT] }),
		everywhere(/^KardConflictError \(409\).*Not now\./),
	],
	errors('several errors', { errors: [{ status: '404' }, { status: '409' }] }, /^KardNotFoundError \(404\)/),
	anError('with numbers for texts', { status: 403, detail: 5 }, /^KardPermissionError \(403\).*5/),
	anError('that has no status', { detail: 'Odd.' }, ODD_400),
	anError('that has an odd status', { status: 'odd', detail: 'Odd.' }, ODD_400),
	anError('with a status of success', { status: '201', detail: 'Odd.' }, ODD_400),
	doubtful('an error of a Kard that broke down', [{ status: 503, detail: 'Again.' }], /\(503\).*Again\./),
	doubtful('errors that are an object', { zipCode: ['is odd'] }, /\(400\).*zipCode: is odd/),
	doubtful('errors that are a text', 'Out of order.', /\(400\).*Out of order\./),
	doubtful('errors of nothing but null', [null], /\(400\)/),
	doubtful('errors that say nothing', [{ id: null, source: null, detail: null }], /\(400\)/),
	doubtful('one odd error among others', [null, 7, { detail: null, title: 'Odd' }], /\(400\).*7/),
	errors('the words of a gateway', { error: { message: 'maintenance' } }, /\(200\).*maintenance/),
];
const UNNAMED: readonly Odd[] = [{}, { id: null }, { id: {} }, { id: '' }].map(
	(id): Odd => [
		`without an id: ${JSON.stringify(id)}`,
		({ type, attributes }) => reply({ data: { type, attributes, ...id } }),
		{ creation: UNKNOWN },
	],
);

/** The resource of an operation, under the id that was asked for. */
function resourceOf(operation: SingleOperation): Resource {
	const { type, attributes } = operation.sample;
	const id = operation.about === undefined ? operation.sample.id : idsFor(operation)[operation.about];
	return {
		type: String(type),
		id: String(id),
		attributes: { ...(typeof attributes === 'object' ? attributes : {}) },
	};
}

describe.each(resources.map((operation) => [nameOf(operation), operation] as const))(
	'%s, with a response',
	(_, operation) => {
		it.each<Odd>([...GOOD, ...JUNK, ...REFUSED, ...UNNAMED])('%s', async (what, response, sees = {}) => {
			const resource = resourceOf(operation);
			const category = categoryOf(operation);
			kard.answer(response(resource));
			// Where a path has no id, nobody can tell which resource this is.
			const hasNoId =
				what.startsWith('without an id') && category === 'read' && operation.about === undefined;

			const seen = await seenOfOne(operation);

			if (hasNoId) expect(seen).toMatch(LACKS);
			else if (sees[category] === undefined) expect(seen).toBe(resource.id);
			else expect(seen).toMatch(sees[category]);
			if (category === 'creation' && seen.startsWith('unknown'))
				expect(seen).toContain(operation.howToLook?.split('. ')[1]);
		});

		it('of two resources', async () => {
			const resource = resourceOf(operation);
			kard.answer(reply({ data: [resource, resource] }));

			expect(await seenOfOne(operation)).toMatch(
				{ read: LACKS, change: UNREADABLE, deletion: /./, creation: UNKNOWN }[categoryOf(operation)],
			);
		});
	},
);

const WITHOUT = /^KardApiError \(200\).*lacks data\./;
type OddPage = [what: string, page: (a: object, b: object) => Reply, sees?: RegExp];
const among = (what: string, odd: (a: object) => unknown, sees: string): OddPage => [
	`with an item ${what}`,
	(a, b) => reply({ data: [a, odd(a), b] }),
	new RegExp(`^a ${sees}b$`),
];
const beside = (what: string, more: object, sees = /^a b$/): OddPage => [
	what,
	(a, b) => reply({ data: [a, b], ...more }),
	sees,
];
const CURSORLESS = { links: { self: '/', next: null }, meta: { pageSize: 2, hasNextPage: false } };
const PAGES: readonly OddPage[] = [
	beside('as documented', CURSORLESS),
	beside('without links and meta', {}),
	beside('with null beside the items', { links: null, meta: null, included: null, errors: null }),
	beside('with a list for links and a text for meta', { links: [], meta: 'odd', included: 'odd' }),
	beside('with null among what is included', { included: [null, 7, { type: 'x' }] }),
	['with another status of success', (a, b) => reply({ data: [a, b] }, 206)],
	['with a byte order mark', (a, b) => reply(`\uFEFF${JSON.stringify({ data: [a, b] })}`)],
	['as a bare list', (a, b) => reply([a, b])],
	['with one item that is in no list', (a) => reply({ data: a }), /^a$/],
	['without items', () => reply({ data: [] }), /^$/],
	among('that is null', () => null, ''),
	among('that is a text', () => 'odd', '\\? '),
	among('that is a number', () => 7, '\\? '),
	among('that is a list', () => [], '\\? '),
	among('that is empty', () => ({}), '\\? '),
	among('without an id', (a) => ({ ...a, id: undefined }), '\\? '),
	among('with a number for an id', (a) => ({ ...a, id: 7 }), '7 '),
	among('without attributes', () => ({ type: 'x', id: 'c' }), 'c '),
	among('with null for its attributes', (a) => ({ ...a, id: 'c', attributes: null }), 'c '),
	among('of a type that Kard added', () => ({ type: 'novelty', id: 'c', ...ADDED }), 'c '),
	['with an item nested very deep', (a, b) => written({ data: [a, '@', b] }, DEEP), /^a \? b$/],
	beside(
		'with links.next that is a number',
		{ links: { next: 7 } },
		/^a b KardError: .*goes on, but not where/,
	),
	...[{ data: null }, { data: 'odd' }, { data: {} }, { meta: {} }, 'null', '"ok"'].map(
		(body): OddPage => [`that is ${JSON.stringify(body)}`, () => reply(body), WITHOUT],
	),
	['that is nothing', () => reply(undefined, 204), /^KardApiError \(204\).*is empty/],
	['that is a web page', () => reply(PAGE), /^KardApiError \(200\).*not JSON/],
	['that is cut off', () => reply('{"data": [{"ty'), /^KardApiError \(200\).*not JSON/],
	['with errors', () => reply({ errors: [CONFLICT] }), /^KardConflictError \(409\).*Not now\./],
	[
		'with errors and data',
		(a) => reply({ data: [a], errors: [{ detail: 'Half.' }] }),
		/^KardApiError \(400\).*Half\./,
	],
	['in the words of a gateway', () => reply({ message: 'Endpoint timed out' }), /lacks data\..*timed out/],
];

describe.each(operations.filter(isList).map((operation) => [nameOf(operation), operation] as const))(
	'%s, with a page',
	(_, operation) => {
		it.each<[string, OddPage[1], RegExp]>(PAGES.map(([what, page, sees = /^a b$/]) => [what, page, sees]))(
			'%s',
			async (__, page, sees) => {
				kard.answer(page({ ...operation.sample, id: 'a' }, { ...operation.sample, id: 'b' }));

				expect(await seenOfList(operation)).toMatch(sees);
			},
		);
	},
);

/** Operations that answer with a word: that something is done, or that Kard is there. */
const words = operations.filter(isSingle).filter(({ sample }) => sample.type === undefined);
describe.each(words.map((operation) => [nameOf(operation), operation] as const))(
	'%s, of whose response nothing is needed',
	(_, operation) => {
		const { about } = operation;

		const done = about === undefined ? /^\?/ : new RegExp(`^${idsFor(operation)[about] ?? ''}$`);
		const page =
			about === undefined
				? /^KardApiError \(200\).*not JSON/
				: /, Kard accepted this \(200\), but .*not JSON/;

		it.each<[string, Reply, RegExp]>([
			['as documented', reply(operation.sample), /^(?!Kard)/],
			['with null for everything', reply({ data: null, eventId: null, message: null, status: null }), done],
			['that is empty', reply(undefined, 204), done],
			['that is null', reply('null'), done],
			['that is nested very deep', reply(DEEP), done],
			['that is a web page', reply(PAGE), page],
			['with errors', reply({ errors: [CONFLICT] }, 202), /^KardConflictError \(409\).*Not now/],
		])('%s', async (__, response, sees) => {
			kard.answer(response);

			expect(await seenOfOne(operation)).toMatch(sees);
		});
	},
);

/** A client for which a value is the response, without a network: for thousands of responses. */
function clientFor(value: unknown, ofToken = false) {
	const transport: Transport = ({ url }) => {
		const isToken = url.endsWith('/auth/token');
		return Promise.resolve({
			status: 200,
			headers: {},
			body: isToken === ofToken ? value : isToken ? token('t').body : {},
		});
	};
	return kard.client({ transport });
}

/** What came of it: what was handed over, or the error. Anything but an error of the client fails the test. */
async function outcomeOf(
	operation: AnyOperation,
	mutation: Mutation,
): Promise<{ data?: unknown; error?: KardError }> {
	try {
		return { data: await carryOut(clientFor(mutation.value), operation) };
	} catch (error) {
		if (!(error instanceof KardError)) throw error;
		return { error };
	}
}

/** What is wrong with an outcome; nothing where the response was read, or the error names the field. */
async function faultOf(
	operation: AnyOperation,
	good: readonly unknown[],
	mutation: Mutation,
): Promise<string | undefined> {
	const { data, error } = await outcomeOf(operation, mutation);
	const { path, what, value } = mutation;
	const isWhole = path.length < 2 || path[0] !== 'data';
	const fault = (wrong: string) => `${path.join('.')} ${what}: ${wrong} (${error?.message ?? ''})`;
	const gives = (reason: RegExp) => (reason.test(error?.message ?? '') ? undefined : fault('no reason'));
	if (operation.kind === 'bulk') {
		const { succeeded = [], failed = [] } = (data ?? {}) as Partial<BulkResult>;
		const named = JSON.stringify(value ?? '');
		if (succeeded.length + failed.length !== good.length) return fault('a row is lost');
		const isSaid =
			operation.naming.taken === 'job' || succeeded.every(({ id }) => named.includes(JSON.stringify(id)));
		return isSaid ? undefined : fault('a row that Kard did not name succeeded');
	}
	if (operation.kind === 'list') {
		if (error !== undefined) return gives(/lacks data\.|goes on, but not where|same page|is empty|not JSON/);
		const siblings = good.filter((_, at) => path[0] !== 'data' || (path.length > 1 && path[1] !== at));
		const handedOver = new Set((data as unknown[]).map((item) => JSON.stringify(item)));
		return siblings.every((item) => handedOver.has(JSON.stringify(item))) || isWhole
			? undefined
			: fault('a sibling is lost');
	}
	if (error === undefined)
		return operation.sample.type === undefined || idIn(data) !== '?' ? undefined : fault('there is no id');
	const isNeeded = [
		['data', 'id'],
		['data', 'attributes'],
	].some((place) => touches(path, place));
	return categoryOf(operation) === 'creation' || isWhole || isNeeded
		? gives(/lacks data|is empty|not JSON|It is not known/)
		: fault('no reason');
}

describe('whatever node of a response is odd', () => {
	it.each(operations.map((operation) => [nameOf(operation), operation] as const))(
		'%s: it is read or the field is named, and no sibling is lost',
		async (_, operation) => {
			const named = (id: string) => ({ ...operation.sample, id });
			const rows =
				operation.kind === 'bulk' ? ((await carryOut(clientFor({}), operation)) as BulkResult) : undefined;
			const data = rows
				? rows.failed.map(({ id = '' }) => named(id))
				: operation.kind === 'list'
					? ['a', 'b', 'c'].map(named)
					: named('a');
			const more =
				operation.kind === 'list'
					? { links: { self: '/', next: null }, meta: { hasNextPage: false, pageSize: 3 } }
					: {};
			// Of three items the one in the middle is enough.
			const mutations = mutationsOf({ data, ...more }).filter(
				({ path: [, at] }) => operation.kind !== 'list' || (at !== 0 && at !== 2),
			);
			expect(mutations.length).toBeGreaterThan(40);

			const faults = await Promise.all(
				mutations.map((mutation) => faultOf(operation, [data].flat(), mutation)),
			);

			expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
		},
	);

	it('a token: it is one, or the error says that there is none', async () => {
		for (const { value } of mutationsOf(token('token-1').body)) {
			const given: unknown =
				typeof value === 'object' && value !== null ? Reflect.get(value, 'access_token') : undefined;
			const outcome = clientFor(value, true).ping();
			if (typeof given === 'string' && given !== '') await outcome;
			else expect(await rejection(outcome)).toBeInstanceOf(KardAuthenticationError);
		}
	});

	it('a token with another status of success is one', async () => {
		kard.answerToken(reply({ access_token: 't' }, 201));

		await kard.client().ping();
		expect(kard.received[0]?.headers.authorization).toBe('Bearer t');
	});
});

const real = startKard();

/** A morning's work: what a person gets to know of each operation, in the same words however Kard answers. */
async function morning(): Promise<Record<string, unknown>> {
	const client = real.client();
	const rows = purchases(3);
	const [again, zipCode] = [person({ id: 'user-1' }), '30301'];
	const created = await client.users.create(people(3));
	const createdAgain = await client.users.create([again, person({ id: 'user-4' })]);
	const changes = [person({ id: 'user-2', zipCode }), person({ id: 'user-5' })];
	const changed = await client.users.createOrUpdate(changes);
	await client.users.update('user-3', { enrolledRewards: ['CARDLINKED'], zipCode: '30303' });
	await client.users.delete('user-4');
	const submitted = await client.transactions.submit(rows);
	const submittedAgain = await client.transactions.submit([...rows, ...purchases(4)]);
	const query: OfferQuery = { sort: 'name', include: ['categories'], 'page[size]': 7 };
	const offers = await client.rewards.offers(SHOPPER, query).toArray();
	const subscription = { eventName: 'auditUpdate', webhookUrl: 'https://example.com/kard', enabled: false };
	const { id } = await client.subscriptions.create(subscription);
	await client.subscriptions.update(id, { webhookUrl: 'https://example.com/kard-2' });
	const about = { merchantName: 'Blue Door Coffee', auditDescription: 'Missing.' };
	const audit = { transactionId: 'purchase-evt-1', auditCode: 3006, ...about } as const;
	const audits = await client.transactions.audit(SHOPPER, [audit]);
	const results = [created, createdAgain, changed, submitted, submittedAgain, audits];
	return {
		outcomes: results.map((result) => outcomes(result).join(' ')),
		read: (await client.users.get('user-2')).id,
		stored: [...real.sandbox.state.users].map(([userId, { attributes }]) => [userId, attributes.zipCode]),
		transactions: [...real.sandbox.state.transactions.keys()],
		offers: offers.map((offer) => offer.id),
		rewards: (await client.transactions.earnedRewards(SHOPPER).toArray()).length,
		subscriptions: (await client.subscriptions.list().toArray()).map((one) => one.attributes.webhookUrl),
		notifications: (await client.notifications.list().toArray()).length,
		organization: (await client.organization.get()).id,
	};
}

/** Readings in which somebody else's way of asking is the only one that works. */
const NOT_OURS = ['token: form', 'purchaseChannel: json', 'purchaseChannel: indexed', 'include: repeated'];
const choices = Object.entries(OPEN_QUESTIONS).map(([question, { readings }]): [string, string[]] => {
	return [question, Object.keys(readings).filter((one) => !NOT_OURS.includes(`${question}: ${one}`))];
});
/** All questions read at once, so that every reading of each is among them. */
const readings = upTo(Math.max(...choices.map(([, known]) => known.length))).map((number) =>
	Object.fromEntries(choices.map(([question, known]) => [question, known[number % known.length] ?? ''])),
);

describe('a morning with Kard comes to the same', () => {
	let usual: Record<string, unknown> | undefined;
	beforeEach(async () => {
		usual ??= await morning();
		await real.startAfresh();
	});

	it('at least to something', () => {
		const users = ['created created created', 'duplicate created', 'updated created'];
		const transactions = ['submitted submitted submitted', `${'duplicate '.repeat(6)}submitted`];
		const outcomes = [...users, ...transactions, 'created'];
		expect(usual).toMatchObject({ outcomes, read: 'user-2', organization: real.sandbox.organizationId });
	});

	it.each(readings)('however it reads what is open: %j', async (reading) => {
		real.sandbox.setReadings(reading);

		expect(await morning()).toEqual(usual);
	});

	it.each([...ODDITY_NAMES.map((kind) => [kind]), [...ODDITY_NAMES]])(
		'where answers are odd: %s',
		async (...kinds) => {
			real.sandbox.setOddities(kinds);

			expect(await morning()).toEqual(usual);
		},
	);
});
