import { join } from 'node:path';
import { KardApi } from '../../credentials/KardApi.credentials';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import type { Sandbox } from '../../sandbox';
import { readWorkflow, runWorkflow } from '../../test/n8n/engine';
import { CREDENTIAL, NODE_NAMES } from '../generate/nodes';
import { failuresIn, tallyOf, type Failure, type Item, type Tally } from './tally';

/** The example workflows that start by hand, by the names of their files. */
export type ExampleName = 'crm-signups' | 'card-transactions' | 'user-offers';

/** How an example went. */
export interface ExampleRun {
	/** How many rows went in. */
	readonly rows: number;
	/** What the Kard node handed on. */
	readonly items: readonly Item[];
	readonly tally: Tally;
	readonly failures: readonly Failure[];
	/** How many requests the sandbox got, by its own record; those for a token are not among them. */
	readonly requests: number;
	readonly seconds: number;
}

/** The file of an example, as one imports it into n8n. */
export function exampleFile(name: ExampleName | 'earned-rewards'): string {
	return join(__dirname, '..', `${name}.workflow.json`);
}

/** The data of a credential that leads to a sandbox. */
export function credentialFor({ baseUrl, organizationId, clientId, clientSecret }: Sandbox) {
	return { environment: 'custom', baseUrl, organizationId, clientId, clientSecret };
}

function requestsTo(sandbox: Sandbox): number {
	return sandbox.count() - sandbox.count('token');
}

/** Runs an example in n8n's own engine, against a sandbox. */
export async function runExample(name: ExampleName, sandbox: Sandbox): Promise<ExampleRun> {
	const workflow = readWorkflow(exampleFile(name));
	const requestsBefore = requestsTo(sandbox);
	const startedAt = Date.now();
	const { outputs, error } = await runWorkflow(workflow, {
		nodes: { 'n8n-nodes-kard.kard': new Kard() },
		credentialTypes: [new KardApi()],
		credentials: { [CREDENTIAL.id]: { type: 'kardApi', data: credentialFor(sandbox) } },
	});
	if (error !== undefined) throw new Error(`The workflow ${name} stopped: ${error.message}`);
	const [items = [], toMend = []] = outputs[NODE_NAMES.kard] ?? [];
	return {
		rows: Object.values(workflow.pinData ?? {}).flat().length,
		items,
		tally: tallyOf(items, toMend),
		failures: failuresIn(toMend),
		requests: requestsTo(sandbox) - requestsBefore,
		seconds: (Date.now() - startedAt) / 1_000,
	};
}
