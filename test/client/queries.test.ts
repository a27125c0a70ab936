import {
	KardValidationError,
	notificationOperations,
	offerOperations,
	transactionOperations,
	type ListOperation,
	type WriteOptions,
} from '../../shared';
import { rejection } from '../support/expected';
import { idsFor } from '../support/operation';
import { startScriptedKard } from '../support/scriptedKard';

const kard = startScriptedKard();
const offers = offerOperations.getMany;
const rewards = transactionOperations.getEarnedRewards;
const notifications = notificationOperations.getMany;

/** The query as it went over the wire, without the page size. */
async function sentFor(operation: ListOperation, query: unknown, options?: WriteOptions): Promise<string> {
	kard.answer({ body: { data: [] } });
	await kard
		.client()
		.list(operation, { ids: idsFor(operation), query }, options)
		.toArray();
	return (kard.received.at(-1)?.path.split('?')[1] ?? '').replace(/^page%5Bsize%5D=(100|200)&/, '');
}

describe('the query of a list', () => {
	it.each([
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
	])('encodes %s', async (_, query, sent) => {
		await expect(sentFor(offers, query)).resolves.toBe(sent);
	});

	it.each<[ListOperation, object, string, WriteOptions?]>([
		[offers, { supportedComponents: ['cta', 'tags'] }, 'supportedComponents=cta&supportedComponents=tags'],
		[offers, { 'filter[isTargeted]': false }, 'filter[isTargeted]=false'],
		[
			offers,
			{ isTargeted: 'yes', purchaseChannel: 'online' },
			'filter[purchaseChannel]=ONLINE&filter[isTargeted]=true',
		],
		[offers, { sort: 'name; -startDate' }, 'sort=name&sort=-startDate'],
		[
			offers,
			{ purchaseChannel: ['in store', 'Drive-Through'] },
			'filter[purchaseChannel]=INSTORE&filter[purchaseChannel]=Drive-Through',
		],
		[offers, { category: ' Drones & Robots ' }, 'filter[category]=Drones & Robots'],
		[offers, { 'page[size]': 10 }, 'page[size]=10'],
		[rewards, { include: ['merchant', 'offer'] }, 'include=merchant,offer'],
		[
			rewards,
			{ status: 'settled', range: 'last 3 months', 'filter[paidInFullOnly]': 'yes' },
			'filter[status]=SETTLED&filter[paidInFullOnly]=true&filter[range]=3M',
		],
		[
			rewards,
			{ 'filter[status]': 'REVERSED', include: ['merchant', 'user'] },
			'filter[status]=REVERSED&include=merchant,user',
		],
		[
			notifications,
			{ 'filter[eventName]': 'Earned Reward Settled', 'filter[status]': 'Delivery Failed' },
			'filter[eventName]=earnedRewardSettled&filter[status]=delivery_failed',
		],
		[
			notifications,
			{ 'filter[before]': '2026-03-31T10:00:00-05:00' },
			'filter[before]=2026-03-31T10:00:00-05:00',
		],
		[
			notifications,
			{ 'filter[after]': '2026-03-01 09:30' },
			'filter[after]=2026-03-01T09:30:00-05:00',
			{ timeZone: 'America/New_York' },
		],
		[
			notifications,
			{ 'filter[after]': '07/03/2026' },
			'filter[after]=2026-03-07T00:00:00+01:00',
			{ timeZone: 'Europe/Berlin', dateOrder: 'DMY' },
		],
	])('of $action has what a person means: %j', async (operation, query, sent, options = {}) => {
		expect(decodeURIComponent(await sentFor(operation, query, options))).toBe(sent);
	});

	it.each(['earnedRewardRejected', 'clawback', 'birthday'])(
		'is narrowed by an event that Kard has retired, or by one that it has added',
		async (event) => {
			expect(decodeURIComponent(await sentFor(notifications, { eventName: event, status: 'lost' }))).toBe(
				`filter[eventName]=${event}&filter[status]=lost`,
			);
		},
	);

	it.each<[ListOperation, object, RegExp]>([
		[offers, { category: ['Gas', 'Pets'] }, /^Category: expected text, but found a list/],
		[offers, { category: '4111 1111 1111 1111' }, /^Category: (?!.*4111).*card number/],
		[offers, { pageSize: 0 }, /^Page Size: /],
		[offers, { 'page[after]': 'a', 'page[before]': 'b' }, /page\[after\] or page\[before\], not both/],
		[rewards, { 'filter[paidInFullOnly]': 'perhaps' }, /^Paid in Full Only: /],
		[notifications, { 'page[size]': 201 }, /^Page Size: /],
		[notifications, { 'filter[after]': 'yesterday' }, /^Created After: /],
		[notifications, { 'filter[before]': '2026-02-30' }, /^Created Before: /],
	])('of $action is refused before any request: %j', async (operation, query, message) => {
		const error = await rejection(sentFor(operation, query));

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect([kard.received, kard.tokenRequests]).toEqual([[], []]);
	});
});
