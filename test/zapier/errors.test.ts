import type { Fault } from '../../sandbox';
import { fakeClock } from '../support/clock';
import { connectedKit, linesIn, textLike, thrownBy, type Kit } from './kit';
import { auditFields, purchases, userFields } from './rows';

describe('what a failed step says', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
	});
	beforeEach(() => {
		kit.sandbox.reset();
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	const find = () => thrownBy(kit.run('searches', 'find_user', { userId: 'u1' }));
	const fault = (more: Partial<Fault>) => {
		kit.sandbox.faults.add({ route: 'getUser', kind: 'status', times: 9, ...more });
	};

	it.each([
		[400, 'KardApiError', /^Kard refused the request \(400\)\./],
		[403, 'KardPermissionError', /permission it needs is user:read\. Ask Kard to add it\./],
		[409, 'KardConflictError', /^This exists at Kard already \(409\)/],
		[500, 'KardApiError', /^Kard has a problem of its own \(500\)\. Try again later\./],
		[302, 'KardApiError', /redirection \(302\), which is not followed/],
	])('words status %d as the client does', async (status, code, message) => {
		fault({ status, headers: { location: 'http://127.0.0.1:1/elsewhere' } });
		expect(await find()).toMatchObject({
			name: 'AppError',
			status,
			code,
			message: textLike(message),
		});
	});

	it('words answers that cannot be read', async () => {
		fault({ kind: 'html', status: 200 });
		expect((await find()).message).toMatch(/something that is not JSON, such as a web page/);
		kit.sandbox.reset();
		fault({ kind: 'malformedJson' });
		expect(await find()).toMatchObject({ code: 'KardApiError', status: 200 });
	});

	it('words a connection that breaks off', async () => {
		fault({ kind: 'dropBefore' });
		expect(await find()).toMatchObject({
			name: 'AppError',
			code: 'KardNetworkError',
			message: textLike(/^Kard could not be reached, or the connection broke off/),
		});
		expect(kit.sandbox.count('getUser')).toBe(3);
	});

	it('waits for Kard where that is short, and says nothing of it', async () => {
		await kit.run('creates', 'create_user', userFields('u1'));
		kit.sandbox.faults.add({ route: 'getUser', kind: 'status', status: 503, times: 2 });
		expect(await kit.run('searches', 'find_user', { userId: 'u1' })).toHaveLength(1);
		expect(kit.sandbox.count('getUser')).toBe(3);
	});

	it.each([
		[429, '90', 90],
		[503, '45', 45],
		[429, new Date(Date.now() + 120_000).toUTCString(), 120],
	])('has Zapier come back later for status %d with Retry-After %s', async (status, retryAfter, seconds) => {
		fault({ status, retryAfter });
		const { name, delay, message } = await find();
		expect(name).toBe('ThrottledError');
		// A date comes nearer while the test gets under way.
		expect(delay).toBeLessThanOrEqual(seconds + 1);
		expect(delay).toBeGreaterThan(seconds - 30);
		expect(message).toMatch(status === 429 ? /^Kard asks to slow down \(429\)/ : /as Kard asks\./);
		expect(kit.sandbox.count('getUser')).toBe(1);
	});

	it('leaves the delay to Zapier where Kard names none', async () => {
		fault({ status: 429 });
		const error = await find();
		expect(error.name).toBe('ThrottledError');
		expect(error.delay).toBeUndefined();
		expect(kit.sandbox.count('getUser')).toBe(3);
	});

	it('masks what Kard repeats of a person', async () => {
		const detail = 'jo@example.com is taken, and +15555550123 as well';
		const body = { errors: [{ status: '400', title: 'Bad', detail }] };
		kit.sandbox.faults.add({ route: 'updateUser', kind: 'status', status: 400, body });
		const inputs = userFields('u1', { userId: 'u1', email: 'jo@example.com', phoneNumber: '+15555550123' });
		const { message } = await thrownBy(kit.run('creates', 'update_user', inputs));
		expect(message).toContain('is taken');
		expect(message).not.toMatch(/jo@|5555550123/);
	});

	it('masks it in the answer to a request for an audit too', async () => {
		const detail = 'jo@example.com paid with 4111 1111 1111 1111, which is closed';
		const body = { errors: [{ status: '400', title: 'Bad', detail }] };
		kit.sandbox.faults.add({ route: 'createAudits', kind: 'status', status: 400, body });
		const { message } = await thrownBy(kit.run('creates', 'request_audit', auditFields('t1')));
		expect(message).toContain('which is closed');
		expect(message).not.toMatch(/jo@|1111/);
	});

	it('holds nothing of what the step was given, which the core would write behind it', async () => {
		kit.sandbox.expireTokens();
		const inputs = userFields('u1', { userId: 'u1', email: 'jo@example.com' });
		const { name, message } = await thrownBy(kit.run('creates', 'update_user', inputs));
		expect(name).toBe('RefreshAuthError');
		expect(message).not.toMatch(/jo@|bundle/);
		await kit.connect();
	});
});

