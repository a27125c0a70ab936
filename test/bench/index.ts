/**
 * How many requests and seconds 10,000 rows take through the node in n8n's engine, against the sandbox in a process
 * of its own with 50 ms for each request. `npm run bench`, or `npm run bench -- 1000` for fewer rows.
 */
import Table from 'cli-table3';
import { runInEngine, type KardParameters } from './inEngine';
import { KardProcess } from './kardProcess';
import { transactionRows, USERS, userRows } from './rows';

const LATENCY_MS = 50;
const ROWS = Number(process.argv[2] ?? 10_000);

const CREATE_USERS = {
	resource: 'user',
	operation: 'create',
	defaults: { enrolledRewards: ['CARDLINKED'] },
	options: {},
};
const SUBMIT = {
	resource: 'transaction',
	operation: 'submit',
	transactionType: 'transaction',
	amounts: 'dollars',
	defaults: {},
	options: {},
};

/** One line of the table. */
interface Measurement {
	readonly what: string;
	readonly requests: number;
	readonly seconds: number;
	readonly accepted: number;
	readonly stored?: number;
	readonly twice?: number;
}

async function submit(
	sandbox: KardProcess,
	what: string,
	{
		parameters = SUBMIT,
		loseEveryThird = false,
	}: { parameters?: KardParameters; loseEveryThird?: boolean } = {},
): Promise<Measurement> {
	await sandbox.reset();
	await runInEngine(sandbox, CREATE_USERS, userRows(USERS));
	if (loseEveryThird) {
		await sandbox.addFault({ route: 'createTransactions', kind: 'dropAfter', every: 3, times: 'forever' });
	}
	const { tally, seconds } = await runInEngine(sandbox, parameters, transactionRows(ROWS));
	const { events, twice } = await sandbox.stored();
	const requests = await sandbox.count('createTransactions');
	return { what, requests, seconds, accepted: tally.submitted, stored: events, twice };
}

async function enroll(sandbox: KardProcess): Promise<Measurement> {
	await sandbox.reset();
	const { tally, seconds } = await runInEngine(sandbox, CREATE_USERS, userRows(ROWS));
	const requests = await sandbox.count('createUsers');
	return { what: 'New users', requests, seconds, accepted: tally.created };
}

async function measure(sandbox: KardProcess): Promise<readonly Measurement[]> {
	const oneAtATime = { ...SUBMIT, options: { concurrency: 1 } };
	// The first run also loads and compiles; it is not shown.
	await enroll(sandbox);
	return [
		await submit(sandbox, 'Transactions'),
		await submit(sandbox, 'Transactions, one request at a time', { parameters: oneAtATime }),
		await submit(sandbox, 'Transactions, every third answer lost', { loseEveryThird: true }),
		await enroll(sandbox),
	];
}

function print(measurements: readonly Measurement[]): void {
	const table = new Table({
		head: [`${String(ROWS)} rows`, 'Requests', 'Seconds', 'Rows/s', 'Accepted', 'Stored', 'Stored twice'],
		colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
		style: { head: [], border: [], compact: true },
	});
	for (const { what, requests, seconds, accepted, stored = '', twice = '' } of measurements) {
		table.push([what, requests, seconds.toFixed(2), Math.round(ROWS / seconds), accepted, stored, twice]);
	}
	process.stdout.write(`${table.toString()}\n`);
	const [usual, single] = measurements;
	if (usual === undefined || single === undefined) return;
	const ratio = (single.seconds / usual.seconds).toFixed(1);
	process.stdout.write(`Several requests at once are ${ratio} times as fast as one at a time.\n`);
}

async function main(): Promise<void> {
	const sandbox = await KardProcess.start(LATENCY_MS);
	try {
		print(await measure(sandbox));
	} finally {
		await sandbox.stop();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`The benchmark stopped. ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
