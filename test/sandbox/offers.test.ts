import { CATEGORIES, OFFER_MERCHANTS } from '../../sandbox';
import { at, objectLike, TestKard, textLike, user } from './support';

let now = Date.parse('2026-03-10T12:00:00Z');
let kard: TestKard;

beforeAll(async () => {
	kard = await TestKard.start({ now: () => now, tokenTtlSeconds: 1e9 });
	await kard.post('users', user('u1'));
});
beforeEach(() => {
	kard.read({ purchaseChannel: 'repeated', sort: 'repeated', include: 'comma', pageSize: 'refused' });
});

const FOOD = 'sort=name&filter[category]=Food%20%26%20Beverage';
type Listed = Awaited<ReturnType<typeof list>>;
const list = (query = 'page[size]=200') => kard.get(`users/u1/offers?${query}`);
const all = (query: string) => list(`page[size]=200&${query}`);
const names = ({ data }: Listed) => data.map(({ attributes }) => String(attributes.name));
const cursorOf = (response: Listed, link: 'next' | 'prev') =>
	/page\[(?:after|before)\]=([^&?]*)$/.exec(String(at(response.json, 'links', link)))?.[1];

it('are about sixty, of every category, each with an id of its own', async () => {
	const { offers } = kard.sandbox.state;
	expect(names(await list()).sort()).toEqual([...OFFER_MERCHANTS].sort());
	expect([OFFER_MERCHANTS.length >= 55, CATEGORIES.length]).toEqual([true, 17]);
	expect(new Set(offers.map(({ category }) => category)).size).toBe(17);
	expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length);
});

it('are listed while they run', async () => {
	const before = names(await list());
	now += 80 * 86_400_000;
	const later = names(await list());
	now -= 80 * 86_400_000;
	const shown = [before, later].map((names) => names.includes('Tidepool Taqueria'));
	expect([...shown, before.includes('Inkwell Alley Comics')]).toEqual([false, true, false]);
	expect(later.length).toBeLessThan(before.length);
});

it('have amounts, dates and a category', async () => {
	const { data } = await list('filter[search]=northwind');
	const attributes = {
		...{ name: 'Northwind Outfitters', purchaseChannel: ['INSTORE', 'ONLINE'], isTargeted: false },
		...{ userReward: { type: 'PERCENT', value: 8 }, maxRewardAmount: { type: 'CENTS', value: 3_000 } },
		minTransactionAmount: { type: 'CENTS', value: 2_500 },
	};
	const category = { data: [{ type: 'category', id: textLike(/./) }] };
	const id = textLike(/^[0-9a-f]{24}$/);
	expect(data).toEqual([
		{ type: 'standardOffer', id, attributes: objectLike(attributes), relationships: { category } },
	]);
	expect(data[0]?.attributes).not.toHaveProperty('components');
});

it('say which categories there are, and are filtered by channel', async () => {
	const online = await all('filter[purchaseChannel]=ONLINE');
	for (const { attributes } of online.data) expect(attributes.purchaseChannel).toContain('ONLINE');
	expect(online.data.length).toBeLessThan(OFFER_MERCHANTS.length);
	const available = at((await all(FOOD)).json, 'meta', 'availableCategories');
	expect(available).toMatchObject([{ attributes: { name: 'Food & Beverage' } }]);
	expect(at((await list()).json, 'meta', 'availableCategories')).toHaveLength(17);
});

it.each(['startDate', 'expirationDate', 'name'])('are sorted by %s, in both directions', async (sort) => {
	const values = async (order: string) =>
		(await all(`sort=${order}`)).data.map(({ attributes }) => String(attributes[sort]));
	const inOrder = (one: string, other: string) => one.localeCompare(other, 'en');
	const up = await values(sort);
	expect([up, new Set(up).size > 10]).toEqual([up.toSorted(inOrder), true]);
	const down = await values(`-${sort}`);
	expect(down).toEqual(up.toSorted((one, other) => inOrder(other, one)));
});

