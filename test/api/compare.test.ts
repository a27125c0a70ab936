import get from 'lodash/get';
import mapKeys from 'lodash/mapKeys';
import set from 'lodash/set';
import unset from 'lodash/unset';
import update from 'lodash/update';
import { differences } from './compare';
import { library } from './library';
import { publishedContract } from './published';

const LOANS = '/v2/issuers/{organizationId}/loans';
const POST = `POST ${LOANS}`;
const GET = `GET ${LOANS}`;
const PATCH = `PATCH ${LOANS}/{loanId}`;
const BOOK = ['components', 'schemas', 'Book'];
const PROPERTIES = [...BOOK, 'properties'];
const STATE = ['components', 'schemas', 'State'];
const KIND = ['components', 'schemas', 'Loan', 'oneOf', '0', 'properties'];
const AT = 'field data[].book.attributes';
const lend = ['paths', LOANS, 'post'];
const list = ['paths', LOANS, 'get'];
const SORT = [...list, 'parameters', '4'];
const told = [
	'webhooks',
	'told',
	'post',
	'requestBody',
	'content',
	'application/json',
	'schema',
	'properties',
];
const due = [...told, 'data', 'oneOf', '0', 'properties', 'attributes', 'properties'];

type Change = (document: object) => void;
const put =
	(path: readonly string[], value: unknown): Change =>
	(document) => {
		set(document, path, value);
	};
const drop =
	(path: readonly string[]): Change =>
	(document) => {
		unset(document, path);
	};
const cut =
	(path: readonly string[], index: number): Change =>
	(document) => {
		update(document, path, (items: readonly unknown[]) => items.toSpliced(index, 1));
	};

/** What differs when Kard's document has changed and we have not. */
function found(change: Change): string[] {
	const changed = library();
	change(changed);
	return differences(publishedContract(changed), publishedContract(library())).map(
		({ where, what }) => `${where}: ${what}`,
	);
}

it('finds nothing where nothing has changed', () => {
	expect(found(() => undefined)).toEqual([]);
});

