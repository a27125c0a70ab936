import { connectedKit, resultsIn, type Kit } from './kit';
import { userFields } from './rows';

const offer = (id: string) => ({ type: 'standardOffer', id, attributes: { name: `Offer ${id}` } });

describe('odd answers', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
	});
	beforeEach(async () => {
		kit.sandbox.reset();
		await kit.run('creates', 'create_user', userFields('u1'));
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	it('an odd offer is a result of its own with an id of its own, and loses no other', async () => {
		const data = [offer('a'), 'odd', null, { attributes: { name: 'No ID' } }, offer('a'), offer('b')];
		kit.sandbox.faults.add({ route: 'listOffers', kind: 'override', body: { data } });

		const found = resultsIn(await kit.run('triggers', 'new_offer', { userId: 'u1' }));

		expect(found.map(({ id, name, value }) => [id, name ?? value])).toEqual([
			['a', 'Offer a'],
			[expect.stringMatching(/^[0-9a-f]{32}$/), 'odd'],
			[expect.stringMatching(/^[0-9a-f]{32}$/), 'No ID'],
			['b', 'Offer b'],
		]);
	});

	it('an update whose answer is empty is done, and a note says that what is shown was sent', async () => {
		kit.sandbox.faults.add({ route: 'updateUser', kind: 'empty', processed: true });

		const updated = await kit.run('creates', 'update_user', { userId: 'u1', enrolledRewards: ['none'] });

		expect(updated).toMatchObject({
			id: 'u1',
			enrolledRewards: [],
			notes: [expect.stringMatching(/^Kard took this \(20\d\) and sent nothing back\./)],
		});
	});

	it('an upsert whose update is answered with a web page is done, with a note about it', async () => {
		kit.sandbox.faults.add({ route: 'updateUser', kind: 'html', status: 200, times: Infinity });

		const upserted = await kit.run('creates', 'create_or_update_user', userFields('u1'));

		expect(upserted).toEqual({
			...{ id: 'u1', status: 'updated' },
			notes: [expect.stringMatching(/answer to the update could not be read/)],
		});
	});
});
