import {
	KardApiError,
	KardConflictError,
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	userOperations,
} from '../../shared';
import { failure, fakeKard, rejection, textLike, userAnswer, type Behaviour, type Reply } from './fakeKard';
import { kardUnderTest } from './kardUnderTest';

const kard = fakeKard();
const organization = {
	type: 'organization',
	id: 'org-1',
	attributes: { name: 'EXAMPLEBANK', bins: ['411111'], novelty: 1 },
};

describe('a write whose answer is a success with errors', () => {
	const change = () => kard.client().users.update('user-1', { enrolledRewards: [] });
	const subscribe = () =>
		kard.client().subscriptions.create({
			...{ eventName: 'auditUpdate', webhookUrl: 'https://example.com/hook', enabled: true },
		});

	it.each([
		['of nothing but null', [null], true],
		['that say nothing', [{ id: null, source: null, detail: null }], true],
		['that are an object', { state: 'maintenance' }, true],
		['that are a text', 'maintenance', true],
		['of a Kard that broke down', [{ status: 503, detail: 'Try again.' }], true],
		['that refuse it', [{ status: '400', detail: 'No.' }], false],
		['that give a reason alone', [{ detail: 'No.' }], false],
	])('%s: whether it was done is known only where they say so', async (_, errors, outcomeUnknown) => {
		for (const write of [change, () => kard.client().users.delete('user-1'), subscribe]) {
			kard.answer({ status: 200, body: { errors } });
			expect(await rejection(write())).toMatchObject({ outcomeUnknown });
		}
	});
});

describe('one user', () => {
	const real = kardUnderTest();

	it('is looked up', async () => {
		const found = await real.client().users.get('user-shopper');

		expect(found).toMatchObject({
			type: 'user',
			id: 'user-shopper',
			attributes: { enrolledRewards: ['CARDLINKED'] },
		});
	});

	it('is updated: the attributes are replaced, and an email goes out as its hash', async () => {
		const { users } = real.client();

		const updated = await users.update('user-shopper', {
			enrolledRewards: [],
			email: 'jordan@example.com',
			zipCode: '30301',
		});

		const attributes = {
			enrolledRewards: [],
			zipCode: '30301',
			hashedEmail: textLike(/^[0-9a-f]{64}$/),
		};
		expect(updated.attributes).toEqual(attributes);
		expect(real.sandbox.state.users.get('user-shopper')?.attributes).toEqual(attributes);
		expect(real.sent.at(-1)).toMatchObject({ method: 'PUT', data: [{ type: 'user', id: 'user-shopper' }] });
	});

	it('is updated with what the options allow of the email', async () => {
		const { users } = real.client();

		await users.update(
			'user-shopper',
			{ enrolledRewards: [], email: 'jordan@example.com' },
			{ email: 'address' },
		);

		expect(real.sent.at(-1)?.data[0]?.attributes).toEqual({
			enrolledRewards: [],
			email: 'jordan@example.com',
		});
	});

	it('is deleted, and then gone', async () => {
		const { users } = real.client();

		await expect(users.delete('user-shopper')).resolves.toMatchObject({ id: 'user-shopper' });

		await expect(users.get('user-shopper')).rejects.toBeInstanceOf(KardNotFoundError);
		await expect(users.delete('user-shopper')).rejects.toBeInstanceOf(KardNotFoundError);
		await expect(users.update('user-shopper', { enrolledRewards: [] })).rejects.toBeInstanceOf(
			KardNotFoundError,
		);
	});

	it('cannot be changed by credentials that may only read; the error names the permission', async () => {
		const client = real.client({ auth: real.sandbox.limited });

		await expect(client.users.get('user-shopper')).resolves.toHaveProperty('id', 'user-shopper');
		const error = await rejection(client.users.delete('user-shopper'));

		expect(error).toBeInstanceOf(KardPermissionError);
		expect(error).toHaveProperty('message', expect.stringContaining('user:delete'));
		expect(real.sandbox.state.users.size).toBe(1);
	});

	it.each([
		[{}, /Enrolled Rewards: is required/],
		[{ enrolledRewards: ['CARDLINKED'], birthYear: '90' }, /Birth Year/],
		[{ enrolledRewards: ['CARDLINKED'], zip: '30301' }, /zip: there is no such field/],
		[{ enrolledRewards: ['CARDLINKED'], zipCode: '4111 1111 1111 1111' }, /ZIP Code/],
	])('%j is refused before any request', async (attributes, message) => {
		const client = real.client();

		const error = await rejection(
			client.single(userOperations.update, { ids: { userId: 'user-shopper' }, attributes: attributes }),
		);

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(error).toHaveProperty('message', expect.not.stringContaining('4111'));
		expect(real.sent).toEqual([]);
	});
});

