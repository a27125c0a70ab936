import { kardInN8n } from './support/kardInN8n';
import { upTo, userLine } from './support/rows';

const kard = kardInN8n();

describe('User: Create', () => {
	it('enrolls all rows in one request and gives an item for each', async () => {
		const { json, lines } = await kard.run('create-users', [userLine(1), userLine(2)]);

		expect(json).toEqual([
			{ id: 'user-1', status: 'created' },
			{ id: 'user-2', status: 'created' },
		]);
		expect(lines).toEqual(['line 1', 'line 2']);
		expect(kard.sent('createUsers')).toEqual([
			[
				{ type: 'user', id: 'user-1', attributes: { enrolledRewards: ['CARDLINKED'] } },
				{ type: 'user', id: 'user-2', attributes: { enrolledRewards: ['CARDLINKED'] } },
			],
		]);
	});

	it('leaves users that exist already as they are', async () => {
		await kard.enroll({ id: 'user-1', attributes: { zipCode: '30301' } });

		const { json } = await kard.run('create-users', [userLine(1, { Zip: '10001' }), userLine(2)]);

		expect(json).toEqual([
			{ id: 'user-1', status: 'duplicate' },
			{ id: 'user-2', status: 'created' },
		]);
		expect(kard.sandbox.state.users.get('user-1')?.attributes.zipCode).toBe('30301');
	});

	it('names the row of which another one is the duplicate', async () => {
		const { json, lines } = await kard.run('create-users', [userLine(1), userLine(2), userLine(1)]);

		expect(json[2]).toEqual({ id: 'user-1', status: 'duplicate', duplicateOfRow: 1 });
		expect(lines).toEqual(['line 1', 'line 2', 'line 1']);
	});
});

describe('User: Create or Update', () => {
	it('replaces the attributes of users that exist already', async () => {
		await kard.enroll({ id: 'user-1', attributes: { zipCode: '30301', birthYear: '1990' } });

		const rows = [userLine(1, { Zip: '10001' }), userLine(2)];
		const { json } = await kard.run('create-or-update-users', rows);

		expect(json).toEqual([
			{ id: 'user-1', status: 'updated' },
			{ id: 'user-2', status: 'created' },
		]);
		expect(kard.sandbox.state.users.get('user-1')?.attributes).toEqual({
			enrolledRewards: ['CARDLINKED'],
			zipCode: '10001',
		});
	});

	it('notes on a user that was updated that the answer could not be read', async () => {
		await kard.enroll('user-1');
		kard.fault({ route: 'updateUser', kind: 'html', status: 200, times: Infinity });

		const { json } = await kard.run('create-or-update-users', [userLine(1), userLine(2)]);

		expect(json).toEqual([
			{
				...{ id: 'user-1', status: 'updated' },
				notes: [expect.stringMatching(/answer to the update could not be read/)],
			},
			{ id: 'user-2', status: 'created' },
		]);
	});

	it('says of users that exist or were just created that their update was not made, and why', async () => {
		await kard.enroll({ id: 'user-2', attributes: { zipCode: '30301' } });
		kard.fault({ route: 'createUsers', kind: 'dropAfter' });
		kard.fault({ route: 'updateUser', kind: 'status', status: 403, times: Infinity });

		const rows = [userLine(1), userLine(2, { Zip: '10001' })];
		const { failed } = await kard.run('create-or-update-users', rows, { onError: 'continueErrorOutput' });

		expect(failed.map(({ error }) => error)).toEqual([
			expect.objectContaining({
				id: 'user-1',
				outcomeUnknown: true,
				message: expect.stringMatching(
					/^Row 1: is at Kard, created by this run or before it; (it could not be updated|its update was not made)\. .*user:update.*safe/,
				) as unknown,
			}),
			expect.objectContaining({
				id: 'user-2',
				outcomeUnknown: true,
				message: expect.stringMatching(/^Row 2: is at Kard, created by this run or before it; /) as unknown,
			}),
		]);
	});

	it('sends no address of an existing user either, unless it is told to', async () => {
		await kard.enroll('user-1');

		await kard.run('create-or-update-users', [userLine(1, { Email: 'Jane.Doe@example.com' })]);

		expect(JSON.stringify(kard.requests())).not.toMatch(/jane\.doe/i);
		expect(kard.sandbox.state.users.get('user-1')?.attributes.hashedEmail).toMatch(/^[0-9a-f]{64}$/);
	});
});

