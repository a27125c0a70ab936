import fc from 'fast-check';
import { KardError, KardValidationError, type OfferQuery, type OfferResource } from '../../shared';
import { cursorIn } from '../../shared/responses/cursor';
import { objectLike, textLike } from '../support/expected';
import { startKard } from '../support/kard';
import { failure, startScriptedKard, type Reply } from '../support/scriptedKard';

const kard = startScriptedKard();
const offer = (id: string): OfferResource => {
	return { type: 'standardOffer', id, attributes: { name: `Offer ${id}` } };
};

/** A page of offers that points to another, by whatever link. */
function page(ids: readonly string[], next?: string | null, more: object = {}): Reply {
	return { body: { data: ids.map(offer), links: { self: '/', next }, ...more } };
}

const offers = (query?: OfferQuery) => kard.client().rewards.offers('user-1', query);
const cursors = () =>
	kard.received.map(({ path }) => new URL(path, 'http://127.0.0.1').searchParams.get('page[after]'));

async function readAll(list: AsyncIterable<OfferResource>): Promise<{ ids: string[]; error?: unknown }> {
	const ids: string[] = [];
	try {
		for await (const { id } of list) ids.push(id);
		return { ids };
	} catch (error) {
		return { ids, error };
	}
}

describe('reading a list', () => {
	it('item by item, page after page, until there is no cursor', async () => {
		kard.answer(page(['a', 'b'], '?page[after]=1'), page([], '?page[after]=2'), page(['c']));

		await expect(readAll(offers())).resolves.toEqual({ ids: ['a', 'b', 'c'] });
		expect(cursors()).toEqual([null, '1', '2']);
	});

	it('page by page, with what stands beside the items', async () => {
		const included = [{ type: 'category', id: 'c-1' }];
		kard.answer(page(['a'], '?page[after]=1', { included, meta: { total: 2 } }), page(['b']));
		const pages = [];

		for await (const one of offers().pages()) pages.push(one);

		const response = objectLike({ status: 200 });
		expect(pages).toEqual([
			{ data: [offer('a')], included, meta: { total: 2 }, next: '1', response },
			{ data: [offer('b')], included: [], meta: {}, next: undefined, response },
		]);
	});

	it.each([
		[{ limit: 0 }, 0, []],
		[{ limit: -1 }, 0, []],
		[{ limit: 1 }, 1, ['a']],
		[{ limit: 2 }, 1, ['a', 'b']],
		[{ limit: 3 }, 2, ['a', 'b', 'c']],
		[{ limit: 99 }, 2, ['a', 'b', 'c']],
		[{}, 2, ['a', 'b', 'c']],
	])('as an array with %j: %i requests', async (limit, requests, ids) => {
		kard.answer(page(['a', 'b'], '?page[after]=1'), page(['c']));

		const found = await offers().toArray(limit);

		expect(found).toEqual(ids.map(offer));
		expect(kard.received).toHaveLength(requests);
	});

	it('no page is fetched before it is read, and none after the reader has stopped', async () => {
		kard.answer(page(['a', 'b'], '?page[after]=1'));
		const list = offers();
		expect(kard.received).toHaveLength(0);

		for await (const { id } of list) if (id === 'b') break;

		expect(kard.received).toHaveLength(1);
	});

	it('again, from the start', async () => {
		kard.answer(page(['a'], '?page[after]=1'), page(['b']), page(['a'], '?page[after]=1'), page(['b']));
		const list = offers();

		expect(await list.toArray()).toEqual(await list.toArray());
		expect(cursors()).toEqual([null, '1', null, '1']);
	});

	it('an error in the middle comes after the items so far', async () => {
		kard.answer(page(['a'], '?page[after]=1'), failure(404));

		const { ids, error } = await readAll(offers());

		expect(ids).toEqual(['a']);
		expect(error).toMatchObject({ statusCode: 404 });
	});

	it('an empty user id costs no request', async () => {
		await expect(kard.client().rewards.offers('').toArray()).rejects.toBeInstanceOf(KardValidationError);
		expect(kard.received).toEqual([]);
	});
});

