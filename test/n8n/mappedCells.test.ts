import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { mappedCell } from '../../nodes/Kard/execution/mappedCell';
import { runWorkflow, type WorkflowJson } from './engine';

/* A cell that is read without n8n's expressions is what n8n itself makes of the expression. */

const workflow = (given: unknown): WorkflowJson => {
	const columns = { mappingMode: 'defineBelow', value: { cell: given as string }, matchingColumns: [] };
	const nodes = ['start', 'compare'].map((name, place) => ({
		...{ id: name, name, type: name === 'start' ? 'n8n-nodes-base.manualTrigger' : 'compare' },
		...{ typeVersion: 1, position: [place, 0] satisfies [number, number] },
		parameters: name === 'start' ? {} : { columns },
	}));
	const main = [[{ node: 'compare', type: 'main' as const, index: 0 }]];
	return { id: 'compare', nodes, connections: { start: { main } } };
};

/** What comes of reading: the value, or the words of an error. */
function outcome(read: () => unknown): unknown {
	try {
		return read();
	} catch (error) {
		return error;
	}
}

/** A node that reads the cell of each item in both ways. */
function comparing(given: unknown, found: { n8n: unknown; ours: unknown }[]): INodeType {
	return {
		description: {
			...{ displayName: 'Compare', name: 'compare', group: ['transform'], version: 1, description: '' },
			...{ defaults: { name: 'Compare' }, inputs: ['main'], outputs: ['main'] },
			properties: [{ displayName: 'Columns', name: 'columns', type: 'resourceMapper', default: {} }],
		},
		execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const read = mappedCell(this, 'cell', given);
			for (const [index, { json }] of this.getInputData().entries()) {
				const whole = () => this.getNodeParameter('columns', index) as { value: { cell: unknown } };
				found.push({ n8n: outcome(() => whole().value.cell), ours: outcome(() => read(json, index)) });
			}
			return Promise.resolve([[]]);
		},
	};
}

const ITEMS: readonly IDataObject[] = [
	{ a: 'text', 'a b': ' text ', $a: 'dollar', 'it"s': 'quote', constructor: 'own', toString: 'own' },
	{ a: '={{ 1 + 1 }}', 'a b': '{{ $json.a }}', $a: '$json' },
	{ a: 7, 'a b': 0, $a: -1.5 },
	{ a: true, 'a b': false },
	{ a: null, 'a b': '' },
	{ a: ['x', 'y'], 'a b': { b: { c: 1 } } },
	{ a: new Date(0) as unknown as string, 'a b': DateTime.fromMillis(0) as unknown as string },
	{},
];

it.each([
	...['={{ $json.a }}', '={{$json.a}}', '={{  $json["a b"]  }}', "={{ $json['a b'] }}", '={{ $json["a"] }}'],
	...['={{ $json.$a }}', '={{ $json.missing }}', '={{ $json["it\\"s"] }}', "={{ $json['it\"s'] }}"],
	...['={{ $json.constructor }}', '={{ $json["constructor"] }}', '={{ $json.toString }}'],
	...['={{ $json["__proto__"] }}', '={{ $json.a.b }}', '={{ $json["a b"].b }}', '={{ $json.a ?? "none" }}'],
	...[
		'={{ $json.a }} ',
		'= {{ $json.a }}',
		'={{ $json.a }}{{ $json["a b"] }}',
		'={{ $json.a }',
		'=',
		'=text',
	],
	...['={{ $json\n.a }}', '={{ \n$json.a\n }}', '={{ $itemIndex }}', '={{ $json }}', '={{ $json.a; }}'],
	...[
		'text',
		'',
		' ',
		'{{ $json.a }}',
		5,
		0,
		true,
		false,
		null,
		['x', '={{ $json.a }}'],
		{ b: '={{ $json.a }}' },
	],
])('what is mapped to a field is read as n8n reads it: %j', async (given) => {
	const found: { n8n: unknown; ours: unknown }[] = [];
	const { error } = await runWorkflow(workflow(given), {
		nodes: { compare: comparing(given, found) },
		pinData: { start: ITEMS.map((json) => ({ json })) },
	});

	expect(error).toBeUndefined();
	expect(found).toHaveLength(ITEMS.length);
	expect(found.map(({ ours }) => ours)).toEqual(found.map(({ n8n }) => n8n));
});
