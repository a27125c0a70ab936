import type { IDataObject } from 'n8n-workflow';
import { OFFER_MERCHANTS } from '../../sandbox';
import { kardInN8n, type KardRun } from './support/kardInN8n';
import { upTo, userLine } from './support/rows';

const kard = kardInN8n();

beforeEach(async () => {
	await kard.enroll('user-1', 'user-2');
});

async function offers(parameters: Parameters<typeof kard.run>[2], rows = [userLine(1)]): Promise<KardRun> {
	return await kard.run('get-offers', rows, parameters);
}

const names = ({ json }: KardRun) => json.map(({ name }) => name);
const queries = () =>
	kard.requests('listOffers').map(({ path }) => Object.fromEntries(new URL(path, 'http://x').searchParams));

describe('how many', () => {
	it('Limit: no more than that for each row, and no more are asked for', async () => {
		const run = await offers({ parameters: { limit: 2 } }, [userLine(1), userLine(2)]);

		expect(names(run)).toEqual(upTo(2).flatMap(() => ['Amber Circuit Repair', 'Blue Door Coffee']));
		expect(run.pairs).toEqual([0, 0, 1, 1]);
		expect(run.lines).toEqual(['line 1', 'line 1', 'line 2', 'line 2']);
		expect(queries()).toMatchObject([{ 'page[size]': '2' }, { 'page[size]': '2' }]);
	});

	it('Return All: every offer that runs', async () => {
		const run = await offers({ parameters: { returnAll: true } });

		expect(names(run)).toEqual([...OFFER_MERCHANTS].sort((a, b) => a.localeCompare(b)));
		expect(queries()).toMatchObject([{ 'page[size]': '100' }]);
	});

	it.each([0, -1, 2.5, '={{ "many" }}'])('a limit of %j is refused by its name', async (limit) => {
		const { message } = await offers({ parameters: { limit } });

		expect(message).toBe('Limit: expected a whole number of at least 1. Enter one, or turn on Return All.');
		expect(kard.requests()).toEqual([]);
	});

	it('50 unless told otherwise', async () => {
		const { json } = await offers({ parameters: { limit: 50, options: {} } });

		expect(json).toHaveLength(50);
	});
});

describe('over several pages', () => {
	const offer = (number: number): IDataObject => ({
		type: 'standardOffer',
		id: `offer-${String(number)}`,
		attributes: { name: `Offer ${String(number)}` },
	});
	const page = (numbers: readonly number[], next?: string) => ({
		route: 'listOffers' as const,
		kind: 'override' as const,
		body: {
			data: numbers.map(offer),
			links: next === undefined ? {} : { next: `/v2/{organizationId}?page[size]=3?page[after]=${next}` },
		},
	});
	const ids = ({ json }: KardRun) => json.map(({ id }) => id);

	it('Return All: reads on until there are no more', async () => {
		kard.fault(page([1, 2, 3], 'abc='), page([4, 5, 6], 'def='), page([7]));

		const run = await offers({ parameters: { returnAll: true } });

		expect(ids(run)).toEqual(upTo(7).map((number) => `offer-${String(number)}`));
		expect(queries().map((query) => query['page[after]'])).toEqual([undefined, 'abc=', 'def=']);
	});

	it('Limit: reads no further than needed', async () => {
		kard.fault(page([1, 2, 3], 'abc='), page([4, 5, 6], 'def='), page([7]));

		const run = await offers({ parameters: { limit: 5 } });

		expect(ids(run)).toEqual(upTo(5).map((number) => `offer-${String(number)}`));
		expect(queries()).toHaveLength(2);
	});

	it('the same cursor again ends the list with an error, and with no further request', async () => {
		kard.fault(page([1], 'abc='), page([2], 'abc='), page([3], 'abc='));

		const { message } = await offers({ parameters: { returnAll: true } });

		expect(message).toMatch(/pointed to the same page of the list twice/);
		expect(queries()).toHaveLength(2);
	});
});

