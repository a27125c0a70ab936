import type { WorkflowNode } from './workflowFile';

/** The credential that the examples refer to: whoever imports them chooses an own one of that type. */
export const CREDENTIAL = { id: 'kardExample', name: 'Kard' } as const;

/** The names of the nodes that tell how an example went. */
export const NODE_NAMES = {
	kard: 'Kard',
	accepted: 'Accepted rows',
	toMend: 'Rows to mend',
	trigger: 'Kard Trigger',
	words: 'What to say',
} as const;

/** The node that a person clicks to start. */
export const start: WorkflowNode = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** HubSpot, asked for its contacts. The rows are pinned, so it runs without an account. */
export const hubspot: WorkflowNode = {
	name: 'HubSpot',
	type: 'n8n-nodes-base.hubspot',
	typeVersion: 2.1,
	position: [220, 0],
	parameters: {
		authentication: 'appToken',
		resource: 'contact',
		operation: 'search',
		returnAll: true,
		filterGroupsUi: {},
		additionalFields: {},
	},
};

/** Google Sheets, asked for the rows of one sheet. The rows are pinned, so it runs without an account. */
export const googleSheets: WorkflowNode = {
	name: 'Google Sheets',
	type: 'n8n-nodes-base.googleSheets',
	typeVersion: 4.5,
	position: [220, 0],
	parameters: {
		documentId: { __rl: true, mode: 'id', value: 'your-spreadsheet' },
		sheetName: { __rl: true, mode: 'name', value: 'Transactions' },
		options: {},
	},
};

/** The Kard node. */
export function kard(parameters: WorkflowNode['parameters'], more: Partial<WorkflowNode> = {}): WorkflowNode {
	return {
		name: NODE_NAMES.kard,
		type: 'n8n-nodes-kard.kard',
		typeVersion: 1,
		position: [440, 0],
		parameters: { authentication: 'kardApi', ...parameters },
		credentials: { kardApi: CREDENTIAL },
		...more,
	};
}

function branchEnd(name: string, y: number): WorkflowNode {
	return { name, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [700, y], parameters: {} };
}

/** Where the rows go that Kard has, and where those go that a person has to look at. */
export const ends = [branchEnd(NODE_NAMES.accepted, -100), branchEnd(NODE_NAMES.toMend, 100)] as const;

/** A note to whoever imports the example. */
export function note(lines: readonly string[]): WorkflowNode {
	return {
		name: 'Read me',
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [-40, -400],
		parameters: { content: lines.join('\n'), width: 620, height: 280 },
	};
}
