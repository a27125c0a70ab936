import { linesIn, resultsIn, anyText, connectedKit, objectLike, textLike, thrownBy, type Kit } from './kit';
import { userFields } from './rows';

describe('what looks things up at Kard', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
	});
	beforeEach(async () => {
		kit.sandbox.reset();
		await kit.run('creates', 'create_user', userFields('u1', { zipCode: '30301' }));
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	const search = (key: string, inputs: object) => kit.run('searches', key, { ...inputs });

	it('finds a user, or nothing', async () => {
		expect(await search('find_user', { userId: 'u1' })).toEqual([
			objectLike({ id: 'u1', enrolledRewards: ['CARDLINKED'], zipCode: '30301' }),
		]);
		expect(await search('find_user', { userId: 'nobody' })).toEqual([]);
	});

	it('asks for one resource only, whatever the ID holds', async () => {
		expect(await search('find_user', { userId: '../u1?x#y' })).toEqual([]);
		expect(kit.sandbox.requests.at(-1)?.route).toBe('getUser');
		expect((await thrownBy(search('find_user', { userId: ' ' }))).message).toMatch(/^User ID: .*empty/);
	});

	it('hands over a new user of Find or Create just as one that was found', async () => {
		const [found] = resultsIn(await search('find_user', { userId: 'u1' }));
		const created = await kit.run('creates', 'create_user', userFields('u2', { zipCode: '30301' }), {
			withSearch: 'find_user',
		});
		expect(created).toEqual({ ...found, id: 'u2', status: 'created' });
	});

	it('keeps the new user of Find or Create when it cannot be looked up yet', async () => {
		kit.sandbox.faults.add({ route: 'getUser', kind: 'status', status: 404 });
		const meta = { withSearch: 'find_user' };
		expect(await kit.run('creates', 'create_user', userFields('u2'), meta)).toMatchObject({
			id: 'u2',
			status: 'created',
			zipCode: null,
		});
	});

	it('finds the first offer that matches, and reads no further', async () => {
		const found = await search('find_offer', { userId: 'u1', search: 'coffee' });
		expect(found).toEqual([objectLike({ name: 'Blue Door Coffee', purchaseChannel: ['INSTORE'] })]);
		expect(kit.sandbox.requests.at(-1)?.path).toContain('page%5Bsize%5D=1');
		expect(await search('find_offer', { userId: 'u1', search: 'no such thing' })).toEqual([]);
	});

	it('lists all offers as line items, with the filters', async () => {
		const [all] = resultsIn(await search('list_offers', { userId: 'u1' }));
		expect(all).toMatchObject({ id: 'u1', count: linesIn(all, 'offers').length });
		expect(all?.count).toBeGreaterThan(50);
		const inputs = {
			userId: 'u1',
			category: 'Baby, Kids & Toys',
			purchaseChannel: ['INSTORE'],
			isTargeted: false,
			sort: 'name',
			include: ['categories'],
			supportedComponents: ['shortDescription', 'cta'],
		};
		const [some] = resultsIn(await search('list_offers', inputs));
		const offers = linesIn(some, 'offers');
		expect(offers.map(({ name }) => name)).toEqual(['Paper Kite Toys', 'Tumbledown Blocks']);
		expect(offers[0]).toMatchObject({
			category: ['Baby, Kids & Toys'],
			components: { shortDescription: anyText },
		});
		expect(await search('list_offers', { userId: 'u1', search: 'no such thing' })).toEqual([]);
	});

	it('fails for the offers of a user that does not exist', async () => {
		expect(await thrownBy(search('list_offers', { userId: 'nobody' }))).toMatchObject({
			status: 404,
			message: textLike(/Kard found nothing there \(404\)\./),
		});
	});
});

describe('triggers', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
		await kit.run('creates', 'create_user', userFields('u1'));
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	const poll = async (meta: object = {}, inputs: object = {}) =>
		resultsIn(await kit.run('triggers', 'new_offer', { userId: 'u1', ...inputs }, { ...meta }));

	it('hands over every offer of the user, newest first, each under its own ID', async () => {
		const offers = await poll({ limit: -1, page: 0 });
		const dates = offers.map(({ startDate }) => String(startDate));
		expect(offers.length).toBeGreaterThan(50);
		expect(dates).toEqual([...dates].sort().reverse());
		expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length);
	});

	it('hands over few when a sample is wanted', async () => {
		const all = await poll();
		expect(await poll({ isLoadingSample: true })).toEqual(all.slice(0, 3));
		expect(kit.sandbox.requests.at(-1)?.path).toContain('page%5Bsize%5D=3');
	});

	it('hands over as many as Zapier wants, page by page', async () => {
		const all = await poll();
		expect(await poll({ limit: 5 })).toEqual(all.slice(0, 5));
		expect(await poll({ limit: 5, page: 2 })).toEqual(all.slice(10, 15));
		expect(await poll({ isPopulatingDedupe: true })).toEqual(all);
	});

	it('narrows by the filters', async () => {
		const offers = await poll({}, { search: 'coffee' });
		expect(offers).toEqual([objectLike({ name: 'Blue Door Coffee' })]);
	});

	it('feeds the dropdown of offers', async () => {
		const [field] = (
			await kit.fields('creates', 'submit_transaction', { transactionType: 'matchedTransaction' })
		).filter(({ key }) => key === 'matchedOfferId');
		expect(field?.dynamic).toBe('offer_choices.id.name');
		const choices = resultsIn(await kit.run('triggers', 'offer_choices', { userId: 'u1' }, { page: 0 }));
		expect(choices[0]).toMatchObject({ id: anyText, name: anyText });
		expect(await kit.run('triggers', 'offer_choices', { userId: 'u1' }, { page: 1 })).toEqual([]);
	});
});
