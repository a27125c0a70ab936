import {
	KardAbortError,
	KardAuthenticationError,
	KardConflictError,
	KardError,
	KardNetworkError,
	KardNotFoundError,
	KardPermissionError,
	KardRateLimitError,
	type AuditAttributes,
	type WriteOptions,
} from '../../shared';
import { audit, auditAnswer, audits } from './auditRows';
import { failure, fakeKard, token, type Behaviour, type Reply } from './fakeKard';
import { complaints, fates } from './kardUnderTest';
import { upTo } from './rows';

const kard = fakeKard();
const ask = (rows: readonly AuditAttributes[], options?: WriteOptions) =>
	kard.client().transactions.audit('user-1', rows, options);

describe('an audit that Kard refuses', () => {
	it('with an error inside of a success is a failure', async () => {
		const errors = [{ status: '409', detail: 'It is being looked into.', id: 'txn-1' }];
		kard.answer({ status: 207, body: { errors } }, auditAnswer('audit-2'));

		const result = await ask(audits(2));

		expect(fates(result)).toEqual(['failed', 'created']);
		expect(result.failed[0]?.error).toBeInstanceOf(KardConflictError);
		expect(complaints(result)[0]).toBe(
			'Row 1: This exists at Kard already (409). Kard says: It is being looked into.',
		);
	});

	it('with 207 is a success only if the answer names the audit and no error', async () => {
		kard.answer({ ...auditAnswer('audit-1'), status: 207 }, { status: 207, body: { data: [] } });

		const result = await ask(audits(2));

		expect(fates(result)).toEqual(['created', 'unknown']);
		expect(complaints(result)[1]).toMatch(
			/It is not known whether Kard took the audit\. Look before you send it again: /,
		);
	});

	it.each([
		[400, 'Kard refused the request (400).', KardError],
		[404, 'Kard found nothing there (404). Check the ID and the organization ID.', KardNotFoundError],
		[409, 'This exists at Kard already (409).', KardConflictError],
	])('with %i is a failure in its own words, and the others go on', async (status, words, ErrorClass) => {
		kard.answer(failure(status, 'Look again.'), auditAnswer('audit-2'));

		const result = await ask(audits(2));

		expect(complaints(result)).toEqual({ 0: `Row 1: ${words} Kard says: Look again.` });
		expect(result.failed[0]?.error).toBeInstanceOf(ErrorClass);
		expect(fates(result)).toEqual(['failed', 'created']);
	});

	it('is told without the addresses and card numbers that the answer repeats', async () => {
		const detail = 'nothing for jordan@example.com with 4111 1111 1111 1111';
		kard.answer({ status: 207, body: { errors: [{ status: '400', detail, meta: { got: detail } }] } });

		const result = await ask(audits(1));

		const written = JSON.stringify([result, complaints(result), result.failed[0]?.error]);
		for (const secret of ['jordan', '4111', 'token-1', 'secret-of']) expect(written).not.toContain(secret);
	});

	it('for a moment, before it looked at it, is asked for again', async () => {
		kard.answer(failure(503, 'Busy.', { 'Retry-After': '2' }), failure(429), auditAnswer('audit-1'));

		const result = await ask(audits(1));

		expect(result).toMatchObject({ succeeded: [{ id: 'audit-1' }], failed: [], requests: 3 });
	});
});

describe('an audit whose answer is lost', () => {
	it.each<[string, Behaviour]>([
		['a connection that breaks off', 'drop'],
		['no answer in time', 'hang'],
		['a problem of its own', failure(500)],
		['a gateway that gave up', failure(504)],
		['a server that is busy and does not say until when', failure(503)],
		['a server that waited too long', failure(408)],
	])('is not asked for again, for nobody knows whether it is there: %s', async (_, behaviour) => {
		kard.answer(behaviour, auditAnswer('audit-2'));

		const result = await ask(audits(2), { timeoutMs: 200 });

		expect(fates(result)).toEqual(['unknown', 'created']);
		expect(kard.received).toHaveLength(2);
		expect(complaints(result)[0]).toMatch(
			/^Row 1: Kard (?!.*try again).* It is not known whether Kard took the audit\. Look before .* 409 means that Kard has it\.$/i,
		);
	});

	it.each<[string, Reply]>([
		['nothing', { status: 201 }],
		['a web page', { status: 201, body: '<html></html>' }],
		['an empty list', { status: 201, body: { data: [] } }],
		['an audit without an id', { status: 201, body: { data: [{ type: 'audit', attributes: {} }] } }],
	])('is unknown where Kard answers with %s', async (_, reply) => {
		kard.answer(reply);

		expect(fates(await ask(audits(1)))).toEqual(['unknown']);
		expect(kard.received).toHaveLength(1);
	});

	it('and was turned away before exists already, where Kard then says so', async () => {
		kard.answer(failure(503, 'Busy.', { 'Retry-After': '2' }), failure(409));

		const result = await ask(audits(1));

		expect(fates(result)).toEqual(['failed']);
		expect(result.failed[0]?.error).toBeInstanceOf(KardConflictError);
	});
});

describe('rows that cannot be sent', () => {
	it('are known before the first request, also where Kard then refuses the rest', async () => {
		kard.answer(failure(403, 'No.'));

		const result = await ask([audit(1), audit(2, { merchantName: '' }), audit(3)]);

		expect(kard.received).toHaveLength(1);
		expect(complaints(result)).toMatchObject({
			1: 'Row 2, Merchant Name: is required and empty. Fill it in, or map another column to it.',
			2: expect.stringMatching(/^Row 3: not sent\./) as unknown,
		});
	});
});

