import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import type { Sandbox } from '../../sandbox';
import { AppInCore } from '../../test/zapier/inCore';
import { everyRowAccountedFor, same } from './checks';
import { enrollEarlierContacts } from './enrolledBefore';
import type { Part } from './parts';
import { announce, printRun, say } from './print';
import type { ExampleRun } from './runExample';
import { tallyOf, type Failure } from './tally';

/** A sheet as a step before hands it over: as one text, with its own headings. */
function sheet(csv: string): string {
	return readFileSync(join(__dirname, '..', csv), 'utf8');
}

const lines = z.object({
	results: z.array(
		z.looseObject({ row: z.number(), status: z.string(), errorMessage: z.string().nullable() }),
	),
});

function failuresIn(failed: z.infer<typeof lines>['results']): Failure[] {
	return failed.map(({ row, errorMessage }) => ({ row, reason: errorMessage ?? '' }));
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

	announce("The contacts as one text in Zapier's own core", 'Create Users, examples/crm-signups.csv');
	const enrolled = await runLines(app, sandbox, 'create_users', {
		rowsAsText: sheet('crm-signups.csv'),
		defaultEnrolledRewards: 'CARDLINKED',
	});
	printRun(enrolled);

	const submit = async () => {
		announce('The card transactions as one text', 'Submit Transactions, examples/card-transactions.csv');
		const run = await runLines(app, sandbox, 'submit_transactions', {
			rowsAsText: sheet('card-transactions.csv'),
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
