import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import type { Route } from '../../sandbox';
import { kardInN8n, type Changes, type KardRun } from './support/kardInN8n';
import { SHOPPER, transactionLine, upTo, userLine } from './support/rows';

const kard = kardInN8n();

beforeEach(async () => {
	await kard.enroll(SHOPPER, ...upTo(6).map((number) => `user-${String(number)}`));
});

const rows = upTo(6).map((number) => transactionLine(number));
const slowly = { batchSize: 1, concurrency: 1 };

interface Cancelled {
	readonly run: KardRun;
	/** How many requests had come when the person stopped the run. */
	readonly before: number;
	/** How many had come a good while after it had ended. */
	readonly after: number;
	/** How long the run went on after it was stopped, in milliseconds. */
	readonly tookMs: number;
}

/** Runs a workflow and presses Stop a moment after so many requests have come. */
async function cancelAfter(
	count: number,
	route: Route,
	workflow: string,
	items: readonly IDataObject[],
	changes: Changes = {},
): Promise<Cancelled> {
	const stop = new AbortController();
	const running = kard.run(workflow, items, { ...changes, signal: stop.signal });
	while (kard.requests(route).length < count) await sleep(5);
	await sleep(30);
	const before = kard.requests().length;
	stop.abort();
	const stoppedAt = Date.now();
	const run = await running;
	const tookMs = Date.now() - stoppedAt;
	await sleep(400);
	return { run, before, after: kard.requests().length, tookMs };
}

const modes = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

describe.each(modes)('with "On Error" set to %s: after a run was stopped', (onError) => {
	it('in the middle of a request, no further one is sent', async () => {
		kard.fault({ route: 'createTransactions', kind: 'delay', delayMs: 200, after: 2, times: Infinity });

		const { run, before, after } = await cancelAfter(3, 'createTransactions', 'submit-transactions', rows, {
			parameters: { options: slowly },
			onError,
		});

		expect(run.result.run.status).toBe('canceled');
		expect({ before, after }).toEqual({ before: 3, after: 3 });
		expect(run.lines).toEqual([]);
	});

	it('with several requests under way, no further one is sent', async () => {
		kard.fault({ route: 'createTransactions', kind: 'delay', delayMs: 200, after: 1, times: Infinity });

		const { before, after } = await cancelAfter(3, 'createTransactions', 'submit-transactions', rows, {
			parameters: { options: { batchSize: 1, concurrency: 2 } },
			onError,
		});

		expect({ before, after }).toEqual({ before: 3, after: 3 });
	});

	it('while it waits as long as Kard asked, no further one is sent, and it ends at once', async () => {
		kard.fault({ route: 'createTransactions', kind: 'status', status: 429, retryAfter: '30' });

		const { before, after, tookMs } = await cancelAfter(
			1,
			'createTransactions',
			'submit-transactions',
			rows,
			{
				onError,
			},
		);

		expect({ before, after }).toEqual({ before: 1, after: 1 });
		expect(tookMs).toBeLessThan(2_000);
	});

	it('between the rows of a read, no further one is sent', async () => {
		kard.fault({ route: 'getUser', kind: 'delay', delayMs: 200, after: 1, times: Infinity });
		const users = upTo(6).map((number) => userLine(number));

		const { run, before, after } = await cancelAfter(2, 'getUser', 'get-users', users, { onError });

		expect(run.result.run.status).toBe('canceled');
		expect({ before, after }).toEqual({ before: 2, after: 2 });
	});
});

it('the rows that were done before a run was stopped are known', async () => {
	kard.fault({ route: 'createTransactions', kind: 'delay', delayMs: 200, after: 2, times: Infinity });

	const { run } = await cancelAfter(3, 'createTransactions', 'submit-transactions', rows, {
		parameters: { options: slowly },
	});

	expect(run.json.slice(0, 2)).toEqual([
		{ id: 'evt-1', status: 'submitted' },
		{ id: 'evt-2', status: 'submitted' },
	]);
	expect(run.json.slice(2)).toMatchObject(
		[3, 4, 5, 6].map((row) => ({ id: `evt-${String(row)}`, status: 'failed', error: { row } })),
	);
});

it('a run that was stopped and is started again ends with every row stored once', async () => {
	kard.fault({ route: 'createTransactions', kind: 'delay', delayMs: 100, after: 2, times: 4 });
	await cancelAfter(3, 'createTransactions', 'submit-transactions', rows, {
		parameters: { options: slowly },
	});

	const { json } = await kard.run('submit-transactions', rows);

	expect(json.every(({ status }) => status === 'submitted' || status === 'duplicate')).toBe(true);
	expect(kard.sandbox.state.transactions.size).toBe(6);
});
