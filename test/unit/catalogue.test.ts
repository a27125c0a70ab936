import { z } from 'zod/v4';
import {
	columnsOf,
	idNamesOf,
	idOfSubject,
	operation,
	operations,
	readSettings,
	settingsFor,
	transactionOperations,
	userOperations,
	type KardClient,
} from '../../shared/host';
import { identifier } from '../../shared/fields';

const named = operations.map((one) => [one.client, one] as const);

/** Parts of a description that is complete but for what a test is about. */
const DESCRIBED = {
	client: 'books.get',
	resource: { name: 'book', title: 'Book' },
	title: 'Get',
	action: 'Get a book',
	description: 'Look up one book',
	success: [200],
	steps: { none: 'nobody reads' },
	sample: { type: 'book', id: 'book-1' },
	answer: z.looseObject({}),
} as const;
const id = identifier({
	title: 'Book ID',
	description: 'The ID of the book.',
	examples: ['book-1'],
});

describe('the catalogue', () => {
	it.each([
		['a place on the client', ({ client }: { client: string }) => client],
		[
			'a method and path',
			({ method, path, name }: (typeof operations)[number]) => `${method} ${path} ${name}`,
		],
		[
			'a name among those of its resource',
			({ resource, name }: (typeof operations)[number]) => `${resource.name} ${name}`,
		],
	])('has each operation once, by %s', (_, nameOf) => {
		expect(new Set(operations.map(nameOf)).size).toBe(operations.length);
	});

	it('gives every action of a host a key of its own', () => {
		const keys = operations.flatMap(({ steps }) =>
			'none' in steps ? [] : [steps.one?.key, steps.many?.key].filter((key) => key !== undefined),
		);
		expect(new Set(keys).size).toBe(keys.length);
		for (const key of keys) expect(key).toMatch(/^[a-z]+(_[a-z]+)*$/);
	});

	it('derives the name of an operation from its label', () => {
		expect(userOperations.createOrUpdate.name).toBe('createOrUpdate');
	});
});

describe.each(named)('%s', (client, one) => {
	it('has its words: a label, an action in sentence case, a sentence without a full stop', () => {
		expect(client).toMatch(/^([a-z][A-Za-z]+\.)?[a-z][A-Za-z]+$/);
		expect(one.resource.title).toMatch(/^[A-Z]/);
		expect(one.title).toMatch(/^[A-Z][a-z]+( (or|[A-Z][a-z]+))*$/);
		expect(one.action).toMatch(/^[A-Z][a-z]+( [a-zK][a-z]*)+$/);
		expect(one.description).toMatch(/^[A-Z].*[^.\s]$/);
	});

	it('says what a host with actions of its own shows, or why it shows nothing', () => {
		const { steps } = one;
		const sentences = 'none' in steps ? [] : [steps.one?.sentence, steps.many?.sentence];
		for (const sentence of sentences.filter((text) => text !== undefined)) {
			expect(sentence).toMatch(/^[A-Z][a-z]+s .*\.$/);
		}
		expect('none' in steps ? steps.none : sentences.join('')).not.toBe('');
	});

	it('knows every id of its path, each required, and says which one is the resource it is about', () => {
		const columns = columnsOf(one.ids);
		expect(columns.map(({ key }) => key)).toEqual(idNamesOf(one));
		expect(columns.every(({ required }) => required)).toBe(true);
		if (one.kind === 'single' && one.about !== undefined) expect(idNamesOf(one)).toContain(one.about);
	});

	it('tells how to look after what must not be done twice', () => {
		const isUnsafe = one.kind === 'single' && one.method === 'POST';
		const words = one.kind === 'single' ? one.howToLook : undefined;
		expect(words !== undefined).toBe(isUnsafe);
		if (words !== undefined) expect(words).toMatch(/^It is not known whether Kard .*\. .*\.$/);
	});

	it('has a sample that is one of its own results, with an id to tell it by, and of nobody', () => {
		const { sample } = one;
		expect(JSON.stringify(sample)).not.toMatch(/@(?!example\.com)/);
		if (one.kind === 'bulk') {
			expect(sample).toMatchObject({ id: expect.stringMatching(/\S/) as unknown });
			expect(['created', 'updated', 'submitted']).toContain(sample.status);
			return;
		}
		const schema = one.kind === 'list' ? one.item : one.answer;
		expect(schema.safeParse(sample)).toEqual({ success: true, data: sample });
		const own =
			one.kind === 'single' && one.about !== undefined && sample.type === undefined ? one.about : 'id';
		if (one.method !== 'GET' || sample.type !== undefined) {
			expect(sample).toHaveProperty(own, expect.stringMatching(/\S/));
		}
	});

	it('has what its kind needs', () => {
		if (one.kind === 'bulk') {
			expect(one.limit).toBeGreaterThan(0);
			expect(Object.keys(one.rows).length > 1).toBe(one.rowType !== undefined);
			if (one.onConflict) expect(operations).toContain(one.onConflict);
		} else if (one.kind === 'list') {
			expect(one.pageSize ?? 1).toBeGreaterThan(0);
			expect(columnsOf(one.query).every(({ required }) => !required)).toBe(true);
		} else if (one.sentAs !== undefined || ['PUT', 'PATCH'].includes(one.method)) {
			expect(one.attributes).toBeDefined();
		}
	});
});