it.each<[string, Change, string[]]>([
	['a field that was removed', drop([...PROPERTIES, 'copies']), [`${POST}: ${AT}.copies is more here`]],
	['a new field', put([...PROPERTIES, 'isbn'], { type: 'string' }), [`${POST}: ${AT}.isbn is missing here`]],
	[
		'a new field inside another',
		put([...PROPERTIES, 'author', 'properties', 'city'], { type: 'string' }),
		[`${POST}: ${AT}.author.city is missing here`],
	],
	[
		'a new field with fields of its own, in one line',
		put([...PROPERTIES, 'shelf'], { type: 'object', properties: { row: {}, board: {} } }),
		[`${POST}: ${AT}.shelf is missing here`],
	],
	[
		'an object that was removed, in one line',
		drop([...PROPERTIES, 'author']),
		[`${POST}: ${AT}.author is more here`],
	],
	[
		'a field that has become required',
		put([...BOOK, 'required'], ['title', 'due', 'copies']),
		[`${POST}: ${AT}.copies: required at Kard, optional here`],
	],
	[
		'a field that is required no longer',
		put([...BOOK, 'required'], ['title']),
		[`${POST}: ${AT}.due: optional at Kard, required here`],
	],
	[
		'a field that has become something else',
		put([...PROPERTIES, 'copies', 'type'], 'string'),
		[`${POST}: ${AT}.copies: text at Kard, whole number here`],
	],
	[
		'a field that has become a list',
		put([...PROPERTIES, 'title'], { type: 'array', items: { type: 'string' } }),
		[`${POST}: ${AT}.title: list of text at Kard, text here`],
	],
	[
		'a new value',
		put([...PROPERTIES, 'binding', 'enum'], ['hard', 'soft', 'spiral']),
		[`${POST}: ${AT}.binding: value spiral is missing here`],
	],
	[
		'a value that was retired',
		put([...PROPERTIES, 'binding', 'enum'], ['hard']),
		[`${POST}: ${AT}.binding: value soft is more here`],
	],
	['values that are named no longer', drop([...PROPERTIES, 'binding', 'enum']), []],
	[
		'values where there was any text before',
		put([...PROPERTIES, 'title', 'enum'], ['Emma', 'Ulysses']),
		[`${POST}: ${AT}.title: its values are not named here`],
	],
	[
		'a value of a list in a query',
		put([...SORT, 'schema', 'items', 'enum'], ['due', '-due', 'title']),
		[`${GET}: parameter sort: value title is missing here`],
	],
	[
		'a value behind a reference',
		put([...STATE, 'enum'], ['open', 'returned', 'lost']),
		[`${GET}: parameter filter[state]: value lost is missing here`],
	],
	[
		'a new kind of resource',
		put(['components', 'schemas', 'Loan', 'oneOf', '1'], {
			properties: { type: { enum: ['film'] }, attributes: { properties: { title: {} } } },
		}),
		[`${POST}: field data[].film is missing here`],
	],
	[
		'a new parameter',
		put([...list, 'parameters', '5'], { name: 'filter[title]', in: 'query', schema: { type: 'string' } }),
		[`${GET}: parameter filter[title] is missing here`],
	],
	['a parameter that was removed', cut([...list, 'parameters'], 4), [`${GET}: parameter sort is more here`]],
	[
		'a header that every request needs',
		put([...list, 'parameters', '5'], { name: 'X-Branch', in: 'header', required: true, schema: {} }),
		[`${GET}: parameter header X-Branch is missing here`],
	],
	[
		'a larger page',
		put([...list, 'parameters', '3', 'description'], 'Some [1 - 80]'),
		[`${GET}: parameter page[size], at most: 80 at Kard, 50 here`],
	],
	[
		'another number of items',
		put(
			[...lend, 'description'],
			'Lends. <b>Required scopes:</b> `loan:write`. Maximum of 60 loans can be lent per request',
		),
		[`${POST}: items in one request: 60 at Kard, 40 here`],
	],
	[
		'a number of items that the schema says',
		put(['components', 'schemas', 'Loans', 'properties', 'data', 'maxItems'], 25),
		[
			`${POST}: items in one request: 25 at Kard, 40 here`,
			`${POST}: field data, at most: 25 at Kard, none here`,
		],
	],
	[
		'another scope',
		put([...list, 'description'], '<b>Required scopes:</b> `loan:list`'),
		[`${GET}: scope: loan:list at Kard, loan:read here`],
	],
	[
		'another success',
		put([...lend, 'responses'], { '200': {}, '201': {}, '400': {} }),
		[`${POST}: statuses of success: 200 and 201 at Kard, 201 and 207 here`],
	],
	[
		'a part of a schema that is put together',
		drop([
			'paths',
			`${LOANS}/{loanId}`,
			'patch',
			'requestBody',
			'content',
			'application/json',
			'schema',
			'allOf',
			'1',
		]),
		[`${PATCH}: field note is more here`],
	],
	[
		'a new operation',
		put(['paths', `${LOANS}/{loanId}`, 'delete'], { responses: { '204': {} } }),
		[`DELETE ${LOANS}/{loanId}: operation is missing here`],
	],
	[
		'an operation that was retired',
		drop(['paths', `${LOANS}/{loanId}`]),
		[`${PATCH}: operation is more here: Kard has none of this name`],
	],
	[
		'a new event',
		put([...told, 'data', 'oneOf', '1'], { properties: { type: { enum: ['loanLost'] }, attributes: {} } }),
		['Notifications: event loanLost is missing here'],
	],
	[
		'a new attribute of an event',
		put([...due, 'fee'], { type: 'integer' }),
		['Notifications: event loanDue.fee is missing here'],
	],
	[
		'an attribute of an event that is there no more',
		drop([...due, 'title']),
		['Notifications: event loanDue.title is more here'],
	],
])('finds %s', (_, change, expected) => {
	expect(found(change)).toEqual(expected);
});