it('come twenty to a page, with links that are as odd as those of Kard', async () => {
	const first = await list('');
	expect([first.data.length, at(first.json, 'links', 'prev')]).toEqual([20, undefined]);
	expect(at((await list()).json, 'links', 'next')).toBeUndefined();
	const page = await list(`${FOOD}&page[size]=2`);
	const path = '/v2/issuers/{organizationId}/users/{userId}/offers';
	const self = `${path}?page[size]=2&${FOOD}`;
	const next = cursorOf(page, 'next') ?? '';
	expect(at(page.json, 'links')).toEqual({ self, next: `${self}?page[after]=${next}` });
	expect(Buffer.from(next, 'base64').toString()).toBe(page.data[1]?.id);
	const further = await list(`${FOOD}&page[size]=2&page[after]=${next}`);
	expect(names(further)).toEqual(names(await all(FOOD)).slice(2, 4));
	const back = await list(`${FOOD}&page[size]=2&page[before]=${cursorOf(further, 'prev') ?? ''}`);
	expect(names(back)).toEqual(names(page));
});

describe('what Kard leaves open', () => {
	const BOTH = {
		repeated: 'filter[purchaseChannel]=INSTORE&filter[purchaseChannel]=ONLINE',
		json: `filter[purchaseChannel]=${encodeURIComponent('["INSTORE","ONLINE"]')}`,
		indexed: 'filter[purchaseChannel][0]=INSTORE&filter[purchaseChannel][1]=ONLINE',
	};
	it.each(['repeated', 'json', 'indexed'] as const)(
		'purchaseChannel: several values are taken %s',
		async (style) => {
			kard.read({ purchaseChannel: style });
			const instore = (await all('filter[purchaseChannel]=INSTORE')).data.length;
			const every = OFFER_MERCHANTS.length;
			// What is not understood is refused, ignored, or taken for the one value that is read.
			const outcomes = { repeated: instore, json: 400, indexed: every, [style]: every };
			for (const [form, query] of Object.entries(BOTH)) {
				const { status, data } = await all(query);
				expect([form, status === 200 ? data.length : status]).toEqual([form, at(outcomes, form)]);
			}
		},
	);

	it.each(['["INSTORE"', '[1]', '["PHONE"]'])('purchaseChannel: %s is refused', async (value) => {
		kard.read({ purchaseChannel: 'json' });
		const { errors } = await all(`filter[purchaseChannel]=${encodeURIComponent(value)}`);
		expect(errors).toEqual(['400 filter[purchaseChannel]']);
	});

	it('sort: takes several fields, the key repeated or with commas', async () => {
		const key = ({ attributes: { startDate, name } }: Listed['data'][number]) =>
			[String(startDate), String(name)] as const;
		const expected = (await list()).data
			.map(key)
			.sort(([date, name], [other, next]) => other.localeCompare(date) || name.localeCompare(next, 'en'));
		expect((await all('sort=-startDate&sort=name')).data.map(key)).toEqual(expected);
		expect((await all('sort=-startDate,name')).status).toBe(400);
		kard.read({ sort: 'comma' });
		expect((await all('sort=-startDate,name')).data.map(key)).toEqual(expected);
	});

	it('include: takes several values with commas, or the key repeated', async () => {
		const queries = ['', ',categories', '&include=categories'].map((more) => `include=categories${more}`);
		const statuses = async () => (await Promise.all(queries.map(list))).map(({ status }) => status);
		expect(await statuses()).toEqual([200, 200, 200]);
		kard.read({ include: 'repeated' });
		expect(await statuses()).toEqual([200, 400, 200]);
	});

	it.each(['offers', 'earned-rewards'])(
		'pageSize: a page of %s that is too large is refused, or cut',
		async (path) => {
			const ask = () => kard.get(`users/u1/${path}?page[size]=1000`);
			expect((await ask()).status).toBe(400);
			kard.read({ pageSize: 'cut' });
			expect(at((await ask()).json, 'links', 'self')).toMatch(/page\[size\]=200/);
		},
	);
});