describe('credentials that Kard refuses', () => {
	it.each([
		[401, KardAuthenticationError],
		[403, KardPermissionError],
	])('with %i end it at the first row, and the error tells of every row', async (status, ErrorClass) => {
		kard.answer(failure(status));

		const result = await ask(audits(3));

		expect(result.stoppedBy).toBeInstanceOf(ErrorClass);
		expect(fates(result)).toEqual(['failed', 'failed', 'failed']);
		expect(result.requests).toBe(kard.received.length);
		expect(complaints(result)[0]).toMatch(new RegExp(`^Row 1: .*\\(${status}\\)`));
		expect(complaints(result)[2]).toMatch(new RegExp(`^Row 3: not sent\\. .*\\(${status}\\)`));
	});

	it('at the token request cost no other request', async () => {
		kard.answerToken(failure(401));

		const result = await ask(audits(2));

		expect(result.stoppedBy).toBeInstanceOf(KardAuthenticationError);
		expect(result).toMatchObject({ requests: 0, failed: [{ index: 0 }, { index: 1 }] });
		expect(kard.received).toEqual([]);
		expect(kard.tokenRequests).toHaveLength(1);
	});

	it('after some rows went well leave these as they are', async () => {
		kard.answer(auditAnswer('audit-1'), failure(403));

		const result = await ask(audits(4));

		expect(fates(result)).toEqual(['created', 'failed', 'failed', 'failed']);
		expect(kard.received).toHaveLength(2);
		expect(complaints(result)[3]).toMatch(/^Row 4: not sent\. The credentials are not allowed/);
	});

	it('for the token, after the row went out, do not make it "not sent"', async () => {
		kard.answer(failure(401));
		kard.answerToken(token('token-1'), failure(401));

		const result = await ask(audits(2));

		expect(kard.received).toHaveLength(1);
		expect(complaints(result)[0]).not.toMatch(/not sent/);
		expect(complaints(result)[1]).toMatch(/^Row 2: not sent\. /);
	});

	it('for a token that had expired are renewed, and nothing is lost', async () => {
		kard.answer(failure(401), auditAnswer('audit-1'));

		const result = await ask(audits(2));

		expect(fates(result)).toEqual(['created', 'created']);
		expect(kard.tokenRequests).toHaveLength(2);
	});
});

describe('a call that ends early', () => {
	it('because it is cancelled tells what was done, what was not, and what nobody knows', async () => {
		const abort = new AbortController();
		kard.answer(auditAnswer('audit-1'), () => {
			abort.abort();
			return undefined;
		});

		const result = await ask(audits(4), { signal: abort.signal });

		expect(fates(result)).toEqual(['created', 'unknown', 'failed', 'failed']);
		expect(result.failed.map(({ error }) => error.constructor)).toEqual(upTo(3).map(() => KardAbortError));
		expect(complaints(result)[3]).toBe('Row 4: not sent. The run was cancelled.');
		expect(kard.received).toHaveLength(2);
	});

	it('because it was cancelled before it began sends nothing', async () => {
		const result = await ask(audits(2), { signal: AbortSignal.abort() });

		expect(Object.values(complaints(result))).toEqual([
			...['Row 1: not sent. The run was cancelled.', 'Row 2: not sent. The run was cancelled.'],
		]);
		expect([...kard.received, ...kard.tokenRequests]).toEqual([]);
	});

	it('because its time is used up says so for the rows that were not sent', async () => {
		kard.answer(() => {
			kard.clock.advance(600);
			return auditAnswer('audit-1');
		});

		const result = await ask(audits(3), { deadlineMs: 1_000 });

		expect(fates(result)).toEqual(['created', 'created', 'failed']);
		expect(complaints(result)[2]).toMatch(/^Row 3: The time for this step was used up\./);
	});

	it.each([
		[429, 'failed', KardRateLimitError],
		[503, 'failed', KardError],
	])(
		'because Kard (%i) asks for a longer pause than can be waited for sends no further row',
		async (...given) => {
			const [status, first, ErrorClass] = given;
			kard.answer(failure(status, 'Later.', { 'Retry-After': '3600' }));

			const result = await ask(audits(3));

			expect(kard.received).toHaveLength(1);
			expect(result.failed[2]?.error).toBeInstanceOf(ErrorClass);
			expect(fates(result)).toEqual([first, 'failed', 'failed']);
		},
	);

	it('goes on after Kard could not be reached: the next row may get there', async () => {
		kard.answer('drop', 'drop', auditAnswer('audit-3'));

		const result = await ask(audits(3));

		expect(fates(result)).toEqual(['unknown', 'unknown', 'created']);
		expect(result.failed.map(({ error }) => error.constructor)).toEqual([KardNetworkError, KardNetworkError]);
	});

	it('leaves out a row that cannot even be looked at', async () => {
		const broken = Object.defineProperty(audit(1), 'merchantName', {
			get: () => {
				throw new TypeError('A slip of the program.');
			},
		});
		kard.answer(auditAnswer('audit-2'));

		const result = await ask([broken, audit(2)]);

		expect(fates(result)).toEqual(['failed', 'created']);
		expect(complaints(result)[0]).toMatch(/^Row 1: not sent\. It cannot be read\./);
	});
});
