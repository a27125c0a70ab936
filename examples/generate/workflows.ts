import { googleSheetsItem, hubspotItem } from './items';
import { ends, googleSheets, hubspot, kard, NODE_NAMES, note, start } from './nodes';
import type { SignupRow } from './signups';
import type { TransactionRow } from './transactions';
import type { WorkflowPlan } from './workflowFile';

const BRANCHES = [
	`- **${NODE_NAMES.accepted}** has one item for each row that Kard has, with its status.`,
	`- **${NODE_NAMES.toMend}** has the other rows with their own columns and, in \`errorMessage\`, what to mend. ` +
		'Mend them and run again: nothing is counted twice.',
];
const CONNECT = '1. In the **Kard** node, choose or create your Kard credential.';

const SIGNUP_NOTE = [
	'## Enroll the contacts of a CRM in Kard',
	CONNECT,
	'2. The **HubSpot** node has example contacts pinned. Unpin it and connect your own account, or put the node of ' +
		'another CRM in its place.',
	'3. HubSpot keeps its columns inside `properties`, so **Columns** is on *Map by Hand*: say which property holds what. ' +
		'Only the hash of an email address is sent.',
	'4. Run it.',
	'',
	...BRANCHES,
];

const TRANSACTION_NOTE = [
	'## Submit a sheet of card transactions to Kard',
	CONNECT,
	'2. The **Google Sheets** node has example rows pinned. Unpin it and choose your own sheet.',
	'3. Columns are recognized (`Card Last 4`, `Posted Date`, …), and the output says which one became which field. ' +
		'Turn on **Options → Check Only** to look before anything is sent. Set **Amounts** to what your sheet has.',
	'4. Dates that name no time zone are read in the time zone of the workflow (Settings → Timezone).',
	'5. Run it.',
	'',
	...BRANCHES,
];

/** Enrolls the contacts of a CRM; its columns are mapped by hand. */
export function signupsWorkflow(rows: readonly SignupRow[]): WorkflowPlan {
	const value = {
		id: '={{ $json.id }}',
		email: '={{ $json.properties.email }}',
		phoneNumber: '={{ $json.properties.mobilephone }}',
		zipCode: '={{ $json.properties.zip }}',
		birthYear: '={{ $json.properties.year_of_birth }}',
	};
	const columns = { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] };
	const defaults = { enrolledRewards: ['CARDLINKED'] };
	return {
		id: 'kardCrmSignups',
		name: 'Enroll the contacts of a CRM in Kard',
		nodes: [
			note(SIGNUP_NOTE),
			start,
			hubspot,
			kard(
				{ resource: 'user', operation: 'upsert', mapping: 'byHand', columns, defaults, options: {} },
				{ onError: 'continueErrorOutput' },
			),
			...ends,
		],
		leads: { Start: [hubspot.name], HubSpot: [NODE_NAMES.kard], Kard: ends.map(({ name }) => name) },
		pinned: { [hubspot.name]: rows.map(hubspotItem) },
	};
}

/** Submits the transactions of a sheet; its columns are recognized. */
export function transactionsWorkflow(rows: readonly TransactionRow[]): WorkflowPlan {
	const parameters = {
		resource: 'transaction',
		operation: 'submit',
		transactionType: 'transaction',
		amounts: 'dollars',
		mapping: 'recognize',
		defaults: {},
		options: {},
	};
	return {
		id: 'kardTransactions',
		name: 'Submit a sheet of card transactions to Kard',
		nodes: [
			note(TRANSACTION_NOTE),
			start,
			googleSheets,
			kard(parameters, { onError: 'continueErrorOutput' }),
			...ends,
		],
		leads: {
			Start: [googleSheets.name],
			'Google Sheets': [NODE_NAMES.kard],
			Kard: ends.map(({ name }) => name),
		},
		pinned: { [googleSheets.name]: rows.map(googleSheetsItem) },
	};
}

/** Lists the offers of one user. */
export function offersWorkflow(userId: string): WorkflowPlan {
	const parameters = {
		resource: 'offer',
		operation: 'getAll',
		userId,
		returnAll: false,
		limit: 10,
		filters: {},
		simplify: true,
		options: { include: ['categories'], sort: 'expirationDate' },
	};
	return {
		id: 'kardUserOffers',
		name: 'List the Kard offers of one user',
		nodes: [
			note([
				'## List the offers of one user',
				CONNECT,
				'2. Fill in the **User ID** of somebody you have enrolled, or take it from the item before with an ' +
					'expression.',
				'3. Run it. The offers that end first come first.',
			]),
			start,
			kard(parameters, { position: [220, 0] }),
		],
		leads: { Start: [NODE_NAMES.kard] },
		pinned: {},
	};
}
