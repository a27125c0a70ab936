import {
	KardAbortError,
	KardAuthenticationError,
	KardConflictError,
	KardError,
	KardNetworkError,
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	type AuditAttributes,
	type WriteOptions,
} from '../../shared';
import { messages, objectLike, outcomes, textLike } from '../support/expected';
import { startKard } from '../support/kard';
import { purchases, SHOPPER, upTo, type SheetRow } from '../support/purchase';
import { failure, startScriptedKard, type Behaviour, type Reply } from '../support/scriptedKard';

const kard = startScriptedKard();

/** What Kard is asked to look into. A caller without types may hand over anything. */
function audit(number: number, cells: SheetRow = {}): AuditAttributes {
	const usual = {
		transactionId: `purchase-evt-${number}`,
		auditCode: '3006' as const,
		merchantName: 'Blue Door Coffee',
		auditDescription: 'The reward for this visit is missing.',
	};
	return Object.assign(usual, cells);
}

const audits = (count: number) => upTo(count).map((number) => audit(number));
/** An audit as Kard answers with it. */
const taken = (id: string, status = 201): Reply => ({
	status,
	body: { data: [{ type: 'audit', id, attributes: {} }] },
});
const ask = (rows: readonly AuditAttributes[], options?: WriteOptions) =>
	kard.client().transactions.audit('user-1', rows, options);

describe('audits with the sandbox', () => {
	const real = startKard();
	const realAudit = (rows: readonly AuditAttributes[], userId = SHOPPER) =>
		real.client().transactions.audit(userId, rows);

	beforeEach(async () => {
		await real.submit(purchases(3));
		real.forgetRequests();
	});

	it('one request for each row, and the ids that Kard gave in input order', async () => {
		const result = await realAudit(audits(3));

		const stored = [...real.sandbox.state.audits.values()];
		expect(result).toEqual({
			succeeded: stored.map(({ id }, index) => ({ index, id, status: 'created' })),
			...{ failed: [], requests: 3 },
		});
		expect(stored).toMatchObject(
			upTo(3).map((number) => ({
				userId: SHOPPER,
				transactionId: `purchase-evt-${number}`,
				auditCode: 3006,
			})),
		);
		expect(real.sent.map(({ method, path, data }) => [method, path, data.length])).toEqual(
			upTo(3).map(() => ['POST', `/users/${SHOPPER}/audits`, 1]),
		);
	});

	it('each row is for itself, also the same one twice: some fail, and the others are there', async () => {
		const result = await realAudit([audit(1), audit(99), audit(1), audit(2)]);

		expect(outcomes(result)).toEqual(['created', 'failed', 'failed', 'created']);
		expect(result.failed.map(({ error }) => error.constructor)).toEqual([
			KardNotFoundError,
			KardConflictError,
		]);
		expect(messages(result)[1]).toMatch(/^Row 2: .*\(404\)/);
		expect(messages(result)[2]).toMatch(/^Row 3: .*\(409\).* open audit /);
	});

	it('of a user whom Kard does not know fail row by row', async () => {
		const result = await realAudit(audits(2), 'nobody');

		expect([outcomes(result), result.requests, result.stoppedBy]).toEqual([
			['failed', 'failed'],
			2,
			undefined,
		]);
	});

	it('with credentials that may not: nothing is done, and the error names the permission', async () => {
		const { stoppedBy } = await real
			.client({ auth: real.sandbox.limited })
			.transactions.audit(SHOPPER, audits(3));

		expect(stoppedBy).toBeInstanceOf(KardPermissionError);
		expect(stoppedBy).toHaveProperty('message', textLike(/audit:write/));
		expect(real.sent).toHaveLength(1);
	});
});

