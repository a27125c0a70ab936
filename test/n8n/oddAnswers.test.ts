import { kardInN8n } from './support/kardInN8n';
import { userLine } from './support/rows';

const kard = kardInN8n();
const offer = (id: string) => ({ type: 'standardOffer', id, attributes: { name: `Offer ${id}` } });

describe('odd answers', () => {
	it.each([
		[
			true,
			[
				{ id: 'a', name: 'Offer a' },
				{ value: 'odd' },
				{ value: [1] },
				{ name: 'flat', id: 'f' },
				{ id: 'b', name: 'Offer b' },
			],
		],
		[
			false,
			[
				offer('a'),
				{ value: 'odd' },
				{ value: [1] },
				{ type: 'x', id: 'f', name: 'flat', attributes: {} },
				offer('b'),
			],
		],
	])('an odd offer is an item of its own and loses no other (Simplify: %s)', async (simplify, items) => {
		const data = [offer('a'), 'odd', [1], null, { type: 'x', id: 'f', name: 'flat' }, offer('b')];
		kard.fault({ route: 'listOffers', kind: 'override', status: 200, body: { data } });

		const { json } = await kard.run('get-offers', [userLine(1)], {
			parameters: { simplify, returnAll: true },
		});

		expect(json).toEqual(items);
	});

	it('an update whose answer is empty is done, and a note says that what is shown was sent', async () => {
		kard.fault({ route: 'updateUser', kind: 'empty', processed: true });

		const { json } = await kard.run('update-users', [userLine(1)]);

		expect(json).toMatchObject([
			{
				id: 'user-1',
				notes: [
					expect.stringMatching(
						/^Kard took this \(20\d\) and sent nothing back\. Shown is what was sent\.$/,
					) as unknown,
				],
			},
		]);
	});
});
