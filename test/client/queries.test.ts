import {
	KardValidationError,
	notificationOperations,
	offerOperations,
	transactionOperations,
	type ListOperation,
	type WriteOptions,
} from '../../shared/host';
import { rejection, textLike } from '../support/expected';
import { idsFor } from '../support/operation';
import { startScriptedKard } from '../support/scriptedKard';

const kard = startScriptedKard();
const LISTS = {
	offers: offerOperations.getMany,
	rewards: transactionOperations.getEarnedRewards,
	notifications: notificationOperations.getMany,
};
type List = keyof typeof LISTS;

/** The query as it went over the wire, without the page size. */
async function sentFor(list: List, query: unknown, options?: WriteOptions): Promise<string> {
	kard.answer({ body: { data: [] } });
	const operation: ListOperation = LISTS[list];
	const reading = kard.client().list(operation, { ids: idsFor(operation), query }, options);
	await reading.toArray();
	return (kard.received.at(-1)?.path.split('?')[1] ?? '').replace(/^page%5Bsize%5D=(100|200)&/, '');
}

describe('the query of a list', () => {
	it.each([
		['category', 'Food & Beverage', 'Food%20%26%20Beverage'],
		['category', 'Baby, Kids & Toys', 'Baby%2C%20Kids%20%26%20Toys'],
		['search', 'a+b=c/d?é#☕', 'a%2Bb%3Dc%2Fd%3F%C3%A9%23%E2%98%95'],
	])('is encoded: %s %s', async (field, value, sent) => {
		await expect(sentFor('offers', { [field]: value })).resolves.toBe(`filter%5B${field}%5D=${sent}`);
	});

	const TARGETED = { isTargeted: 'yes', purchaseChannel: 'online' };
	const RETIRED = { eventName: 'clawback', status: 'addedSince' };
	const IN_STORE = { purchaseChannel: ['in store', 'Drive-Through'] };
	const THREE_MONTHS = { status: 'settled', range: 'last 3 months', 'filter[paidInFullOnly]': 'yes' };
	const FAILED = { 'filter[eventName]': 'Earned Reward Settled', 'filter[status]': 'Delivery Failed' };
	const REVERSED = { 'filter[status]': 'REVERSED', include: ['merchant', 'user'] };
	const [before, after] = ['filter[before]', 'filter[after]'];
	const NEW_YORK = { timeZone: 'America/New_York' };
	const BERLIN = { timeZone: 'Europe/Berlin', dateOrder: 'DMY' } as const;
	it.each<[List, object, string, WriteOptions?]>([
		['offers', { supportedComponents: ['cta', 'tags'] }, 'supportedComponents=cta&supportedComponents=tags'],
		['offers', { 'filter[isTargeted]': false }, 'filter[isTargeted]=false'],
		['offers', TARGETED, 'filter[purchaseChannel]=ONLINE&filter[isTargeted]=true'],
		['offers', { sort: 'name; -startDate' }, 'sort=name&sort=-startDate'],
		['offers', IN_STORE, 'filter[purchaseChannel]=INSTORE&filter[purchaseChannel]=Drive-Through'],
		['offers', { category: ' Drones & Robots ' }, 'filter[category]=Drones & Robots'],
		['offers', { 'page[size]': 10 }, 'page[size]=10'],
		['rewards', { include: ['merchant', 'offer'] }, 'include=merchant,offer'],
		['rewards', THREE_MONTHS, 'filter[status]=SETTLED&filter[paidInFullOnly]=true&filter[range]=3M'],
		['rewards', REVERSED, 'filter[status]=REVERSED&include=merchant,user'],
		['notifications', FAILED, 'filter[eventName]=earnedRewardSettled&filter[status]=delivery_failed'],
		['notifications', RETIRED, 'filter[eventName]=clawback&filter[status]=addedSince'],
		['notifications', { [before]: '2026-03-31T10:00:00-05:00' }, `${before}=2026-03-31T10:00:00-05:00`],
		['notifications', { [after]: '2026-03-01 09:30' }, `${after}=2026-03-01T09:30:00-05:00`, NEW_YORK],
		['notifications', { [after]: '07/03/2026' }, `${after}=2026-03-07T00:00:00+01:00`, BERLIN],
	])('of %s has what a person means: %j', async (list, query, sent, options = {}) => {
		expect(decodeURIComponent(await sentFor(list, query, options))).toBe(sent);
	});

	it.each<[List, object, RegExp]>([
		['offers', { category: ['Gas', 'Pets'] }, /^Category: expected text, but found a list/],
		['offers', { category: '4111 1111 1111 1111' }, /^Category: (?!.*4111).*card number/],
		['offers', { pageSize: 0 }, /^Page Size: /],
		['offers', { 'page[after]': 'a', 'page[before]': 'b' }, /page\[after\] or page\[before\], not both/],
		['rewards', { 'filter[paidInFullOnly]': 'perhaps' }, /^Paid in Full Only: /],
		['notifications', { 'page[size]': 201 }, /^Page Size: /],
		['notifications', { 'filter[after]': 'yesterday' }, /^Created After: /],
		['notifications', { 'filter[before]': '2026-02-30' }, /^Created Before: /],
	])('of %s is refused before any request: %j', async (list, query, message) => {
		const error = await rejection(sentFor(list, query));

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', textLike(message));
		expect([kard.received, kard.tokenRequests]).toEqual([[], []]);
	});
});
