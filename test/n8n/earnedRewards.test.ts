import type { IDataObject } from 'n8n-workflow';
import { kardInN8n, type Changes, type KardRun } from './support/kardInN8n';
import { SHOPPER, transactionLine, userLine } from './support/rows';

const kard = kardInN8n();
const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

/** A purchase at the merchant of an offer that pays five percent. Kard lists those of the last 12 months. */
const purchase = (number: number, days: number, cells: IDataObject = {}) =>
	transactionLine(number, { Amount: 1_000 * number, 'Settled Date': daysAgo(days), ...cells });
const approved = { Status: 'APPROVED', 'Settled Date': undefined, 'Authorization Date': daysAgo(2) };

beforeEach(async () => {
	await kard.enroll(SHOPPER, 'user-2');
	await kard.run('submit-transactions', [
		purchase(1, 40),
		purchase(2, 10),
		purchase(3, 5),
		purchase(4, 2, approved),
		purchase(5, 400),
	]);
});

async function rewards(
	parameters: Changes['parameters'] = {},
	rows: readonly IDataObject[] = [{ Line: 'line 1', 'User ID': SHOPPER }],
	changes: Changes = {},
): Promise<KardRun> {
	return await kard.run('get-earned-rewards', rows, { ...changes, parameters });
}

const purchases = ({ json }: KardRun) => json.map(({ transactionId }) => transactionId);
const queries = () =>
	kard
		.requests('listEarnedRewards')
		.map(({ path }) => Object.fromEntries(new URL(path, 'http://127.0.0.1').searchParams));

describe('Transaction: Get Earned Rewards', () => {
	it('the settled purchases of the last 12 months, newest first, with what each earned in cents', async () => {
		const { json, lines } = await rewards();

		expect(json).toMatchObject([
			{ transactionId: 'txn-3', status: 'SETTLED', transactionAmountInCents: 3_000, paidToIssuer: 'UNPAID' },
			{ transactionId: 'txn-2', commissionEarned: { user: { type: 'cents', value: 100 } } },
			{
				transactionId: 'txn-1',
				paidToIssuer: 'PAID_IN_FULL',
				payoutTimestamp: expect.any(String) as unknown,
			},
		]);
		expect(lines).toEqual(['line 1', 'line 1', 'line 1']);
	});

	it.each([
		['those that are pending', { status: 'APPROVED' }, ['txn-4']],
		['those that are settled', { status: 'SETTLED' }, ['txn-3', 'txn-2', 'txn-1']],
		['those that were paid in full', { paidInFullOnly: true }, ['txn-1']],
		['paid or not', { paidInFullOnly: false }, ['txn-3', 'txn-2', 'txn-1']],
	])('%s', async (_, filters, expected) => {
		expect(purchases(await rewards({ filters }))).toEqual(expected);
	});

	it.each([
		[{ limit: 2 }, ['txn-3', 'txn-2'], '2'],
		[{ returnAll: true }, ['txn-3', 'txn-2', 'txn-1'], '100'],
	])('with %j', async (parameters, expected, size) => {
		expect(purchases(await rewards(parameters))).toEqual(expected);
		expect(queries()).toMatchObject([{ 'page[size]': size }]);
	});

	it('whom it belongs to and what it was for, by their ids', async () => {
		const { json } = await rewards({ limit: 1 });

		expect(json).toMatchObject([
			{ user: SHOPPER, merchant: expect.any(String) as unknown, offer: expect.any(String) as unknown },
		]);
	});

	it('the merchant by its name, where it is included', async () => {
		const { json } = await rewards({ limit: 1, options: { include: ['merchant', 'offer'] } });

		expect(json).toMatchObject([{ merchant: 'Blue Door Coffee' }]);
		expect(queries()).toMatchObject([{ include: 'merchant,offer' }]);
	});

	it('the raw resource, where Simplify is off', async () => {
		const { json } = await rewards({ limit: 1, simplify: false });

		expect(json).toMatchObject([
			{
				type: 'rewardedTransaction',
				attributes: { transactionId: 'txn-3' },
				relationships: { user: { data: { type: 'user', id: SHOPPER } } },
			},
		]);
	});

	it('of each row’s user; one that Kard does not know fails alone', async () => {
		const rows = [userLine(2), userLine(9), { Line: 'line 3', 'User ID': SHOPPER }];

		const run = await rewards({ limit: 1 }, rows, { onError: 'continueErrorOutput' });

		expect([purchases(run), run.pairs]).toEqual([['txn-3'], [2]]);
		expect(run.failed).toMatchObject([{ Line: 'line 9', error: { row: 2, id: 'user-9', statusCode: 404 } }]);
	});

	it('a status that is not on the list goes to Kard, whose refusal names the field', async () => {
		const { message } = await rewards({ filters: { status: 'DECLINED' } });

		expect(message).toMatch(/^Kard refused the request \(400\)\..*filter\[status\]: DECLINED/);
		expect(kard.requests('listEarnedRewards')).toHaveLength(1);
	});
});
