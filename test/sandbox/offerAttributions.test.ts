import { at, objectLike, purchase, startFixture, textLike, user, type Fixture } from './support';

describe.each([
	['activate', 'ACTIVATE'],
	['boost', 'BOOST'],
])('%s an offer', (action, eventCode) => {
	let now = Date.parse('2026-03-10T12:00:00Z');
	let fixture: Fixture;
	let offerId: string;

	beforeAll(async () => {
		fixture = await startFixture({ now: () => now, tokenTtlSeconds: 1e9 });
	});
	beforeEach(async () => {
		fixture.sandbox.reset();
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1'), user('u2')] });
		offerId = offerNamed('Pinwheel Arcade');
	});
	afterAll(() => fixture.sandbox.close());

	const offerNamed = (name: string) =>
		fixture.sandbox.state.offers.find((offer) => offer.name === name)?.id ?? '';
	const act = (query = '', offer = offerId, userId = 'u1', headers?: Record<string, string>) =>
		fixture.call(
			'POST',
			`${fixture.org}/users/${userId}/offers/${offer}/${action}${query}`,
			undefined,
			headers,
		);
	const stored = () => [...fixture.sandbox.state.attributions.values()];
	const limited = async () => {
		const { clientId, clientSecret } = fixture.sandbox.limited;
		return { authorization: `Bearer ${await fixture.token(clientId, clientSecret)}` };
	};

	test('is recorded as an event of the user and the offer', async () => {
		const answer = await act();
		const id = stored()[0]?.id ?? '';
		expect([answer.status, answer.json]).toEqual([
			201,
			{
				data: {
					type: 'offerAttribution',
					id: textLike(/^[0-9a-f-]{36}$/),
					attributes: { entityId: offerId, eventCode, medium: 'CTA', eventDate: '2026-03-10T12:00:00.000Z' },
				},
			},
		]);
		expect(at(answer.json, 'data', 'id')).toBe(id);
		expect(stored()).toEqual([{ id, userId: 'u1', offerId, eventCode, at: now }]);
		const { json } = await fixture.call('GET', '/__control/state');
		expect(at(json, 'attributions')).toEqual(stored());
	});

	test('answers with the offer where it is to be included, with the components asked for', async () => {
		await fixture.call('POST', `${fixture.org}/transactions`, {
			data: [purchase('e1', { description: 'Pinwheel Arcade' })],
		});
		const plain = await act('?include=offer');
		expect(at(plain.json, 'included')).toEqual([objectLike({ type: 'standardOffer', id: offerId })]);
		expect(at(plain.json, 'included', '0', 'attributes', 'components')).toBeUndefined();
		const full = await act('?include=offer&supportedComponents=progressBar&supportedComponents=baseReward');
		expect(at(full.json, 'included', '0', 'attributes', 'components')).toMatchObject({
			progressBar: { currentProgress: 1 },
			baseReward: '8% back',
		});
		expect(at((await act('?supportedComponents=baseReward')).json, 'included')).toBeUndefined();
	});

	test('leaves the offer as it is', async () => {
		const list = async () =>
			(await fixture.call('GET', `${fixture.org}/users/u1/offers?page[size]=200`)).json;
		const before = await list();
		await act();
		expect(await list()).toEqual(before);
	});

	test.each(['?include=category', '?supportedComponents=x', '?include=offer&supportedComponents=cta,tags'])(
		'is refused with 400 for %s, and nothing is recorded',
		async (query) => {
			const { status, errors } = await act(query);
			expect([status, errors.length, stored()]).toEqual([400, 1, []]);
		},
	);

	test.each(['400', '404'] as const)(
		'is refused with %s for an unknown user, an unknown offer and one that does not run',
		async (attributionUnknown) => {
			fixture.sandbox.setReadings({ attributionUnknown });
			const refused = [
				['u1', await act('', 'none')],
				['nobody', await act('', offerId, 'nobody')],
				['u1', await act('', offerNamed('Tidepool Taqueria'))],
				['u1', await act('', offerNamed('Inkwell Alley Comics'))],
			] as const;
			for (const [userId, { status, errors }] of refused) {
				expect([status, errors]).toEqual([
					Number(attributionUnknown),
					[objectLike({ status: attributionUnknown, detail: textLike(new RegExp(`user ${userId}`)) })],
				]);
			}
			expect(stored()).toEqual([]);
		},
	);

	test('is recorded again each time, or once, as attributionRepeated is read', async () => {
		const ids = async () => [at((await act()).json, 'data', 'id'), at((await act()).json, 'data', 'id')];
		const [first, second] = await ids();
		expect(first).not.toBe(second);
		expect(stored()).toHaveLength(2);
		fixture.sandbox.setReadings({ attributionRepeated: 'same' });
		now += 1_000;
		const [third, fourth] = await ids();
		expect([third, fourth]).toEqual([first, first]);
		await act('', offerId, 'u2');
		await act('', offerNamed('Blue Door Coffee'));
		expect(stored()).toHaveLength(4);
	});

	test('takes attributions:write, or any token, as attributionScope is read', async () => {
		const refused = await act('', offerId, 'u1', await limited());
		expect([refused.status, refused.errors[0]?.detail]).toEqual([403, textLike(/attributions:write/)]);
		fixture.sandbox.setReadings({ attributionScope: 'free' });
		expect((await act('', offerId, 'u1', await limited())).status).toBe(201);
	});

	test('is forgotten with its user', async () => {
		await act();
		await act('', offerId, 'u2');
		await fixture.call('DELETE', `${fixture.org}/users/u1`);
		expect(stored().map(({ userId }) => userId)).toEqual(['u2']);
	});
});
