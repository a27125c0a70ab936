import type { Sandbox } from '../../sandbox';
import { everyRowAccountedFor, same, type Check } from './checks';
import { announce, printFailures, printOffers, printRun, say } from './print';
import { runExample } from './runExample';

/** One part of the demo: runs, prints, and gives what must hold. */
export type Part = (sandbox: Sandbox, enrolledBefore: number) => Promise<readonly Check[]>;

/** The contacts of a CRM become users. */
export const enrollContacts: Part = async (sandbox, enrolledBefore) => {
	announce('Enroll the contacts of a CRM', 'examples/crm-signups.workflow.json');
	const run = await runExample('crm-signups', sandbox);
	printRun(run);
	printFailures(run.failures);
	const { created, updated } = run.tally;
	return [
		everyRowAccountedFor('contacts', run),
		same('Contacts who were enrolled before are updated', enrolledBefore, updated),
		same('Kard has the users', enrolledBefore + created, sandbox.state.users.size),
	];
};

function settledWithOffer({ state }: Sandbox): number {
	return [...state.transactions.values()].filter(
		({ attributes, matchedOfferId }) => attributes.status === 'SETTLED' && matchedOfferId !== undefined,
	).length;
}

/** How many events there are that differ in what they say. */
function differentEvents({ state }: Sandbox): number {
	const contents = [...state.transactions.values()].map(({ userId, transactionId, attributes }) => {
		const { status, amount, authorizationDate, settledDate, transactionDate } = attributes;
		const date = { APPROVED: authorizationDate, SETTLED: settledDate }[String(status)] ?? transactionDate;
		return JSON.stringify([userId, transactionId, status, amount, date]);
	});
	return new Set(contents).size;
}

/** A sheet of card transactions is submitted, and then the same sheet once more. */
export const submitTransactions: Part = async (sandbox) => {
	announce('Submit a sheet of card transactions', 'examples/card-transactions.workflow.json');
	const first = await runExample('card-transactions', sandbox);
	const stored = sandbox.state.transactions.size;
	printRun(first);
	printFailures(first.failures);
	say(`Kard matched ${String(settledWithOffer(sandbox))} of the settled purchases to an offer.`);

	announce('The same sheet once more', 'examples/card-transactions.workflow.json');
	const second = await runExample('card-transactions', sandbox);
	const storedNow = sandbox.state.transactions.size;
	printRun(second);
	say(`Stored at Kard before this run: ${String(stored)}; after it: ${String(storedNow)}.`);
	const { submitted, duplicates } = first.tally;
	return [
		everyRowAccountedFor('transactions', first),
		same('Kard has the transactions', submitted, stored),
		everyRowAccountedFor('transactions of the second run', second),
		same('Kard has no more of them after the second run', stored, storedNow),
		same('Nothing is stored twice under different IDs', storedNow, differentEvents(sandbox)),
		same('The second run finds duplicates only', submitted + duplicates, second.tally.duplicates),
	];
};

/** The offers of one user. */
export const listOffers: Part = async (sandbox) => {
	announce('List the offers of one user', 'examples/user-offers.workflow.json');
	const { items } = await runExample('user-offers', sandbox);
	printOffers(items);
	return [{ says: `${String(items.length)} offers came`, holds: items.length > 0 }];
};
