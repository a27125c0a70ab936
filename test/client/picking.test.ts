import {
	columnsOf,
	operations,
	pickedFrom,
	pickItems,
	notificationOperations,
	offerOperations,
	subscriptionOperations,
	type AnyOperation,
	type PickableItems,
	type PickableList,
} from '../../shared/host';
import { startScriptedKard, type Reply } from '../support/scriptedKard';

const kard = startScriptedKard();
const queries = () => kard.received.map(({ path }) => new URL(path, 'http://127.0.0.1').searchParams);

function listFor(operation: AnyOperation, id: string): PickableList {
	const list = pickedFrom(operation, id);
	if (list === undefined) throw new Error(`There is no list for ${id}.`);
	return list;
}

/** A page of a list that points to another. */
function page(items: readonly object[], next?: string): Reply {
	return { body: { data: items, links: next === undefined ? {} : { next: `?page[after]=${next}` } } };
}

async function pick(
	list: PickableList,
	wanted: { search?: string; cursor?: string } = {},
): Promise<PickableItems> {
	return await pickItems(kard.client(), list, { ids: { userId: 'user-1' }, ...wanted });
}

it('every id that Kard lists can be picked wherever it is needed, and a user, whom Kard does not list, cannot', () => {
	const found = operations.flatMap((operation) =>
		columnsOf(operation.ids).map(({ key }) => {
			const list = pickedFrom(operation, key);
			return `${operation.client} ${key}: ${list?.client ?? 'none'}`;
		}),
	);

	expect(found.filter((line) => !line.endsWith('none')).toSorted()).toEqual([
		'notifications.replay eventId: notifications.list',
		'offers.activate offerId: rewards.offers',
		'offers.boost offerId: rewards.offers',
		'subscriptions.update subscriptionId: subscriptions.list',
	]);
	expect(found.filter((line) => line.endsWith('none')).every((line) => line.includes(' userId:'))).toBe(true);
});

describe('what can be picked', () => {
	const offers = listFor(offerOperations.boost, 'offerId');
	const subscriptions = listFor(subscriptionOperations.update, 'subscriptionId');
	const notifications = listFor(notificationOperations.replay, 'eventId');

	it('is told by what a person knows of it, and by its id where Kard says nothing else', async () => {
		const webhookUrl = 'https://example.com/hook';
		const attributes = { eventName: 'auditUpdate', webhookUrl, enabled: true };
		const one = (id: unknown, changes: object) => ({
			type: 'x',
			id,
			attributes: { ...attributes, ...changes },
		});
		kard.answer(
			page([
				one('1', {}),
				one('2', { enabled: false, webhookUrl: { odd: 1 } }),
				one('3', { eventName: 'newEvent' }),
				{ type: 'x', id: '4', attributes: { constructor: 1 } },
				one(undefined, {}),
				'odd' as unknown as object,
			]),
			page([{ type: 'x', id: 'n', attributes: samples(notifications) }]),
		);

		expect((await pick(subscriptions)).items).toEqual([
			{ id: '1', label: `Audit Update, ${webhookUrl}` },
			{ id: '2', label: 'Audit Update, disabled' },
			{ id: '3', label: `newEvent, ${webhookUrl}` },
			{ id: '4', label: '4' },
		]);
		expect((await pick(notifications)).items).toEqual([
			{ id: 'n', label: 'Earned Reward Settled, 2026-03-04T10:15:00Z, Delivered' },
		]);
	});

	it('is searched by Kard where Kard can, page by page', async () => {
		kard.answer(page([{ type: 'x', id: 'a', attributes: { name: 'Blue Door Coffee' } }], 'abc='), page([]));

		const first = await pick(offers, { search: 'coff' });
		const last = await pick(offers, { search: 'coff', cursor: String(first.next) });

		expect(first).toEqual({ items: [{ id: 'a', label: 'Blue Door Coffee' }], next: 'abc=' });
		expect(last).toEqual({ items: [], next: undefined });
		expect(queries().map((query) => [query.get('filter[search]'), query.get('page[after]')])).toEqual([
			['coff', null],
			['coff', 'abc='],
		]);
	});

	it('is searched by its label and id where Kard cannot, through the next pages as well, but not through all', async () => {
		const one = (id: string, eventName: string) => ({ type: 'x', id, attributes: { eventName } });
		kard.answer(page([one('1', 'auditUpdate')], 'a'), page([one('2', 'earnedRewardSettled')], 'b'));

		expect(await pick(notifications, { search: 'REWARD settled' })).toEqual({
			items: [{ id: '2', label: 'Earned Reward Settled' }],
			next: 'b',
		});
		kard.answer(...['a', 'b', 'c', 'd', 'e', 'f'].map((next) => page([one('1', 'auditUpdate')], next)));
		expect(await pick(notifications, { search: 'nothing' })).toEqual({ items: [], next: 'e' });
		expect(queries()).toHaveLength(7);
	});
});

function samples({ sample }: PickableList): object {
	return sample.attributes as object;
}
