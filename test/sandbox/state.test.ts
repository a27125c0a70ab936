import { at, audit, core, matched, objectLike, purchase, subscription } from './support';
import { TestKard, textLike, user } from './support';

const NOW = Date.parse('2026-03-10T12:00:00Z');
let kard: TestKard;

beforeAll(async () => {
	kard = await TestKard.start({ now: () => NOW, auditDurationMs: 50, deliveryDelaysMs: [1, 100] });
});
beforeEach(async () => {
	kard.sandbox.reset();
	kard.listener.clear();
	await kard.post('users', user('u1'), user('u2'));
});

describe('users', () => {
	const put = (attributes: object) => kard.call('PUT', 'users/u1', { data: user('u1', attributes) });

	it('are created without unknown attributes, replaced, deleted, and created again', async () => {
		const created = await kard.post('users', user('u3', { zipCode: '30301', favouriteColour: 'blue' }));
		expect(created.json).toEqual({ data: [user('u3', { zipCode: '30301' })] });
		await put({ zipCode: '30301' });
		expect((await put({ birthYear: '1990' })).json).toEqual({ data: user('u1', { birthYear: '1990' }) });
		expect((await kard.get('users/u1')).json).toEqual({ data: user('u1', { birthYear: '1990' }) });
		const deleted = await kard.call('DELETE', 'users/u1');
		expect(deleted.json).toEqual({ data: { type: 'user', id: 'u1', attributes: {} } });
		expect((await kard.get('users/u1')).status).toBe(404);
		expect((await kard.post('users', user('u1'))).status).toBe(201);
	});

	it('that exist keep what they were created with, also within one request', async () => {
		await kard.post('users', user('u3', { zipCode: '30301' }), user('u3', { zipCode: '30302' }));
		expect((await kard.get('users/u3')).json).toEqual({ data: user('u3', { zipCode: '30301' }) });
	});

	it('keep the mark that their history was sent', async () => {
		await put({ historicalTransactionsSent: true });
		const back = await put({ historicalTransactionsSent: false });
		expect([back.status, back.errors]).toEqual([400, ['400 u1 /data/attributes/historicalTransactionsSent']]);
		expect((await put({})).json).toEqual({ data: user('u1', { historicalTransactionsSent: true }) });
	});

	it('are not polluted by __proto__', async () => {
		const attributes = '{"enrolledRewards":[],"__proto__":{"x":1}}';
		await kard.call('POST', 'users', `{"data":[{"type":"user","id":"u3","attributes":${attributes}}]}`);
		const stored = kard.sandbox.state.users.get('u3')?.attributes;
		expect([stored, 'x' in {}]).toEqual([{ enrolledRewards: [] }, false]);
	});
});

describe('transactions', () => {
	it('of every type are stored, without unknown attributes at any depth', async () => {
		kard.read({ matchedTransaction: 'taken' });
		const odd = purchase('e1', { merchant: { name: 'Somewhere', rating: 5 }, mood: 'good' });
		const response = await kard.submit(odd, matched('e2', { matchedOfferId: 'x' }), core('e3'));
		expect(at(response.json, 'data', 'attributes', 'status')).toBe('queued');
		expect([...kard.sandbox.state.transactions.keys()]).toEqual(['e1', 'e2', 'e3']);
		const stored = kard.sandbox.state.transactions.get('e1');
		expect(stored).toMatchObject({ type: 'transaction', userId: 'u1', transactionId: 'purchase-e1' });
		expect(stored?.attributes).toEqual(objectLike({ amount: 1_000, merchant: { name: 'Somewhere' } }));
		expect(stored?.attributes).not.toHaveProperty('mood');
	});
});

