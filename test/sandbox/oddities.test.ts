import { isDeepStrictEqual } from 'node:util';
import { ODDITY_NAMES, type Oddity } from '../../sandbox';
import { isJsonObject, objectsIn } from '../../sandbox/oddities/jsonTree';
import { makeOdd } from '../../sandbox/oddities/makeOdd';
import { randomFrom } from '../../sandbox/oddities/random';
import { shapeOf } from '../../sandbox/oddities/shapes';
import { ENDPOINTS, ROUTES, type Route } from '../../sandbox/routes/operations';
import type { ResponseShape } from '../../sandbox/http/responseShape';
import { answersOfEveryRoute, type RouteAnswer } from './everyRoute';
import { publishedCheck, publishedSuite } from './published';
import { at, startFixture, user, type Fixture } from './support';
import { startListener, type WebhookListener } from './webhookListener';

const ABSENT = Symbol('absent');
const SHAPES: ReadonlyMap<Route, ResponseShape | undefined> = new Map(
	ENDPOINTS.map((endpoint) => [endpoint.route, 'shape' in endpoint ? endpoint.shape : undefined]),
);

/** One property that is not the same in two documents. Places in lists are left out of its path. */
interface Difference {
	readonly path: string;
	readonly before: unknown;
	readonly after: unknown;
}

function differences(before: unknown, after: unknown, path = ''): Difference[] {
	if (isDeepStrictEqual(before, after)) return [];
	if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
		return before.flatMap((item, index) => differences(item, after[index], path));
	}
	if (!isJsonObject(before) || !isJsonObject(after)) return [{ path, before, after }];
	const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	const valueOf = (object: object, name: string): unknown =>
		Object.hasOwn(object, name) ? Reflect.get(object, name) : ABSENT;
	return names.flatMap((name) =>
		differences(valueOf(before, name), valueOf(after, name), path === '' ? name : `${path}.${name}`),
	);
}

