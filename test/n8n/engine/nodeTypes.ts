import {
	NodeConnectionTypes,
	NodeHelpers,
	UserError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type ITriggerResponse,
	type IVersionedNodeType,
} from 'n8n-workflow';

/** Node types by the full name that a workflow uses for them (`n8n-nodes-kard.kard`). */
export type NodeTypesByName = Readonly<Record<string, INodeType | IVersionedNodeType>>;

/** Types that only hand on what they are given, so that a stand-in for them changes nothing. */
const PASS_THROUGH = new Set(['n8n-nodes-base.noOp', 'n8n-nodes-base.stickyNote']);

/** A node that hands its items on, in place of one whose package is not installed. */
function standIn(name: string): INodeType {
	const isTrigger = /trigger$/i.test(name);
	const node: INodeType = {
		description: {
			displayName: name,
			name,
			group: [isTrigger ? 'trigger' : 'transform'],
			version: 1,
			description: 'Stands in for a node that is not installed',
			defaults: { name },
			inputs: isTrigger ? [] : [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return Promise.resolve([this.getInputData()]);
		},
	};
	// The engine looks for a `trigger` to find out where a workflow starts, and runs `execute` where both exist.
	return isTrigger ? { ...node, trigger: (): Promise<ITriggerResponse> => Promise.resolve({}) } : node;
}

/**
 * The node types of one workflow: those given, and stand-ins for the nodes that will not really run
 * (triggers, pinned and disabled ones). Any other unknown node is a mistake in the test, and said so.
 */
export class EngineNodeTypes implements INodeTypes {
	private readonly types: Map<string, INodeType | IVersionedNodeType>;

	constructor(known: NodeTypesByName, nodes: readonly INode[], pinned: ReadonlySet<string>) {
		this.types = new Map(Object.entries(known));
		for (const node of nodes) {
			if (this.types.has(node.type)) continue;
			const neverRuns = pinned.has(node.name) || node.disabled === true;
			if (!neverRuns && !PASS_THROUGH.has(node.type) && !/trigger$/i.test(node.type)) {
				throw new UserError(
					`"${node.name}" (${node.type}) is not installed here: pin its data or give its type.`,
				);
			}
			this.types.set(node.type, standIn(node.type));
		}
	}

	getByName(name: string): INodeType | IVersionedNodeType {
		const type = this.types.get(name);
		if (type === undefined) throw new UserError(`Unknown node type "${name}"`);
		return type;
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(name), version);
	}

	getKnownTypes(): Record<string, never> {
		return {};
	}
}
