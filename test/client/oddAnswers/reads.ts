import { DEEP, PAGE, REFUSALS, reply, UNCLEAR_REFUSALS, written, type Odd } from './bodies';

const WITHOUT = /^KardApiError \(200\).*without data\. Check the environment or base URL/;
const NO_JSON = /^KardApiError \(200\).*not JSON/;
const NOTHING = /^KardApiError \(20[04]\).*an empty answer/;

/**
 * Odd answers to a question for one resource.
 * @param resource a good answer's
 * @param id what is seen where the answer has no id: that of the path, or that there is none
 */
export function oddReads(resource: { type: string; id: string; attributes: object }, id: RegExp): Odd[] {
	const { type, attributes } = resource;
	const got = new RegExp(`^${resource.id}$`);
	const data = (more: object) => reply({ data: { ...resource, ...more } });
	return [
		['as the documentation has it', reply({ data: resource }), got],
		['not wrapped in data', reply(resource), got],
		['as a list of one', reply({ data: [resource] }), got],
		['with another status of success', reply({ data: resource }, 203), got],
		[
			'with null for meta, links and included',
			reply({ data: resource, meta: null, links: null, included: null }),
			got,
		],
		['with an empty list of errors', reply({ data: resource, errors: [] }), got],
		['with a byte order mark in front', reply(`\uFEFF${JSON.stringify({ data: resource })}`), got],
		[
			'with fields that nobody knew',
			data({ novelty: [1], attributes: { ...attributes, novelty: { a: null } } }),
			got,
		],
		['with null for every attribute', data({ attributes: { ...nulls(attributes), novelty: null } }), got],
		['with null for the attributes', data({ attributes: null }), got],
		['without attributes', reply({ data: { type, id: resource.id } }), got],
		['with a text for the attributes', data({ attributes: 'odd' }), got],
		['with a number for every attribute', data({ attributes: numbers(attributes) }), got],
		['with null for the relationships', data({ relationships: null, links: [] }), got],
		['with null for a relationship', data({ relationships: { user: null, offer: { data: null } } }), got],
		['without a type', reply({ data: { id: resource.id, attributes } }), got],
		['with null for the type', data({ type: null }), got],
		['of another type', data({ type: 'novelty' }), got],
		['with a number for an id', data({ id: 7 }), /^7$/],
		['without an id', reply({ data: { type, attributes } }), id],
		['with null for an id', data({ id: null }), id],
		['with an object for an id', data({ id: {} }), id],
		[
			'with a number for an id that no number can hold',
			reply(written({ data: { ...resource, id: '@' } }, '@', '1e21')),
			id,
		],
		[
			'with a key called __proto__',
			reply(
				written({ data: { ...resource, novelty: '@' } }, '@', '{"y": 1}').replace('novelty', '__proto__'),
			),
			got,
		],
		[
			'with a key that stands twice, of which the last counts',
			reply(written({ data: resource, novelty: '@' }, '@', '1,"data":null')),
			WITHOUT,
		],
		[
			'with a number that is too large',
			reply(written({ data: { ...resource, novelty: '@' } }, '@', '1e999')),
			got,
		],
		[
			'with a part that is nested very deep',
			reply(written({ data: { ...resource, novelty: '@' } }, '@', DEEP)),
			got,
		],
		['that is nested very deep', reply(DEEP), WITHOUT],
		['with null for data', reply({ data: null }), WITHOUT],
		['with an empty list for data', reply({ data: [] }), WITHOUT],
		['with several resources', reply({ data: [resource, resource] }), WITHOUT],
		['with a text for data', reply({ data: 'odd' }), WITHOUT],
		['with an empty object for data', reply({ data: {} }), WITHOUT],
		['that is null', reply('null'), WITHOUT],
		['that is true', reply('true'), WITHOUT],
		['that is a text', reply('"ok"'), WITHOUT],
		['that is an empty list', reply([]), WITHOUT],
		['that is a web page', reply(PAGE), NO_JSON],
		['that breaks off', reply('{"data": {"type": "us'), NO_JSON],
		['that is empty', reply(undefined), NOTHING],
		['that is empty, with 204', reply(undefined, 204), NOTHING],
		['that is white space', reply(' \n'), NOTHING],
		...REFUSALS,
		...UNCLEAR_REFUSALS,
	];
}

function nulls(attributes: object): object {
	return Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
}

function numbers(attributes: object): object {
	return Object.fromEntries(Object.keys(attributes).map((name, at) => [name, at + 0.5]));
}