it.each<[string, Change]>([
	[
		'ids in a path that are called otherwise',
		(document) => {
			update(document, ['paths'], (paths: object) =>
				mapKeys(paths, (_path, name) =>
					name.replace('{organizationId}', '{issuerId}').replace('{loanId}', '{id}'),
				),
			);
		},
	],
	['an event whose attribute need not be there', drop([...due.slice(0, -1), 'required'])],
	['what is said about a field', put([...PROPERTIES, 'title', 'description'], 'How the book is called')],
	['null beside a value', put([...PROPERTIES, 'title', 'type'], ['string', 'null'])],
	[
		'a parameter and a body that stand elsewhere in the document',
		(document) => {
			const parameter = [...list, 'parameters', '2'];
			set(document, ['components', 'parameters', 'State'], get(document, parameter));
			set(document, parameter, { $ref: '#/components/parameters/State' });
			set(document, ['components', 'requestBodies', 'Loans'], get(document, [...lend, 'requestBody']));
			set(document, [...lend, 'requestBody'], { $ref: '#/components/requestBodies/Loans' });
		},
	],
	...['a/State', 'a:State', 'a~State', 'a%State', 'a State'].map((name): [string, Change] => [
		`a schema that is called ${name}, and not written as a pointer would write it`,
		(document) => {
			set(document, ['components', 'schemas', name], get(document, STATE));
			set(document, [...list, 'parameters', '2', 'schema', '$ref'], `#/components/schemas/${name}`);
		},
	]),
	[
		'a schema whose name is written as a pointer writes it',
		(document) => {
			set(document, ['components', 'schemas', 'a/b~c d'], get(document, STATE));
			set(document, [...list, 'parameters', '2', 'schema', '$ref'], '#/components/schemas/a~1b~0c%20d');
		},
	],
	[
		'a kind that is put together from parts',
		(document) => {
			const { type, ...properties } = get(document, KIND) as Record<string, unknown>;
			const own = { properties: { type }, required: ['type'] };
			const rest = { properties, required: ['id', 'attributes'] };
			set(document, KIND.slice(0, -1), { type: 'object', allOf: [own, rest] });
		},
	],
	['a part of a schema that is not what it should be', put([...PROPERTIES, 'author', 'maximum'], 'none')],
	[
		'a list that may be written as the one thing in it',
		(document) => {
			const many: unknown = get(document, [...SORT, 'schema']);
			const one: unknown = get(document, [...SORT, 'schema', 'items']);
			set(document, [...SORT, 'schema'], { oneOf: [one, many] });
		},
	],
	['an error that is answered', put([...lend, 'responses', '422'], {})],
])('is not disturbed by %s', (_, change) => {
	expect(found(change)).toEqual([]);
});

it.each<[string, unknown, string]>([
	['nothing', null, 'This is not an OpenAPI 3 document: "openapi" or "paths" is missing.'],
	[
		'another kind of document',
		{ swagger: '2.0', paths: {} },
		'This is not an OpenAPI 3 document: "openapi" or "paths" is missing.',
	],
	[
		'a document without operations',
		{ openapi: '3.1.0', paths: {} },
		'This OpenAPI document describes no operation.',
	],
	[
		'a reference that leads nowhere',
		set(library(), [...PROPERTIES, 'title'], { $ref: '#/components/schemas/Title' }),
		'#/components/schemas/Title leads nowhere in the document.',
	],
	[
		'a reference to another file',
		set(library(), [...PROPERTIES, 'title'], { $ref: 'title.yaml#/Title' }),
		'title.yaml#/Title leads to another file. Put the parts of the document into one file first.',
	],
])('does not pass over %s', (_, document, message) => {
	expect(() => publishedContract(document)).toThrow(message);
});
