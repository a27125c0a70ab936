import { DEEP, PAGE, REFUSED_WRITES, reply, type Odd } from './bodies';

interface Resource {
	readonly type: string;
	readonly id: string;
	readonly attributes: object;
}

const JUNK: readonly (readonly [string, unknown])[] = [
	['null', 'null'],
	['true', 'true'],
	['a text', '"ok"'],
	['an empty list', []],
	['an empty object', {}],
	['null for data', { data: null }],
	['an empty list for data', { data: [] }],
	['a text for data', { data: 'ok' }],
	['a message', { message: 'updated' }],
	['something nested very deep', DEEP],
];

/** Odd answers to a change of a resource that has an id already: done, whatever they look like. */
export function oddChanges(resource: Resource): Odd[] {
	const { type, id, attributes } = resource;
	const got = new RegExp(`^${id}$`);
	return [
		['the resource', reply({ data: resource }), got],
		['the resource, with 202', reply({ data: resource }, 202), got],
		['the resource, with nulls', reply({ data: { ...resource, attributes: null, links: null } }), got],
		['the resource without an id', reply({ data: { type, attributes } }), got],
		[
			'nothing, with 204',
			reply(undefined, 204),
			new RegExp(`^${id}, Kard took this \\(204\\) and sent nothing back`),
		],
		[
			'nothing, with 200',
			reply(undefined),
			new RegExp(`^${id}, Kard took this \\(200\\) and sent nothing back`),
		],
		['a web page', reply(PAGE), new RegExp(`^${id}, Kard took this \\(200\\) and answered with .* not JSON`)],
		[
			'JSON that breaks off',
			reply('{"data": {"ty'),
			new RegExp(`^${id}, Kard took this \\(200\\) .* not JSON`),
		],
		...JUNK.map(
			([what, body]): Odd => [
				what,
				reply(body),
				new RegExp(`^${id}, .* could not be read\\. Shown is what was sent`),
			],
		),
		...REFUSED_WRITES,
	];
}

/** Odd answers to a deletion: there is nothing to be read in them. */
export function oddDeletions({ id }: Resource): Odd[] {
	const gone = new RegExp(`^${id}$`);
	return [
		['nothing, with 204', reply(undefined, 204), gone],
		['nothing, with 202', reply(undefined, 202), gone],
		...JUNK.map(([what, body]): Odd => [what, reply(body), gone]),
		['a web page', reply(PAGE), new RegExp(`^${id}, Kard took this \\(200\\) .* not JSON`)],
		...REFUSED_WRITES,
	];
}

/** Odd answers to a creation, whose id only the answer tells. None of them may invite a second creation. */
export function oddCreations(resource: Resource, unknown: RegExp): Odd[] {
	const { type, attributes } = resource;
	const got = new RegExp(`^${resource.id}$`);
	return [
		['the resource', reply({ data: resource }, 201), got],
		['a list of the resource', reply({ data: [resource] }, 201), got],
		['a list of the resource, with 200', reply({ data: [resource] }), got],
		['the resource, with nulls', reply({ data: [{ ...resource, type: null, attributes: null }] }, 201), got],
		['the resource, not wrapped', reply(resource, 201), got],
		['the resource with a number for an id', reply({ data: [{ type, id: 7, attributes }] }, 201), /^7$/],
		['the resource without an id', reply({ data: [{ type, attributes }] }, 201), unknown],
		['the resource with null for an id', reply({ data: [{ type, id: null, attributes }] }, 201), unknown],
		['two resources', reply({ data: [resource, resource] }, 201), unknown],
		['nothing', reply(undefined, 201), unknown],
		['nothing, with 204', reply(undefined, 204), unknown],
		['a web page', reply(PAGE, 201), unknown],
		...JUNK.map(([what, body]): Odd => [what, reply(body, 201), unknown]),
		...REFUSED_WRITES.filter(([what]) => !what.includes('gateway')),
		['an error in the words of a gateway', reply({ error: 'maintenance' }), /^unknown.*maintenance/],
	];
}
