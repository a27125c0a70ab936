/**
 * The main job in one command, with no account: Kard's sandbox, the example workflows in n8n's own engine, the same
 * sheets through the Zapier app in Zapier's own core, a reward that comes back as a notification, and the sums.
 * `npm run demo`.
 */
import { startSandbox, type Sandbox } from '../sandbox';
import { enrollEarlierContacts } from './demo/enrolledBefore';
import { enrollContacts, listOffers, submitTransactions, type Part } from './demo/parts';
import { printChecks, say } from './demo/print';
import type { Check } from './demo/checks';
import { rewardPart } from './demo/rewardPart';
import { zapierPart } from './demo/zapierPart';

const PARTS: readonly Part[] = [enrollContacts, submitTransactions, listOffers, zapierPart, rewardPart];

async function runParts(sandbox: Sandbox): Promise<readonly Check[]> {
	const enrolledBefore = await enrollEarlierContacts(sandbox);
	say(`${String(enrolledBefore)} of the contacts were enrolled earlier.`);
	const checks: Check[] = [];
	for (const part of PARTS) checks.push(...(await part(sandbox, enrolledBefore)));
	return checks;
}

async function main(): Promise<void> {
	say('Kard in n8n and in Zapier, on this machine alone: their own engines, and a sandbox in place of Kard.');
	const sandbox = await startSandbox({ readings: { retiredEvents: 'taken' } });
	say(`The sandbox listens on ${sandbox.baseUrl}.`);
	try {
		const checks = await runParts(sandbox);
		printChecks(checks);
		if (!checks.every(({ holds }) => holds)) process.exitCode = 1;
	} finally {
		await sandbox.close();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`The demo stopped. ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
