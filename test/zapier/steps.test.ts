import omit from 'lodash/omit';
import { systemClock } from '../../shared';
import { anyText, objectLike, textLike } from '../support/expected';
import { people, person } from '../support/person';
import { FULL_CARD, purchase, SHOPPER } from '../support/purchase';
import { linesIn, resultsIn, startApp, thrownBy } from './kit';

const kit = startApp();
const { kard } = kit;
const create = (key: string, inputs: object, meta: object = {}) =>
	kit.app.run('creates', key, { ...inputs }, { ...meta });
const search = (key: string, inputs: object = {}) =>
	kit.app.run('searches', key, { userId: SHOPPER, ...inputs });
const poll = async (inputs: object = {}, meta: object = {}) =>
	resultsIn(await kit.app.run('triggers', 'new_offer', { userId: SHOPPER, ...inputs }, { ...meta }));
const storedAttributes = () => kard.stored.transactions.map(({ attributes }) => attributes);
/** A purchase as people fill it in: Zapier hands over texts. */
const bought = (cells: object = {}) => ({
	...{ ...purchase(), amount: '1999', amountsOption: 'cents' },
	...cells,
});

describe('a step that writes one thing', () => {
	it('enrolls a user with the hash of the email, or with the address too where the person chose so', async () => {
		expect(await create('create_user', person({ id: 'u1', email: 'Jo@Example.com' }))).toEqual({
			...{ id: 'u1', status: 'created', notes: [] },
		});
		await create('create_user', {
			...{ id: 'u2', enrolledRewards: ['none'] },
			...{ email: 'jo@example.com', emailOption: 'hashAndAddress' },
		});
		expect(kard.stored.users.slice(1).map(({ attributes }) => attributes)).toEqual([
			{ enrolledRewards: ['CARDLINKED'], hashedEmail: textLike(/^[0-9a-f]{64}$/) },
			{ enrolledRewards: [], hashedEmail: textLike(/^[0-9a-f]{64}$/), email: 'jo@example.com' },
		]);
	});

	it('reports a user that exists as a duplicate, or fails where the person chose so', async () => {
		const user = person({ id: SHOPPER });
		expect(await create('create_user', user)).toEqual({ id: SHOPPER, status: 'duplicate', notes: [] });
		expect(await thrownBy(create('create_user', { ...user, duplicatesOption: 'fail' }))).toMatchObject({
			...{ name: 'AppError', status: 409, code: 'KardConflictError' },
			message: 'Kard has it already (409). Leave it out, or choose Report as Duplicate under Duplicates.',
		});
	});

	it('updates what an upsert finds, with a note where the response could not be read', async () => {
		const upsert = (zipCode = '2134') => create('create_or_update_user', person({ id: SHOPPER, zipCode }));
		expect(await upsert()).toEqual({ id: SHOPPER, status: 'updated', notes: [] });
		expect(await upsert()).toEqual({ id: SHOPPER, status: 'unchanged', notes: [] });
		expect(kard.stored.users[0]?.attributes).toMatchObject({ zipCode: '02134' });
		kard.fault('updateUser', { kind: 'html', status: 200, times: Infinity });
		expect(await upsert('99501')).toMatchObject({
			status: 'updated',
			notes: [textLike(/response to the update could not be read/)],
		});
	});

	it('updates a user, and hands over what Kard has then, or what was sent where Kard says nothing', async () => {
		const inputs = { userId: SHOPPER, enrolledRewards: ['none'], historicalTransactionsSent: true };
		const expected = { id: SHOPPER, status: 'updated', historicalTransactionsSent: true, zipCode: null };
		expect(await create('update_user', inputs)).toMatchObject({ ...expected, enrolledRewards: [] });
		const enrolledRewards = ['CARDLINKED'];
		kard.fault('updateUser', { kind: 'empty', processed: true });
		expect(await create('update_user', { ...inputs, enrolledRewards })).toMatchObject({
			...{ ...expected, enrolledRewards },
			notes: [textLike(/^Kard accepted this \(20\d\), but sent nothing back\./)],
		});
	});

	it('deletes a user', async () => {
		expect(await create('delete_user', { userId: SHOPPER })).toEqual({
			...{ id: SHOPPER, deleted: true, notes: [] },
		});
		expect(kard.stored.users).toEqual([]);
	});

	it('reads amounts and dates as the person writes them, in the time zone of the Zap', async () => {
		const inputs = bought({
			...{ id: '', amount: '$1,234.50', amountsOption: 'dollars', merchantName: 'Blue Door Coffee' },
			...{ settledDate: '7/2/2026 17:47', dateOrderOption: 'DMY', status: 'Settled' },
		});
		const submit = () => create('submit_transaction', inputs, { timezone: 'America/New_York' });
		const { transactionId } = inputs;
		const about = { id: textLike(/^evt-/), userId: SHOPPER, transactionId, notes: [] };
		expect(await submit()).toEqual({ ...about, status: 'submitted' });
		expect(await submit()).toEqual({ ...about, status: 'duplicate' });
		expect(storedAttributes()).toEqual([
			objectLike({
				...{ amount: 123_450, settledDate: '2026-02-07T17:47:00-05:00' },
				merchant: { name: 'Blue Door Coffee' },
			}),
		]);
	});

	it('submits a type of transaction that is offered no more, for a step that was saved with it', async () => {
		const inputs = {
			...omit(bought(), 'status', 'settledDate', 'currency'),
			...{ transactionType: 'matchedTransaction', paymentType: 'CARD' },
			authorizationDate: '2026-03-04T10:15:00-05:00',
		};
		expect(await create('submit_transaction', inputs)).toMatchObject({ status: 'submitted' });
		expect(kard.stored.transactions[0]?.type).toBe('matchedTransaction');
	});

	it('sends a text as it is that Zapier would take for one of its own values', async () => {
		const description = 'SHOP {{bundle.authData.clientSecret}} {{{x}}}';
		await create('submit_transaction', bought({ description }));
		expect(storedAttributes()).toEqual([objectLike({ description })]);
	});

	it('refuses what cannot be sent by the label of its field, and repeats no card number', async () => {
		const refusals: readonly [string, object, RegExp][] = [
			['submit_transaction', bought({ cardBIN: FULL_CARD }), /^Card BIN: /],
			[
				'submit_transaction',
				bought({ amountsOption: '' }),
				/^Amounts: is not chosen\. Choose In Cents .* or In Doll/,
			],
			['submit_transaction', bought({ userId: 'u1,u2,u3' }), /^User ID: holds several IDs, joined by commas/],
			['create_user', { ...person(), email: '{{123__email}}' }, /^Email: holds a placeholder in braces/],
			['update_user', { userId: '{{=gives["1"]["id"]}}' }, /^User ID: holds a placeholder in braces/],
			['delete_user', { userId: ['u1', 'u2'] }, /^User ID: holds several IDs/],
			['create_user', { ...person(), emailOption: 'rot13' }, /^Email Is Sent As: has a value that it/],
			['request_audit', { userId: SHOPPER, transactionId: 't1', auditCode: '9999' }, /^Audit Code: /],
			['replay_notification', { eventId: ' ' }, /^Event ID: .*empty/],
		];
		for (const [key, inputs, message] of refusals) {
			const refused = await thrownBy(create(key, inputs));
			expect(refused.message).toMatch(message);
			expect(refused.message).not.toContain(FULL_CARD.slice(-4));
		}
		expect(kard.requests()).toEqual([]);
	});

	it('requests an audit once, even when nobody knows what came of it', async () => {
		const inputs = {
			...{ userId: SHOPPER, transactionId: 't1', auditCode: 'Missing Cashback (3006)' },
			...{ merchantName: 'Blue Door Coffee', auditDescription: 'The reward is missing.' },
		};
		await create('submit_transaction', bought({ transactionId: 't1' }));
		kard.fault('createAudits', { kind: 'dropAfter' });
		const error = await thrownBy(create('request_audit', inputs));
		expect(error).toMatchObject({ code: 'KardNetworkError', message: textLike(/not known whether/) });
		const audits = [...kard.sandbox.state.audits.values()];
		expect(audits).toEqual([objectLike({ transactionId: 't1', auditCode: 3_006 })]);
		expect(await thrownBy(create('request_audit', inputs))).toMatchObject({ status: 409 });
	});
});