describe('cursors that cannot be followed, or lead elsewhere', () => {
	it.each([
		['relative', '/v2/issuers/org-1/users/user-1/offers?page[after]=abc', 'abc'],
		['with placeholders', '/v2/issuers/{organizationId}/users/{userId}/offers?page[after]=abc', 'abc'],
		['with a second question mark', '/v2/offers?page[size]=10&sort=name?page[after]=abc', 'abc'],
		['with more behind it', '/v2/offers?page[after]=abc&page[size]=10', 'abc'],
		['with a second question mark behind it', '/v2/offers?page[after]=abc?page[size]=10', 'abc'],
		['with a fragment', '/v2/offers?page[after]=abc#top', 'abc'],
		['absolute, on another host', 'https://example.com/steal?page[after]=abc', 'abc'],
		['encoded', '/v2/offers?page%5Bafter%5D=abc%3D%3D', 'abc=='],
		['encoded in small letters', '/v2/offers?page%5bafter%5d=abc%2b%2F', 'abc+/'],
		['base64, not encoded', '/v2/offers?page[after]=YS9iKw==', 'YS9iKw=='],
		['with a plus sign, which is one', '/v2/offers?page[after]=a+b', 'a+b'],
		['with a broken escape', '/v2/offers?page[after]=100%', '100%'],
		['query only', '?page[after]=abc', 'abc'],
		['empty', '/v2/offers?page[after]=', undefined],
		['without a cursor', '/v2/offers?page[size]=10', undefined],
		['with a cursor of another name', '/v2/offers?mypage[after]=abc', undefined],
		['only back', '/v2/offers?page[before]=abc', undefined],
		['an empty text', '', undefined],
		['missing', undefined, undefined],
	])('links.next %s: %j holds %j', (_, next, cursor) => {
		expect(cursorIn(next)).toBe(cursor);
	});

	it('whatever Kard takes for a cursor arrives there as it was', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (cursor) => {
				kard.answer(page(['a'], `/{organizationId}?a=1?page[after]=${encodeURIComponent(cursor)}`), page([]));
				await offers().toArray();
				expect(cursors().at(-1)).toBe(cursor);
			}),
			{ numRuns: 25 },
		);
	});

	it('the path of the link is never used, nor its other parameters', async () => {
		const next = '/v2/other/{path}?page[size]=1&sort=odd&page[after]=abc';
		kard.answer(page(['a'], next), page(['b']));

		await offers({ sort: 'name', 'page[size]': 50 }).toArray();

		expect(kard.received.map(({ path }) => decodeURIComponent(path))).toEqual([
			'/v2/issuers/org-1/users/user-1/offers?page[size]=50&sort=name',
			'/v2/issuers/org-1/users/user-1/offers?page[size]=50&sort=name&page[after]=abc',
		]);
	});

	it.each([
		['at once', ['1', '1']],
		['later', ['1', '2', '1']],
	])('a cursor that repeats %s ends the list with an error, after the items so far', async (_, nexts) => {
		kard.answer(...nexts.map((next, place) => page([`item-${place}`], `?page[after]=${next}`)));

		const { ids, error } = await readAll(offers());

		expect(ids).toEqual(nexts.map((__, place) => `item-${place}`));
		expect(error).toBeInstanceOf(KardError);
		expect(error).toHaveProperty('message', textLike(/same page .* twice.*is complete/));
		expect(kard.received).toHaveLength(nexts.length);
	});

	it('toArray ends with that error as well', async () => {
		kard.answer(page(['a'], '?page[after]=1'));

		await expect(offers().toArray()).rejects.toThrow('same page');
		expect(kard.received).toHaveLength(2);
	});

	const MORE = { meta: { hasNextPage: true } };
	it.each<[string, object]>([
		['links.next is a number', { links: { next: 5 } }],
		['links.next is an object without an address', { links: { next: {} } }],
		['there are more pages, but no links', MORE],
		['there are more pages, but links.next is null', { links: { next: null }, ...MORE }],
		['there are more pages, but links.next has no cursor', { links: { next: 'x' }, ...MORE }],
	])('%s: the list ends with an error, not in silence, after the items so far', async (_, more) => {
		kard.answer({ body: { data: [offer('a')], ...more } });

		const { ids, error } = await readAll(offers());

		expect(ids).toEqual(['a']);
		expect(error).toBeInstanceOf(KardError);
		expect(error).toHaveProperty('message', textLike(/goes on, but not where.*is complete/));
	});

	it.each<[string, object]>([
		['no links and no meta', {}],
		['links that are null', { links: null, meta: null }],
		['links that are a list', { links: ['?page[after]=1'] }],
		['links.next that is false', { links: { next: false } }],
		['links.next without a cursor', { links: { next: 'garbage' } }],
		['a cursor, but no further page', { links: { next: '?page[after]=1' }, meta: { hasNextPage: false } }],
	])('%s: the list ends there', async (_, more) => {
		kard.answer({ body: { data: [offer('a')], ...more } });

		await expect(readAll(offers())).resolves.toEqual({ ids: ['a'] });
		expect(kard.received).toHaveLength(1);
	});

	it('links.next as an object with the address in it is followed', async () => {
		const next = { href: '/v2/offers?page%5bafter]=MQ==&page[size]=1?&sort=name' };
		kard.answer(page(['a'], null, { links: { next } }), page(['b']));

		await expect(readAll(offers())).resolves.toEqual({ ids: ['a', 'b'] });
		expect(cursors()).toEqual([null, 'MQ==']);
	});

	it('pages without items and with ever new cursors: the list ends after ten, with the reason', async () => {
		let number = 0;
		kard.answer(page(['a'], '?page[after]=first'), () => page([], `?page[after]=${(number += 1)}`));

		const { ids, error } = await readAll(offers());

		expect(ids).toEqual(['a']);
		expect(error).toHaveProperty('message', textLike(/10 pages without items in a row.*is complete/));
		expect(kard.received).toHaveLength(11);
	});

	it('pages without items, fewer than ten in a row, are passed over', async () => {
		const empty = (from: number) =>
			Array.from({ length: 9 }, (_, at) => page([], `?page[after]=${from + at}`));
		kard.answer(...empty(0), page(['a'], '?page[after]=50'), ...empty(100), page(['b']));

		await expect(readAll(offers())).resolves.toEqual({ ids: ['a', 'b'] });
	});
});

