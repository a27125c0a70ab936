import { createServer } from 'node:http';
import { setImmediate as moment } from 'node:timers/promises';
import {
	ENVIRONMENTS,
	KardApiError,
	KardValidationError,
	readBaseUrl,
	notificationOperations,
	offerOperations,
	transactionOperations,
	type RawRequest,
	type ListOperation,
	type WriteOptions,
} from '../../shared/host';
import { encodeQuery } from '../../shared/http/url';
import { objectLike, rejection, textLike } from '../support/expected';
import { startKard } from '../support/kard';
import { failure, ORGANIZATION, startScriptedKard, userAnswer, type Reply } from '../support/scriptedKard';
import { close, listen } from '../support/server';
import { idsFor } from '../support/operation';

const kard = startScriptedKard();
const real = startKard();
const USERS = `/v2/issuers/${ORGANIZATION}/users`;
const sentPaths = () => kard.received.map(({ path }) => path);
const request = (raw: RawRequest) => kard.client().request(raw);
const get = (path: string, more: Partial<RawRequest> = {}) => request({ method: 'GET', path, ...more });

describe('answers that are no answers', () => {
	const HTML = '<!doctype html><html><body>502 Bad Gateway</body></html>';

	it.each<[string, Reply, RegExp]>([
		['a web page', { body: HTML }, /response \(200\) is not JSON, but something like a web page/],
		['truncated JSON', { body: '{"data": {"type": "us' }, /response \(200\) is not JSON/],
		['nothing', { status: 200 }, /response \(200\) is empty\./],
		['204 where a user was due', { status: 204 }, /response \(204\) is empty\./],
		['white space', { body: ' \n' }, /response \(200\) is empty\./],
		['JSON of another shape', { body: { hello: 'world' } }, /response \(200\) lacks data\./],
		['null', { body: 'null' }, /lacks data\./],
		['an empty list', { body: { data: [] } }, /lacks data\./],
		['two users', { body: { data: [{ id: 'user-1' }, { id: 'user-2' }] } }, /lacks data\./],
		['a text', { body: { data: 'user-1' } }, /lacks data\./],
		['words about an error', { body: { error: 'maintenance' } }, /lacks data\..* Kard says: maintenance$/],
	])('%s: a clear error with the status, and no repeat', async (_, reply, message) => {
		kard.answer(reply);

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toBeInstanceOf(KardApiError);
		expect(error).toMatchObject({ statusCode: reply.status ?? 200, message: textLike(message) });
		expect(error).toHaveProperty('message', textLike(/Check the environment or base URL/));
		expect(kard.received).toHaveLength(1);
	});

	it('words about an error leave open what became of what was written', async () => {
		kard.answer({ body: { error: { message: 'maintenance' } } });

		const options = { attributes: 'replace' } as const;
		const error = await rejection(kard.client().users.update('user-1', { enrolledRewards: [] }, options));

		const message = textLike(/then try again\. Kard says: maintenance$/);
		expect(error).toMatchObject({ statusCode: 200, outcomeUnknown: true, message });
	});

	it.each([
		[502, 'Kard returned a server error (502). Try again later.'],
		[400, 'Kard refused the request (400).'],
	])('a web page with %i: the status, and nothing of the page', async (status, message) => {
		kard.answer({ status, body: HTML });

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toMatchObject({ statusCode: status, body: undefined, errors: [], message });
	});
});

describe('redirects', () => {
	const visits: string[] = [];
	const elsewhere = createServer((visit, response) => {
		visits.push(visit.url ?? '');
		response.end('{}');
	});
	let address = '';
	beforeAll(async () => {
		address = await listen(elsewhere);
	});
	afterEach(() => {
		expect(visits).toEqual([]);
	});
	afterAll(() => close(elsewhere));

	it.each([301, 302, 303, 307, 308])('%i is an error, and nobody else is called', async (status) => {
		kard.answer({ status, headers: { Location: `${address}/v2/ping` } });
		await expect(kard.client().users.get('user-1')).rejects.toHaveProperty('statusCode', status);
		expect(kard.received).toHaveLength(1);
	});

	it('the credentials are not carried elsewhere either', async () => {
		kard.answerToken({ status: 307, headers: { Location: `${address}/v2/auth/token` } });
		await expect(kard.client().ping()).rejects.toHaveProperty('name', 'KardAuthenticationError');
	});

	it('a next page on another host is asked for at home', async () => {
		const next = `${address}/v2/other?page[after]=cursor-2`;
		kard.answer({ body: { data: [], links: { next } } }, { body: { data: [] } });

		await kard.client().rewards.offers('user-1').toArray();

		expect(kard.received).toHaveLength(2);
		expect(kard.received[1]?.path).toContain('page%5Bafter%5D=cursor-2');
	});
});

