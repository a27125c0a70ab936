import { isDeepStrictEqual } from 'node:util';
import { ODDITY_NAMES, type Oddity } from '../../sandbox';
import { isJsonObject, objectsIn } from '../../sandbox/oddities/jsonTree';
import { makeOdd } from '../../sandbox/oddities/makeOdd';
import { randomFrom } from '../../sandbox/oddities/random';
import { shapeOf } from '../../sandbox/oddities/shapes';
import { ENDPOINTS } from '../../sandbox/routes/operations';
import { everyResponse, type CaseResponse } from './everyResponse';
import { publishedCheck, publishedSuite } from '../support/published';
import { at, TestKard, user } from './support';

const ABSENT = Symbol('absent');
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

let kard: TestKard;
let regular: readonly CaseResponse[];

beforeAll(async () => {
	kard = await TestKard.start({ auditDurationMs: 100, deliveryDelaysMs: [] });
	regular = await everyResponse(kard, true);
});
beforeEach(() => {
	kard.sandbox.reset();
});

const odd = (
	{ endpoint, response: { status, json: body } }: CaseResponse,
	kinds: readonly Oddity[],
	seed = 'seed',
) => makeOdd({ status, body }, endpoint.shape, new Set(kinds), randomFrom(seed));
/** What oddities change in the responses of every operation. */
const changes = (...kinds: Oddity[]) =>
	regular.flatMap((before) =>
		differences(before.response.json, odd(before, kinds).body).map((one) => ({ ...one, about: before })),
	);
const shapeFor = ({ endpoint, response: { status } }: CaseResponse) => shapeOf(status, endpoint.shape);
const isPlainSuccess = (status: number) => status < 300 && status !== 207;

it('nulls: what may be absent, and is, is null; nothing else changes', () => {
	const found = changes('nulls');
	expect(found.length).toBeGreaterThan(50);
	for (const { path, before, after, about } of found) {
		expect([about.route, path, before, after]).toEqual([about.route, path, ABSENT, null]);
		expect(shapeFor(about).optional).toContain(path);
	}
});

it('missing: what may be absent is absent, but for the way to the next page', () => {
	const found = changes('missing');
	for (const { path, before, after, about } of found) {
		expect([about.route, path, after]).toEqual([about.route, path, ABSENT]);
		expect(shapeFor(about).optional).toContain(path);
		expect([path === 'links.next', typeof at(before, 'next')]).toEqual([false, 'undefined']);
	}
	const absent = found.map(({ about, path }) => `${about.route} ${path}`);
	const some = [
		...['createUsers data', 'createAudits data', 'listOffers included', 'listOffers meta'],
		...['activateOffer included', 'listNotifications links', 'getUser data.attributes.zipCode'],
		...['createUsers errors.source', 'boostOffer included'],
	];
	expect(absent).toEqual(expect.arrayContaining(some));
});

it('enums: known values give way to unknown ones, and lists have one more', () => {
	const found = changes('enums');
	for (const { path, before, after, about } of found) {
		expect(shapeFor(about).enums).toContain(path);
		expect(typeof (Array.isArray(after) ? after.at(-1) : after)).toBe('string');
		if (Array.isArray(after)) expect(after.slice(0, -1)).toEqual(before);
	}
	const changed = new Set(found.map(({ about, path }) => `${about.route} ${path}`));
	const all = ENDPOINTS.flatMap(({ route, ...rest }) =>
		('shape' in rest ? rest.shape.enums : []).map((path) => `${route} ${path}`),
	);
	// The components of a settled reward are progress bars alone.
	const other = /^listEarnedRewards data\.attributes\.components\.(cta|logo)/;
	expect(all.filter((one) => !changed.has(one) && !other.test(one))).toEqual([]);
});

it('extra: every object has one more property, and nothing else changes', () => {
	for (const before of regular) {
		const found = differences(before.response.json, odd(before, ['extra']).body);
		expect(found.every((one) => one.before === ABSENT)).toBe(true);
		expect(found).toHaveLength(objectsIn(before.response.json).length);
	}
});

