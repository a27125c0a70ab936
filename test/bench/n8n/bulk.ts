import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CREDENTIAL } from '../../../examples/generate/nodes';
import { RealN8n } from '../../hosts/realN8n';
import type { FakeKard } from '../kard/fakeKard';
import type { BenchContext, Line, Question } from '../measure/question';
import { measureSides, median, shown, withSpread } from '../measure/sides';
import { byBatches, byKardNode, byRows, flatTransactions, type Sending } from './workflows';

/** What is sent row by row; n8n waits a second after every 50 of them. */
const MOST_BY_ROWS = 500;

/** What one run of a workflow took and brought about. */
interface Run {
	readonly milliseconds: number;
	readonly requests: number;
	readonly rows: readonly unknown[];
}

async function run(n8n: RealN8n, kard: FakeKard, { workflow, nodes }: Sending): Promise<Run> {
	await n8n.importWorkflow(workflow);
	await kard.reset();
	const ran = await n8n.execute(workflow.id ?? '');
	const parts = nodes.map((name) => {
		const part = ran.get(name);
		if (part === undefined) throw new Error(`The node ${name} did not run.`);
		return part;
	});
	const from = Math.min(...parts.map(({ startTime }) => startTime));
	const to = Math.max(...parts.map(({ startTime, executionTime }) => startTime + executionTime));
	const { requests, rows } = await kard.report({ withRows: true });
	return { milliseconds: to - from, requests, rows };
}

async function compare(n8n: RealN8n, kard: FakeKard, { rows, runs }: BenchContext): Promise<readonly Line[]> {
	const transactions = flatTransactions(rows);
	const few = transactions.slice(0, MOST_BY_ROWS);
	const measured = await measureSides(
		{
			kard: () => run(n8n, kard, byKardNode(transactions)),
			batches: () => run(n8n, kard, byBatches(kard, transactions)),
			rows: () => run(n8n, kard, byRows(kard, few)),
		},
		runs,
	);
	const [ours, batched] = [measured.kard[0], measured.batches[0]];
	if (ours?.rows.length !== rows || !isDeepStrictEqual(ours.rows, batched?.rows)) {
		throw new Error('The Kard node and the batches did not send the same.');
	}
	const times = (one: readonly Run[]) => one.map(({ milliseconds }) => milliseconds);
	const own = median(times(measured.kard));
	const line = (name: string, count: number, side: readonly Run[], reached?: Line['reached']): Line => ({
		cells: [
			name,
			shown(count),
			shown(side[0]?.requests ?? 0),
			withSpread(times(side)),
			`${shown(((median(times(side)) / own) * rows) / count, 2)} ×`,
		],
		...(reached && { reached }),
	});
	const slowdown = ((median(times(measured.rows)) / own) * rows) / few.length;
	return [
		line('Kard node', rows, measured.kard),
		line('Code and HTTP Request, in batches', rows, measured.batches, {
			figure: own / median(times(measured.batches)),
			aim: { most: 0.9, unit: ' × the batches' },
		}),
		line('HTTP Request for each row, with Batching', few.length, measured.rows, {
			figure: slowdown,
			aim: { least: 200, unit: ' × the node' },
		}),
	];
}

/** How long a real n8n takes for what people can build in it. */
export const bulk: Question = {
	name: 'n8n',
	title: 'Transactions in a real n8n',
	how:
		'Rows in the terms of Kard, with event IDs, that a Code node has made. Then the time of the nodes that send them, from ' +
		'what n8n keeps of the run, each run in a fresh n8n: the Kard node; a Code node that makes batches of 500 and an HTTP ' +
		'Request node that sends them all at once, which sends the same; an HTTP Request node for each row with its option ' +
		`Batching as it is when it is added (50 rows, then a second), for ${String(MOST_BY_ROWS)} rows. The last column is the ` +
		'time of a row beside that of the Kard node.',
	columns: ['Way', 'Rows', 'Requests', 'Time, ms', 'Beside the node'],
	run: async (context) => {
		const kard = await context.startKard();
		const folder = await mkdtemp(join(tmpdir(), 'kard-bench-n8n-'));
		try {
			const n8n = await RealN8n.install(context.n8nCommand ?? '', folder);
			const data = { environment: 'custom', baseUrl: kard.baseUrl, ...kard.credentials };
			await n8n.importCredentials([{ ...CREDENTIAL, type: 'kardApi', data }]);
			return await compare(n8n, kard, context);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};