describe('a step that looks something up', () => {
	it('finds a user, or nothing, and asks for one resource whatever the ID holds', async () => {
		expect(await search('find_user')).toEqual([objectLike({ id: SHOPPER, zipCode: null })]);
		expect(await search('find_user', { userId: '../u1?x#y' })).toEqual([]);
		expect(kard.log).toEqual(['getUser 200', 'getUser 404']);
		expect((await thrownBy(search('find_user', { userId: ' ' }))).message).toMatch(/^User ID: .*empty/);
	});

	it('hands over a new user of Find or Create just as one that was found', async () => {
		const [found] = resultsIn(await search('find_user'));
		const meta = { withSearch: 'find_user' };
		expect(await create('create_user', person({ id: 'u2' }), meta)).toEqual({
			...found,
			...{ id: 'u2', status: 'created', notes: [] },
		});
		kard.fault('getUser', { kind: 'status', status: 404 });
		expect(await create('create_user', person({ id: 'u3' }), meta)).toEqual({
			...Object.fromEntries(Object.keys(found ?? {}).map((key) => [key, null])),
			...{ id: 'u3', status: 'created', notes: [] },
		});
	});

	it('finds the first offer that matches, and reads no further', async () => {
		expect(await search('find_offer', { search: 'coffee' })).toEqual([
			objectLike({ name: 'Blue Door Coffee', purchaseChannel: ['INSTORE'] }),
		]);
		expect(kard.requests()[0]?.path).toContain('page%5Bsize%5D=1');
		expect(await search('find_offer', { search: 'no such thing' })).toEqual([]);
	});

	it('lists offers as line items, with the filters', async () => {
		const [some] = resultsIn(
			await search('list_offers', {
				...{ category: 'Baby, Kids & Toys', purchaseChannel: ['INSTORE'], isTargeted: false },
				...{ sort: 'name', include: ['categories'], supportedComponents: ['shortDescription', 'cta'] },
			}),
		);
		expect(some).toMatchObject({
			...{ id: SHOPPER, count: 2 },
			offers: [
				{
					name: 'Paper Kite Toys',
					category: [{ name: 'Baby, Kids & Toys' }],
					components: { shortDescription: anyText },
				},
				{ name: 'Tumbledown Blocks' },
			],
		});
		expect(await search('list_offers', { search: 'no such thing' })).toEqual([]);
	});

	it('lists the rewards of all pages as line items, with what they come to where Kard says so', async () => {
		const rewards = Array.from({ length: 130 }, () => purchase());
		await kard.submit(rewards);
		kard.forgetRequests();
		const [all] = resultsIn(await search('find_earned_rewards', { include: ['merchant'] }));
		expect(all).toMatchObject({
			id: SHOPPER,
			count: 130,
			rewardsInWindowInCents: expect.any(Number) as number,
		});
		const [first] = linesIn(all, 'earnedRewards');
		expect(first).toMatchObject({
			...{ status: 'SETTLED', userId: SHOPPER },
			merchant: { name: 'Blue Door Coffee' },
		});
		expect(kard.log).toEqual(['listEarnedRewards 200', 'listEarnedRewards 200']);
		kard.fault('listEarnedRewards', { kind: 'override', body: { data: [{ id: 'r1', attributes: {} }] } });
		expect(await search('find_earned_rewards')).toEqual([
			objectLike({ count: 1, rewardsInWindowInCents: null }),
		]);
		expect(await search('find_earned_rewards', { status: 'APPROVED' })).toEqual([]);
	});
});

