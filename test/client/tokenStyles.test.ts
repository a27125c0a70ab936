import { KardAuthenticationError, type ClientCredentialsAuth } from '../../shared';
import { CREDENTIALS, failure, fakeKard, rejection, token, type Received, type Reply } from './fakeKard';

const kard = fakeKard();

/** In which style a token was asked for. */
const styleOf = ({ headers, body }: Received): string => {
	if (headers.authorization?.startsWith('Basic ') && body === 'grant_type=client_credentials') return 'basic';
	const isJson = headers['content-type'] === 'application/json' && headers.authorization === undefined;
	return isJson && body.startsWith('{"client_id":') ? 'json' : 'neither';
};
const styles = () => kard.tokenRequests.map(styleOf);

/** A Kard that takes one style, and answers to the other with a status. */
const takesOnly = (style: string, otherwise: Reply) => {
	let issued = 0;
	kard.answerToken((request) => (styleOf(request) === style ? token(`token-${(issued += 1)}`) : otherwise));
};
const clientOf = (settings: Partial<ClientCredentialsAuth> = {}) =>
	kard.client({ auth: { ...CREDENTIALS, ...settings } });
const ownTokenUrl = () => ({ tokenUrl: kard.baseUrl });

describe('how a token is asked for, where nothing was chosen', () => {
	it('JSON first at the API itself, as the official SDKs do', async () => {
		await clientOf().users.get('user-1');

		expect(styles()).toEqual(['json']);
	});

	it('Basic authentication and a form first at a token URL, as the guide of Kard does', async () => {
		await clientOf(ownTokenUrl()).users.get('user-1');

		expect(styles()).toEqual(['basic']);
	});

	it.each([400, 404, 415])(
		'the other way once, after an answer of %i, and first from then on',
		async (status) => {
			takesOnly('basic', failure(status));
			const client = clientOf();

			await client.users.get('user-1');
			kard.clock.advance(4_000_000);
			await client.users.get('user-1');

			expect(styles()).toEqual(['json', 'basic', 'basic']);
			expect(kard.received.map(({ headers }) => headers.authorization)).toEqual([
				'Bearer token-1',
				'Bearer token-2',
			]);
		},
	);

	it('JSON at a token URL that takes no form', async () => {
		takesOnly('json', failure(415));

		await clientOf(ownTokenUrl()).users.get('user-1');

		expect(styles()).toEqual(['basic', 'json']);
	});

	it('the first way again, should Kard change its mind', async () => {
		takesOnly('basic', failure(400));
		const client = clientOf();
		await client.users.get('user-1');
		takesOnly('json', failure(400));
		kard.clock.advance(4_000_000);

		await client.users.get('user-1');

		expect(styles()).toEqual(['json', 'basic', 'basic', 'json']);
	});

	it.each([
		[401, /did not accept the client ID and client secret/],
		[403, /gives no token to these credentials/],
		[302, /gave no token \(status 302\)/],
		[422, /gave no token \(status 422\)/],
	])('not the other way after %i: it is not about the way', async (status, says) => {
		kard.answerToken(failure(status));

		const error = await rejection(clientOf().users.get('user-1'));

		expect(styles()).toEqual(['json']);
		expect(error).toHaveProperty('message', expect.stringMatching(says));
		expect(error).not.toHaveProperty('message', expect.stringContaining('tried'));
	});

	it('a secret that the second way finds wrong is a wrong secret', async () => {
		kard.answerToken(failure(400), failure(401));

		const error = await rejection(clientOf().users.get('user-1'));

		expect(styles()).toEqual(['json', 'basic']);
		expect(error).toMatchObject({ statusCode: 401 });
		expect(error).toHaveProperty('message', expect.stringMatching(/^Kard did not accept the client ID/));
	});

	it('a Kard that is busy at the second way is waited for', async () => {
		kard.answerToken(failure(400), failure(503), token('token-late'));

		await clientOf().users.get('user-1');

		expect(styles()).toEqual(['json', 'basic', 'basic']);
	});

	it.each([
		[400, 400, /did not understand the token request \(400\).*style/],
		[404, 404, /does not know this client \(404\).*client ID/],
		[415, 400, /did not understand the token request \(400\)/],
		[404, 415, /did not understand the token request \(415\)/],
	])('says what was tried when Kard answers %i and %i', async (first, second, says) => {
		kard.answerToken(
			failure(first, 'echo of secret-of-client-1'),
			failure(second, 'echo of secret-of-client-1'),
		);

		const error = await rejection(clientOf().users.get('user-1'));

		expect(styles()).toEqual(['json', 'basic']);
		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(error).toMatchObject({ statusCode: second, body: undefined, outcomeUnknown: false });
		expect(error).toHaveProperty('message', expect.stringMatching(says));
		expect(error).toHaveProperty(
			'message',
			expect.stringContaining(
				`Both token request styles were tried: JSON Body (${first}), Basic Authentication (${second}).`,
			),
		);
		expect(kard.received).toEqual([]);
	});

	it('no other way is tried for a call that comes to the same token', async () => {
		takesOnly('basic', failure(400));
		const client = clientOf();

		await Promise.all(['user-1', 'user-2', 'user-3'].map((id) => client.users.get(id)));

		expect(styles()).toEqual(['json', 'basic']);
	});
});

describe('how a token is asked for, where a style was chosen', () => {
	it.each(['basic', 'json'] as const)('%s: that one alone, at any address', async (tokenRequest) => {
		await clientOf({ tokenRequest }).users.get('user-1');
		await clientOf({ tokenRequest, ...ownTokenUrl() }).users.get('user-1');

		expect(styles()).toEqual([tokenRequest, tokenRequest]);
	});

	it.each(['basic', 'json'] as const)(
		'%s: that one alone, also when Kard does not take it',
		async (tokenRequest) => {
			kard.answerToken(failure(400));

			const error = await rejection(clientOf({ tokenRequest }).users.get('user-1'));

			expect(styles()).toEqual([tokenRequest]);
			expect(error).toHaveProperty(
				'message',
				expect.stringMatching(/did not understand .* \(400\)(?!.*tried)/),
			);
		},
	);
});
