import {
	KardConflictError,
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	type AuditAttributes,
} from '../../shared';
import { audit, auditAnswer, audits, sheetAudit } from './auditRows';
import { fakeKard, objectLike, textLike } from './fakeKard';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { SHOPPER, transactions, upTo, type SheetRow } from './rows';

const kard = fakeKard();
const ask = (rows: readonly AuditAttributes[]) => kard.client().transactions.audit('user-1', rows);
const bodies = () => kard.received.map(({ body }): unknown => JSON.parse(body));

describe('audits with the sandbox', () => {
	const real = kardUnderTest();
	const realAudit = (rows: readonly AuditAttributes[], userId = SHOPPER) =>
		real.client().transactions.audit(userId, rows);

	beforeEach(async () => {
		await real.submit(transactions(3));
		real.forgetRequests();
	});

	it('one request for each row, and the ids that Kard gave in input order', async () => {
		const result = await realAudit(audits(3));

		const stored = [...real.sandbox.state.audits.values()];
		expect(result).toEqual({
			succeeded: stored.map(({ id }, index) => ({ index, id, status: 'created' })),
			failed: [],
			requests: 3,
		});
		expect(stored).toMatchObject(
			upTo(3).map((number) => ({ userId: SHOPPER, transactionId: `txn-${number}`, auditCode: 3006 })),
		);
		expect(real.sent.map(({ method, path, data }) => [method, path, data.length])).toEqual(
			upTo(3).map(() => ['POST', `/users/${SHOPPER}/audits`, 1]),
		);
	});

	it('each row stands for itself: some fail, and the others are there', async () => {
		const rows = [audit(1), audit(99), audit(1), audit(2)];

		const result = await realAudit(rows);

		expect(fates(result)).toEqual(['created', 'failed', 'failed', 'created']);
		expect(result.failed.map(({ error }) => error.constructor)).toEqual([
			KardNotFoundError,
			KardConflictError,
		]);
		expect(complaints(result)[1]).toMatch(/^Row 2: .*\(404\)/);
		expect(complaints(result)[2]).toMatch(/^Row 3: .*\(409\).* open audit /);
		expect(real.sandbox.state.audits.size).toBe(2);
	});

	it('of a user whom Kard does not know fail row by row', async () => {
		const result = await realAudit(audits(2), 'nobody');

		expect(fates(result)).toEqual(['failed', 'failed']);
	});

	it.each<[string | number, number]>([
		[3005, 3005],
		['3005', 3005],
		[' 8001 ', 8001],
		['Missing Cashback (3006)', 3006],
		['missing cashback', 3006],
		['incorrect', 3005],
		['Other', 8001],
	])('the code may be written as %j', async (auditCode, stored) => {
		const result = await realAudit([sheetAudit(1, { auditCode })]);

		expect(fates(result)).toEqual(['created']);
		expect([...real.sandbox.state.audits.values()]).toMatchObject([{ auditCode: stored }]);
	});

	it('with credentials that may not: nothing is done, and the error names the permission', async () => {
		const client = real.client({ auth: real.sandbox.limited });

		const { stoppedBy } = await client.transactions.audit(SHOPPER, audits(3));

		expect(stoppedBy).toBeInstanceOf(KardPermissionError);
		expect(stoppedBy).toHaveProperty('message', expect.stringContaining('audit:write'));
		expect(real.sent).toHaveLength(1);
	});
});

describe('the request for an audit', () => {
	it('is a list of one, without an id, and with the code as a number', async () => {
		kard.answer(auditAnswer('audit-1'));

		await kard.client().transactions.audit('user/1', [audit(1)]);

		expect(kard.received).toMatchObject([
			{ method: 'POST', path: '/v2/issuers/org-1/users/user%2F1/audits' },
		]);
		expect(bodies()).toEqual([{ data: [{ type: 'audit', attributes: { ...audit(1), auditCode: 3006 } }] }]);
	});

	it('is never made where there are no rows', async () => {
		await expect(ask([])).resolves.toEqual({ succeeded: [], failed: [], requests: 0 });
		expect([...kard.received, ...kard.tokenRequests]).toEqual([]);
	});

	it('is made one after the other', async () => {
		let underWay = 0;
		kard.answer(async () => {
			underWay += 1;
			expect(underWay).toBe(1);
			await new Promise((resolve) => setImmediate(resolve));
			underWay -= 1;
			return auditAnswer(`audit-${kard.received.length}`);
		});

		const result = await ask(audits(5));

		expect(result.succeeded.map(({ id }) => id)).toEqual(upTo(5).map((number) => `audit-${number}`));
	});
});

describe('a row that Kard could not take', () => {
	it.each<[SheetRow, string, RegExp]>([
		[{ auditCode: 3007 }, 'auditCode', /^Row 2, Audit Code: /],
		[{ auditCode: 'lost' }, 'auditCode', /^Row 2, Audit Code: /],
		[{ auditCode: undefined }, 'auditCode', /^Row 2, Audit Code: is required/],
		[{ transactionId: '' }, 'transactionId', /^Row 2, Transaction ID: is required/],
		[{ merchantName: ' ' }, 'merchantName', /^Row 2, Merchant Name: is required/],
		[{ auditDescription: null }, 'auditDescription', /^Row 2, Audit Description: is required/],
		[{ userId: 'user-1' }, 'userId', /^Row 2, userId: there is no such field/],
		[{ auditDescription: 'x'.repeat(10_001) }, 'auditDescription', /^Row 2, Audit Description: /],
	])('costs no request, and is named by row and field: %j', async (cells, path, message) => {
		kard.answer(auditAnswer('audit-1'));

		const result = await ask([audit(1), sheetAudit(2, cells), audit(3)]);

		expect(fates(result)).toEqual(['created', 'failed', 'created']);
		expect(kard.received).toHaveLength(2);
		expect(result).toMatchObject({ requests: 2, failed: [{ index: 1, id: undefined }] });
		const error = result.failed[0]?.error;
		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toMatchObject({ issues: [objectLike({ path })], message: textLike(message) });
	});

	it.each([['not a row'], [null], [['txn-1']], [7]])('is not even a row: %j', async (row: unknown) => {
		const rows: unknown[] = [row];

		// A caller without types may hand over anything.
		const result = await ask(rows as AuditAttributes[]);

		expect(complaints(result)[0]).toBe('Row 1: expected a row with named columns.');
		expect(kard.received).toEqual([]);
	});

	it('is one with a full card number in its text, which is repeated to nobody', async () => {
		const auditDescription = 'Paid with 4111 1111 1111 1111.';

		const result = await ask([audit(1, { auditDescription })]);

		expect(result.failed[0]?.error).toBeInstanceOf(KardValidationError);
		expect(complaints(result)[0]).toMatch(/^Row 1, Audit Description: /);
		expect(JSON.stringify([result, complaints(result)])).not.toMatch(/4111|1111/);
		expect(kard.received).toEqual([]);
	});

	it('is every one where there is no user to speak of', async () => {
		const result = await kard.client().transactions.audit('', audits(2));

		expect(Object.values(complaints(result))).toEqual([
			...[textLike(/^Row 1, User ID: is required/), textLike(/^Row 2, User ID: is required/)],
		]);
		expect(kard.received).toEqual([]);
	});
});
