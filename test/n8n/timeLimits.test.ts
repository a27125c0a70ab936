import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { kardInN8n } from './support/kardInN8n';
import { ownServers, type OwnServer } from './support/ownServers';
import { transactionLine, upTo, userLine } from './support/rows';

const kard = kardInN8n();
const servers = ownServers();

const TOKEN = '{"access_token":"token-1","expires_in":3600}';

/** Sends a byte every 50 ms and never ends, until whoever asked hangs up. */
function drip(response: ServerResponse): void {
	response.writeHead(200, { 'Content-Type': 'application/json' });
	const timer = setInterval(() => response.write(' '), 50);
	response.on('close', () => {
		clearInterval(timer);
		hungUp += 1;
	});
}

let hungUp = 0;
beforeEach(() => {
	hungUp = 0;
});

/** A Kard that gives tokens and answers everything else drop by drop. */
const drippingKard = (onRequest: () => void = () => undefined): Promise<OwnServer> =>
	servers.start((request, response) => {
		if (request.url === '/v2/auth/token') response.end(TOKEN);
		else {
			drip(response);
			onRequest();
		}
	});

describe('a Kard that answers byte by byte', () => {
	it('is waited for as long as the node says, and no longer; then the line is hung up', async () => {
		const dripping = await drippingKard();
		const start = performance.now();

		const { message } = await kard.run('get-users', [userLine(1)], {
			credential: { baseUrl: dripping.url },
			parameters: { options: { timeoutMs: 1_000, maxRetries: 1 } },
		});

		const took = performance.now() - start;
		expect(message).toMatch(/Kard did not answer within 1 second\./);
		const asked = dripping.received.filter(({ path }) => path !== '/v2/auth/token').length;
		expect(asked).toBeGreaterThan(0);
		expect(asked).toBeLessThan(3);
		expect(took).toBeGreaterThan(2_000);
		expect(took).toBeLessThan(15_000);
		for (let turn = 0; turn < 100 && hungUp < asked; turn += 1) await sleep(20);
		expect(hungUp).toBe(asked);
	});

	it('leaves it open whether Kard took the rows', async () => {
		const dripping = await drippingKard();

		const { failed } = await kard.run('submit-transactions', [transactionLine(1)], {
			credential: { baseUrl: dripping.url },
			parameters: { options: { timeoutMs: 300, maxRetries: 0 } },
			onError: 'continueErrorOutput',
		});

		expect(failed).toMatchObject([
			{ error: { message: expect.stringMatching(/It is not known whether Kard took this row/) as unknown } },
		]);
	});

	it('is waited for no longer where the token is asked for', async () => {
		const dripping = await servers.start((_, response) => {
			drip(response);
		});
		const start = performance.now();

		const { message } = await kard.run('get-users', [userLine(1)], {
			credential: { baseUrl: dripping.url },
			parameters: { options: { timeoutMs: 300, maxRetries: 0 } },
		});

		expect(message).toMatch(/Kard did not answer within 0\.3 seconds\./);
		expect(performance.now() - start).toBeLessThan(15_000);
	});
});

describe('a run that is cancelled', () => {
	it('hangs up on a Kard that answers byte by byte', async () => {
		const stop = new AbortController();
		let start = 0;
		const dripping = await drippingKard(() => {
			start = performance.now();
			stop.abort();
		});

		await kard.run(
			'get-users',
			upTo(3).map((number) => userLine(number)),
			{
				credential: { baseUrl: dripping.url },
				signal: stop.signal,
			},
		);

		expect(performance.now() - start).toBeLessThan(15_000);
		expect(dripping.received.filter(({ path }) => path !== '/v2/auth/token')).toHaveLength(1);
	});
});