it('status: a success has another status of success, with the same body; all else stays', () => {
	for (const before of regular) {
		const { status, json } = before.response;
		const after = odd(before, ['status']);
		expect([after.body, after.status === status]).toEqual([json, !isPlainSuccess(status)]);
		if (isPlainSuccess(status)) expect([200, 201, 202, 203]).toContain(after.status);
	}
});

it('leave the id and type of a resource, and the id of an error of a 207', () => {
	for (const before of regular) {
		const { body } = odd(before, ODDITY_NAMES);
		for (const { path } of differences(before.response.json, body)) {
			expect(path).not.toMatch(/^(data|included)\.(id|type)$/);
		}
		if (before.response.status === 207) {
			for (const error of [at(body, 'errors')].flat()) expect(typeof at(error, 'id')).toBe('string');
		}
	}
});

it('are the same for the same seed, and others for another', () => {
	const all = (seed: string) => regular.map((one) => odd(one, ODDITY_NAMES, seed));
	expect(all('a')).toEqual(all('a'));
	expect(all('a')).not.toEqual(all('b'));
});

it('come over HTTP from every operation, as long as they are asked for', async () => {
	kard.sandbox.setOddities(['extra', 'status']);
	const responses = await everyResponse(kard, true);
	for (const [index, { route, response }] of responses.entries()) {
		const before = regular[index]?.response.status ?? 0;
		expect([route, response.status !== before]).toEqual([route, isPlainSuccess(before)]);
		expect([route, /"(addedLater|x-new|newField2)":/.test(response.text)]).toEqual([route, true]);
	}
	kard.sandbox.setOddities([]);
	const organization = regular.find(({ route }) => route === 'getOrganization');
	expect((await kard.get('/v2/issuer')).json).toEqual(organization?.response.json);
});

it('leave what is stored as it is, and can be had of some operations alone', async () => {
	await kard.post('users', user('u1'));
	kard.sandbox.setOddities({ kinds: ['nulls', 'enums'], seed: 7, routes: ['getUser'] });
	const read = await kard.get('users/u1');
	expect(at(read.json, 'data', 'attributes')).toMatchObject({ email: null, birthYear: null });
	expect((await kard.call('PUT', 'users/u1', { data: user('u1') })).json).toEqual({ data: user('u1') });
	expect(kard.sandbox.state.users.get('u1')?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'] });
});

it('can be asked for over HTTP or from the start, and a reset goes back to the start', async () => {
	const control = async (body: unknown) => (await kard.control('POST', 'oddities', body)).status;
	const statuses = [await control({ kinds: ['strange'] }), await control({ kinds: ['status'], seed: 3 })];
	expect(statuses).toEqual([400, 200]);
	const before = (await kard.get('/v2/issuer')).status;
	kard.sandbox.reset();
	expect([before === 200, (await kard.get('/v2/issuer')).status]).toEqual([false, 200]);
	const other = await TestKard.start({ oddities: { kinds: ['status'], routes: ['getOrganization'] } });
	other.sandbox.setOddities([]);
	other.sandbox.reset();
	expect((await other.get('/v2/issuer')).status).not.toBe(200);
	expect((await other.get('/v2/ping')).status).toBe(200);
});

it('are not made of a fault', async () => {
	kard.sandbox.setOddities(ODDITY_NAMES);
	kard.sandbox.faults.add({ kind: 'override', body: { type: 'organization' } });
	expect((await kard.get('/v2/issuer')).text).toBe('{"type":"organization"}');
});

publishedSuite('beside the published description', () => {
	it('a response keeps to it without what may be missing', () => {
		const check = publishedCheck();
		for (const one of regular) {
			const { endpoint, route, response } = one;
			// No shape is published for these.
			if ([403, 415].includes(response.status) || (route === 'token' && response.status >= 400)) continue;
			const problems = check(endpoint.method, endpoint.path, response.status, odd(one, ['missing']).body);
			expect([route, problems]).toEqual([route, []]);
		}
	});
});
