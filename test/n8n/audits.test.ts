import type { IDataObject } from 'n8n-workflow';
import { kardInN8n, type Changes, type KardRun } from './support/kardInN8n';
import { SHOPPER, transactionLine, upTo } from './support/rows';

const kard = kardInN8n();

beforeEach(async () => {
	await kard.enroll(SHOPPER);
	await kard.run(
		'submit-transactions',
		upTo(3).map((number) => transactionLine(number)),
	);
});

/** A line of a sheet of complaints. */
function complaint(number: number, cells: IDataObject = {}): IDataObject {
	return {
		Line: `line ${String(number)}`,
		'User ID': SHOPPER,
		'Transaction ID': `txn-${String(number)}`,
		'Audit Code': 3006,
		Merchant: 'Blue Door Coffee',
		Description: 'The reward for this visit is missing.',
		...cells,
	};
}

async function audit(rows: readonly IDataObject[], changes: Changes = {}): Promise<KardRun> {
	return await kard.run('create-audits', rows, changes);
}

const audits = () => [...kard.sandbox.state.audits.values()];
const failing = [complaint(1), complaint(2, { 'Transaction ID': 'txn-unknown' }), complaint(3)];
const REASON =
	'Row 2: Kard found nothing there (404). Check the ID and the organization ID. Kard says: The user user-shopper has no transaction txn-unknown.';

describe('Transaction: Create Audit', () => {
	it('one request and one audit for each row, with the id that Kard gives it', async () => {
		const { json, lines, pairs } = await audit([complaint(1), complaint(2)]);

		expect(json).toEqual(audits().map(({ id, transactionId }) => ({ id, transactionId })));
		expect([lines, pairs]).toEqual([
			['line 1', 'line 2'],
			[0, 1],
		]);
		expect(kard.sent('createAudits')).toEqual(
			upTo(2).map((number) => [
				{
					type: 'audit',
					attributes: {
						transactionId: `txn-${String(number)}`,
						auditCode: 3006,
						merchantName: 'Blue Door Coffee',
						auditDescription: 'The reward for this visit is missing.',
					},
				},
			]),
		);
	});

	it('the raw resource, where Simplify is off', async () => {
		const { json } = await audit([complaint(1)], { parameters: { simplify: false } });

		expect(json).toMatchObject([{ type: 'audit', attributes: { transactionId: 'txn-1' } }]);
	});

	it.each([
		[3005, 3005],
		['3006', 3006],
		[' 8001 ', 8001],
		['Incorrect', 3005],
		['incorrect cashback', 3005],
		['MISSING', 3006],
		['Missing Cashback', 3006],
		['Missing Cashback (3006)', 3006],
		['other', 8001],
	])('the audit code may be written as %p', async (written, code) => {
		const { message } = await audit([complaint(1, { 'Audit Code': written })]);

		expect(message).toBeUndefined();
		expect(audits().map(({ auditCode }) => auditCode)).toEqual([code]);
	});

	it.each([
		['Audit Code', 'one that there is not', 3007, /^Audit Code: expected one of .*3005/],
		['Audit Code', 'empty', '', /^Audit Code: /],
		['Merchant', 'empty', '', /^Merchant Name: /],
		['Description', 'a text of a million characters', 'x'.repeat(1_000_000), /^Audit Description: /],
		['Transaction ID', 'empty', '', /^Transaction ID: /],
		['User ID', 'empty', '', /^User ID: /],
	])(
		'%s may not be %s: it is refused by its name, and nothing is sent',
		async (column, _, value, expected) => {
			const { message } = await audit([complaint(1, { [column]: value })]);

			expect(message).toMatch(expected);
			expect(message?.length).toBeLessThan(500);
			expect(kard.requests('createAudits')).toEqual([]);
		},
	);

	it('what an open audit is about already is a conflict that says so', async () => {
		await audit([complaint(1)]);

		const { message } = await audit([complaint(1)]);

		expect(message).toMatch(
			/\(409\)\. Kard says: There is an open audit of the transaction txn-1 with code 3006\.$/,
		);
		expect(audits()).toHaveLength(1);
	});

	it('an answer that is lost is not repeated, for nobody can tell whether Kard took it', async () => {
		kard.fault({ route: 'createAudits', kind: 'dropAfter' });

		const { json } = await audit([complaint(1)], { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([{ status: 'failed', error: { row: 1, outcomeUnknown: true } }]);
		expect(kard.requests('createAudits')).toHaveLength(1);
	});
});

describe('Transaction: Create Audit, with the second of three rows failing', () => {
	it('set to continue: one item a row, in order and linked, the failed one saying why', async () => {
		const { json, pairs, lines, failed } = await audit(failing, { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([
			{ transactionId: 'txn-1' },
			{ id: SHOPPER, status: 'failed', error: { row: 2, statusCode: 404, message: REASON } },
			{ transactionId: 'txn-3' },
		]);
		expect([pairs, lines]).toEqual([
			[0, 1, 2],
			['line 1', 'line 2', 'line 3'],
		]);
		expect(failed).toEqual([]);
	});

	it('set to continue using the error output: the failed row is there, with its own columns', async () => {
		const { json, pairs, lines, failed } = await audit(failing, { onError: 'continueErrorOutput' });

		expect(json).toMatchObject([{ transactionId: 'txn-1' }, { transactionId: 'txn-3' }]);
		expect([pairs, lines]).toEqual([
			[0, 2],
			['line 1', 'line 3'],
		]);
		expect(failed).toEqual([
			{ ...failing[1], error: { row: 2, id: SHOPPER, statusCode: 404, message: REASON } },
		]);
	});

	it('set to stop: the error says which row and why, and nothing behind the node runs', async () => {
		const { message, json, lines, result } = await audit(failing, { onError: 'stopWorkflow' });

		expect(message).toBe(REASON);
		expect([json, lines]).toEqual([[], []]);
		expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 1 } });
		expect(audits()).toHaveLength(1);
	});
});
