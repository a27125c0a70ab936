import { z } from 'zod/v4';
import type { RecordedRequest } from '../../sandbox';
import { kardInN8n, tokenFor } from './support/kardInN8n';
import { ownServers } from './support/ownServers';
import { SHOPPER, transactionLine, upTo, userLine } from './support/rows';

const kard = kardInN8n();
const anError = z.object({ message: z.string() });
const servers = ownServers();

beforeEach(async () => {
	await kard.enroll(SHOPPER, 'user-1', 'user-2', 'user-3');
});

const transactions = (count: number) => upTo(count).map((number) => transactionLine(number));
const oneByOne = { parameters: { options: { batchSize: 1, concurrency: 4 } } };

/** In which order requests came: `T` for one of a token, else the status of the answer. */
const story = () => {
	const from = kard.sandbox.requests.indexOf(firstOwn());
	return kard.sandbox.requests.slice(from).map(({ route, status }) => (route === 'token' ? 'T' : status));
};
const firstOwn = (): RecordedRequest => {
	const [first] = kard.requests();
	if (first === undefined) throw new Error('No request came.');
	return first;
};

describe('a token that has expired', () => {
	it('is renewed once, and the run completes', async () => {
		const { result } = await kard.run('get-users', [userLine(1)]);
		kard.sandbox.expireTokens();
		const before = kard.tokenRequests();

		const { json } = await kard.run('get-users', [userLine(1), userLine(2), userLine(3)], {
			credentials: result.credentials,
		});

		expect(json).toHaveLength(3);
		expect(kard.tokenRequests() - before).toBe(1);
	});

	it('in mid-run: one new token, every row is through once, nothing is reported as a duplicate', async () => {
		kard.fault({ route: 'createTransactions', kind: 'expiredToken', after: 2 });

		const { json } = await kard.run('submit-transactions', transactions(5), {
			parameters: { options: { batchSize: 1, concurrency: 1 } },
		});

		expect(json.map(({ status }) => status)).toEqual(upTo(5).map(() => 'submitted'));
		expect(kard.tokenRequests()).toBe(2);
		expect(story()).toEqual([202, 202, 401, 401, 'T', 202, 202, 202]);
	});

	it('with several requests under way it is renewed once', async () => {
		kard.fault(
			{ route: 'createTransactions', kind: 'expiredToken', after: 1 },
			{ route: 'createTransactions', kind: 'delay', delayMs: 50, times: 12 },
		);

		const { json } = await kard.run('submit-transactions', transactions(9), oneByOne);

		expect(json.map(({ status }) => status)).toEqual(upTo(9).map(() => 'submitted'));
		expect(kard.tokenRequests()).toBe(2);
		expect(story().filter((status) => status === 401).length).toBeGreaterThan(2);
		expect(kard.sandbox.state.transactions.size).toBe(9);
	});

	it('the renewed token is kept for whoever comes next', async () => {
		kard.fault({ route: 'getUser', kind: 'expiredToken' });
		const first = await kard.run('get-users', [userLine(1)]);

		await kard.run('get-users', [userLine(2)], { credentials: first.result.credentials });

		expect(kard.tokenRequests()).toBe(2);
	});
});

