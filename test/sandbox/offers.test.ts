import { OFFER_MERCHANTS, CATEGORIES } from '../../sandbox';
import {
	anyText,
	at,
	objectLike,
	type Fixture,
	purchase,
	startFixture,
	type TestAnswer,
	textLike,
	user,
} from './support';

describe('offers', () => {
	let now = Date.parse('2026-03-10T12:00:00Z');
	let fixture: Fixture;
	let offers: string;

	beforeAll(async () => {
		fixture = await startFixture({ now: () => now, tokenTtlSeconds: 1e9 });
		offers = `${fixture.org}/users/u1/offers`;
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
	});
	afterAll(() => fixture.sandbox.close());

	const list = (query: Record<string, string> | [string, string][] = {}) =>
		fixture.call('GET', `${offers}?${new URLSearchParams(query).toString()}`);
	const all = (query: Record<string, string> = {}) => list({ 'page[size]': '200', ...query });
	const names = (answer: TestAnswer) => answer.data.map(({ attributes }) => String(attributes.name));
	const cursorIn = (answer: TestAnswer, link: 'next' | 'prev') => {
		const found = new RegExp(`page\\[${link === 'next' ? 'after' : 'before'}\\]=([^&?]*)`);
		return found.exec(String(at(answer.json, 'links', link)))?.[1];
	};

	test('are about sixty, of every category and channel, some of them targeted', async () => {
		const { data } = await all();
		expect(data.length).toBe(OFFER_MERCHANTS.length);
		expect(data.length).toBeGreaterThanOrEqual(55);
		expect(CATEGORIES).toHaveLength(17);
		const { offers: stored } = fixture.sandbox.state;
		expect(new Set(stored.map(({ category }) => category)).size).toBe(17);
		expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
		for (const { id } of stored) expect(id).toMatch(/^[0-9a-f]{24}$/);
		expect(OFFER_MERCHANTS).toEqual(
			expect.arrayContaining([
				'Blue Door Coffee',
				'Juniper Market',
				'Harbor Fuel',
				'Northwind Outfitters',
				'Lumen Books',
				'Paper Kite Toys',
			]),
		);
	});

	test('that have not begun or are over are not listed', async () => {
		const before = names(await all());
		expect(before).not.toContain('Tidepool Taqueria');
		expect(before).not.toContain('Inkwell Alley Comics');
		now += 80 * 86_400_000;
		const later = names(await all());
		now -= 80 * 86_400_000;
		expect(later).toContain('Tidepool Taqueria');
		expect(later.length).toBeLessThan(before.length);
	});

	test('carry amounts, dates and a category', async () => {
		const { data } = await all({ 'filter[search]': 'northwind' });
		expect(data).toEqual([
			{
				type: 'standardOffer',
				id: textLike(/^[0-9a-f]{24}$/),
				attributes: objectLike({
					name: 'Northwind Outfitters',
					purchaseChannel: ['INSTORE', 'ONLINE'],
					userReward: { type: 'PERCENT', value: 8 },
					isTargeted: false,
					minTransactionAmount: { type: 'CENTS', value: 2_500 },
					maxRewardAmount: { type: 'CENTS', value: 3_000 },
				}),
				relationships: { category: { data: [{ type: 'category', id: anyText }] } },
			},
		]);
		expect(data[0]?.attributes.components).toBeUndefined();
	});

	test('are searched in their name and category, in any case', async () => {
		expect(names(await all({ 'filter[search]': 'COFFEE' }))).toEqual(['Blue Door Coffee']);
		const pets = await all({ 'filter[search]': 'pets' });
		expect(names(pets)).toEqual(['Muddy Paws Pet Supply', 'Whisker & Wag', 'Featherstone Aviary']);
		expect((await all({ 'filter[search]': 'no such thing' })).json).toMatchObject({
			data: [],
			meta: { availableCategories: [] },
		});
	});

	test('are filtered by channel, category and targeting', async () => {
		const channel = 'filter[purchaseChannel]';
		const online = await all({ [channel]: 'ONLINE' });
		for (const { attributes } of online.data) expect(attributes.purchaseChannel).toContain('ONLINE');
		const both = await list([
			['page[size]', '200'],
			[channel, 'ONLINE'],
			[channel, 'INSTORE'],
		]);
		expect(both.data.length).toBe(OFFER_MERCHANTS.length);
		expect(online.data.length).toBeLessThan(both.data.length);

		const food = await all({ 'filter[category]': 'Food & Beverage' });
		expect(names(food)).toContain('Juniper Market');
		expect(at(food.json, 'meta', 'availableCategories')).toEqual([
			{ type: 'category', id: anyText, attributes: { name: 'Food & Beverage' } },
		]);

		const targeted = await all({ 'filter[isTargeted]': 'true' });
		const others = await all({ 'filter[isTargeted]': 'false' });
		expect(targeted.data.every(({ attributes }) => attributes.isTargeted === true)).toBe(true);
		expect(targeted.data.length).toBeGreaterThan(3);
		expect(targeted.data.length + others.data.length).toBe(OFFER_MERCHANTS.length);
	});

	test.each(['startDate', 'expirationDate', 'name'])('are sorted by %s, both ways', async (sort) => {
		const values = async (order: string) =>
			(await all({ sort: order })).data.map(({ attributes }) => String(attributes[sort]));
		const compare = (one: string, other: string) =>
			sort === 'name' ? one.localeCompare(other, 'en') : Date.parse(one) - Date.parse(other);
		const up = await values(sort);
		expect(up).toEqual([...up].sort(compare));
		expect(new Set(up).size).toBeGreaterThan(10);
		const down = await values(`-${sort}`);
		expect(down).toEqual([...down].sort((one, other) => compare(other, one)));
	});

	test('include their categories when asked', async () => {
		expect(at((await all()).json, 'included')).toBeUndefined();
		const answer = await list({ include: 'categories', 'page[size]': '1' });
		const id = at(answer.data[0], 'relationships', 'category', 'data', '0', 'id');
		expect(at(answer.json, 'included')).toEqual([expect.objectContaining({ type: 'category', id })]);
		expect(at(answer.json, 'meta', 'availableCategories')).toHaveLength(17);
	});

	test('carry the components that were asked for, and no others', async () => {
		const answer = await list([
			['filter[search]', 'pinwheel'],
			['supportedComponents', 'cta'],
			['supportedComponents', 'baseReward'],
			['supportedComponents', 'boostedReward'],
		]);
		expect(answer.data[0]?.attributes.components).toEqual({
			cta: { buttonText: 'Find a Store', buttonStyle: 'PRIMARY' },
			baseReward: '8% back',
			boostedReward: '16% back',
		});
	});

	test('count how often they were redeemed', async () => {
		const progress = async () =>
			at(
				(await list({ 'filter[search]': 'pinwheel', supportedComponents: 'progressBar' })).data[0],
				'attributes',
				'components',
				'progressBar',
			);
		expect(await progress()).toMatchObject({ total: 4, currentProgress: 0 });
		await fixture.call('POST', `${fixture.org}/transactions`, {
			data: [purchase('e1', { description: 'Pinwheel Arcade' })],
		});
		expect(await progress()).toMatchObject({ total: 4, currentProgress: 1, label: '1 of 4 used' });
	});

	test('come page by page, each exactly once, and back again', async () => {
		const seen: string[] = [];
		let page = await list({ sort: 'name', 'page[size]': '25' });
		const first = names(page);
		for (;;) {
			seen.push(...names(page));
			const after = cursorIn(page, 'next');
			if (after === undefined) break;
			page = await list({ sort: 'name', 'page[size]': '25', 'page[after]': after });
		}
		expect(seen).toEqual(names(await all({ sort: 'name' })));
		const back = await list({
			sort: 'name',
			'page[size]': '25',
			'page[before]': cursorIn(page, 'prev') ?? '',
		});
		expect(names(back)).toEqual(
			first.length < seen.length ? seen.slice(-25 - page.data.length, -page.data.length) : [],
		);
		expect(cursorIn(back, 'next')).toBeDefined();
	});

	test('come twenty to a page, the first without a way back', async () => {
		const page = await list();
		expect(page.data).toHaveLength(20);
		expect(at(page.json, 'links', 'prev')).toBeUndefined();
		expect(at((await all()).json, 'links', 'next')).toBeUndefined();
	});

	test('have links that are as odd as Kard’s', async () => {
		const page = await list({ sort: 'name', 'filter[category]': 'Food & Beverage', 'page[size]': '2' });
		const path = '/v2/issuers/{organizationId}/users/{userId}/offers';
		const self = `${path}?page[size]=2&sort=name&filter[category]=Food%20%26%20Beverage`;
		expect(at(page.json, 'links', 'self')).toBe(self);
		expect(at(page.json, 'links', 'next')).toBe(`${self}?page[after]=${cursorIn(page, 'next') ?? ''}`);
		expect(Buffer.from(cursorIn(page, 'next') ?? '', 'base64').toString()).toBe(page.data[1]?.id);
	});

	test.each([
		['filter[purchaseChannel]', 'PHONE'],
		['filter[category]', 'Cheese'],
		['filter[isTargeted]', '1'],
		['sort', 'price'],
		['include', 'merchants'],
		['supportedComponents', 'cta,tags'],
		['page[size]', '0'],
		['page[size]', '201'],
		['page[size]', 'ten'],
		['page[after]', 'nonsense'],
		['page[before]', 'nonsense'],
	])('are refused for %s=%s', async (name, value) => {
		const answer = await list({ [name]: value });
		expect(answer.status).toBe(400);
		expect(answer.errors).toEqual([expect.objectContaining({ status: '400', source: { parameter: name } })]);
	});

	test('are not paged both ways at once', async () => {
		expect((await list({ 'page[after]': 'a', 'page[before]': 'b' })).status).toBe(400);
	});

	test('are for users who are known', async () => {
		expect((await fixture.call('GET', `${fixture.org}/users/none/offers`)).status).toBe(404);
	});
});