describe.each([
	['activate', 'ACTIVATE'],
	['boost', 'BOOST'],
] as const)('%s an offer', (action, eventCode) => {
	const offerId = () => kard.offer('Pinwheel Arcade').id;
	const act = async (query = '', offer = offerId(), userId = 'u1', headers?: Record<string, string>) =>
		await kard.call('POST', `users/${userId}/offers/${offer}/${action}${query}`, undefined, headers);
	const stored = () => [...kard.sandbox.state.attributions.values()];

	it('is recorded as an event of the user and the offer, which itself stays as it is', async () => {
		const list = async () => (await kard.get('users/u1/offers?page[size]=200')).json;
		const before = await list();
		const { status, json } = await act();
		const [event] = stored();
		const eventDate = new Date(NOW).toISOString();
		const attributes = { entityId: offerId(), eventCode, medium: 'CTA', eventDate };
		expect([status, json]).toEqual([201, { data: { type: 'offerAttribution', id: event?.id, attributes } }]);
		const whose = { userId: 'u1', offerId: offerId() };
		expect(event).toEqual({ id: textLike(/^[0-9a-f-]{36}$/), ...whose, eventCode, at: NOW });
		expect(at((await kard.control('GET', 'state')).json, 'attributions')).toEqual(stored());
		expect(await list()).toEqual(before);
	});

	it('returns the offer where it is to be included, with the components asked for', async () => {
		await kard.submit(purchase('e1', { description: 'Pinwheel Arcade' }));
		const components = async (query: string) => {
			const [offer] = [at((await act(query)).json, 'included')].flat();
			return [at(offer, 'id'), at(offer, 'attributes', 'components')];
		};
		expect(await components('?include=offer')).toEqual([offerId(), undefined]);
		expect(await components('?supportedComponents=baseReward')).toEqual([undefined, undefined]);
		const shown = { progressBar: objectLike({ currentProgress: 1 }) };
		const both = await components('?include=offer&supportedComponents=progressBar');
		expect(both).toEqual([offerId(), shown]);
	});

	it.each(['400', '404'] as const)('attributionUnknown: is refused with %s', async (attributionUnknown) => {
		kard.read({ attributionUnknown });
		const [future, past] = ['Tidepool Taqueria', 'Inkwell Alley Comics'].map((name) => kard.offer(name).id);
		for (const [offer, userId, id] of [
			['none', 'u1', 'none'],
			[offerId(), 'nobody', 'nobody'],
			[future, 'u1', future],
			[past, 'u1', past],
		]) {
			const { errors } = await act('?include=offer', offer, userId);
			expect(errors).toEqual([`${attributionUnknown} ${String(id)}`]);
		}
		expect(stored()).toEqual([]);
	});

	it('attributionRepeated: is recorded again each time, or once', async () => {
		const id = async (...what: Parameters<typeof act>) => at((await act(...what)).json, 'data', 'id');
		const first = await id();
		expect(await id()).not.toBe(first);
		kard.read({ attributionRepeated: 'same' });
		const other = action === 'boost' ? 'activate' : 'boost';
		await kard.call('POST', `users/u1/offers/${offerId()}/${other}`);
		expect([await id(), await id()]).toEqual([first, first]);
		await id('', offerId(), 'u2');
		await id('', kard.offer('Blue Door Coffee').id);
		expect(stored()).toHaveLength(5);
	});

	it('attributionScope: needs a scope, or any token', async () => {
		const headers = { authorization: await kard.bearer(kard.sandbox.limited) };
		const refused = await act('', offerId(), 'u1', headers);
		expect([refused.status, refused.text]).toEqual([403, textLike(/attributions:write/)]);
		kard.read({ attributionScope: 'free' });
		expect((await act('', offerId(), 'u1', headers)).status).toBe(201);
	});

	it('is deleted with its user', async () => {
		await act();
		await act('', offerId(), 'u2');
		await kard.call('DELETE', 'users/u1');
		expect(stored().map(({ userId }) => userId)).toEqual(['u2']);
	});
});