describe('a token that is refused for ever', () => {
	const says =
		/did not accept the credentials \(401\)\. Check the client ID and the client secret, or the token, and whether they belong to the chosen environment\. Kard says: A fault that was asked for\.$/;

	it('ends a bulk write after one renewal, however many requests were planned', async () => {
		kard.fault({ route: 'createTransactions', kind: 'status', status: 401, times: Infinity });

		const { message, description } = await kard.run('submit-transactions', transactions(9), oneByOne);

		expect(message).toMatch(says);
		expect(description).toMatch(/^Of 9 rows 0 were accepted and 9 were not\.\nRow 1: /);
		expect(story()).toEqual([401, 401, 'T', 401]);
	});

	it('ends a read likewise', async () => {
		kard.fault({ route: 'getUser', kind: 'status', status: 401, times: Infinity });

		const { message } = await kard.run('get-users', [userLine(1)]);

		expect(message).toMatch(says);
		expect(story()).toEqual([401, 401, 'T', 401]);
	});

	it('says so of each row while the node is set to go on', async () => {
		kard.fault({ route: 'createTransactions', kind: 'status', status: 401, times: Infinity });

		const { failed, json } = await kard.run('submit-transactions', transactions(3), {
			...oneByOne,
			onError: 'continueErrorOutput',
		});

		expect(json).toEqual([]);
		expect(failed).toMatchObject(
			upTo(3).map((row) => ({
				Line: `line ${String(row)}`,
				error: { row, statusCode: 401, message: expect.stringMatching(says) as unknown },
			})),
		);
		expect(kard.requests()).toHaveLength(3);
	});

	it('after some rows were through: those stand', async () => {
		kard.fault({ route: 'createTransactions', kind: 'status', status: 401, after: 2, times: Infinity });

		const { json, failed } = await kard.run('submit-transactions', transactions(5), {
			parameters: { options: { batchSize: 1, concurrency: 1 } },
			onError: 'continueErrorOutput',
		});

		expect(json.map(({ id }) => id)).toEqual(['evt-1', 'evt-2']);
		expect(failed.map(({ Line }) => Line)).toEqual(['line 3', 'line 4', 'line 5']);
		expect(story()).toEqual([202, 202, 401, 401, 'T', 401]);
	});
});

describe('a renewal that fails', () => {
	it('fails every row that waited for it, and says why', async () => {
		kard.fault(
			{ route: 'createTransactions', kind: 'expiredToken', after: 1 },
			{ route: 'token', kind: 'status', status: 401, after: 1, times: Infinity },
		);

		const { json, failed } = await kard.run('submit-transactions', transactions(3), {
			parameters: { options: { batchSize: 1, concurrency: 1 } },
			onError: 'continueErrorOutput',
		});

		expect(json.map(({ id }) => id)).toEqual(['evt-1']);
		expect(failed).toMatchObject(
			[2, 3].map((row) => ({
				error: {
					row,
					message: expect.stringMatching(/did not accept the client ID and client secret/) as unknown,
				},
			})),
		);
		expect(kard.tokenRequests()).toBe(2);
	});

	it('is not tried again by each of the requests that waited for it', async () => {
		kard.fault(
			{ route: 'createTransactions', kind: 'expiredToken', after: 1 },
			{ route: 'createTransactions', kind: 'delay', delayMs: 50, times: 12 },
			{ route: 'token', kind: 'status', status: 401, after: 1, times: Infinity },
		);

		const { failed } = await kard.run('submit-transactions', transactions(9), {
			...oneByOne,
			onError: 'continueErrorOutput',
		});

		expect(failed).toHaveLength(8);
		expect(kard.tokenRequests()).toBe(2);
	});

	it('for a Kard that is busy leaves the rows unsent, not in doubt, and asks three times in all', async () => {
		kard.fault(
			{ route: 'createTransactions', kind: 'expiredToken', after: 1 },
			{ route: 'token', kind: 'status', status: 503, after: 1, times: Infinity },
		);

		const { json, failed } = await kard.run('submit-transactions', transactions(9), {
			...oneByOne,
			onError: 'continueErrorOutput',
		});

		expect(json.map(({ id }) => id)).toEqual(['evt-1']);
		expect(failed.map(({ error }) => error)).toMatchObject(
			upTo(8).map((row) => ({
				row: row + 1,
				message: expect.stringMatching(
					/^Row \d: not sent\. Kard has a problem of its own \(503\)\. Try again later\.(?!.*not known)/,
				) as unknown,
			})),
		);
		expect(kard.tokenRequests()).toBe(4);
		expect(kard.sandbox.state.transactions.size).toBe(1);
	});

	it('wrong credentials cost one token request and no other, however many rows there are', async () => {
		const { message } = await kard.run('submit-transactions', transactions(9), {
			...oneByOne,
			credential: { clientSecret: 'not-the-secret' },
		});

		expect(message).toMatch(/^Kard did not accept the client ID and client secret \(401\)\. Check both/);
		expect(kard.tokenRequests()).toBe(1);
		expect(kard.requests()).toEqual([]);
	});
});