describe('the promise of a call', () => {
	it('gives the data, or the data with status and headers', async () => {
		kard.answer({ ...userAnswer(), headers: { 'X-Request-Id': 'req-1', 'X-Many': ['a', 'b'] } });
		const call = kard.client().users.get('user-1');

		const { data, response } = await call.withResponse();

		expect(data).toEqual(await call);
		const headers = objectLike({ 'x-request-id': 'req-1', 'x-many': 'a, b' });
		expect(response).toEqual({ status: 200, headers });
		expect(kard.received).toHaveLength(1);
	});

	it('rejects with the same error either way; awaiting one of the two does not bring the process down', async () => {
		const unhandled: unknown[] = [];
		const note = (reason: unknown) => unhandled.push(reason);
		process.on('unhandledRejection', note);
		kard.answer(failure(404));
		const call = kard.client().users.get('user-1');

		const error = await rejection(call.withResponse());
		await moment();
		process.off('unhandledRejection', note);

		expect(unhandled).toEqual([]);
		expect(await rejection(call)).toBe(error);
	});
});

describe('a request that no method covers', () => {
	it('is sent with the token, and answered as it comes', async () => {
		kard.answer({ status: 201, headers: { 'X-Request-Id': 'req-1' }, body: { data: [{ id: 'child-1' }] } });

		const { data, response } = await request({
			...{ method: 'POST', path: '/v2/issuers/org-1/children?sort=id' },
			...{ query: { include: 'a b', tag: ['x', 'y'] }, headers: { 'X-Trace': 'trace-1' } },
			body: { data: [{ type: 'child' }] },
		}).withResponse();

		expect(data).toEqual({ data: [{ id: 'child-1' }] });
		expect(response).toMatchObject({ status: 201, headers: { 'x-request-id': 'req-1' } });
		const type = { 'content-type': 'application/json' };
		const headers = { ...type, authorization: 'Bearer token-1', 'x-trace': 'trace-1' };
		const path = '/v2/issuers/org-1/children?sort=id&include=a%20b&tag=x&tag=y';
		expect(kard.received).toMatchObject([
			{ method: 'POST', path, body: '{"data":[{"type":"child"}]}', headers },
		]);
	});

	it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s', async (method) => {
		await request({ method, path: '/v2/thing', query: {} });

		expect(kard.received).toMatchObject([{ method, path: '/v2/thing', body: '' }]);
	});

	it.each<[Reply, unknown]>([
		[{ status: 204 }, undefined],
		[{ status: 202 }, undefined],
		[failure(400), 'Kard refused the request (400). Kard says: Something is wrong.'],
		[{ body: '<html></html>' }, textLike('not JSON')],
	])('answered with %j ends in %j', async (reply, outcome) => {
		kard.answer(reply);

		const given = await get('/v2/thing').catch((error: unknown) => error);

		expect(given instanceof KardApiError ? given.message : given).toEqual(outcome);
	});

	it('takes the options of every call', async () => {
		kard.answer(failure(503));

		await rejection(get('/v2/thing', { maxRetries: 0 }));
		const stopped = await rejection(get('/v2/thing', { signal: AbortSignal.abort() }));

		expect(kard.received).toHaveLength(1);
		expect(stopped).toHaveProperty('name', 'KardAbortError');
	});

	it.each(
		'/v2/ping /v2/thing?next=../x /v2/users/a..b /v2/users/%2F /v2/users/... / /v2/users/.hidden'.split(' '),
	)('goes to the path %s as it is', async (path) => {
		await get(path);

		expect(sentPaths()).toEqual([path]);
	});

	it.each([
		...[
			'',
			'v2/ping',
			'//example.com/v2',
			'https://example.com/v2/ping',
			'@example.com/v2',
			'/\\example.com',
		],
		...'/v2/../admin /v2/.. /v2/../ /v2/./ping /v2/%2e%2e/admin /v2/%2E./admin /v2/..?a=1'.split(' '),
		...['/v2/users/Jo Doe', '/v2/thing#part', '/v2/thing\n', '/v2\t/thing'],
	])('%j is refused: rejected, not thrown, and nothing is sent', async (path) => {
		const promise = get(path);

		const error = await rejection(promise);

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', textLike('/v2/ping'));
		expect(await rejection(promise.withResponse())).toBe(error);
		expect([...kard.received, ...kard.tokenRequests]).toEqual([]);
	});
});

