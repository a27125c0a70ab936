/** A node of a workflow, in n8n's form. */
export interface WorkflowNode {
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	/** What tells the address of a webhook from others. */
	readonly webhookId?: string;
	readonly onError?: 'continueErrorOutput';
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
}

/** A workflow as it is thought of: nodes, the names each one leads to (by output), and pinned rows. */
export interface WorkflowPlan {
	readonly id: string;
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly leads: Readonly<Record<string, readonly string[]>>;
	readonly pinned: Readonly<Record<string, readonly object[]>>;
}

function connectionsOf(leads: WorkflowPlan['leads']) {
	const entries = Object.entries(leads).map(([from, targets]) => {
		const main = targets.map((node) => [{ node, type: 'main', index: 0 }]);
		return [from, { main }] as const;
	});
	return Object.fromEntries(entries);
}

function pinnedText(pinned: WorkflowPlan['pinned']): string {
	const nodes = Object.entries(pinned).map(([name, rows]) => {
		const lines = rows.map((row) => JSON.stringify({ json: row }));
		return `${JSON.stringify(name)}: [\n${lines.join(',\n')}\n]`;
	});
	return `{ ${nodes.join(', ')} }`;
}

/** The file that n8n imports. Each pinned row stands on a line of its own. */
export function workflowFile({ id, name, nodes, leads, pinned }: WorkflowPlan): string {
	const workflow = {
		id,
		name,
		active: false,
		nodes: nodes.map((node, index) => ({ id: `${id}-${String(index + 1)}`, ...node })),
		connections: connectionsOf(leads),
		settings: { executionOrder: 'v1', timezone: 'America/New_York' },
		tags: [],
		pinData: {},
	};
	const text = JSON.stringify(workflow, null, '\t');
	return `${text.replace(/"pinData": \{\}/, () => `"pinData": ${pinnedText(pinned)}`)}\n`;
}
