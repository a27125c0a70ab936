import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { transactionOperations, userOperations, type AnyOperation } from '../../shared/host';
import type { Route } from '../../sandbox';
import { purchase, SHOPPER, upTo, type SheetRow } from '../support/purchase';
import { sheetLine } from '../support/resource';
import { kardInN8n, ON_ERROR, type Changes, type KardRun } from './support/kardInN8n';
import { ownServers, type OwnServer } from './support/ownServers';

const kard = kardInN8n({ enrolled: [SHOPPER] });
const servers = ownServers();
const { submit } = transactionOperations;
const { create, get } = userOperations;

const line = (number: number, cells: SheetRow = {}): SheetRow => ({
	Line: `line ${String(number)}`,
	...sheetLine(purchase({ id: `evt-${String(number)}` }), cells),
});
const lines = (count: number) => upTo(count).map((number) => line(number));
const shoppers = (count: number): SheetRow[] =>
	upTo(count).map((number) => ({ Line: `line ${String(number)}`, 'User ID': SHOPPER }));
const saying = (pattern: RegExp) => expect.stringMatching(pattern) as unknown;
const statuses = ({ json }: KardRun) => json.map(({ status }) => status);

describe.each([
	['a base URL that is none', { baseUrl: 'kard' }, /Base URL: is not a web address\. Write it in full/],
	['a base URL in the open', { baseUrl: 'http://kard.example.com' }, /Base URL: begins with http:\/\//],
	[
		'a base URL at which nobody listens',
		{ baseUrl: 'http://127.0.0.1:9' },
		/could not be reached|refused the connection/,
	],
	['a wrong client secret', { clientSecret: 'no' }, /did not accept the client ID and client secret \(401\)/],
	['another organization', { organizationId: 'somebody-else' }, /not allowed to do this \(403\)/],
])('with %s', (_, credential, says) => {
	const run = async (operation: AnyOperation, onError: Changes['onError'] & string) =>
		await kard.run(operation, operation === submit ? lines(2) : shoppers(2), {
			credential,
			onError,
			parameters: { options: { maxRetries: 0 } },
		});
	const error = (row: number) => expect.objectContaining({ row, message: saying(says) }) as unknown;

	it.each([
		['a bulk write', submit],
		['a read', get],
	])('%s: every row says why, wherever it goes', async (_name, operation) => {
		const regular = await run(operation, 'continueRegularOutput');
		const branched = await run(operation, 'continueErrorOutput');
		const stopped = await run(operation, 'stopWorkflow');

		expect(regular).toMatchObject({
			json: [1, 2].map((row) => ({ status: 'failed', error: error(row) })),
			pairs: [0, 1],
			message: undefined,
		});
		expect(branched).toMatchObject({
			json: [],
			failed: [1, 2].map((row) => ({ Line: `line ${String(row)}`, error: error(row) })),
			message: undefined,
		});
		expect(stopped.json).toEqual([]);
		expect([stopped.message, stopped.description].join('\n')).toMatch(says);
	});
});

describe('Retry On Fail', () => {
	/** n8n runs the whole node again: when it throws, and when its first item is an error. */
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const withoutIds = upTo(3).map((number) => line(number, { 'Event ID': null }));
	const bad = line(9, { 'Event ID': null, Amount: 'much' });
	const parameters = { options: { maxRetries: 0 } };

	it.each(ON_ERROR)(
		'with "On Error" set to %s stores nothing twice, though an answer is lost',
		async (onError) => {
			kard.fault('createTransactions', { kind: 'dropAfter' });

			await kard.run(submit, [bad, ...withoutIds], { node, onError, parameters });

			expect(kard.requests('createTransactions')).toHaveLength(3);
			expect(kard.stored.transactions).toHaveLength(3);
		},
	);

	it('gets over trouble that passes', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 503, times: 2 });

		const run = await kard.run(submit, withoutIds, { node, parameters });

		expect(statuses(run)).toEqual(['submitted', 'submitted', 'submitted']);
	});
});