describe('what Zapier polls', () => {
	it('is every offer of the user, newest first, each under its own ID', async () => {
		const offers = await poll({}, { limit: -1, page: 0 });
		const dates = offers.map(({ startDate }) => String(startDate));
		expect(offers.length).toBeGreaterThan(50);
		expect(dates).toEqual([...dates].sort().reverse());
		expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length);
		expect(await poll({}, { limit: 5, page: 2 })).toEqual(offers.slice(10, 15));
		expect(await poll({}, { isPopulatingDedupe: true })).toEqual(offers);
		kard.forgetRequests();
		expect(await poll({}, { isLoadingSample: true })).toEqual(offers.slice(0, 3));
		expect(kard.requests()[0]?.path).toContain('page%5Bsize%5D=3');
		expect(await poll({ search: 'coffee' })).toEqual([objectLike({ name: 'Blue Door Coffee' })]);
	});

	it('is a result with an ID of its own for an odd offer, and loses no other', async () => {
		const offer = (id: string) => ({ type: 'standardOffer', id, attributes: { name: `Offer ${id}` } });
		const data = [offer('a'), 'odd', null, { attributes: { name: 'No ID' } }, offer('a'), offer('b')];
		kard.fault('listOffers', { kind: 'override', body: { data } });
		expect((await poll()).map(({ id, name, value }) => [id, name ?? value])).toEqual([
			['a', 'Offer a'],
			[textLike(/^[0-9a-f]{32}$/), 'odd'],
			[textLike(/^[0-9a-f]{32}$/), 'No ID'],
			['b', 'Offer b'],
		]);
	});

	it('feeds the dropdown of offers, a page at a time, by name', async () => {
		const inputs = { transactionType: 'matchedTransaction' };
		const fields = await kit.app.fields('creates', 'submit_transaction', inputs);
		const dropdown = { dynamic: 'offer_choices.id.label', search: 'find_offer.id', dependsOn: ['userId'] };
		expect(fields).toContainEqual(objectLike({ key: 'matchedOfferId', ...dropdown }));
		const page = async (number: number) =>
			resultsIn(await kit.app.run('triggers', 'offer_choices', { userId: SHOPPER }, { page: number }));
		const names = (await page(0)).map(({ label }) => String(label));
		expect(names.length).toBeGreaterThan(50);
		expect(names).toEqual(names.toSorted());
		expect(await page(1)).toEqual([]);
	});
});

