import { toCsv } from './csv';
import { rewardsWorkflow } from './rewardsWorkflow';
import { inventSignups, SIGNUP_COLUMNS } from './signups';
import { inventTransactions, TRANSACTION_COLUMNS } from './transactions';
import { workflowFile } from './workflowFile';
import { offersWorkflow, signupsWorkflow, transactionsWorkflow } from './workflows';

/** Every example file by its name: the same text whenever and wherever it is made. */
export function exampleFiles(): Readonly<Record<string, string>> {
	const { rows: signups, people } = inventSignups();
	const transactions = inventTransactions(people);
	return {
		'crm-signups.csv': toCsv(SIGNUP_COLUMNS, signups),
		'card-transactions.csv': toCsv(TRANSACTION_COLUMNS, transactions),
		'crm-signups.workflow.json': workflowFile(signupsWorkflow(signups)),
		'card-transactions.workflow.json': workflowFile(transactionsWorkflow(transactions)),
		'user-offers.workflow.json': workflowFile(offersWorkflow(people[0]?.id ?? '')),
		'earned-rewards.workflow.json': workflowFile(rewardsWorkflow),
	};
}
