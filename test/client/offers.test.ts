import { z } from 'zod/v4';
import { KardNotFoundError, KardValidationError, offerOperations, type OfferQuery } from '../../shared';
import { choices } from '../../shared/fields';
import { fakeKard, rejection } from './fakeKard';
import { kardUnderTest } from './kardUnderTest';

const kard = fakeKard();

/** The query as it went over the wire. */
async function sentFor(query: unknown): Promise<string> {
	kard.answer({ body: { data: [] } });
	await kard
		.client()
		.list(offerOperations.getMany, { ids: { userId: 'user-1' }, query: query })
		.toArray();
	return kard.received.at(-1)?.path.split('?')[1] ?? '';
}

describe('the query of a list', () => {
	it.each<[string, OfferQuery, string]>([
		['& and spaces', { 'filter[category]': 'Food & Beverage' }, 'filter%5Bcategory%5D=Food%20%26%20Beverage'],
		[
			'commas',
			{ 'filter[category]': 'Baby, Kids & Toys' },
			'filter%5Bcategory%5D=Baby%2C%20Kids%20%26%20Toys',
		],
		[
			'signs of all kinds',
			{ 'filter[search]': 'a+b=c/d?é#☕' },
			'filter%5Bsearch%5D=a%2Bb%3Dc%2Fd%3F%C3%A9%23%E2%98%95',
		],
		[
			'lists, as repeated parameters',
			{ supportedComponents: ['cta', 'tags'] },
			'supportedComponents=cta&supportedComponents=tags',
		],
		[
			'lists in filters',
			{ 'filter[purchaseChannel]': ['INSTORE', 'ONLINE'] },
			'filter%5BpurchaseChannel%5D=INSTORE&filter%5BpurchaseChannel%5D=ONLINE',
		],
		['related resources, with commas', { include: ['categories'] }, 'include=categories'],
		['false, which is not nothing', { 'filter[isTargeted]': false }, 'filter%5BisTargeted%5D=false'],
		['a descending order', { sort: '-startDate' }, 'sort=-startDate'],
		['several orders', { sort: ['-startDate', 'name'] }, 'sort=-startDate&sort=name'],
	])('%s', async (_, query, sent) => {
		await expect(sentFor(query)).resolves.toBe(`page%5Bsize%5D=100&${sent}`);
	});

	it('several related resources are one value with commas', async () => {
		const include = choices({
			title: 'Include',
			description: 'Related resources.',
			examples: ['offer'],
			choices: { offer: 'Offer', merchant: 'Merchant' },
			open: 'code',
		});
		const operation = { ...offerOperations.getMany, query: z.strictObject({ include }) };
		kard.answer({ body: { data: [] } });

		await kard
			.client()
			.list(operation, { ids: { userId: 'user-1' }, query: { include: ['offer', 'merchant'] } })
			.toArray();

		expect(kard.received[0]?.path).toMatch(/&include=offer%2Cmerchant$/);
	});

	it('the page size that is asked for replaces the usual one', async () => {
		await expect(sentFor({ 'page[size]': 10 })).resolves.toBe('page%5Bsize%5D=10');
	});

	it("takes Kard's names and the short names of the columns alike", async () => {
		const long = await sentFor({
			'filter[search]': 'coffee',
			'filter[purchaseChannel]': ['ONLINE'],
			'filter[category]': 'Gas',
			'filter[isTargeted]': true,
			sort: ['name', '-startDate'],
			'page[size]': 5,
		});
		const short = await sentFor({
			search: 'coffee',
			purchaseChannel: 'online',
			category: 'gas',
			isTargeted: 'yes',
			sort: 'name; -startDate',
			pageSize: '5',
		});

		expect(short.split('&').toSorted()).toEqual(long.split('&').toSorted());
		expect(long.split('&')).toHaveLength(7);
	});

	it.each([
		[{ category: ' Drones & Robots ' }, 'filter[category]=Drones & Robots'],
		[{ sort: 'price' }, 'sort=price'],
		[
			{ purchaseChannel: ['in store', 'Drive-Through'] },
			'filter[purchaseChannel]=INSTORE&filter[purchaseChannel]=Drive-Through',
		],
		[{ supportedComponents: 'cta, hologram' }, 'supportedComponents=cta&supportedComponents=hologram'],
		[{ include: ['categories', 'merchant'] }, 'include=categories,merchant'],
	])('%j is for Kard to judge, for it adds to its lists', async (query, sent) => {
		await expect(sentFor(query).then(decodeURIComponent)).resolves.toBe(`page[size]=100&${sent}`);
	});

	it.each([
		[
			'a category that is no text',
			{ category: ['Gas', 'Pets'] },
			/Category: expected text, but found a list/,
		],
		['a card number for a category', { category: '4111 1111 1111 1111' }, /Category: .*card number/],
		['a page that is too small', { pageSize: 0 }, /Page Size/],
		['a slip of the pen', { serach: 'coffee' }, /serach: there is no such field/],
		['two cursors', { 'page[after]': 'a', 'page[before]': 'b' }, /page\[after\] or page\[before\], not both/],
	])('%s is refused before any request', async (_, query, message) => {
		const error = await rejection(sentFor(query));

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(kard.received).toEqual([]);
		expect(kard.tokenRequests).toEqual([]);
	});
});

describe('offers of the sandbox', () => {
	const real = kardUnderTest();
	const offers = (query: OfferQuery) => real.client().rewards.offers('user-shopper', query);

	it('are filtered by a category with & and spaces', async () => {
		const all = await offers({}).toArray();
		const found = await offers({ 'filter[category]': 'Food & Beverage', include: ['categories'] }).toArray();

		expect(found.length).toBeGreaterThan(0);
		expect(found.length).toBeLessThan(all.length);
	});

	it('come with the categories and components that were asked for', async () => {
		const query = { include: ['categories'], supportedComponents: ['cta', 'baseReward'], pageSize: 3 };
		const list = real
			.client()
			.list(offerOperations.getMany, { ids: { userId: 'user-shopper' }, query: query });
		const pages = [];
		for await (const page of list.pages()) pages.push(page);

		expect(pages[0]?.included[0]).toMatchObject({ type: 'category' });
		for (const { data } of pages) {
			for (const { attributes } of data) {
				expect(Object.keys(attributes.components ?? {}).toSorted()).toEqual(['baseReward', 'cta']);
			}
		}
	});

	it('are sorted', async () => {
		const found = await offers({ sort: '-name' }).toArray();
		const names = found.map(({ attributes }) => attributes.name ?? '');

		expect(names).toEqual(names.toSorted((a, b) => b.localeCompare(a, 'en')));
	});

	it('are searched in small letters and capitals', async () => {
		const [first] = await offers({}).toArray({ limit: 1 });
		const name = first?.attributes.name ?? '';

		const found = await offers({ 'filter[search]': name.toUpperCase() }).toArray();

		expect(found.map(({ id }) => id)).toContain(first?.id);
	});

	it('of a user whom nobody knows are not found', async () => {
		await expect(real.client().rewards.offers('nobody').toArray()).rejects.toBeInstanceOf(KardNotFoundError);
	});
});