describe('a step that fails', () => {
	const find = () => thrownBy(search('find_user'));

	it.each([
		[400, 'KardApiError', /^Kard refused the request \(400\)\./],
		[403, 'KardPermissionError', /^Kard denied access \(403\)\. .*sk Kard for the scope user:read\./],
		[500, 'KardApiError', /^Kard returned a server error \(500\)\. Try again later\./],
		[302, 'KardApiError', /redirect \(302\), which is not followed/],
	])('says what the client says of status %d, with the class of its error', async (status, code, message) => {
		const headers = { location: 'http://127.0.0.1:1/elsewhere' };
		kard.fault('getUser', { kind: 'status', status, headers, times: 9 });
		expect(await find()).toMatchObject({ name: 'AppError', status, code, message: textLike(message) });
	});

	it('says what the client says of answers that cannot be read, and of a connection that breaks off', async () => {
		kard.fault('getUser', { kind: 'html', status: 200 });
		expect((await find()).message).toMatch(/is not JSON, but something like a web page/);
		kard.fault('getUser', { kind: 'dropBefore', times: 9 });
		const message = textLike(/^Kard could not be reached/);
		expect(await find()).toMatchObject({ name: 'AppError', code: 'KardNetworkError', message });
		expect(kard.requests('getUser')).toHaveLength(4);
	});

	it.each([
		[429, '90', 90, /^Kard asks to slow down \(429\)/],
		[503, '45', 45, /as Kard asks\./],
		[429, 'in two minutes', 120, /^Kard asks to slow down \(429\)/],
		[429, undefined, undefined, /^Kard asks to slow down \(429\)/],
	])(
		'has Zapier come back later for status %d with Retry-After %s',
		async (status, after, delay, message) => {
			const inTwoMinutes = new Date(kard.clock.now() + 120_000).toUTCString();
			const retryAfter = after === 'in two minutes' ? inTwoMinutes : after;
			kard.fault('getUser', { kind: 'status', status, times: 9, ...(retryAfter && { retryAfter }) });
			expect(await find()).toMatchObject({ name: 'ThrottledError', message: textLike(message) });
			expect((await find()).delay).toBe(delay);
		},
	);

	it.each([
		['searches', 'find_user', 'getUser', { userId: SHOPPER }],
		[
			'creates',
			'update_user',
			'updateUser',
			{ userId: SHOPPER, zipCode: '30301', enrolledRewards: ['none'] },
		],
		['creates', 'create_user', 'createUsers', person()],
		['creates', 'api_request', 'ping', { method: 'GET', path: '/v2/ping' }],
	] as const)(
		'leaves it to Zapier to wait where %s.%s is about one thing',
		async (kind, key, route, inputs) => {
			kard.fault(route, { kind: 'status', status: 429, retryAfter: '20' });
			const error = await thrownBy(kit.app.run(kind, key, { ...inputs }));
			expect(error).toMatchObject({ name: 'ThrottledError', delay: 20 });
			expect([kard.clock.sleeps, kard.requests(route).length]).toEqual([[], 1]);
		},
	);

	it('waits for Kard as far as its time reaches where many things are sent', async () => {
		kard.fault('createUsers', { kind: 'status', status: 429, retryAfter: '20', times: 9 });
		const sent = create('create_users', { users: [person()] });
		expect(await thrownBy(sent)).toMatchObject({ name: 'ThrottledError', delay: 20 });
		expect(kard.clock.sleeps).toEqual([20_000]);
		expect(kard.requests('createUsers')).toHaveLength(2);
	});

	it('masks what Kard repeats of a person, and holds nothing of what the step was given', async () => {
		const detail = `jo@example.com is taken, and ${FULL_CARD} as well`;
		const body = { errors: [{ status: '400', title: 'Bad', detail }] };
		const inputs = { userId: SHOPPER, enrolledRewards: ['none'], email: 'jo@example.com' };
		kard.fault('updateUser', { kind: 'status', status: 400, body });
		const refused = await thrownBy(create('update_user', inputs));
		expect(refused.message).toContain('is taken');
		kard.sandbox.expireTokens();
		const expired = await thrownBy(create('update_user', inputs));
		expect(expired.name).toBe('RefreshAuthError');
		expect(refused.message + expired.message).not.toMatch(/jo@|1111|bundle/);
	});
});