describe('odd answers', () => {
	let fixture: Fixture;
	let listener: WebhookListener;
	let regular: readonly RouteAnswer[];

	beforeAll(async () => {
		const options = { auditDurationMs: 1, deliveryDelaysMs: [] };
		[fixture, listener] = await Promise.all([startFixture(options), startListener()]);
		regular = await answersOfEveryRoute(fixture, listener.url);
	});
	beforeEach(() => {
		fixture.sandbox.reset();
	});
	afterAll(() => Promise.all([fixture.sandbox.close(), listener.close()]));

	const odd = ({ route, answer }: RouteAnswer, kinds: readonly Oddity[], seed = 'seed') =>
		makeOdd(
			{ status: answer.status, body: answer.json },
			SHAPES.get(route),
			new Set(kinds),
			randomFrom(seed),
		);
	/** What an oddity changes in the answers of every route. */
	const changes = (...kinds: Oddity[]) =>
		regular.flatMap((before) => {
			const after = odd(before, kinds);
			return differences(before.answer.json, after.body).map((one) => ({ ...one, about: before }));
		});
	const shapesOf = ({ route, answer: { status } }: RouteAnswer) => shapeOf(status, SHAPES.get(route));

	test('every route is asked for a success and, where it can refuse, for a refusal', () => {
		const routes = ROUTES.filter((route) => route !== 'unknown');
		const statusesOf = (route: string) =>
			regular.filter((one) => one.route === route).map(({ answer }) => answer.status);
		for (const route of routes) {
			expect([route, statusesOf(route).some((status) => status < 300)]).toEqual([route, true]);
			expect([route, statusesOf(route).some((status) => status >= 400)]).toEqual([route, route !== 'ping']);
		}
		expect(regular.filter(({ answer }) => answer.status === 207).map(({ route }) => route)).toEqual([
			...['createUsers', 'createTransactions', 'createAudits'],
		]);
	});

	test('nulls: what may be absent, and is, is null; nothing else changes', () => {
		const found = changes('nulls');
		expect(found.length).toBeGreaterThan(50);
		for (const { path, before, after, about } of found) {
			expect([about.route, path, before, after]).toEqual([about.route, path, ABSENT, null]);
			expect(shapesOf(about).optional).toContain(path);
		}
	});

	test('missing: what may be absent is absent, but for the way to the next page', () => {
		const found = changes('missing');
		expect(found.length).toBeGreaterThan(50);
		for (const { path, before, after, about } of found) {
			expect([about.route, path, after]).toEqual([about.route, path, ABSENT]);
			expect(shapesOf(about).optional).toContain(path);
			expect(path).not.toBe('links.next');
			expect(typeof at(before, 'next')).toBe('undefined');
		}
		const dropped = new Set(found.map(({ about, path }) => `${about.route} ${path}`));
		expect([...dropped]).toEqual(
			expect.arrayContaining([
				...['createUsers data', 'createAudits data', 'listOffers included', 'listOffers meta'],
				...['listNotifications links', 'getUser data.attributes.zipCode', 'getUser errors.source'],
			]),
		);
	});

	test('enums: known values give way to unknown ones, and lists have one more', () => {
		const found = changes('enums');
		for (const { path, before, after, about } of found) {
			expect(shapesOf(about).enums).toContain(path);
			const unknown: unknown = Array.isArray(after) ? after.at(-1) : after;
			expect(typeof unknown).toBe('string');
			if (Array.isArray(after)) expect(after.slice(0, -1)).toEqual(before);
			else expect(before).not.toBe(after);
		}
		const touched = new Set(found.map(({ about, path }) => `${about.route} ${path}`));
		const all = [...SHAPES].flatMap(([route, shape]) =>
			(shape?.enums ?? []).map((path) => `${route} ${path}`),
		);
		// The components of a settled reward are progress bars alone.
		const untouched = all.filter((one) => !touched.has(one));
		expect(
			untouched.every((one) => /^listEarnedRewards data\.attributes\.components\.(cta|logo)/.test(one)),
		).toBe(true);
	});

	test('extra: every object has one more property, and nothing else changes', () => {
		for (const before of regular) {
			const after = odd(before, ['extra']);
			const found = differences(before.answer.json, after.body);
			expect(found.every((one) => one.before === ABSENT)).toBe(true);
			expect(found).toHaveLength(objectsIn(before.answer.json).length);
			expect(found.length).toBeGreaterThan(0);
		}
	});

	test('status: a success has another status of success, with the same body; all else keeps its own', () => {
		for (const before of regular) {
			const { status } = before.answer;
			const after = odd(before, ['status']);
			expect(after.body).toEqual(before.answer.json);
			const isPlainSuccess = status < 300 && status !== 207;
			expect([before.route, after.status === status]).toEqual([before.route, !isPlainSuccess]);
			if (isPlainSuccess) expect([200, 201, 202, 203]).toContain(after.status);
		}
	});

	test('never touch the id and type of a resource, nor the id of an error of a 207', () => {
		for (const before of regular) {
			for (const seed of ['a', 'b', 'c']) {
				const { body } = odd(before, ODDITY_NAMES, seed);
				for (const { path } of differences(before.answer.json, body)) {
					expect(path).not.toMatch(/^(data|included)\.(id|type)$/);
				}
				if (before.answer.status !== 207) continue;
				const errors = at(body, 'errors');
				expect(Array.isArray(errors) && errors.every((error) => typeof at(error, 'id') === 'string')).toBe(
					true,
				);
			}
		}
	});

	test('are odd in the same way for the same seed, and in another for another', () => {
		const all = (seed: string) => regular.map((before) => odd(before, ODDITY_NAMES, seed));
		expect(all('a')).toEqual(all('a'));
		expect(all('a')).not.toEqual(all('b'));
	});

	test('come over HTTP from every route, as long as they are asked for', async () => {
		fixture.sandbox.setOddities(['extra', 'status']);
		const answers = await answersOfEveryRoute(fixture, listener.url);
		expect(answers.map(({ route }) => route)).toEqual(regular.map(({ route }) => route));
		answers.forEach(({ route, answer: { status, json } }, index) => {
			const before = regular[index]?.answer.status ?? 0;
			const isPlainSuccess = before < 300 && before !== 207;
			expect([route, status !== before]).toEqual([route, isPlainSuccess]);
			expect([route, /"(addedLater|x-new|newField2)":/.test(JSON.stringify(json))]).toEqual([route, true]);
		});
		fixture.sandbox.setOddities([]);
		expect((await fixture.call('GET', '/v2/issuer')).json).toEqual(
			regular.find(({ route }) => route === 'getOrganization')?.answer.json,
		);
	});

	test('leave what is kept as it is, and can be had of some routes alone', async () => {
		const { call, org, sandbox } = fixture;
		await call('POST', `${org}/users`, { data: [user('u1')] });
		sandbox.setOddities({ kinds: ['nulls', 'enums'], seed: 7, routes: ['getUser'] });
		const read = await call('GET', `${org}/users/u1`);
		expect(at(read.json, 'data', 'attributes')).toMatchObject({ email: null, birthYear: null });
		expect((await call('PUT', `${org}/users/u1`, { data: user('u1') })).json).toEqual({ data: user('u1') });
		expect(sandbox.state.users.get('u1')?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'] });
	});

	test('can be asked for over HTTP, from the start, and are gone after a reset', async () => {
		const control = (body: unknown) => fixture.call('POST', '/__control/oddities', body);
		expect((await control({ kinds: ['strange'] })).status).toBe(400);
		expect((await control({ kinds: ['status'], seed: 3 })).status).toBe(200);
		expect((await fixture.call('GET', '/v2/issuer')).status).not.toBe(200);
		await fixture.call('POST', '/__control/reset');
		expect((await fixture.call('GET', '/v2/issuer')).status).toBe(200);

		const other = await startFixture({ oddities: { kinds: ['status'], routes: ['getOrganization'] } });
		other.sandbox.setOddities([]);
		other.sandbox.reset();
		expect((await other.call('GET', '/v2/issuer')).status).not.toBe(200);
		expect((await other.call('GET', '/v2/ping')).status).toBe(200);
		await other.sandbox.close();
	});

	test('are not made of a fault, which is given as it was asked for', async () => {
		fixture.sandbox.setOddities(ODDITY_NAMES);
		fixture.sandbox.faults.add({ kind: 'override', body: { type: 'organization' } });
		expect((await fixture.call('GET', '/v2/issuer')).text).toBe('{"type":"organization"}');
	});

	publishedSuite('beside the published description', () => {
		test('regular answers keep to it, and answers without what may be missing too', () => {
			const check = publishedCheck();
			for (const before of regular) {
				const { method, path, answer } = before;
				// No shape is published for the errors of the token.
				if (before.route === 'token' && answer.status >= 400) continue;
				for (const body of [answer.json, odd(before, ['missing']).body]) {
					expect([path, check(method, path, answer.status, body)]).toEqual([path, []]);
				}
			}
		});
	});
});