describe('ids in paths', () => {
	it.each([
		['a/b', 'a%2Fb'],
		['a?b=c#d', 'a%3Fb%3Dc%23d'],
		['../admin', '..%2Fadmin'],
		['%2e%2e%2f', '%252e%252e%252f'],
		['...', '...'],
		['\ufeff Jo Doe\u00a0 ', 'Jo%20Doe'],
		['a&b+c', 'a%26b%2Bc'],
		['naïve ☕️ 用户', 'na%C3%AFve%20%E2%98%95%EF%B8%8F%20%E7%94%A8%E6%88%B7'],
		['{organizationId}', '%7BorganizationId%7D'],
		['$&', '%24%26'],
		['\\..\\', '%5C..%5C'],
		['jordan@example.com', 'jordan%40example.com'],
		['new\nline', 'new%20line'],
	])('%j goes out as %s, and reaches no other resource', async (id, encoded) => {
		await kard.client().users.get(id);
		await kard.client().users.delete(id);

		expect(sentPaths()).toEqual([`${USERS}/${encoded}`, `${USERS}/${encoded}`]);
	});

	it.each([
		['', 'is required and empty'],
		['  ', 'is required and empty'],
		['.', 'cannot be used as an ID'],
		['..', 'cannot be used as an ID'],
		['\ud800', 'a broken one'],
		['user\u200b-7', 'an invisible character'],
	])('%j is refused before any request', async (id, complaint) => {
		const { users, rewards } = kard.client();
		const calls = [users.get(id), users.delete(id), users.update(id, { enrolledRewards: [] })];
		for (const call of [...calls, rewards.offers(id).toArray()]) {
			const error = await rejection(call);
			expect(error).toBeInstanceOf(KardValidationError);
			const message = textLike(complaint);
			expect(error).toMatchObject({ message, issues: [{ path: 'userId', message }] });
		}
		expect(kard.received).toEqual([]);
	});

	it.each([[undefined], [null]])('%s, from a program without types, is no ID', async (id) => {
		// @ts-expect-error -- the compiler would not let it pass
		const error = await rejection(kard.client().users.get(id));

		expect(error).toMatchObject({ issues: [{ path: 'userId' }] });
		expect(kard.received).toEqual([]);
	});

	it('an organization id is encoded as well, and refused where no path can carry it', async () => {
		await kard.client({ organizationId: ' a/../b ' }).users.get('user-1');
		expect(sentPaths()).toEqual(['/v2/issuers/a%2F..%2Fb/users/user-1']);

		for (const organizationId of ['.', '..', '\ud800']) {
			await expect(kard.client({ organizationId }).users.get('user-1')).rejects.toThrow('organizationId');
		}
		expect(kard.received).toHaveLength(1);
		expect(() => kard.client({ organizationId: ' ' })).toThrow(/Organization ID is empty/);
	});

	it.each(['a/b', '%2f', 'a?b#c', '☕️', '..%2F..', 'user-shopper/offers', ' two\tcells\n'])(
		'%j is stored, found and deleted under that very id',
		async (id) => {
			const { users } = real.client();
			const { succeeded } = await users.create([{ id, enrolledRewards: [] }]);
			const stored = succeeded[0]?.id;

			expect(stored).toBe(id.trim().replace(/\s/g, ' '));
			await expect(users.get(id)).resolves.toHaveProperty('id', stored);
			await users.update(id, { enrolledRewards: ['CARDLINKED'] });
			await expect(users.delete(id)).resolves.toHaveProperty('id', stored);
			expect([...real.sandbox.state.users.keys()]).toEqual(['user-shopper']);
		},
	);
});

