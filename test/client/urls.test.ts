import {
	ENVIRONMENTS,
	KardClient,
	KardValidationError,
	readBaseUrl,
	type KardClientOptions,
} from '../../shared';
import { encodeQuery } from '../../shared/http/url';
import { fakeKard, ORGANIZATION, rejection, textLike, userAnswer } from './fakeKard';
import { kardUnderTest } from './kardUnderTest';

const kard = fakeKard();
const sentPaths = () => kard.received.map(({ path }) => path);

describe('ids in paths', () => {
	const USERS = `/v2/issuers/${ORGANIZATION}/users`;

	it.each([
		['a/b', 'a%2Fb'],
		['a?b=c', 'a%3Fb%3Dc'],
		['a#b', 'a%23b'],
		['../admin', '..%2Fadmin'],
		['a/../../b', 'a%2F..%2F..%2Fb'],
		['%2f', '%252f'],
		['%2e%2e', '%252e%252e'],
		['...', '...'],
		['Jo Doe', 'Jo%20Doe'],
		[' padded ', 'padded'],
		['\ufeffpadded\u00a0', 'padded'],
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
		const calls = [
			() => kard.client().users.get(id),
			() => kard.client().users.delete(id),
			() => kard.client().users.update(id, { enrolledRewards: [] }),
			() => kard.client().rewards.offers(id).toArray(),
		];
		for (const call of calls) {
			const error = await rejection(call());
			expect(error).toBeInstanceOf(KardValidationError);
			expect(error).toHaveProperty('message', expect.stringContaining(complaint));
			expect(error).toHaveProperty('issues', [{ path: 'userId', message: textLike(complaint) }]);
		}
		expect(kard.received).toEqual([]);
	});

	it('an organization id is encoded as well', async () => {
		await kard.client({ organizationId: ' a/../b ' }).users.get('user-1');

		expect(sentPaths()).toEqual(['/v2/issuers/a%2F..%2Fb/users/user-1']);
	});

	it('an empty organization id is refused when the client is made', () => {
		expect(() => kard.client({ organizationId: ' ' })).toThrow(/Organization ID is empty/);
	});

	it.each(['.', '..', '\ud800'])(
		'no path can carry the organization id %j: refused before any request',
		async (organizationId) => {
			await expect(kard.client({ organizationId }).users.get('user-1')).rejects.toThrow('organizationId');
			expect(kard.received).toEqual([]);
		},
	);
});

describe('ids in paths, with the sandbox', () => {
	const real = kardUnderTest();

	it.each([' padded ', 'two\tcells', 'line\n'])('%j is the same user in a row and in a path', async (id) => {
		const { users } = real.client();
		const { succeeded } = await users.create([{ id, enrolledRewards: [] }]);
		const user = await users.update(id, { enrolledRewards: ['CARDLINKED'] });

		expect(user.id).toBe(succeeded[0]?.id);
		expect([...real.sandbox.state.users.keys()].sort()).toEqual([user.id, 'user-shopper'].sort());
	});

	it.each(['a/b', '%2f', 'a?b#c', 'Jo Doe', '☕️', '..%2F..', 'user-shopper/offers'])(
		'%j is stored, found and deleted under that very id',
		async (id) => {
			const { users } = real.client();
			await users.create([{ id, enrolledRewards: [] }]);

			await expect(users.get(id)).resolves.toHaveProperty('id', id);
			await users.update(id, { enrolledRewards: ['CARDLINKED'] });
			await expect(users.delete(id)).resolves.toHaveProperty('id', id);
			expect([...real.sandbox.state.users.keys()]).toEqual(['user-shopper']);
		},
	);
});

describe('the base URL is understood, or refused clearly', () => {
	it.each([
		['https://kard.example.com', 'https://kard.example.com'],
		['https://kard.example.com/', 'https://kard.example.com'],
		['https://kard.example.com///', 'https://kard.example.com'],
		[' https://kard.example.com\n', 'https://kard.example.com'],
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
		['http://kard.example.com', /begins with http:\/\/.*Write https:\/\//],
		['http://127.0.0.1.example.com', /begins with http:\/\//],
		['http://localhost.example.com', /begins with http:\/\//],
		['http://0.0.0.0', /begins with http:\/\//],
		['http://192.168.1.4', /begins with http:\/\//],
		['https://client:secret@kard.example.com', /user name or password/],
		['https://client@kard.example.com', /user name or password/],
		['https://kard.example.com?x=1', /query/],
		['https://kard.example.com/#top', /fragment/],
		['https://kard.exam\tple.com', /a tab or a line break/],
		['https://kard.example.com/ga\nte', /a tab or a line break/],
		['kard.example.com', /not a web address/],
		['//kard.example.com', /not a web address/],
		['ftp://kard.example.com', /not a web address/],
		['file:///etc/passwd', /not a web address/],
		['javascript:alert(1)', /not a web address/],
		['https://', /not a web address/],
		['https://kard example.com', /not a web address/],
		['', /not a web address/],
	])('%j is refused clearly', (baseUrl, complaint) => {
		expect(() => kard.client({ baseUrl })).toThrow(KardValidationError);
		expect(() => kard.client({ baseUrl })).toThrow(complaint);
		expect(() => kard.client({ baseUrl })).toThrow(/^Base URL: /);
	});

	it('a password in it is not repeated', () => {
		expect(() => kard.client({ baseUrl: 'https://client:hush@kard.example.com' })).toThrow(/^((?!hush).)*$/);
	});

	it('a path in front is kept, for a gateway', async () => {
		await kard.client({ baseUrl: `${kard.baseUrl}/gate/kard/` }).users.get('user-1');

		expect(sentPaths()).toEqual([`/gate/kard/v2/issuers/${ORGANIZATION}/users/user-1`]);
		expect(kard.tokenRequests.map(({ path }) => path)).toEqual(['/gate/kard/v2/auth/token']);
	});

	it.each<[Partial<KardClientOptions>, string]>([
		[{}, ENVIRONMENTS.production],
		[{ environment: 'production' }, ENVIRONMENTS.production],
		[{ environment: 'sandbox' }, ENVIRONMENTS.sandbox],
		[{ environment: 'sandbox', baseUrl: 'https://kard.example.com' }, 'https://kard.example.com'],
	])('with %j requests go to %s', async (options, host) => {
		const urls: string[] = [];
		const client = new KardClient({
			...{ organizationId: ORGANIZATION, auth: { token: 'given' }, clock: kard.clock },
			...options,
			transport: ({ url }) => {
				urls.push(url);
				return Promise.resolve({ status: 200, headers: {}, body: userAnswer().body });
			},
		});

		await client.users.get('user-1');

		expect(urls).toEqual([`${host}/v2/issuers/${ORGANIZATION}/users/user-1`]);
	});
});

describe('a query', () => {
	it.each<[Parameters<typeof encodeQuery>[0], string]>([
		[{}, ''],
		[{ a: undefined, b: [] }, ''],
		[{ a: 'Food & Beverage' }, '?a=Food%20%26%20Beverage'],
		[{ a: ['x', 'y'], b: 1, c: false }, '?a=x&a=y&b=1&c=false'],
		[{ 'page[size]': 5, a: '' }, '?page%5Bsize%5D=5&a='],
	])('%j is %s', (query, text) => {
		expect(encodeQuery(query)).toBe(text);
	});
});
