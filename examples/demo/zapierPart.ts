import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod/v4';
import { columnsOf, readColumns, transactionOperations, userOperations } from '../../shared/host';
import type { Sandbox } from '../../sandbox';
import { AppInCore } from '../../test/zapier/inCore';
import { everyRowAccountedFor, same } from './checks';
import { enrollEarlierContacts } from './enrolledBefore';
import type { Part } from './parts';
import { announce, printRun, say } from './print';
import type { ExampleRun } from './runExample';
import { tallyOf, type Failure } from './tally';

type Line = Readonly<Record<string, unknown>>;

/** A sheet as line items, its columns mapped to the fields of an action. */
function linesOf(csv: string, schema: z.ZodType): Line[] {
	const text = readFileSync(join(__dirname, '..', csv), 'utf8');
	const rows = z.array(z.record(z.string(), z.string())).parse(parse(text, { columns: true }));
	return rows.map(readColumns(columnsOf(schema), rows).fieldsOf);
}

const lines = z.object({
	results: z.array(z.looseObject({ row: z.number(), status: z.string(), error: z.string() })),
});

function failuresIn(failed: z.infer<typeof lines>['results']): Failure[] {
	return failed.map(({ row, error }) => ({ row, reason: error }));
}

/** Runs an action with line items in Zapier's own core. */
async function runLines(
	app: AppInCore,
	sandbox: Sandbox,
	key: string,
	inputs: Readonly<Record<string, unknown>>,
): Promise<ExampleRun> {
	const requestsBefore = sandbox.count();
	const startedAt = Date.now();
	const output = await app.run('creates', key, inputs, { timezone: 'America/New_York' });
	const { results } = lines.parse(output);
	const items = results.filter(({ status }) => status !== 'failed').map((json) => ({ json }));
	const failed = results.filter(({ status }) => status === 'failed');
	return {
		rows: results.length,
		items,
		tally: tallyOf(
			items,
			failed.map((json) => ({ json })),
		),
		failures: failuresIn(failed),
		requests: sandbox.count() - requestsBefore,
		seconds: (Date.now() - startedAt) / 1_000,
	};
}

/** The same sheets through the Zapier app, at a Kard that knows as much as it did in the beginning. */
export const zapierPart: Part = async (sandbox) => {
	sandbox.reset();
	const enrolledBefore = await enrollEarlierContacts(sandbox);
	const app = new AppInCore(sandbox);
	await app.connect();

	announce("The contacts as line items in Zapier's own core", 'Create Users, examples/crm-signups.csv');
	const users = linesOf('crm-signups.csv', userOperations.create.rows.user);
	const enrolled = await runLines(app, sandbox, 'create_users', {
		users,
		defaultEnrolledRewards: 'CARDLINKED',
	});
	printRun(enrolled);

	const transactions = linesOf('card-transactions.csv', transactionOperations.submit.rows.transaction);
	const submit = async () => {
		announce('The card transactions as line items', 'Submit Transactions, examples/card-transactions.csv');
		const run = await runLines(app, sandbox, 'submit_transactions', {
			transactions,
			amountsOption: 'dollars',
		});
		printRun(run);
		return run;
	};
	const first = await submit();
	const stored = sandbox.state.transactions.size;
	const second = await submit();
	say(
		`Stored at Kard before this run: ${String(stored)}; after it: ${String(sandbox.state.transactions.size)}.`,
	);
	const { submitted, duplicates } = first.tally;
	return [
		everyRowAccountedFor('contacts in Zapier', enrolled),
		same('Kard has the users from Zapier', enrolledBefore + enrolled.tally.created, sandbox.state.users.size),
		everyRowAccountedFor('transactions in Zapier', first),
		same('Kard has the transactions from Zapier', submitted, stored),
		same('Zapier adds none of them the second time', stored, sandbox.state.transactions.size),
		same('The second run in Zapier finds duplicates only', submitted + duplicates, second.tally.duplicates),
	];
};
