/** Runs a step with line items in Zapier's own core, as a script that is run in a fresh process. */
import '../../zapier/quietCore';
import { createAppTester } from 'zapier-platform-core';
import { z } from 'zod/v4';
import { AppInCore } from '../../zapier/inCore';
import { answerTask } from '../process/answerTask';
import { handWrittenApp, submitTransactions } from './handWritten';
import { transactionLines, type TransactionLine } from './lines';
import { stepTask, type StepTask } from './stepTask';

/** How many lines are sent before, so that code is loaded and there is a token. */
const WARM_UP = 20;

const result = z.object({ accepted: z.number(), results: z.array(z.unknown()) });

type Submit = (transactions: readonly TransactionLine[]) => Promise<unknown>;

async function ours({ connection }: StepTask): Promise<Submit> {
	const app = new AppInCore(connection);
	await app.connect();
	return async (transactions) =>
		await app.run('creates', 'submit_transactions', { transactions, amountsOption: 'cents' });
}

function floor({ connection: { baseUrl, organizationId } }: StepTask): Promise<Submit> {
	const run = createAppTester(handWrittenApp);
	const authData = { url: `${baseUrl}/v2/issuers/${organizationId}/transactions`, token: 'token-1' };
	return Promise.resolve(
		async (transactions) => await run(submitTransactions, { authData, inputData: { transactions } }),
	);
}

/** Zapier's core looks for secrets in all of the environment, to mask them, and a shell may have any number. */
function forgetEnvironment(): void {
	for (const name of Object.keys(process.env)) {
		if (name !== 'NODE_ENV') Reflect.deleteProperty(process.env, name);
	}
}

void answerTask(stepTask, async (task) => {
	forgetEnvironment();
	const submit = await (task.side === 'ours' ? ours : floor)(task);
	await submit(transactionLines(WARM_UP));
	const lines = transactionLines(task.lines);
	const [cpu, started] = [process.cpuUsage(), performance.now()];
	const output = await submit(lines);
	const wallMs = performance.now() - started;
	const { user, system } = process.cpuUsage(cpu);
	const { accepted, results } = result.parse(output);
	if (results.length !== task.lines) throw new Error('The step does not tell of every line.');
	return { cpuMs: (user + system) / 1_000, wallMs, accepted };
});
