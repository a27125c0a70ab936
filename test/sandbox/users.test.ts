import { range, startFixture, user, type Fixture } from './support';

describe('users', () => {
	let fixture: Fixture;
	let users: string;

	beforeAll(async () => {
		fixture = await startFixture();
		users = `${fixture.org}/users`;
	});
	beforeEach(() => {
		fixture.sandbox.reset();
	});
	afterAll(() => fixture.sandbox.close());

	const create = (...data: unknown[]) => fixture.call('POST', users, { data });

	test('are created, read, replaced and deleted', async () => {
		const created = await create(user('u1', { zipCode: '30301', favouriteColour: 'blue' }));
		expect(created.status).toBe(201);
		expect(created.json).toEqual({ data: [user('u1', { zipCode: '30301' })] });

		const replaced = await fixture.call('PUT', `${users}/u1`, { data: user('u1', { birthYear: '1990' }) });
		expect(replaced.status).toBe(200);
		expect(replaced.json).toEqual({ data: user('u1', { birthYear: '1990' }) });
		expect((await fixture.call('GET', `${users}/u1`)).json).toEqual({
			data: user('u1', { birthYear: '1990' }),
		});

		const deleted = await fixture.call('DELETE', `${users}/u1`);
		expect(deleted.status).toBe(200);
		expect(deleted.json).toEqual({ data: { type: 'user', id: 'u1', attributes: {} } });
		expect((await fixture.call('GET', `${users}/u1`)).status).toBe(404);
		expect((await create(user('u1'))).status).toBe(201);
	});

	test('are unknown until created: 404 for every call on one', async () => {
		const body = { data: user('none') };
		for (const [method, more] of [['GET'], ['PUT', body], ['DELETE']] as const) {
			const answer = await fixture.call(method, `${users}/none`, more);
			expect(answer.status).toBe(404);
			expect(answer.errors[0]?.id).toBe('none');
		}
	});

	test('come 1 to 100 at a time', async () => {
		expect((await create()).status).toBe(400);
		const many = await create(...range(101).map((index) => user(`u${index}`)));
		expect(many.status).toBe(400);
		expect(many.errors).toHaveLength(1);
		expect(many.errors[0]?.source?.pointer).toBe('/data');
		expect(fixture.sandbox.state.users.size).toBe(0);
		expect((await create(...range(100).map((index) => user(`u${index}`)))).status).toBe(201);
		expect(fixture.sandbox.state.users.size).toBe(100);
	});

	test('answer 207 when some rows are bad, with the id, the field and the refused value', async () => {
		const good = range(7).map((index) => user(`u${index}`));
		const answer = await create(...good, user('bad', { zipCode: 'nowhere', email: 'jordan.example.com' }));
		expect(answer.status).toBe(207);
		expect(answer.data).toEqual(good);
		expect(answer.errors.map(({ id, status, source }) => [id, status, source?.pointer])).toEqual([
			['bad', '400', '/data/7/attributes/email'],
			['bad', '400', '/data/7/attributes/zipCode'],
		]);
		expect(answer.errors[0]?.detail).toContain('jordan.example.com');
		expect(fixture.sandbox.state.users.has('bad')).toBe(false);
	});

	test('answer 400 when all rows are bad', async () => {
		const answer = await create(user('a', { phoneNumber: '555 0123' }), user('b', { enrolledRewards: 'x' }));
		expect(answer.status).toBe(400);
		expect(answer.errors.map(({ id, source }) => [id, source?.pointer])).toEqual([
			['a', '/data/0/attributes/phoneNumber'],
			['b', '/data/1/attributes/enrolledRewards'],
		]);
	});

	test('answer 400 when the document is malformed, and keep none of its rows', async () => {
		const documents: [unknown, string][] = [
			[{}, '/data'],
			[{ data: user('a') }, '/data'],
			[[], '/data'],
			[{ data: [user('a'), 'text'] }, '/data/1'],
			[{ data: [user('a'), { ...user('b'), type: 'person' }] }, '/data/1/type'],
			[{ data: [user('a'), user('')] }, '/data/1/id'],
			[{ data: [user('a'), { type: 'user', id: 'b' }] }, '/data/1/attributes'],
		];
		for (const [document, pointer] of documents) {
			const answer = await fixture.call('POST', users, document);
			expect([answer.status, answer.errors[0]?.source?.pointer]).toEqual([400, pointer]);
		}
		expect(fixture.sandbox.state.users.size).toBe(0);
	});

	test('that exist answer 409: alone, all of them, or beside new ones in a 207', async () => {
		await create(user('u1'), user('u2'));
		const alone = await create(user('u1'));
		expect([alone.status, alone.errors.map(({ id }) => id)]).toEqual([409, ['u1']]);
		const all = await create(user('u1'), user('u2'));
		expect([all.status, all.errors.map(({ id }) => id)]).toEqual([409, ['u1', 'u2']]);
		const mixed = await create(user('u2'), user('u3'));
		expect([mixed.status, mixed.errors.map(({ id, status }) => [id, status])]).toEqual([
			207,
			[['u2', '409']],
		]);
		expect(mixed.data).toEqual([user('u3')]);
	});

	test('answer 207 without data when some exist and the others are bad', async () => {
		await create(user('u1'));
		const answer = await create(user('u1'), user('u2', { birthYear: 'x' }));
		expect([answer.status, answer.data]).toEqual([207, []]);
		expect(answer.errors.map(({ status }) => status)).toEqual(['409', '400']);
	});

	test('named twice in one request are created once', async () => {
		const answer = await create(user('u1', { zipCode: '30301' }), user('u1', { zipCode: '30302' }));
		expect(answer.status).toBe(207);
		expect(answer.data).toEqual([user('u1', { zipCode: '30301' })]);
		expect(answer.errors).toEqual([
			expect.objectContaining({ status: '409', id: 'u1', source: { pointer: '/data/1/id' } }),
		]);
	});

	test('are not updated by a document for another user, or by a bad one', async () => {
		await create(user('u1'));
		const other = await fixture.call('PUT', `${users}/u1`, { data: user('u2') });
		expect([other.status, other.errors[0]?.source?.pointer]).toEqual([400, '/data/id']);
		const bad = await fixture.call('PUT', `${users}/u1`, { data: user('u1', { hashedEmail: 'x' }) });
		expect([bad.status, bad.errors[0]?.source?.pointer]).toEqual([400, '/data/attributes/hashedEmail']);
		for (const document of [{}, { data: [] }, { data: { ...user('u1'), type: 'x' } }]) {
			expect((await fixture.call('PUT', `${users}/u1`, document)).status).toBe(400);
		}
	});

	test('never lose the mark that their history was sent', async () => {
		await create(user('u1', { historicalTransactionsSent: true }));
		const put = (attributes: object) =>
			fixture.call('PUT', `${users}/u1`, { data: user('u1', { ...attributes }) });
		const back = await put({ historicalTransactionsSent: false });
		expect(back.status).toBe(400);
		expect(back.errors[0]?.source?.pointer).toBe('/data/attributes/historicalTransactionsSent');
		expect((await put({})).json).toEqual({ data: user('u1', { historicalTransactionsSent: true }) });
	});

	test.each([
		'a/b',
		'q?x',
		'#1',
		'two words',
		'😀',
		'%2f',
		'100%',
		'..%2F..',
		'a+b',
		'é%25é',
		';',
		'x'.repeat(255),
	])('with the id %j are found under their encoded path', async (id) => {
		expect((await create(user(id))).status).toBe(201);
		const answer = await fixture.call('GET', `${users}/${encodeURIComponent(id)}`);
		expect(answer.json).toEqual({ data: user(id) });
	});

	test('are not polluted by __proto__', async () => {
		const text =
			'{"data":[{"type":"user","id":"__proto__","attributes":{"enrolledRewards":[],"__proto__":{"x":1}}}]}';
		expect((await fixture.call('POST', users, text)).status).toBe(201);
		expect(fixture.sandbox.state.users.get('__proto__')?.attributes).toEqual({ enrolledRewards: [] });
		expect('x' in {}).toBe(false);
	});
});
