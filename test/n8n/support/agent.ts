import {
	NodeConnectionTypes,
	type EngineRequest,
	type EngineResponse,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { z } from 'zod/v4';
import { Kard } from '../../../nodes/Kard/Kard.node.js';

const kardTool = z.custom<{ description: string; invoke(input: IDataObject): Promise<string> }>();

/** The Kard node as n8n makes a tool of it for agents. */
export class KardTool extends Kard {
	override description: INodeTypeDescription = {
		...new Kard().description,
		name: 'kardTool',
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
	};
}

/** As much of n8n's AI Agent as calls its one tool once, with what a model would fill in. */
export class Agent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: 'Stands in for n8n’s own node, which needs a model',
		defaults: { name: 'AI Agent' },
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool, maxConnections: 1 }],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	execute: NonNullable<INodeType['execute']>;

	/**
	 * @param filledIn what the model fills in
	 * @param caller who runs the tool: newer agents leave that to the engine, older ones call it themselves
	 */
	constructor(filledIn: IDataObject, caller: 'engine' | 'agent') {
		this.execute = async function (
			this: IExecuteFunctions,
			response?: EngineResponse,
		): Promise<INodeExecutionData[][] | EngineRequest> {
			const tool = kardTool.parse(await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0));
			const { description } = tool;
			const answer = (result: unknown) => [[{ json: { description, result: JSON.stringify(result) } }]];
			if (caller === 'agent') return answer(JSON.parse(await tool.invoke(filledIn)));
			const done = response?.actionResponses ?? [];
			if (done.length > 0) {
				const items = done.flatMap(({ data }) => data.data?.ai_tool?.[0] ?? []);
				return answer(items.map(({ json }) => json));
			}
			const asked = { nodeName: 'Kard', input: filledIn, type: NodeConnectionTypes.AiTool, id: 'call-1' };
			return { actions: [{ actionType: 'ExecutionNodeAction', metadata: {}, ...asked }], metadata: {} };
		};
	}
}
