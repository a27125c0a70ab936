import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { z } from 'zod/v4';
import { KardApi } from '../../credentials/KardApi.credentials';
import { PARAMETERS } from '../../nodes/Kard/parameters/names';
import { queryColumns } from '../../nodes/Kard/parameters/queryColumns';
import { valueOf } from '../../nodes/Kard/parameters/operationNames';
import { columnsOf, operations, pickedFrom, type AnyOperation, type Column } from '../../shared/host';
import { nameOf } from '../support/operation';
import { CREDENTIALS, ORGANIZATION, startScriptedKard } from '../support/scriptedKard';
import { runWorkflow } from './engine';
import { Agent, KardTool } from './support/agent';

const kard = startScriptedKard();

/** What n8n writes into a field that is left to the model. */
const leftToModel = ({ key, examples: [example] }: Column): string =>
	`={{ $fromAI('${key}', \`\`, '${typeof example}') }}`;
const typedIn = (columns: readonly Column[]) => columns.filter(({ input }) => input !== 'choices');
const filledIn = (columns: readonly Column[]): IDataObject =>
	Object.fromEntries(typedIn(columns).map(({ key, examples: [example] }) => [key, example]));

/** The fields of an operation, by the parameter in which they are. */
function fieldsOf(operation: AnyOperation): Record<'own' | 'attributes' | 'filters', readonly Column[]> {
	const ids = columnsOf(operation.ids);
	if (operation.kind === 'list')
		return { own: ids, attributes: [], filters: queryColumns(operation).filters };
	const attributes =
		operation.kind === 'single' && operation.attributes ? columnsOf(operation.attributes) : [];
	return {
		own: [...ids, ...attributes.filter(({ required }) => required)],
		attributes: attributes.filter(({ required }) => !required),
		filters: [],
	};
}

function parametersOf(operation: AnyOperation): INodeParameters {
	const { own, attributes, filters } = fieldsOf(operation);
	const left = (columns: readonly Column[]): INodeParameters =>
		Object.fromEntries(typedIn(columns).map((column) => [column.key, leftToModel(column)]));
	const picked = own
		.filter(({ key }) => pickedFrom(operation, key) !== undefined)
		.map((column) => [column.key, { __rl: true, mode: 'id', value: leftToModel(column) }] as const);
	return {
		resource: operation.resource.name,
		operation: valueOf(operation),
		...left(own),
		...Object.fromEntries(picked),
		...(attributes.length > 0 && { [PARAMETERS.attributes]: left(attributes) }),
		...(filters.length > 0 && { [PARAMETERS.filters]: left(filters) }),
	};
}

const cases = operations
	.filter(({ kind }) => kind !== 'bulk')
	.flatMap((operation) =>
		(['engine', 'agent'] as const).map((caller) => [nameOf(operation), caller, operation] as const),
	);

it.each(cases)('%s is a tool whose fields a model fills in, run by the %s', async (_, caller, operation) => {
	const { sample, action, kind, success } = operation;
	const body = kind === 'single' && sample.type === undefined ? sample : { data: sample };
	kard.answer({ status: success[0] ?? 200, body });
	const { own, attributes, filters } = fieldsOf(operation);
	const values = filledIn([...own, ...attributes, ...filters]);
	const node = (name: string, type: string, parameters: INodeParameters = {}): INode => {
		const credentials = { kardApi: { id: 'kard', name: 'Kard' } };
		return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, credentials };
	};
	const to = (type: 'main' | 'ai_tool') => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });

	const { outputs, error } = await runWorkflow(
		{
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger'),
				node('Agent', 'agent'),
				node('Kard', 'kardTool', parametersOf(operation)),
			],
			connections: { Start: to('main'), Kard: to('ai_tool') },
		},
		{
			nodes: { agent: new Agent(values, caller), kardTool: new KardTool() },
			credentialTypes: [new KardApi()],
			credentials: {
				kard: {
					type: 'kardApi',
					data: {
						...{ environment: 'custom', baseUrl: kard.baseUrl, organizationId: ORGANIZATION },
						...CREDENTIALS,
					},
				},
			},
		},
	);

	expect(error).toBeUndefined();
	const [answer] = outputs.Agent?.[0] ?? [];
	expect(answer?.json.description).toBe(`${action} in Kard`);
	expect(JSON.parse(z.string().parse(answer?.json.result))).toHaveLength(1);
	// An update reads the user first, to keep what is not filled in.
	const { path, body: sent } = kard.received.at(-1) ?? { path: '', body: '' };
	const request = decodeURIComponent(path) + sent;
	for (const { examples } of columnsOf(operation.ids)) expect(request).toContain(examples[0]);
	// Of an email only its hash is sent.
	const sentAsTyped = typedIn([...attributes, ...filters]).filter(({ input }) => input !== 'email');
	for (const { path: place } of sentAsTyped) expect(request).toContain(place.at(-1));
});