describe('the request for an audit', () => {
	it.each<[string | number, number]>([
		[' 8001 ', 8001],
		['Missing Cashback (3006)', 3006],
		['incorrect', 3005],
		['Other', 8001],
	])('is a list of one, without an id, and with the code as a number: %j', async (auditCode, sent) => {
		kard.answer(taken('audit-1'));

		await kard.client().transactions.audit('user/1', [audit(1, { auditCode })]);

		expect(kard.received).toMatchObject([
			{ method: 'POST', path: '/v2/issuers/org-1/users/user%2F1/audits' },
		]);
		expect(kard.received.map(({ body }): unknown => JSON.parse(body))).toEqual([
			{ data: [{ type: 'audit', attributes: audit(1, { auditCode: sent }) }] },
		]);
	});

	it('is made one after the other', async () => {
		let underWay = 0;
		kard.answer(async () => {
			expect((underWay += 1)).toBe(1);
			await new Promise((resolve) => setImmediate(resolve));
			underWay -= 1;
			return taken(`audit-${kard.received.length}`);
		});

		const result = await ask(audits(5));

		expect(result.succeeded.map(({ id }) => id)).toEqual(upTo(5).map((number) => `audit-${number}`));
	});
});

describe('a row that Kard could not take', () => {
	const card = 'Paid with 4111 1111 1111 1111.';

	it.each<[SheetRow, string, RegExp]>([
		[{ auditCode: 3007 }, 'auditCode', /^Row 2, Audit Code: /],
		[{ auditCode: undefined }, 'auditCode', /^Row 2, Audit Code: is required/],
		[{ transactionId: '' }, 'transactionId', /^Row 2, Transaction ID: is required/],
		[{ merchantName: ' ' }, 'merchantName', /^Row 2, Merchant Name: is required/],
		[{ auditDescription: null }, 'auditDescription', /^Row 2, Audit Description: is required/],
		[{ userId: 'user-1' }, 'userId', /^Row 2, userId: there is no such field/],
		[{ auditDescription: 'x'.repeat(10_001) }, 'auditDescription', /^Row 2, Audit Description: /],
		[{ auditDescription: card }, 'auditDescription', /^Row 2, Audit Description: .*full card number/],
	])('costs no request, and is named by row and field: %j', async (cells, path, message) => {
		kard.answer(taken('audit-1'));

		const result = await ask([audit(1), audit(2, cells), audit(3)]);

		expect(outcomes(result)).toEqual(['created', 'failed', 'created']);
		expect(result).toMatchObject({ requests: 2, failed: [{ index: 1, id: undefined, row: 2 }] });
		const error = result.failed[0]?.error;
		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toMatchObject({ issues: [objectLike({ path })], message: textLike(message) });
		expect(JSON.stringify([result, messages(result)])).not.toMatch(/4111|1111 1111/);
	});

	it('is every one where there is no user to speak of', async () => {
		const result = await kard.client().transactions.audit('', audits(2));

		expect(messages(result)).toEqual({
			0: textLike(/^Row 1, User ID: is req/),
			1: textLike(/^Row 2, User ID: is req/),
		});
		expect(kard.received).toEqual([]);
	});

	it('is known before the first request, and one that cannot even be looked at is left out', async () => {
		const broken = Object.defineProperty(audit(1), 'merchantName', {
			get: () => {
				throw new TypeError('A slip of the program.');
			},
		});
		kard.answer(failure(403, 'No.'));

		const result = await ask([audit(1), audit(2, { merchantName: '' }), broken, audit(4)]);

		expect(kard.received).toHaveLength(1);
		expect(messages(result)).toMatchObject({
			1: 'Row 2, Merchant Name: is required and empty. Fill it in, or map another column to it.',
			2: textLike(/^Row 3: not sent\. It cannot be read\./),
			3: textLike(/^Row 4: not sent\. Kard denied access/),
		});
	});
});