describe('the base URL', () => {
	const refused = (complaint: RegExp, ...urls: readonly string[]) =>
		urls.map((url) => [url, complaint] as const);

	it.each([
		['https://kard.example.com', 'https://kard.example.com'],
		[' https://kard.example.com///\n', 'https://kard.example.com'],
		['HTTPS://Kard.Example.com:8443/Gate/kard/', 'https://kard.example.com:8443/Gate/kard'],
		['https://kard.example.com/a/../b', 'https://kard.example.com/b'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['http://127.8.9.10', 'http://127.8.9.10'],
		['http://localhost:4010/', 'http://localhost:4010'],
		['http://[::1]:4010', 'http://[::1]:4010'],
	])('%j is understood as %s', (text, understood) => {
		expect(readBaseUrl(text)).toBe(understood);
	});

	it.each([
		...refused(/begins with http:\/\/.*Write https:\/\//, 'http://kard.example.com', 'http://192.168.1.4'),
		...refused(/begins with http:\/\//, 'http://127.0.0.1.example.com', 'http://localhost.example.com'),
		...refused(/begins with http:\/\//, 'http://0.0.0.0'),
		...refused(/^((?!hush).)*user name or password((?!hush).)*$/, 'https://client:hush@kard.example.com'),
		...refused(/user name or password/, 'https://client@kard.example.com'),
		...refused(/query/, 'https://kard.example.com?x=1'),
		...refused(/fragment/, 'https://kard.example.com/#top'),
		...refused(/a tab or a line break/, 'https://kard.exam\tple.com', 'https://kard.example.com/ga\nte'),
		...refused(/not a web address/, 'kard.example.com', '//kard.example.com', 'ftp://kard.example.com', ''),
		...refused(
			/not a web address/,
			'file:///etc/passwd',
			'javascript:alert(1)',
			'https://',
			'https://kard example.com',
		),
	])('%j is refused clearly', (baseUrl, complaint) => {
		expect(() => kard.client({ baseUrl })).toThrow(KardValidationError);
		expect(() => kard.client({ baseUrl })).toThrow(complaint);
		expect(() => kard.client({ baseUrl })).toThrow(/^Base URL: /);
	});

	it('a path in front is kept, for a gateway', async () => {
		await kard.client({ baseUrl: `${kard.baseUrl}/gate/kard/` }).users.get('user-1');

		expect(sentPaths()).toEqual([`/gate/kard${USERS}/user-1`]);
		expect(kard.tokenRequests.map(({ path }) => path)).toEqual(['/gate/kard/v2/auth/token']);
	});

	it.each([
		[{}, ENVIRONMENTS.production],
		[{ environment: 'production' }, ENVIRONMENTS.production],
		[{ environment: 'sandbox' }, ENVIRONMENTS.sandbox],
		[{ environment: 'sandbox', baseUrl: 'https://kard.example.com' }, 'https://kard.example.com'],
	] as const)('with %j requests go to %s', async (options, host) => {
		const transport = jest.fn(() => Promise.resolve({ status: 200, headers: {}, body: userAnswer().body }));
		const usual = { auth: { token: 'given' }, baseUrl: undefined, transport };

		await kard.client({ ...usual, ...options }).users.get('user-1');

		expect(transport.mock.calls).toEqual([[objectLike({ url: `${host}${USERS}/user-1` })]]);
	});
});

it.each<[Parameters<typeof encodeQuery>[0], string]>([
	[{}, ''],
	[{ a: undefined, b: [] }, ''],
	[{ a: 'Food & Beverage' }, '?a=Food%20%26%20Beverage'],
	[{ a: ['x', 'y'], b: 1, c: false }, '?a=x&a=y&b=1&c=false'],
	[{ 'page[size]': 5, a: '' }, '?page%5Bsize%5D=5&a='],
])('the query %j is %s', (query, text) => {
	expect(encodeQuery(query)).toBe(text);
});

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