describe('which, and in which order', () => {
	it.each([
		['search', { search: 'coffee' }, ['Blue Door Coffee']],
		['category', { category: 'Gas' }, ['Harbor Fuel', 'Milepost Nine', 'Sunridge Petrol']],
		['targeted only', { category: 'Gas', isTargeted: true }, ['Milepost Nine']],
		['not targeted', { category: 'Gas', isTargeted: false }, ['Harbor Fuel', 'Sunridge Petrol']],
		[
			'channel',
			{ category: 'Travel', purchaseChannel: ['INSTORE'] },
			['Compass Rose Rentals', 'Lamplight Inns', 'Meridian Harbor Hotels'],
		],
		[
			'an empty choice of channels',
			{ category: 'Gas', purchaseChannel: [] },
			['Harbor Fuel', 'Milepost Nine', 'Sunridge Petrol'],
		],
	])('filter by %s', async (_, filters, expected) => {
		expect(names(await offers({ parameters: { limit: 50, filters } }))).toEqual(expected);
	});

	it('filters may come out of each row', async () => {
		const rows = [userLine(1, { Category: 'Gas' }), userLine(2, { Category: 'Pets' })];
		const filters = { category: '={{ $json.Category }}' };

		const { json, pairs } = await offers({ parameters: { limit: 1, filters } }, rows);

		expect(json.map(({ name }) => name)).toEqual(['Harbor Fuel', 'Featherstone Aviary']);
		expect(pairs).toEqual([0, 1]);
	});

	it('a category that is not on the list goes to Kard, whose refusal fails that row alone and names the field', async () => {
		const rows = [userLine(1, { Category: 'Gas' }), userLine(2, { Category: 'Petrol' })];
		const filters = { category: '={{ $json.Category }}' };

		const { json, failed } = await offers(
			{ parameters: { limit: 1, filters }, onError: 'continueErrorOutput' },
			rows,
		);

		expect(json).toHaveLength(1);
		expect(failed).toMatchObject([
			{
				Category: 'Petrol',
				error: {
					row: 2,
					id: 'user-2',
					message: expect.stringMatching(
						/^Row 2: Kard refused the request \(400\)\..*filter\[category\]: Petrol/,
					) as unknown,
				},
			},
		]);
		expect(queries()).toHaveLength(2);
	});

	it.each([
		['name', ['Harbor Fuel', 'Milepost Nine', 'Sunridge Petrol']],
		['-name', ['Sunridge Petrol', 'Milepost Nine', 'Harbor Fuel']],
	])('sorted by %s', async (sort, expected) => {
		const run = await offers({ parameters: { limit: 50, filters: { category: 'Gas' }, options: { sort } } });

		expect(names(run)).toEqual(expected);
	});
});

describe('what of each', () => {
	const blueDoor = { limit: 1, filters: { search: 'Blue Door' } };

	it('simplified: the attributes beside the id', async () => {
		const { json } = await offers({ parameters: blueDoor });

		expect(json).toMatchObject([
			{ id: expect.any(String) as unknown, name: 'Blue Door Coffee', purchaseChannel: ['INSTORE'] },
		]);
		expect(json[0]).not.toHaveProperty('attributes');
		expect(json[0]).not.toHaveProperty('components');
	});

	it('categories by their names, where they are asked for', async () => {
		const { json } = await offers({ parameters: { ...blueDoor, options: { include: ['categories'] } } });

		expect(json).toMatchObject([{ category: ['Food & Beverage'] }]);
		expect(queries()).toMatchObject([{ include: 'categories' }]);
	});

	it('components, where they are asked for', async () => {
		const options = { supportedComponents: ['shortDescription', 'cta'] };

		const { json } = await offers({ parameters: { ...blueDoor, options } });

		expect(json).toMatchObject([
			{
				components: { shortDescription: '5% back at Blue Door Coffee', cta: { buttonText: 'Find a Store' } },
			},
		]);
	});

	it('the raw resource, where Simplify is off', async () => {
		const { json } = await offers({ parameters: { ...blueDoor, simplify: false } });

		expect(json).toMatchObject([
			{ type: 'standardOffer', attributes: { name: 'Blue Door Coffee' }, relationships: { category: {} } },
		]);
	});

	it('Simplify may differ from row to row', async () => {
		const rows = [userLine(1, { Flat: true }), userLine(2, { Flat: false })];

		const { json } = await offers({ parameters: { ...blueDoor, simplify: '={{ $json.Flat }}' } }, rows);

		expect(json).toMatchObject([{ name: 'Blue Door Coffee' }, { attributes: { name: 'Blue Door Coffee' } }]);
	});
});
