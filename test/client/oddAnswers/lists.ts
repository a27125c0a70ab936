import { DEEP, PAGE, reply, written, type Odd } from './bodies';

const WITHOUT = /^KardApiError \(200\).*without data\./;

/** Odd pages of a list whose good items are called a and b. */
export function oddPages(item: (id: string) => Readonly<Record<string, unknown>>): Odd[] {
	const [a, b] = [item('a'), item('b')];
	const page = (more: object, items: readonly unknown[] = [a, b]) => reply({ data: items, ...more });
	const among = (odd: unknown) => page({}, [a, odd, b]);
	return [
		[
			'as the documentation has it',
			page({ links: { self: '/', next: null }, meta: { pageSize: 2, hasNextPage: false } }),
			/^a b$/,
		],
		['without links and meta', page({}), /^a b$/],
		[
			'with null for everything beside the items',
			page({ links: null, meta: null, included: null, errors: null }),
			/^a b$/,
		],
		['with a list for links and a text for meta', page({ links: [], meta: 'odd', included: 'odd' }), /^a b$/],
		['with null among what is included', page({ included: [null, 7, { type: 'x' }] }), /^a b$/],
		['with another status of success', { ...page({}), status: 206 }, /^a b$/],
		['with a byte order mark in front', reply(`\uFEFF${JSON.stringify({ data: [a, b] })}`), /^a b$/],
		['as a bare list', reply([a, b]), /^a b$/],
		['with one item that stands in no list', reply({ data: a }), /^a$/],
		['without items', page({}, []), /^$/],
		['with null for an item', among(null), /^a b$/],
		['with a text for an item', among('odd'), /^a \? b$/],
		['with a number for an item', among(7), /^a \? b$/],
		['with a list for an item', among([]), /^a \? b$/],
		['with an empty item', among({}), /^a \? b$/],
		['with an item without an id', among({ ...a, id: undefined }), /^a \? b$/],
		['with null for the id of an item', among({ ...a, id: null }), /^a \? b$/],
		['with a number for the id of an item', among({ ...a, id: 7 }), /^a 7 b$/],
		['with an item without attributes', among({ type: 'x', id: 'c' }), /^a c b$/],
		['with null for the attributes of an item', among({ ...a, id: 'c', attributes: null }), /^a c b$/],
		['with a text for the attributes of an item', among({ ...a, id: 'c', attributes: 'x' }), /^a c b$/],
		[
			'with an item of a type that nobody knew',
			among({ type: 'novelty', id: 'c', novelty: { a: [null] } }),
			/^a c b$/,
		],
		['with an item that is nested very deep', reply(written({ data: [a, '@', b] }, '@', DEEP)), /^a \? b$/],
		['with links.next that has no cursor', page({ links: { next: '/v2/garbage' } }), /^a b$/],
		[
			'with links.next that is a number',
			page({ links: { next: 7 } }),
			/^a b, KardError: .*goes on, but not where/,
		],
		[
			'that says there is more, but not where',
			page({ meta: { hasNextPage: true } }),
			/^a b, KardError: .*goes on/,
		],
		['with null for data', reply({ data: null }), WITHOUT],
		['with a text for data', reply({ data: 'odd' }), WITHOUT],
		['with an empty object for data', reply({ data: {} }), WITHOUT],
		['without data', reply({ meta: {} }), WITHOUT],
		['that is null', reply('null'), WITHOUT],
		['that is a text', reply('"ok"'), WITHOUT],
		['that is nothing', reply(undefined, 204), /^KardApiError \(204\).*an empty answer/],
		['that is a web page', reply(PAGE), /^KardApiError \(200\).*not JSON/],
		['that breaks off', reply('{"data": [{"ty'), /^KardApiError \(200\).*not JSON/],
		[
			'with errors and 200',
			reply({ errors: [{ status: '404', detail: 'Nobody.' }] }),
			/^KardNotFoundError \(404\).*Nobody\./,
		],
		[
			'with errors and data',
			reply({ data: [a], errors: [{ detail: 'Half.' }] }),
			/^KardApiError \(400\).*Half\./,
		],
		[
			'with the words of a gateway',
			reply({ message: 'Endpoint request timed out' }),
			/without data\..*timed out/,
		],
	];
}