describe('a token endpoint that gives no token', () => {
	it.each([
		['is down', { kind: 'status', status: 503 }, /Kard has a problem of its own \(503\)\. Try again later\./],
		['asks to slow down', { kind: 'status', status: 429 }, /Kard asks to slow down \(429\)\./],
		['breaks the connection', { kind: 'dropBefore' }, /Kard could not be reached/],
	] as const)(
		'because it %s is asked three times for a thousand rows, which are not sent',
		async (...given) => {
			const [, fault, says] = given;
			kard.fault({ route: 'token', times: Infinity, ...fault });

			const { failed } = await kard.run('submit-transactions', transactions(1_000), {
				parameters: { options: { batchSize: 10, concurrency: 4 } },
				onError: 'continueErrorOutput',
			});

			expect(kard.tokenRequests()).toBe(3);
			expect(kard.requests()).toEqual([]);
			expect(failed).toHaveLength(1_000);
			for (const { message } of failed.map(({ error }) => anError.parse(error))) {
				expect(message).toMatch(/^Row \d+: not sent\. /);
				expect(message).toMatch(says);
				expect(message).not.toContain('not known');
			}
		},
	);

	it('is asked three times for any number of items that are sent one by one', async () => {
		kard.fault({ route: 'token', kind: 'status', status: 503, times: Infinity });

		const { failed } = await kard.run('get-users', [userLine(1), userLine(2), userLine(3)], {
			onError: 'continueErrorOutput',
		});

		expect(failed).toHaveLength(3);
		expect(kard.tokenRequests()).toBe(3);
		expect(kard.requests()).toEqual([]);
	});

	it('for as long as Kard asks for is waited for', async () => {
		kard.fault({ route: 'token', kind: 'status', status: 429, retryAfter: '1' });
		const start = Date.now();

		const { json } = await kard.run('submit-transactions', transactions(1));

		expect(json).toHaveLength(1);
		expect(Date.now() - start).toBeGreaterThanOrEqual(1_000);
	});
});

describe('the style of the token request', () => {
	/** An address that gives the sandbox's tokens to those who ask in one style, and the styles it was asked in. */
	const takingOnly = async (accepted: 'basic' | 'json') => {
		const styles: string[] = [];
		const { url } = await servers.start((request, response) => {
			const style = request.headers.authorization?.startsWith('Basic ') ? 'basic' : 'json';
			styles.push(style);
			if (style !== accepted) response.writeHead(400).end('{"errors":[]}');
			else {
				void tokenFor(kard.sandbox).then((token) =>
					response.end(JSON.stringify({ access_token: token, expires_in: 3_600 })),
				);
			}
		});
		return { styles, credential: { advanced: true, tokenUrl: url } };
	};

	it('is found out once, and the next token is asked for in the style that Kard took', async () => {
		const { styles, credential } = await takingOnly('json');
		const first = await kard.run('get-users', [userLine(1)], { credential });
		kard.sandbox.expireTokens();

		const second = await kard.run('get-users', [userLine(1)], { credentials: first.result.credentials });

		expect([...first.json, ...second.json]).toHaveLength(2);
		expect(styles).toEqual(['basic', 'json', 'json']);
	});

	it.each(['basic', 'json'] as const)(
		'that a credential was saved with is the only one: %s',
		async (requestStyle) => {
			const { styles, credential } = await takingOnly(requestStyle === 'basic' ? 'json' : 'basic');

			const { message } = await kard.run('get-users', [userLine(1)], {
				credential: { ...credential, requestStyle },
			});

			expect(message).toMatch(/^Kard did not understand the token request \(400\)\. Check .* style\.$/);
			expect(styles).toEqual([requestStyle]);
		},
	);

	it('is named when Kard takes neither', async () => {
		kard.fault({ route: 'token', kind: 'status', status: 404, times: 9 });

		const { message } = await kard.run('get-users', [userLine(1)]);

		expect(message).toMatch(
			/does not know this client \(404\)\..* tried: JSON Body \(404\), Basic Authentication \(404\)\.$/,
		);
		expect(kard.tokenRequests()).toBe(2);
	});
});
