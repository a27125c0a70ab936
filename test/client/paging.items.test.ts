import { rejection } from '../support/expected';
import { startScriptedKard } from '../support/scriptedKard';

const kard = startScriptedKard();
const offer = (id: string) => ({ type: 'standardOffer', id, attributes: { name: `Offer ${id}` } });
const offers = () => kard.client().rewards.offers('user-1');

describe('a list with odd items', () => {
	const novel = {
		type: 'novelOffer',
		id: 'n',
		attributes: { name: 'N', novelty: { deep: [1] } },
		extra: true,
	};

	it.each<[string, unknown, unknown]>([
		['is a text', 'odd', 'odd'],
		['is a number', 7, 7],
		['is a list', [1], [1]],
		['is empty', {}, { attributes: {} }],
		[
			'has no id',
			{ type: 'standardOffer', attributes: { name: 'A' } },
			{ type: 'standardOffer', attributes: { name: 'A' } },
		],
		['has a number for an id', { ...novel, id: 7 }, { ...novel, id: '7' }],
		['has an id that no number can hold', { ...novel, id: 1e21 }, { ...novel, id: 1e21 }],
		['has no attributes', { type: 'a', id: 'n' }, { type: 'a', id: 'n', attributes: {} }],
		['has a text for attributes', { ...novel, attributes: 'x' }, { ...novel, attributes: 'x' }],
		['is of a type that Kard added', novel, novel],
		[
			'has nulls',
			{ ...novel, attributes: { name: null, assets: [null], terms: { a: null } } },
			{ ...novel, attributes: { assets: [], terms: {} } },
		],
		[
			'has amounts in other forms',
			{ ...novel, attributes: { userReward: { type: 'TIERED', value: '5.5' } } },
			{ ...novel, attributes: { userReward: { type: 'TIERED', value: '5.5' } } },
		],
	])('one that %s is handed over as it came, with its siblings', async (_, odd, handedOver) => {
		kard.answer({ body: { data: [offer('a'), odd, offer('b')] } });

		await expect(offers().toArray()).resolves.toEqual([offer('a'), handedOver, offer('b')]);
	});

	it('one that is null says nothing and is left out; its siblings stay', async () => {
		kard.answer({ body: { data: [null, offer('a'), null] } });

		await expect(offers().toArray()).resolves.toEqual([offer('a')]);
	});

	it.each([
		['200 with one offer that stands in no list', { data: offer('a') }],
		['a bare list', [offer('a')]],
		['errors that are none', { data: [offer('a')], errors: [], included: null }],
	])('%s is read as well', async (_, body) => {
		kard.answer({ status: 206, body });

		await expect(offers().toArray()).resolves.toEqual([offer('a')]);
	});

	it('errors in a page of status 200 are a failure in the words of Kard', async () => {
		kard.answer({ body: { errors: [{ status: '403', detail: 'Not for you.' }] } });

		const error = await rejection(offers().toArray());

		expect(error).toMatchObject({ statusCode: 403 });
		expect(error).toHaveProperty('message', expect.stringContaining('Not for you.'));
	});
});
