import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { upTo, user, users } from './rows';

const kard = kardUnderTest();
const zipOf = (id: string) => kard.sandbox.state.users.get(id)?.attributes.zipCode;
const moved = (number: number) => user(number, { zipCode: '99501' });

describe('users created or updated', () => {
	it('new ones are created, existing ones get the attributes of their row', async () => {
		await kard.client().users.create([user(2, { zipCode: '30301', birthYear: '1990' })]);

		const result = await kard.client().users.createOrUpdate([moved(1), moved(2), moved(3)]);

		expect(result.succeeded).toEqual([
			{ index: 0, id: 'user-1', status: 'created' },
			{ index: 1, id: 'user-2', status: 'updated' },
			{ index: 2, id: 'user-3', status: 'created' },
		]);
		expect(upTo(3).map((number) => zipOf(`user-${String(number)}`))).toEqual(['99501', '99501', '99501']);
		expect(kard.sandbox.state.users.get('user-2')?.attributes).not.toHaveProperty('birthYear');
	});

	it('one request for all, and one more for each that exists', async () => {
		await kard.client().users.create(users(3));
		const before = kard.sent.length;

		const result = await kard.client().users.createOrUpdate(users(100));

		expect(result.requests).toBe(4);
		expect(
			kard.sent
				.slice(before)
				.map(({ method, path }) => `${method} ${path}`)
				.toSorted(),
		).toEqual(['POST /users', 'PUT /users/user-1', 'PUT /users/user-2', 'PUT /users/user-3']);
	});

	it('updates keep to the number of requests at once', async () => {
		await kard.client().users.create(users(20));
		let [now, most] = [0, 0];
		kard.intercept(async (_, pass) => {
			now += 1;
			most = Math.max(most, now);
			const answer = await pass();
			now -= 1;
			return answer;
		});

		const result = await kard.client().users.createOrUpdate(users(20), { concurrency: 3 });

		expect(most).toBe(3);
		expect(fates(result)).toEqual(upTo(20).map(() => 'updated'));
	});

	it('doing it twice changes nothing', async () => {
		await kard.client().users.createOrUpdate([moved(1), moved(2)]);
		const before = new Map(kard.sandbox.state.users);

		const result = await kard.client().users.createOrUpdate([moved(1), moved(2)]);

		expect(fates(result)).toEqual(['updated', 'updated']);
		expect(new Map(kard.sandbox.state.users)).toEqual(before);
	});

	it('a row that stands twice is written once', async () => {
		await kard.client().users.create([user(1)]);

		const result = await kard.client().users.createOrUpdate([moved(1), moved(1)]);

		expect(fates(result)).toEqual(['updated', 'duplicate']);
		expect(kard.sandbox.count('updateUser')).toBe(1);
	});

	it('duplicates as failures concern rows that stand twice, not users that exist', async () => {
		await kard.client().users.create([user(1)]);

		const result = await kard.client().users.createOrUpdate([moved(1), moved(1)], { duplicates: 'fail' });

		expect(fates(result)).toEqual(['updated', 'failed']);
	});

	it('a connection dropped after the users were created: they end up as their rows say', async () => {
		await kard.client().users.create([user(2, { zipCode: '30301' })]);
		kard.fault('createUsers', { kind: 'dropAfter' });

		const result = await kard.client().users.createOrUpdate([moved(1), moved(2)]);

		expect(result.failed).toEqual([]);
		expect([zipOf('user-1'), zipOf('user-2')]).toEqual(['99501', '99501']);
	});

	it('a connection dropped in the midst of an update: the update is repeated', async () => {
		await kard.client().users.create([user(1)]);
		kard.fault('updateUser', { kind: 'dropAfter' }, { kind: 'dropBefore' });

		const result = await kard.client().users.createOrUpdate([moved(1)]);

		expect(fates(result)).toEqual(['updated']);
		expect(kard.sandbox.count('updateUser')).toBe(3);
		expect(zipOf('user-1')).toBe('99501');
	});

	it('an update that Kard refuses fails its row alone, with the reason', async () => {
		await kard.client().users.create([user(1, { historicalTransactionsSent: true }), user(2)]);

		const result = await kard
			.client()
			.users.createOrUpdate([user(1, { historicalTransactionsSent: false }), moved(2), moved(3)]);

		expect(fates(result)).toEqual(['failed', 'updated', 'created']);
		expect(complaints(result)[0]).toMatch(/^Row 1: .*cannot be set back to false/);
		expect(result.failed[0]?.error).toMatchObject({ statusCode: 400, outcomeUnknown: false });
	});

	it('a user deleted between the two requests is reported, and the others are done', async () => {
		await kard.client().users.create(users(2));
		kard.intercept(async (request, pass) => {
			if (request.path === '/users/user-1') {
				kard.intercept((_, passOn) => passOn());
				await kard.client().users.delete('user-1');
			}
			return await pass();
		});

		const result = await kard
			.client()
			.users.createOrUpdate([moved(1), moved(2), moved(3)], { concurrency: 1 });

		expect(fates(result)).toEqual(['failed', 'updated', 'created']);
		expect(result.failed[0]?.error).toMatchObject({ name: 'KardNotFoundError' });
	});

	it('an update that is refused after a creation of which nobody heard leaves the row unknown', async () => {
		kard.fault('createUsers', { kind: 'override', status: 207, body: {}, processed: true });
		kard.fault('updateUser', { kind: 'status', status: 400, times: Infinity });

		const result = await kard.client().users.createOrUpdate([moved(1)]);

		expect(zipOf('user-1')).toBe('99501');
		expect(fates(result)).toEqual(['unknown']);
	});

	it('an update of which nobody heard is unknown', async () => {
		await kard.client().users.create([user(1)]);
		kard.fault('updateUser', { kind: 'dropAfter', times: Infinity });

		const result = await kard.client().users.createOrUpdate([moved(1)]);

		expect(fates(result)).toEqual(['unknown']);
		expect(kard.sandbox.count('updateUser')).toBe(3);
	});

	it.each([
		['hash', []],
		['hashAndAddress', ['email']],
	] as const)('an update, too, sends of an email what the mode "%s" allows', async (email, addresses) => {
		await kard.client().users.create([user(1)]);

		await kard.client().users.createOrUpdate([user(1, { email: 'jordan@example.com' })], { email });

		const update = kard.sandbox.requests.at(-1);
		expect(update?.method).toBe('PUT');
		const [sent] = kard.sent.at(-1)?.data ?? [];
		expect(Object.keys(sent?.attributes ?? {}).toSorted()).toEqual([
			...addresses,
			'enrolledRewards',
			'hashedEmail',
		]);
		expect(JSON.stringify(update?.body).includes('jordan@example.com')).toBe(email !== 'hash');
	});
});
