/**
 * What a step of Zapier's costs in requests and seconds: Submit Transactions with 2,000 line items, in Zapier's own
 * core, against the sandbox in a process of its own with 50 ms for each request. `npm run bench:zapier`, or
 * `npm run bench:zapier -- 500` for fewer lines.
 */
import { z } from 'zod/v4';
import { columnMatcher, columnsOf, transactionOperations, userOperations } from '../../shared/host';
import { AppInCore } from '../zapier/inCore';
import { KardProcess } from './kardProcess';
import { transactionRows, USERS, userRows } from './rows';

const LATENCY_MS = 50;
const LINES = Number(process.argv[2] ?? 2_000);

const ROUTES = { create_users: 'createUsers', submit_transactions: 'createTransactions' };

/** Takes the fields out of the rows of a sheet, as a person does who maps its columns. */
function linesOf(schema: z.ZodType, rows: readonly object[]): Record<string, unknown>[] {
	return rows.map(columnMatcher(columnsOf(schema)));
}

const counts = z.object({ accepted: z.number(), failed: z.number() });

async function measure(
	kard: KardProcess,
	app: AppInCore,
	key: keyof typeof ROUTES,
	inputs: object,
): Promise<void> {
	const before = await kard.count(ROUTES[key]);
	const startedAt = performance.now();
	const output = await app.run('creates', key, { ...inputs }, { timezone: 'America/New_York' });
	const seconds = (performance.now() - startedAt) / 1_000;
	const requests = (await kard.count(ROUTES[key])) - before;
	const { accepted, failed } = counts.parse(output);
	process.stdout.write(
		`${key}: ${accepted} accepted, ${failed} failed, ${requests} requests, ${seconds.toFixed(2)} s\n`,
	);
}

async function main(): Promise<void> {
	const kard = await KardProcess.start(LATENCY_MS);
	try {
		const app = new AppInCore(kard);
		await app.connect();
		const users = linesOf(userOperations.create.rows.user, userRows(USERS));
		await measure(kard, app, 'create_users', { users, defaultEnrolledRewards: 'CARDLINKED' });
		const rows = transactionOperations.submit.rows.transaction;
		const transactions = linesOf(rows, transactionRows(LINES));
		await measure(kard, app, 'submit_transactions', { transactions, amountsOption: 'dollars' });
		// The same lines once more: nothing is counted twice.
		await measure(kard, app, 'submit_transactions', { transactions, amountsOption: 'dollars' });
	} finally {
		await kard.stop();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`The benchmark stopped. ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