describe('to the compiler', () => {
	it('an id that the path does not have, or that is missing, is an error', () => {
		const get = { ...DESCRIBED, kind: 'single', method: 'GET', path: '/v2/books/{bookId}' } as const;

		expect(operation({ ...get, ids: { bookId: id } }).ids.shape).toEqual({ bookId: id });
		// @ts-expect-error -- the id is misspelt
		operation({ ...get, ids: { bookID: id } });
		// @ts-expect-error -- there is one id too many
		operation({ ...get, ids: { bookId: id, pageId: id } });
		// @ts-expect-error -- the id is missing
		operation(get);
		// @ts-expect-error -- the path has no such id
		operation({ ...get, ids: { bookId: id }, about: 'pageId' });
	});

	it('what must not be done twice has to say how to look', () => {
		const send = { ...DESCRIBED, kind: 'single', method: 'POST', path: '/v2/books' } as const;

		expect(operation({ ...send, howToLook: 'Look.' }).howToLook).toBe('Look.');
		// @ts-expect-error -- nobody could tell whether it was done
		operation(send);
	});

	it('a call with a wrong argument is an error', () => {
		// Never called: only the compiler reads it.
		const calls = (kard: KardClient) => {
			void kard.users.get('user-1');
			void kard.users.get('user-1', { maxRetries: 0 });
			void kard.users.create([{ id: 'user-1', enrolledRewards: [] }], { batchSize: 1 });
			void kard.users.create([{ type: 'user', id: 'user-1', attributes: { enrolledRewards: [] } }]);
			void kard.rewards.offers('user-1', { 'filter[search]': 'coffee' }).toArray({ limit: 1 });
			void kard.ping();
			// @ts-expect-error -- which user?
			void kard.users.get();
			// @ts-expect-error -- ids are texts
			void kard.users.get(1);
			// @ts-expect-error -- there is no such option
			void kard.users.get('user-1', { retries: 0 });
			void kard.users.create([{ id: 'user-1' }]);
			// @ts-expect-error -- the id is required
			void kard.users.create([{ enrolledRewards: [] }]);
			// @ts-expect-error -- there is no such field
			void kard.users.update('user-1', { enrolledRewards: [], nickname: 'Jo' });
			// @ts-expect-error -- there is no such filter
			void kard.rewards.offers('user-1', { search: 'coffee' });
			// @ts-expect-error -- there is no such operation
			void kard.users.forget;
			// @ts-expect-error -- an operation carries the ids of its own path
			void kard.single(userOperations.get, { ids: { offerId: 'offer-1' } });
		};
		expect(typeof calls).toBe('function');
	});
});

describe('the id of what an operation is about', () => {
	it.each([
		['the user', 'users.delete', { userId: 'u' }, 'u'],
		['the offer, not the user who activates it', 'offers.activate', { userId: 'u', offerId: 'o' }, 'o'],
		['the user whose offers are listed', 'rewards.offers', { userId: 'u' }, 'u'],
		['nothing', 'ping', {}, undefined],
	])('is that of %s', (_, client, ids, expected) => {
		const one = operations.find((operation) => operation.client === client);
		expect(one && idOfSubject(one, ids)).toBe(expected);
	});
});

describe('the settings of an operation', () => {
	it.each([
		[
			'users.create',
			[
				...['email', 'duplicates', 'ifRowIsBad', 'strict', 'checkOnly'],
				...['batchSize', 'concurrency', 'maxRetries', 'timeoutMs'],
			],
		],
		[
			'users.createOrUpdate',
			[
				...['email', 'ifRowIsBad', 'strict', 'checkOnly', 'replaceAllAttributes'],
				...['batchSize', 'concurrency', 'maxRetries', 'timeoutMs'],
			],
		],
		['users.get', ['maxRetries', 'timeoutMs']],
		['users.update', ['email', 'replaceAllAttributes', 'maxRetries', 'timeoutMs']],
		['rewards.offers', ['maxRetries', 'timeoutMs']],
		['notifications.list', ['dateOrder', 'maxRetries', 'timeoutMs']],
		['transactions.audit', ['maxRetries', 'timeoutMs']],
		[
			'transactions.submit',
			[
				...['amounts', 'numberFormat', 'dateOrder', 'duplicates', 'ifRowIsBad', 'strict', 'checkOnly'],
				...['batchSize', 'concurrency', 'maxRetries', 'timeoutMs'],
			],
		],
	])('of %s are those that matter for it', (name, keys) => {
		const operation = new Map(named).get(name);

		expect(operation && settingsFor(operation).map(({ key }) => key)).toEqual(keys);
	});

	it('say what holds where they are left out, but for how amounts are written', () => {
		const settings = settingsFor(transactionOperations.submit);

		expect(settings.filter(({ required }) => required).map(({ key }) => key)).toEqual(['amounts']);
		expect(Object.fromEntries(settings.map((one) => [one.key, one.default]))).toMatchObject({
			amounts: undefined,
			numberFormat: 'point',
			strict: false,
			dateOrder: 'MDY',
			duplicates: 'report',
			ifRowIsBad: 'sendOthers',
			maxRetries: 2,
			timeoutMs: 60_000,
		});
	});

	it.each([{}, { amounts: '' }, { amounts: null, strict: true }])(
		'how amounts are written has to be chosen, which %j does not',
		(given) => {
			expect(() => readSettings(transactionOperations.submit, given)).toThrow(
				'Amounts: is not chosen. Choose In Cents (1999) or In Dollars (19.99).',
			);
		},
	);

	it('are called in messages about cells as they are called where they are chosen', () => {
		const columns = new Map(settingsFor(transactionOperations.submit).map((one) => [one.key, one]));
		expect(readSettings(userOperations.create, {})).toMatchObject({ attributes: 'merge' });
		const titles = ['amounts', 'numberFormat', 'dateOrder'].map((key) => columns.get(key)?.title);

		expect(titles).toEqual(['Amounts', 'Number Format', 'Date Order']);
		expect(Object.values(columns.get('numberFormat')?.choices ?? {})).toEqual(['1,234.56', '1.234,56']);
	});
});