describe('a batch that Kard cannot take at once', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
	});
	beforeEach(async () => {
		kit.sandbox.reset();
		await kit.run('creates', 'create_user', userFields('u1'));
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	const submit = (inputs: object = {}) =>
		kit.run('creates', 'submit_transactions', { transactions: purchases(600), ...inputs });
	const slowDown = (after: number) => {
		kit.sandbox.faults.add({
			route: 'createTransactions',
			kind: 'status',
			status: 429,
			retryAfter: '300',
			after,
		});
	};

	it('is sent again by Zapier, and nothing is counted twice', async () => {
		slowDown(1);
		expect(await thrownBy(submit())).toMatchObject({
			name: 'ThrottledError',
			delay: 300,
			message: textLike(/Accepted: rows 1 to 500\./),
		});
		expect(await submit()).toMatchObject({ accepted: 600, failed: 0 });
		expect(kit.sandbox.state.transactions.size).toBe(600);
	});

	it('says which lines Kard has where duplicates are to fail, for then it cannot be sent again', async () => {
		slowDown(1);
		const result = await submit({ duplicatesOption: 'fail' });
		expect(result).toMatchObject({ accepted: 500, failed: 100 });
	});

	it('is sent again where no line got through', async () => {
		slowDown(0);
		expect(await thrownBy(submit({ duplicatesOption: 'fail' }))).toMatchObject({
			name: 'ThrottledError',
			message: textLike(/No row was accepted\./),
		});
	});

	it('fails as a whole when the credentials are not allowed to', async () => {
		const { clientId, clientSecret } = kit.sandbox.limited;
		const before = kit.authData;
		kit.authData = { ...kit.authData, clientId, clientSecret };
		await kit.connect();
		expect(await thrownBy(submit())).toMatchObject({
			status: 403,
			message: textLike(/^The credentials are not allowed to do this \(403\)/),
		});
		kit.authData = before;
	});
});

describe('the time of a step', () => {
	it('ends a step that Kard does not answer, in time', async () => {
		const kit = await connectedKit({}, { deadlineMs: 600 });
		kit.sandbox.faults.add({ route: 'getUser', kind: 'delay', delayMs: 5_000, times: 9 });
		const startedAt = Date.now();
		expect(await thrownBy(kit.run('searches', 'find_user', { userId: 'u1' }))).toMatchObject({
			name: 'AppError',
			code: 'KardTimeoutError',
			message: textLike(/^Kard did not answer within 0\.\d seconds\./),
		});
		expect(Date.now() - startedAt).toBeLessThan(5_000);
		await kit.sandbox.close();
	});

	it('says of each line whether it was sent when the time runs out', async () => {
		const kit = await connectedKit({}, { deadlineMs: 4_000, roundMs: 500 });
		await kit.run('creates', 'create_user', userFields('u1'));
		kit.sandbox.faults.add({
			route: 'createTransactions',
			kind: 'delay',
			delayMs: 12_000,
			after: 1,
			times: 9,
		});
		const result = await kit.run('creates', 'submit_transactions', { transactions: purchases(501) });
		expect(result).toMatchObject({ accepted: 500, failed: 1 });
		expect(linesIn(result, 'results')[500]).toMatchObject({
			row: 501,
			status: 'failed',
			outcomeUnknown: true,
		});
		await kit.sandbox.close();
	});

	it('is spent on waiting only as far as it reaches', async () => {
		const clock = fakeClock();
		const kit = await connectedKit({}, { clock });
		kit.sandbox.faults.add({ route: 'getUser', kind: 'status', status: 429, retryAfter: '20', times: 9 });
		const error = await thrownBy(kit.run('searches', 'find_user', { userId: 'u1' }));
		expect(clock.sleeps).toEqual([20_000]);
		expect(error).toMatchObject({ name: 'ThrottledError', delay: 20 });
		expect(kit.sandbox.count('getUser')).toBe(2);
		await kit.sandbox.close();
	});
});