describe('a list that is read from a cursor of the caller', () => {
	const back = (cursor: string) => ({
		links: { prev: `/v2/offers?page[before]=${cursor}`, next: '?page[after]=z' },
	});

	it('page[after]: is read on from there', async () => {
		kard.answer(page(['c'], '?page[after]=3'), page(['d']));

		await expect(readAll(offers({ 'page[after]': 'a+b==' }))).resolves.toEqual({ ids: ['c', 'd'] });
		expect(cursors()).toEqual(['a+b==', '3']);
	});

	it('page[before]: is read backwards from there, by links.prev, whatever links.next says', async () => {
		kard.answer(page(['b'], null, back('1')), page(['a'], null, { links: { next: '?page[after]=z' } }));

		await expect(readAll(offers({ 'page[before]': '3' }))).resolves.toEqual({ ids: ['b', 'a'] });
		expect(kard.received.map(({ path }) => decodeURIComponent(path.split('?')[1] ?? ''))).toEqual([
			'page[size]=100&page[before]=3',
			'page[size]=100&page[before]=1',
		]);
	});

	it('a page that leads back to that cursor ends the list with an error', async () => {
		kard.answer(page(['a'], '?page[after]=start'));

		const { ids, error } = await readAll(offers({ 'page[after]': 'start' }));

		expect(ids).toEqual(['a']);
		expect(error).toHaveProperty('message', textLike('same page'));
		expect(kard.received).toHaveLength(1);
	});
});

describe('a list with odd items', () => {
	const novel = {
		type: 'novelOffer',
		id: 'n',
		attributes: { name: 'N', novelty: { deep: [1] } },
		extra: true,
	};
	const idless = { type: 'standardOffer', attributes: { name: 'A' } };
	const nulls = { name: null, assets: [null], terms: { a: null } };
	const tiered = { userReward: { type: 'TIERED', value: '5.5' } };

	it.each<[string, unknown, unknown?]>([
		['is a text', 'odd'],
		['is a number', 7],
		['is a list', [1]],
		['is empty', {}, { attributes: {} }],
		['has no id', idless],
		['has a number for an id', { ...novel, id: 7 }, { ...novel, id: '7' }],
		['has an id that no number can hold', { ...novel, id: 1e21 }],
		['has no attributes', { type: 'a', id: 'n' }, { type: 'a', id: 'n', attributes: {} }],
		['has a text for attributes', { ...novel, attributes: 'x' }],
		['is of a type that Kard added', novel],
		['has nulls', { ...novel, attributes: nulls }, { ...novel, attributes: { assets: [], terms: {} } }],
		['has amounts in other forms', { ...novel, attributes: tiered }],
	])('one that %s is handed over as it came, with its siblings', async (_, odd, handedOver = odd) => {
		kard.answer({ body: { data: [offer('a'), odd, offer('b')] } });

		await expect(offers().toArray()).resolves.toEqual([offer('a'), handedOver, offer('b')]);
	});

	it('one that is null says nothing and is left out; its siblings stay', async () => {
		kard.answer({ body: { data: [null, offer('a'), null] } });

		await expect(offers().toArray()).resolves.toEqual([offer('a')]);
	});
});

describe('with the sandbox, whose links are as odd as in the samples of Kard', () => {
	const real = startKard();

	it('every offer comes once, whatever the page size', async () => {
		const client = real.client();
		const whole = await client.rewards.offers('user-shopper', { 'page[size]': 200 }).toArray();
		const sliced = await client.rewards.offers('user-shopper', { 'page[size]': 7 }).toArray();

		expect(whole.length).toBeGreaterThan(30);
		expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
		expect(sliced).toEqual(whole);
		expect(real.sandbox.count('listOffers')).toBe(1 + Math.ceil(whole.length / 7));
	});

	it('a page that fails in the middle of a list is fetched again', async () => {
		real.fault('listOffers', { kind: 'status', status: 503, after: 1 }, { kind: 'dropAfter', after: 2 });

		const found = await real.client().rewards.offers('user-shopper', { 'page[size]': 20 }).toArray();

		expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
		expect(real.sandbox.count('listOffers')).toBe(2 + Math.ceil(found.length / 20));
	});
});