describe('the time of a step', () => {
	const short = startApp({}, { deadlineMs: 1_500, roundMs: 500, clock: systemClock });

	it('ends a step that Kard does not answer, and says of each line whether it was sent', async () => {
		short.kard.fault('createUsers', { kind: 'delay', delayMs: 12_000, after: 1, times: 9 });
		const startedAt = Date.now();
		const result = await short.app.run('creates', 'create_users', { users: people(101) });
		expect(result).toMatchObject({ accepted: 100, failed: 1 });
		expect(linesIn(result, 'results')[100]).toMatchObject({ row: 101, outcomeUnknown: true });
		expect(Date.now() - startedAt).toBeLessThan(4_000);
	});

	it('says how long it has waited', async () => {
		short.kard.fault('getUser', { kind: 'delay', delayMs: 12_000, times: 9 });
		const found = short.app.run('searches', 'find_user', { userId: SHOPPER });
		expect(await thrownBy(found)).toMatchObject({
			...{ name: 'AppError', code: 'KardTimeoutError' },
			message: textLike(/^Kard did not answer within [\d.]+ seconds?\./),
		});
	});
});

describe("a request of one's own", () => {
	const request = (inputs: object) => create('api_request', inputs);
	const path = '/v2/issuers/{organizationId}/subscriptions';

	it('goes to Kard with the token, and hands over the answer', async () => {
		const webhookUrl = 'https://example.com/hook';
		const attributes = { eventName: 'auditUpdate', webhookUrl, enabled: true };
		const body = JSON.stringify({ data: [{ type: 'subscription', attributes }] });
		expect(await request({ method: 'POST', path, body })).toMatchObject({ status: 201, id: textLike(/./) });
		const query = { 'filter[eventName]': 'auditUpdate' };
		const { organizationId } = kard.sandbox;
		expect(await request({ method: 'GET', path, query })).toEqual({
			...{ id: textLike(/^[0-9a-f]{32}$/), status: 200 },
			body: objectLike({ data: [objectLike({ attributes: objectLike({ webhookUrl }) })] }),
		});
		expect(kard.requests('listSubscriptions')[0]?.path).toBe(
			`/v2/issuers/${organizationId}/subscriptions?filter%5BeventName%5D=auditUpdate`,
		);
		kit.app.authData.organizationId = '';
		expect(await request({ method: 'GET', path, query })).toMatchObject({ status: 200 });
	});

	it.each<[object, RegExp]>([
		[{ method: 'GET', path: 'https://example.com/v2/ping' }, /^Path: expected a path such as \/v2\/ping/],
		[{ method: 'GET', path: '//example.com/v2' }, /^Path: expected a path/],
		[{ method: 'GET', path: '{{1__path}}' }, /^Path: holds a placeholder/],
		[{ method: 'TRACE', path }, /^Method: choose one of GET, POST, PUT, PATCH, DELETE\.$/],
		[{ method: 'POST', path, body: '{"data"' }, /^Body: is not JSON/],
		[{ method: 'GET', path, body: '{}' }, /^Body: is sent by no GET request/],
	])('is refused in words: %j', async (inputs, message) => {
		expect((await thrownBy(request(inputs))).message).toMatch(message);
		expect(kard.requests()).toEqual([]);
	});

	it('fails as every other action does', async () => {
		const message = textLike(/^Kard does not know|\(404\)/);
		expect(await thrownBy(request({ method: 'GET', path: '/v2/nowhere' }))).toMatchObject({
			status: 404,
			message,
		});
	});
});