describe('deleting', () => {
	const remove = () => kard.client().users.delete('user-1').withResponse();
	const gone = { type: 'user', id: 'user-1', attributes: {} };

	it.each<[string, Reply, number]>([
		['the user', userAnswer(), 200],
		['nothing', { status: 204 }, 204],
		['an empty 200', { status: 200 }, 200],
	])('Kard answers with %s: a success', async (_, reply, status) => {
		kard.answer(reply);

		const { data, response } = await remove();

		expect(data).toMatchObject({ type: 'user', id: 'user-1' });
		expect(response.status).toBe(status);
	});

	it.each<[string, Behaviour[]]>([
		['a dropped connection', ['drop']],
		['a server error', [failure(500)]],
		['a time-out of a gateway', [failure(504)]],
		['a time-out of Kard', [failure(408)]],
		['a server error and a token that had expired', [failure(503), failure(401)]],
	])('404 after %s: it was this call that deleted it', async (_, before) => {
		kard.answer(...before, failure(404));

		await expect(remove()).resolves.toMatchObject({ data: gone, response: { status: 404 } });
	});

	it.each([
		['at once', []],
		['after 429, which says that nothing was done', [failure(429)]],
		['after 401, likewise', [failure(401)]],
	])('404 %s is an error', async (_, before) => {
		kard.answer(...before, failure(404));

		await expect(remove()).rejects.toBeInstanceOf(KardNotFoundError);
	});

	it('404 when getting or updating is an error, whatever went before', async () => {
		kard.answer('drop', failure(404), 'drop', failure(404));
		const { users } = kard.client();

		await expect(users.get('user-1')).rejects.toBeInstanceOf(KardNotFoundError);
		await expect(users.update('user-1', { enrolledRewards: [] })).rejects.toBeInstanceOf(KardNotFoundError);
	});

	it('409 is an error', async () => {
		kard.answer('drop', failure(409));

		await expect(remove()).rejects.toBeInstanceOf(KardConflictError);
	});
});

describe('the organization', () => {
	it.each([
		['as it is', organization],
		['wrapped in data', { data: organization }],
	])('is understood %s, with attributes that nobody knew', async (_, body) => {
		kard.answer({ body });

		await expect(kard.client().organization.get()).resolves.toEqual(organization);
		expect(kard.received.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v2/issuer']);
	});

	it('anything else is an error', async () => {
		kard.answer({ body: { data: null } });

		await expect(kard.client().organization.get()).rejects.toBeInstanceOf(KardApiError);
	});
});

describe('the organization and the sign of life of the sandbox', () => {
	const real = kardUnderTest();

	it('are there', async () => {
		const client = real.client();

		await expect(client.organization.get()).resolves.toMatchObject({ type: 'organization' });
		await expect(client.ping()).resolves.toMatchObject({ message: 'pong', status: 'ok' });
	});

	it('with wrong credentials there is an error that says what to check', async () => {
		const auth = { clientId: real.sandbox.clientId, clientSecret: 'wrong' };

		const error = await rejection(real.client({ auth }).organization.get());

		expect(error).toMatchObject({ name: 'KardAuthenticationError', statusCode: 401 });
		expect(error).toHaveProperty('message', expect.stringContaining('client ID and client secret'));
	});

	it.each(['basic', 'json'] as const)('with either token request: %s', async (tokenRequest) => {
		const { clientId, clientSecret } = real.sandbox;

		const client = real.client({ auth: { clientId, clientSecret, tokenRequest, targetIssuer: 'issuer-7' } });
		await client.organization.get();

		expect(real.sandbox.requests.at(-1)).toMatchObject({ status: 200, targetIssuer: 'issuer-7' });
	});
});