describe('an audit that Kard refuses', () => {
	it.each([
		[400, 'Kard refused the request (400).', KardError],
		[404, 'Kard found nothing there (404). Check the ID and the organization ID.', KardNotFoundError],
		[409, 'Kard has this already (409).', KardConflictError],
	])('with %i is a failure in its own words, and the others go on', async (status, words, ErrorClass) => {
		for (const reply of [
			failure(status, 'Look again.'),
			{ ...failure(status, 'Look again.'), status: 207 },
		]) {
			kard.answer(reply, taken('audit-2'));

			const result = await ask(audits(2));

			expect(messages(result)).toEqual({ 0: `Row 1: ${words} Kard says: Look again.` });
			expect(result.failed[0]?.error).toBeInstanceOf(ErrorClass);
			expect(outcomes(result)).toEqual(['failed', 'created']);
		}
	});

	it('for a moment, before it looked at it, is asked for again', async () => {
		kard.answer(failure(503, 'Busy.', { 'Retry-After': '2' }), failure(429), taken('audit-1'));

		expect(await ask(audits(1))).toMatchObject({ succeeded: [{ id: 'audit-1' }], failed: [], requests: 3 });
	});

	it('for a moment, and then says that it exists, exists already', async () => {
		kard.answer(failure(503, 'Busy.', { 'Retry-After': '2' }), failure(409));

		expect((await ask(audits(1))).failed[0]?.error).toBeInstanceOf(KardConflictError);
	});
});

describe('an audit whose answer is lost', () => {
	it.each<[string, Behaviour]>([
		['a connection that breaks off', 'drop'],
		['no answer in time', 'hang'],
		['a server that is busy and does not say until when', failure(503)],
		['a web page', { status: 201, body: '<html></html>' }],
		['an empty list', { status: 207, body: { data: [] } }],
	])('is not asked for again, for nobody knows whether it is there: %s', async (_, behaviour) => {
		kard.answer(behaviour, taken('audit-2', 207));

		const result = await ask(audits(2), { timeoutMs: 200 });

		expect(outcomes(result)).toEqual(['unknown', 'created']);
		expect(kard.received).toHaveLength(2);
		expect(messages(result)[0]).toMatch(
			/^Row 1: (?!.*try again).* It is not known whether Kard took the audit\. Look before .* 409 means that Kard has it\.$/i,
		);
	});
});

describe('credentials that Kard refuses', () => {
	it.each([
		[401, KardAuthenticationError],
		[403, KardPermissionError],
	])('with %i end it at the first row, and every row is told of', async (status, ErrorClass) => {
		kard.answer(failure(status));

		const result = await ask(audits(3));

		expect(result.stoppedBy).toBeInstanceOf(ErrorClass);
		expect([outcomes(result), result.requests]).toEqual([
			['failed', 'failed', 'failed'],
			kard.received.length,
		]);
		expect(messages(result)[0]).toMatch(new RegExp(`^Row 1: (?!not sent).*\\(${status}\\)`));
		expect(messages(result)[2]).toMatch(new RegExp(`^Row 3: not sent\\. .*\\(${status}\\)`));
	});

	it('at the token request cost no other request', async () => {
		kard.answerToken(failure(401));

		const result = await ask(audits(2));

		expect(result.stoppedBy).toBeInstanceOf(KardAuthenticationError);
		expect([result.requests, kard.received, kard.tokenRequests.length]).toEqual([0, [], 1]);
		expect(messages(result)[0]).toMatch(/^Row 1: not sent\. /);
	});
});

describe('a call that ends early', () => {
	it('because it is cancelled tells what was done, what was not, and what nobody knows', async () => {
		const abort = new AbortController();
		kard.answer(taken('audit-1'), () => {
			abort.abort();
			return undefined;
		});

		const result = await ask(audits(4), { signal: abort.signal });

		expect(outcomes(result)).toEqual(['created', 'unknown', 'failed', 'failed']);
		expect(result.failed.map(({ error }) => error.constructor)).toEqual(upTo(3).map(() => KardAbortError));
		expect(messages(result)[3]).toBe('Row 4: not sent. The run was cancelled.');
		expect(result.stoppedBy).toBeInstanceOf(KardAbortError);
		expect(kard.received).toHaveLength(2);
	});

	it('goes on after Kard could not be reached: the next row may get there', async () => {
		kard.answer('drop', 'drop', taken('audit-3'));

		const result = await ask(audits(3));

		expect(outcomes(result)).toEqual(['unknown', 'unknown', 'created']);
		expect(result.failed[1]?.error).toBeInstanceOf(KardNetworkError);
	});
});
