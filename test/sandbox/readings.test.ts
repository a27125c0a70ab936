import { OPEN_QUESTIONS, type Readings, startSandbox } from '../../sandbox';
import { withReadings, USUAL_READINGS } from '../../sandbox/readings/choose';
import { rewardIdOf } from '../../sandbox/resources/earnedReward';
import { at, type Fixture, objectLike, purchase, startFixture, textLike, user, without } from './support';
import { subscribe, subscription } from './subscribing';
import { startListener, type WebhookListener } from './webhookListener';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('what Kard leaves open', () => {
	let fixture: Fixture;
	let listener: WebhookListener;

	beforeAll(async () => {
		[fixture, listener] = await Promise.all([startFixture(), startListener()]);
	});
	beforeEach(async () => {
		fixture.sandbox.reset();
		listener.clear();
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1', { zipCode: '30301' })] });
	});
	afterAll(() => Promise.all([fixture.sandbox.close(), listener.close()]));

	const read = (readings: Partial<Readings>) => {
		fixture.sandbox.setReadings(readings);
	};
	const submit = (...data: unknown[]) => fixture.call('POST', `${fixture.org}/transactions`, { data });
	const offers = (query: string) =>
		fixture.call('GET', `${fixture.org}/users/u1/offers?page[size]=200${query}`);
	const create = (eventName: string) =>
		fixture.call('POST', `${fixture.org}/subscriptions`, { data: [subscription(eventName, listener.url)] });
	const sent = () => listener.deliveries.map(({ json }) => json);

	test('is read in the usual way, unless asked otherwise, and again after a reset', () => {
		const usual = Object.entries(OPEN_QUESTIONS).map(([name, question]) => [name, question.usual]);
		expect(fixture.sandbox.readings).toEqual(Object.fromEntries(usual));
		read({ subscriptions: 'one', userPut: 'keeps' });
		expect(fixture.sandbox.readings).toEqual({ ...USUAL_READINGS, subscriptions: 'one', userPut: 'keeps' });
		fixture.sandbox.reset();
		expect(fixture.sandbox.readings).toEqual(USUAL_READINGS);
	});

	test('can be read in another way from the start, and a reset goes back to that', async () => {
		const sandbox = await startSandbox({ readings: { userPut: 'keeps' }, subscriptionsPerEvent: 'one' });
		sandbox.setReadings({ userPut: 'clears' });
		sandbox.reset();
		expect(sandbox.readings).toEqual({ ...USUAL_READINGS, subscriptions: 'one', userPut: 'keeps' });
		await sandbox.close();
	});

	test.each([
		[{ mood: 'good' }, /no reading called mood.* token, .*quotaHeaders/],
		[{ subscriptions: 'two' }, /subscriptions must be many or one, not two/],
		[{ repeatedEvent: 207 }, undefined],
		[{ subscriptions: null }, /not null/],
	])('is not read as %j', (changes, message) => {
		const change = () => withReadings(USUAL_READINGS, changes);
		if (message === undefined) expect(change).toThrow(/must be 207 or 409/);
		else expect(change).toThrow(message);
	});

	test('can be read in another way over HTTP', async () => {
		const control = (method: string, body?: unknown) => fixture.call(method, '/__control/readings', body);
		const wrong = await control('POST', { subscriptions: 'two', mood: 'good', userPut: 'keeps' });
		expect([wrong.status, wrong.errors.map(({ detail }) => detail)]).toEqual([
			400,
			[textLike(/subscriptions.*not two/), textLike(/no reading called mood/)],
		]);
		expect(fixture.sandbox.readings).toEqual(USUAL_READINGS);
		expect((await control('POST', { subscriptions: 'one' })).status).toBe(200);
		expect(at((await control('GET')).json, 'readings', 'subscriptions')).toBe('one');
		expect(at((await control('GET')).json, 'openQuestions', 'userPut', 'usual')).toBe('clears');
	});

	test('subscriptions: several of one event, or one', async () => {
		await create('auditUpdate');
		const second = subscription('auditUpdate', `${listener.url}/2`);
		const again = () => fixture.call('POST', `${fixture.org}/subscriptions`, { data: [second] });
		read({ subscriptions: 'one' });
		expect((await again()).status).toBe(409);
		read({ subscriptions: 'many' });
		expect((await again()).status).toBe(201);
	});

	const retired = ['validTransaction', 'failedTransaction', 'clawback'];
	test.each(retired)('retiredEvents: %s is refused, or taken and sent', async (eventName) => {
		const filter = () => fixture.call('GET', `${fixture.org}/notifications?filter[eventName]=${eventName}`);
		const refused = await create(eventName);
		expect([refused.status, refused.errors[0]?.source]).toEqual([
			400,
			{ pointer: '/data/0/attributes/eventName' },
		]);
		expect((await filter()).status).toBe(400);
		read({ retiredEvents: 'taken' });
		expect((await create(eventName)).status).toBe(201);
		const later = { status: 'RETURNED', transactionDate: '2026-03-07T02:00:00Z', transactionId: 'p1' };
		await submit(
			purchase('e1', { transactionId: 'p1' }),
			purchase('e2', { ...later, status: 'DECLINED' }),
			purchase('e3', later),
		);
		await fixture.sandbox.notifications.idle();
		expect(sent().map((payload) => at(payload, 'data', 'type'))).toEqual([eventName]);
		expect((await filter()).data).toHaveLength(1);
	});

	test('retiredEvents: can be sent on request although nobody can subscribe to them', async () => {
		await subscribe(fixture, listener.url, 'auditUpdate');
		for (const eventName of retired) await fixture.sandbox.notifications.send({ eventName });
		expect(sent().map((payload) => at(payload, 'data', 'type'))).toEqual(retired);
		expect(at(sent()[2], 'data', 'attributes', 'reason')).toBe('RETURNED');
	});

	test('matchedTransaction: is refused with the whole request, or taken', async () => {
		const date = { authorizationDate: '2026-03-04T10:15:00Z' };
		const matched = without(purchase('e2', date, 'matchedTransaction'), 'status', 'currency', 'settledDate');
		const refused = await submit(purchase('e1'), matched);
		expect([refused.status, refused.errors]).toEqual([
			400,
			[objectLike({ id: 'e2', source: { pointer: '/data/1/type' } })],
		]);
		read({ matchedTransaction: 'taken' });
		expect((await submit(purchase('e1'), matched)).status).toBe(202);
	});

	test('repeatedEvent: a 207 takes the new ones, or a 409 none', async () => {
		await submit(purchase('e1'));
		read({ repeatedEvent: '409' });
		const none = await submit(purchase('e1'), purchase('e2'), purchase('e3'), purchase('e3'));
		expect([none.status, none.errors.map(({ id }) => id)]).toEqual([409, ['e1', 'e3']]);
		expect([...fixture.sandbox.state.transactions.keys()]).toEqual(['e1']);
		read({ repeatedEvent: '207' });
		expect((await submit(purchase('e1'), purchase('e2'))).status).toBe(207);
		expect([...fixture.sandbox.state.transactions.keys()]).toEqual(['e1', 'e2']);
	});

	test('userPut: clears or keeps what is left out', async () => {
		const put = () => fixture.call('PUT', `${fixture.org}/users/u1`, { data: user('u1') });
		read({ userPut: 'keeps' });
		expect((await put()).json).toEqual({ data: user('u1', { zipCode: '30301' }) });
		read({ userPut: 'clears' });
		expect((await put()).json).toEqual({ data: user('u1') });
	});

	test.each([
		['attribute', 'p1', rewardIdOf('e1')],
		['relationship', rewardIdOf('e1'), 'p1'],
		['both', 'p1', 'p1'],
	] as const)(
		'transactionIds: the issuer finds its own in the %s',
		async (transactionIds, inside, related) => {
			await subscribe(fixture, listener.url, 'earnedRewardSettled', 'earnedRewardRejected');
			read({ transactionIds });
			const later = { status: 'RETURNED', transactionDate: '2026-03-07T02:00:00Z' };
			await submit(purchase('e1', { transactionId: 'p1' }));
			await fixture.sandbox.notifications.idle();
			const [settled] = sent();
			expect(at(settled, 'data', 'attributes', 'transactionId')).toBe(inside);
			expect(at(settled, 'data', 'relationships', 'transaction', 'data', 'id')).toBe(related);
			await submit(purchase('e2', { ...later, transactionId: 'p1' }));
			await fixture.sandbox.notifications.idle();
			const ids = [
				at(sent()[1], 'data', 'attributes', 'transactionId'),
				at(sent()[1], 'data', 'relationships', 'transaction', 'data', 'id'),
			];
			expect(ids).toEqual([inside, related].map((id) => (id === 'p1' ? id : rewardIdOf('e2'))));
		},
	);

	test.each(['payload', 'own'] as const)(
		'deliveryId: the id in the list is the %s one',
		async (deliveryId) => {
			await subscribe(fixture, listener.url, 'earnedRewardSettled', 'auditUpdate');
			read({ deliveryId });
			await submit(purchase('e1'));
			await fixture.sandbox.notifications.idle();
			await fixture.sandbox.notifications.send({ eventName: 'auditUpdate' });
			const list = await fixture.call('GET', `${fixture.org}/notifications`);
			const payloadIds = sent().map((payload) => at(payload, 'data', 'id'));
			const listed = list.data.map(({ id }) => id).reverse();
			expect(listed).toEqual([textLike(UUID), textLike(UUID)]);
			expect(listed.map((id, index) => id === payloadIds[index])).toEqual(
				[deliveryId, deliveryId].map((reading) => reading === 'payload'),
			);
			const [eventId = ''] = listed;
			expect((await fixture.call('POST', `${fixture.org}/notifications/${eventId}/replay`)).status).toBe(202);
			await fixture.sandbox.notifications.idle();
			expect(at(sent()[2], 'data', 'id')).toBe(payloadIds[0]);
		},
	);

	test.each(['pushNotificationPlacementFile', 'emailNotificationPlacementFile'])(
		'placementFileId: two files of %s have the id of their placement, or ids of their own',
		async (eventName) => {
			const twice = async () => {
				listener.clear();
				const options = { eventName, webhookUrl: listener.url };
				await fixture.sandbox.notifications.send(options);
				await fixture.sandbox.notifications.send(options);
				return [
					sent().map((payload) => at(payload, 'data', 'id')),
					sent().map((payload) => at(payload, 'data', 'relationships', 'placement', 'data', 'id')),
					sent().map((payload) => at(payload, 'data', 'attributes', 'downloadUrl')),
				].map((values) => new Set(values));
			};
			const [ids, placements, urls] = await twice();
			expect([ids?.size, urls?.size]).toEqual([1, 2]);
			expect(ids).toEqual(placements);
			const list = await fixture.call('GET', `${fixture.org}/notifications`);
			expect(new Set(list.data.map(({ id }) => id)).size).toBe(2);
			read({ placementFileId: 'own' });
			const own = await twice();
			expect(own.map(({ size }) => size)).toEqual([2, 1, 2]);
			expect(own[1]).toEqual(placements);
		},
	);

	const BOTH: Readonly<Record<Readings['purchaseChannel'], string>> = {
		repeated: '&filter[purchaseChannel]=INSTORE&filter[purchaseChannel]=ONLINE',
		json: `&filter[purchaseChannel]=${encodeURIComponent('["INSTORE","ONLINE"]')}`,
		indexed: '&filter[purchaseChannel][0]=INSTORE&filter[purchaseChannel][1]=ONLINE',
	};
	test.each(['repeated', 'json', 'indexed'] as const)(
		'purchaseChannel: several values are taken %s, and in no other form',
		async (purchaseChannel) => {
			read({ purchaseChannel });
			const all = (await offers('')).data.length;
			const instore = (await offers('&filter[purchaseChannel]=INSTORE')).data.length;
			expect(instore).toBeLessThan(all);
			expect((await offers(BOTH[purchaseChannel])).data).toHaveLength(all);
			// What a server does not understand, it refuses, ignores, or takes for the one value that it reads.
			const others = await Promise.all(
				Object.entries(BOTH)
					.filter(([form]) => form !== purchaseChannel)
					.map(async ([form, query]) => [form, await offers(query)] as const),
			);
			const expected = { repeated: instore, json: 400, indexed: all };
			for (const [form, { status, data }] of others) {
				expect([form, status === 200 ? data.length : status]).toEqual([form, Reflect.get(expected, form)]);
			}
		},
	);

	test('purchaseChannel: a broken list in JSON, and a list of other things, are refused', async () => {
		read({ purchaseChannel: 'json' });
		for (const value of ['["INSTORE"', '[1]', '["PHONE"]']) {
			const answer = await offers(`&filter[purchaseChannel]=${encodeURIComponent(value)}`);
			expect([answer.status, answer.errors[0]?.source?.parameter]).toEqual([400, 'filter[purchaseChannel]']);
		}
	});

	test('sort: by several fields in turn, the key repeated or with commas', async () => {
		const sorted = async (query: string) => (await offers(query)).data.map(({ attributes }) => attributes);
		const expected = (await sorted('')).sort(
			(one, other) =>
				Date.parse(String(other.startDate)) - Date.parse(String(one.startDate)) ||
				String(one.name).localeCompare(String(other.name), 'en'),
		);
		expect(await sorted('&sort=-startDate&sort=name')).toEqual(expected);
		expect((await offers('&sort=-startDate,name')).status).toBe(400);
		read({ sort: 'comma' });
		expect(await sorted('&sort=-startDate,name')).toEqual(expected);
	});

	test('include: with commas, or the key repeated', async () => {
		const statuses = () =>
			Promise.all(
				['', ',categories', '&include=categories'].map((more) => offers(`&include=categories${more}`)),
			);
		expect((await statuses()).map(({ status }) => status)).toEqual([200, 200, 200]);
		read({ include: 'repeated' });
		expect((await statuses()).map(({ status }) => status)).toEqual([200, 400, 200]);
	});

	test.each(['offers', 'earned-rewards'])(
		'pageSize: one that is too large for %s is refused, or cut',
		async (list) => {
			const get = () => fixture.call('GET', `${fixture.org}/users/u1/${list}?page[size]=1000`);
			expect((await get()).status).toBe(400);
			read({ pageSize: 'cut' });
			const answer = await get();
			expect([answer.status, at(answer.json, 'links', 'self')]).toEqual([200, textLike(/page\[size\]=200/)]);
		},
	);
});

describe('the usage quota', () => {
	let now = Date.parse('2026-03-10T12:00:00Z');
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await startFixture({ quotaPerMinute: 3, now: () => now });
	});
	afterAll(() => fixture.sandbox.close());

	const ask = async () => {
		const { status, headers } = await fixture.call('GET', '/v2/issuer');
		const quota = ['Capacity', 'Remaining', 'Reset'].map((part) =>
			headers.get(`kard-api-usage-quota-${part}`),
		);
		return [status, ...quota];
	};

	test('is told of where it is to be, counted a minute, refilled all the time, and answered with 429', async () => {
		expect(await ask()).toEqual([200, null, null, null]);
		fixture.sandbox.setReadings({ quotaHeaders: 'sent' });
		expect([await ask(), await ask(), await ask(), await ask()]).toEqual([
			[200, '3', '2', '0'],
			[200, '3', '1', '0'],
			[200, '3', '0', '20'],
			[429, '3', '0', '20'],
		]);
		now += 12_000;
		expect(await ask()).toEqual([429, '3', '0', '8']);
		now += 8_000;
		expect(await ask()).toEqual([200, '3', '0', '20']);
		now += 600_000;
		expect(await ask()).toEqual([200, '3', '2', '0']);
	});
});