describe('audits', () => {
	const create = (...rows: unknown[]) => kard.post('users/u1/audits', ...rows);
	const statuses = () => [...kard.sandbox.state.audits.values()].map(({ status }) => status);
	beforeEach(() => kard.submit(purchase('e1'), purchase('e2', { description: 'Somewhere else' })));

	it('are open until they are closed, one for each transaction and code', async () => {
		const [one] = (await create(audit('purchase-e1'))).data;
		expect(one).toEqual({ type: 'audit', id: one?.id, attributes: { transactionId: 'purchase-e1' } });
		const stored = kard.sandbox.state.audits.get(one?.id ?? '');
		expect(stored).toMatchObject({ userId: 'u1', auditCode: 3005, status: 'NEW' });
		expect((await create(audit('purchase-e1'))).status).toBe(409);
		expect((await create(audit('purchase-e1', { auditCode: 8001 }))).status).toBe(201);
		await kard.sandbox.notifications.idle();
		expect(statuses()).toEqual(['CLOSED', 'CLOSED']);
		expect((await create(audit('purchase-e1'))).status).toBe(201);
	});

	it('are published in order, also where the first update is sent again', async () => {
		await kard.subscribe('auditUpdate');
		kard.listener.react((place) => (place < 2 ? 500 : 200));
		const [one] = (await create(audit('purchase-e1'))).data;
		await kard.sandbox.notifications.idle();
		expect(kard.delivered('data.attributes.status')).toEqual(['NEW', 'NEW', 'NEW', 'CLOSED']);
		const [first, , , last] = kard.delivered('data');
		expect(at(first, 'attributes')).toEqual({ ...audit('purchase-e1').attributes, status: 'NEW' });
		expect(at(last, 'attributes')).toEqual({
			...audit('purchase-e1').attributes,
			...{ status: 'CLOSED', resolutionCode: 5009, resolutionDescription: textLike(/\w/) },
			resolutionTimeStamp: '2026-03-10T12:00:00.000Z',
		});
		const user = { data: { type: 'user', id: 'u1' } };
		expect(at(first, 'relationships')).toEqual({ user, audit: { data: { type: 'audit', id: one?.id } } });
		expect(at(first, 'id')).not.toBe(at(last, 'id'));
	});

	it('of a purchase without a reward are closed as rejected', async () => {
		await create(audit('purchase-e2'));
		await kard.sandbox.notifications.idle();
		const closed = { status: 'CLOSED', resolution: { code: 5006, at: NOW } };
		expect([...kard.sandbox.state.audits.values()]).toMatchObject([closed]);
	});

	it('are deleted by a reset, and not closed afterwards', async () => {
		await kard.subscribe('auditUpdate');
		await create(audit('purchase-e1'));
		await kard.listener.arrived(1);
		kard.sandbox.reset();
		await kard.sandbox.notifications.idle();
		expect([statuses(), kard.listener.deliveries.length]).toEqual([[], 1]);
	});
});

describe('subscriptions', () => {
	const URL = 'https://example.com/other';
	const list = async (query = '') => (await kard.get(`subscriptions${query}`)).data;

	it('are listed in order, of one event too, changed in part, and never deleted', async () => {
		const rows = [subscription('earnedRewardRejected'), subscription('auditUpdate', URL, false)];
		const { data } = await kard.post('subscriptions', ...rows);
		expect(data).toEqual(rows.map((row) => ({ ...row, id: textLike(/^\S+$/) })));
		expect([await list(), await list('?filter[eventName]=auditUpdate')]).toEqual([data, [data[1]]]);
		const id = data[0]?.id ?? '';
		const [disabled] = (await kard.update(id, { enabled: false })).data;
		expect(disabled).toEqual({ ...data[0], attributes: { ...data[0]?.attributes, enabled: false } });
		await kard.update(id, { webhookUrl: URL, eventName: 'fileProcessingResult' });
		await kard.update(id, {});
		expect((await list())[0]).toEqual({ ...subscription('fileProcessingResult', URL, false), id });
		expect((await kard.call('DELETE', `subscriptions/${id}`)).status).toBe(405);
	});

	it('subscriptions: may be several of one event, or one, enabled or not', async () => {
		const create = (...rows: unknown[]) => kard.post('subscriptions', ...rows);
		await create(subscription('auditUpdate', undefined, false));
		kard.read({ subscriptions: 'one' });
		const mixed = await create(subscription('earnedRewardRejected'), subscription('auditUpdate', URL));
		expect([mixed.status, mixed.errors]).toEqual([409, ['409 /data/1/attributes/eventName']]);
		expect(await list()).toHaveLength(1);
		const second = (await create(subscription('earnedRewardRejected'))).data[0]?.id ?? '';
		expect((await kard.update(second, { eventName: 'auditUpdate' })).status).toBe(400);
		expect((await kard.update(second, { webhookUrl: URL, enabled: false })).status).toBe(200);
		kard.read({ subscriptions: 'many' });
		expect((await create(subscription('auditUpdate', URL))).status).toBe(201);
	});
});