describe('a Kard that is slow or busy', () => {
	const TOKEN = '{"access_token":"token-1","expires_in":3600}';
	let hungUp = 0;
	/** Sends a byte every 50 ms and never ends, until the other side hangs up. */
	const drip = (response: ServerResponse): void => {
		response.writeHead(200, { 'Content-Type': 'application/json' });
		const timer = setInterval(() => response.write(' '), 50);
		response.on('close', () => {
			clearInterval(timer);
			hungUp += 1;
		});
	};
	const dripping = async (onRequest = (): void => undefined): Promise<OwnServer> =>
		await servers.start((request, response) => {
			if (request.url === '/v2/auth/token') return response.end(TOKEN);
			drip(response);
			onRequest();
			return undefined;
		});
	const asked = ({ received }: OwnServer) => received.filter(({ path }) => path !== '/v2/auth/token');
	const allHungUp = async (server: OwnServer): Promise<void> => {
		for (let turn = 0; turn < 100 && hungUp < asked(server).length; turn += 1) await sleep(20);
		expect(hungUp).toBe(asked(server).length);
	};

	beforeEach(() => {
		hungUp = 0;
	});

	it('is waited for as long as Timeout says for each attempt, and then hung up on', async () => {
		const server = await dripping();
		const start = performance.now();

		const { failed } = await kard.run(submit, lines(1), {
			credential: { baseUrl: server.url },
			parameters: { options: { timeoutMs: 200, maxRetries: 1 } },
			onError: 'continueErrorOutput',
		});

		expect(failed).toMatchObject([
			{
				error: {
					message: saying(/did not answer within 0\.2 seconds\..* not known whether Kard took this row/),
				},
			},
		]);
		expect(performance.now() - start).toBeGreaterThan(400);
		expect(asked(server).length).toBeGreaterThan(1);
		await allHungUp(server);
	});

	it('is hung up on when the run is cancelled', async () => {
		const stop = new AbortController();
		const server = await dripping(() => {
			stop.abort();
		});

		await kard.run(get, shoppers(3), { credential: { baseUrl: server.url }, signal: stop.signal });

		expect(asked(server)).toHaveLength(1);
		await allHungUp(server);
	});

	it('that asks for a wait of ten hours is not waited for, and the row says so', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 429, retryAfter: '36000', times: Infinity });

		const { description } = await kard.run(submit, lines(2), { parameters: { options: { batchSize: 1 } } });

		expect(description).toMatch(/^Row 1: Kard asks to slow down \(429\) and to wait 10 hours\./);
		expect(kard.requests()).toHaveLength(1);
	});

	it('that breaks a connection gets the very same body again, as often as Retries says', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter' });

		const run = await kard.run(submit, lines(2));

		expect(statuses(run)).toEqual(['submitted', 'submitted']);
		const bodies = kard.requests('createTransactions').map(({ body }) => body);
		expect(bodies).toEqual([bodies[0], bodies[0]]);
	});

	it.each([
		[{ concurrency: 1 }, 1],
		[{}, 4],
	])('gets no more requests at once than %j says: %d', async (options, expected) => {
		const delayMs = 100;
		kard.fault('createTransactions', { kind: 'delay', delayMs, times: 9 });

		await kard.run(submit, lines(5), { parameters: { options: { batchSize: 1, ...options } } });

		const starts = kard.requests('createTransactions').map(({ startedAt }) => startedAt);
		const together = (one: number) => starts.filter((other) => Math.abs(other - one) < delayMs / 2).length;
		expect(Math.max(...starts.map(together))).toBe(expected);
	});
});

describe('a run that is stopped', () => {
	const slowly = { batchSize: 1, concurrency: 1 };

	/** Runs an operation and presses Stop a moment after so many requests have come; then counts them all. */
	async function stopAfter(count: number, route: Route, operation: AnyOperation, changes: Changes) {
		const stop = new AbortController();
		const rows = operation === submit ? lines(6) : shoppers(6);
		const running = kard.run(operation, rows, { ...changes, signal: stop.signal });
		while (kard.requests(route).length < count) await sleep(5);
		await sleep(20);
		stop.abort();
		const stoppedAt = performance.now();
		const run = await running;
		const tookMs = performance.now() - stoppedAt;
		await sleep(250);
		return { run, requests: kard.requests().length, tookMs };
	}

	describe.each(ON_ERROR)('with "On Error" set to %s', (onError) => {
		it('in the middle of a write sends no further request, and knows what was done', async () => {
			kard.fault('createTransactions', { kind: 'delay', delayMs: 150, after: 2, times: Infinity });

			const { run, requests } = await stopAfter(3, 'createTransactions', submit, {
				parameters: { options: slowly },
				onError,
			});

			expect([run.result.run.status, requests, run.lines]).toEqual(['canceled', 3, []]);
			expect(run.json.slice(0, 2)).toEqual([
				{ id: 'evt-1', status: 'submitted' },
				{ id: 'evt-2', status: 'submitted' },
			]);
		});

		it('between the rows of a read sends no further request', async () => {
			kard.fault('getUser', { kind: 'delay', delayMs: 150, after: 1, times: Infinity });

			const { run, requests } = await stopAfter(2, 'getUser', get, { onError });

			expect([run.result.run.status, requests]).toEqual(['canceled', 2]);
		});
	});

	it('while it waits as long as Kard asked ends at once', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 429, retryAfter: '30' });

		const { requests, tookMs } = await stopAfter(1, 'createTransactions', submit, {});

		expect(requests).toBe(1);
		expect(tookMs).toBeLessThan(2_000);
	});

	it('and started again ends with every row stored once', async () => {
		kard.fault('createTransactions', { kind: 'delay', delayMs: 60, after: 2, times: 4 });
		await stopAfter(3, 'createTransactions', submit, { parameters: { options: slowly } });

		const run = await kard.run(submit, lines(6));

		expect(new Set(statuses(run))).toEqual(new Set(['submitted', 'duplicate']));
		expect(kard.stored.transactions).toHaveLength(6);
	});
});

it('one of five requests that fails for good leaves the rows of the others alone', async () => {
	kard.fault('createTransactions', { kind: 'status', status: 400, after: 1 });

	const { json, failed } = await kard.run(submit, lines(5), {
		parameters: { options: { batchSize: 1, concurrency: 1 } },
		onError: 'continueErrorOutput',
	});

	expect(json.map(({ id }) => id)).toEqual(['evt-1', 'evt-3', 'evt-4', 'evt-5']);
	expect(failed).toMatchObject([{ Line: 'line 2', error: { row: 2, id: 'evt-2', statusCode: 400 } }]);
});

it('more rows than one request takes are as many requests as it takes, and an item each', async () => {
	const rows = upTo(101).map((number) => ({ 'User ID': `user-${String(number)}` }));

	const { json, pairs } = await kard.run(create, rows);

	expect(kard.sentTo('createUsers').map(({ length }) => length)).toEqual([100, 1]);
	expect(json).toHaveLength(101);
	expect(pairs).toEqual(rows.map((_, index) => index));
});