describe('User: Get', () => {
	const user = { id: 'user-1', attributes: { zipCode: '30301' } };

	it('gives the attributes beside the id, and the raw resource where Simplify is off', async () => {
		await kard.enroll(user);

		const simple = await kard.run('get-users', [userLine(1)]);
		const raw = await kard.run('get-users', [userLine(1)], { parameters: { simplify: false } });

		const attributes = { enrolledRewards: ['CARDLINKED'], zipCode: '30301' };
		expect(simple.json).toEqual([{ id: 'user-1', ...attributes }]);
		expect(raw.json).toEqual([{ type: 'user', id: 'user-1', attributes }]);
	});

	it('takes an id out of each row, also where it is a number', async () => {
		await kard.enroll('7', '8');

		const { json } = await kard.run('get-users', [{ 'User ID': 7 }, { 'User ID': ' 8 ' }]);

		expect(json).toMatchObject([{ id: '7' }, { id: '8' }]);
	});
});

describe('User: Update', () => {
	it('replaces the attributes of each user, and says what they are now', async () => {
		await kard.enroll({ id: 'user-1', attributes: { birthYear: '1990' } }, 'user-2');

		const rows = [userLine(1, { ZIP: 2134 }), userLine(2, { ZIP: '30301-1234' })];
		const { json } = await kard.run('update-users', rows);

		expect(json).toEqual([
			{ id: 'user-1', enrolledRewards: ['CARDLINKED'], zipCode: '02134' },
			{ id: 'user-2', enrolledRewards: ['CARDLINKED'], zipCode: '30301-1234' },
		]);
		expect(kard.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
			'PUT /v2/issuers/sandbox-organization/users/user-1',
			'PUT /v2/issuers/sandbox-organization/users/user-2',
		]);
	});

	it('takes every additional field, and can enroll in no program', async () => {
		await kard.enroll('user-1');

		await kard.run('update-users', [userLine(1)], {
			parameters: {
				enrolledRewards: [],
				additionalFields: {
					email: 'jane@example.com',
					phoneNumber: '+1 555 555 0123',
					birthYear: 1990,
					historicalTransactionsSent: true,
				},
				options: { email: 'hashAndAddress' },
			},
		});

		expect(kard.sandbox.state.users.get('user-1')?.attributes).toEqual({
			enrolledRewards: [],
			email: 'jane@example.com',
			hashedEmail: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
			phoneNumber: '+15555550123',
			birthYear: '1990',
			historicalTransactionsSent: true,
		});
	});

	it('refuses what Kard would not take, without a request', async () => {
		const { message } = await kard.run('update-users', [userLine(1, { ZIP: 'somewhere over the rainbow' })]);

		expect(message).toMatch(/^ZIP Code: /);
		expect(kard.requests()).toEqual([]);
	});
});

describe('User: Delete', () => {
	it('takes each user out, one after the other', async () => {
		await kard.enroll('user-1', 'user-2', 'user-3');

		const { json, lines } = await kard.run('delete-users', [userLine(1), userLine(3)]);

		expect(json).toEqual([
			{ id: 'user-1', deleted: true },
			{ id: 'user-3', deleted: true },
		]);
		expect(lines).toEqual(['line 1', 'line 3']);
		expect([...kard.sandbox.state.users.keys()]).toEqual(['user-2']);
	});

	it('an id cannot reach another resource, whatever stands in it', async () => {
		const ids = ['a/b', 'a?b', 'a#b', '%2f', 'a b', '🙂', '../user-1', '..'];
		await kard.enroll('user-1', ...ids.slice(0, -1));

		const { json, failed } = await kard.run('delete-users', [...ids.map((id) => ({ 'User ID': id }))], {
			onError: 'continueErrorOutput',
		});

		expect(json).toEqual(ids.slice(0, -1).map((id) => ({ id, deleted: true })));
		expect(failed).toMatchObject([{ 'User ID': '..', error: { row: 8, id: '..' } }]);
		expect([...kard.sandbox.state.users.keys()]).toEqual(['user-1']);
		expect(kard.requests().map(({ path }) => path.split('/').length)).toEqual(upTo(7).map(() => 6));
	});
});
