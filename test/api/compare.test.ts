import get from 'lodash/get';
import mapKeys from 'lodash/mapKeys';
import set from 'lodash/set';
import unset from 'lodash/unset';
import update from 'lodash/update';
import { differences } from './compare';
import { library } from './library';
import { publishedContract } from './published';

const LOANS = '/v2/issuers/{organizationId}/loans';
const [POST, GET, PATCH] = [`POST ${LOANS}`, `GET ${LOANS}`, `PATCH ${LOANS}/{loanId}`];
const [lend, list, loan] = [`paths.${LOANS}.post`, `paths.${LOANS}.get`, `paths.${LOANS}/{loanId}`];
const BODY = 'requestBody.content.application/json.schema';
const BOOK = 'components.schemas.Book';
const FIELDS = `${BOOK}.properties`;
const AT = `${POST}: field data[].book.attributes`;
const STATE = 'components.schemas.State';
const KIND = 'components.schemas.Loan.oneOf.0';
const EVENTS = `webhooks.told.post.${BODY}.properties.data.oneOf`;
const EVENT = `${EVENTS}.0.properties.attributes`;
const SORT = `${list}.parameters.4`;

type Change = (document: object) => void;
/** What takes the place of what stands there; nothing where it is taken out; a function makes it of what stood there. */
const GONE = Symbol('gone');
const put =
	(path: string, value: unknown): Change =>
	(document) => {
		if (value === GONE) unset(document, path);
		else if (typeof value === 'function') update(document, path, value as (old: unknown) => unknown);
		else set(document, path, value);
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

const text = { type: 'string' };
const shelf = { type: 'object', properties: { row: {}, board: {} } };
const film = { properties: { type: { enum: ['film'] }, attributes: { properties: { title: {} } } } };
const lost = { properties: { type: { enum: ['loanLost'] }, attributes: {} } };
const title = { name: 'filter[title]', in: 'query', schema: text };
const branch = { name: 'X-Branch', in: 'header', required: true, schema: {} };
const sixty = 'Lends. <b>Required scopes:</b> `loan:write`. Maximum of 60 loans can be lent per request';
const listing = '<b>Required scopes:</b> `loan:list`';
const four = (all: readonly unknown[]) => all.slice(0, 4);

it.each<[what: string, path: string, value: unknown, ...expected: string[]]>([
	['a field that was removed', `${FIELDS}.copies`, GONE, `${AT}.copies is more here`],
	['a new field', `${FIELDS}.isbn`, text, `${AT}.isbn is missing here`],
	[
		'a new field inside another',
		`${FIELDS}.author.properties.city`,
		text,
		`${AT}.author.city is missing here`,
	],
	[
		'a new field with fields of its own, in one line',
		`${FIELDS}.shelf`,
		shelf,
		`${AT}.shelf is missing here`,
	],
	['an object that was removed, in one line', `${FIELDS}.author`, GONE, `${AT}.author is more here`],
	...[
		[
			'a field that has become required',
			['title', 'due', 'copies'],
			'copies: required at Kard, optional here',
		],
		['a field that is required no longer', ['title'], 'due: optional at Kard, required here'],
	].map(([what, names, says]): [string, string, unknown, string] => [
		...([String(what), `${BOOK}.required`, names, `${AT}.${String(says)}`] as const),
	]),
	['another kind', `${FIELDS}.copies.type`, 'string', `${AT}.copies: text at Kard, whole number here`],
	[
		'a list',
		`${FIELDS}.title`,
		{ type: 'array', items: text },
		`${AT}.title: list of text at Kard, text here`,
	],
	['a new value', `${FIELDS}.binding.enum.2`, 'spiral', `${AT}.binding: value spiral is missing here`],
	['a value that was retired', `${FIELDS}.binding.enum`, ['hard'], `${AT}.binding: value soft is more here`],
	['values that are named no longer', `${FIELDS}.binding.enum`, GONE],
	['values of any text', `${FIELDS}.title.enum`, ['Emma'], `${AT}.title: its values are not named here`],
	[
		'a value in a query',
		`${SORT}.schema.items.enum.2`,
		'title',
		`${GET}: parameter sort: value title is missing here`,
	],
	[
		'one by reference',
		`${STATE}.enum.2`,
		'lost',
		`${GET}: parameter filter[state]: value lost is missing here`,
	],
	[
		'a new kind of resource',
		'components.schemas.Loan.oneOf.1',
		film,
		`${POST}: field data[].film is missing here`,
	],
	['a new parameter', `${list}.parameters.5`, title, `${GET}: parameter filter[title] is missing here`],
	['a parameter that was removed', `${list}.parameters`, four, `${GET}: parameter sort is more here`],
	['a header of all', `${list}.parameters.5`, branch, `${GET}: parameter header X-Branch is missing here`],
	[
		...(['a larger page', `${list}.parameters.3.description`, 'Some [1 - 80]'] as const),
		`${GET}: parameter page[size], at most: 80 at Kard, 50 here`,
	],
	[
		'another number of items',
		`${lend}.description`,
		sixty,
		`${POST}: items in one request: 60 at Kard, 40 here`,
	],
	[
		...([
			'a number of items of the schema',
			'components.schemas.Loans.properties.data.maxItems',
			25,
		] as const),
		`${POST}: items in one request: 25 at Kard, 40 here`,
		`${POST}: field data, at most: 25 at Kard, none here`,
	],
	['another scope', `${list}.description`, listing, `${GET}: scope: loan:list at Kard, loan:read here`],
	[
		...(['another success', `${lend}.responses`, { '200': {}, '201': {}, '400': {} }] as const),
		`${POST}: statuses of success: 200 and 201 at Kard, 201 and 207 here`,
	],
	[
		'a part of a schema that is put together',
		`${loan}.patch.${BODY}.allOf.1`,
		GONE,
		`${PATCH}: field note is more here`,
	],
	[
		...(['a new operation', `${loan}.delete`, { responses: { '204': {} } }] as const),
		`DELETE ${LOANS}/{loanId}: operation is missing here`,
	],
	[
		'an operation that was retired',
		loan,
		GONE,
		`${PATCH}: operation is more here: Kard has none of this name`,
	],
	['a new event', `${EVENTS}.1`, lost, 'Notifications: event loanLost is missing here'],
	['a new attribute', `${EVENT}.properties.fee`, text, 'Notifications: event loanDue.fee is missing here'],
	[
		'an attribute no more',
		`${EVENT}.properties.title`,
		GONE,
		'Notifications: event loanDue.title is more here',
	],
])('finds %s', (_, path, value, ...expected) => {
	expect(found(put(path, value))).toEqual(expected);
});

const partAt = (document: object, path: string): unknown => get(document, path.split('.')) as unknown;
const moved = (document: object, name: string, reference: string) => {
	set(document, ['components', 'schemas', name], partAt(document, STATE));
	set(document, `${list}.parameters.2.schema.$ref`, `#/components/schemas/${reference}`);
};

it.each<[string, Change]>([
	[
		'ids in a path that are called otherwise',
		put('paths', (paths: object) =>
			mapKeys(paths, (_, name) => name.replace('{organizationId}', '{issuerId}').replace('{loanId}', '{id}')),
		),
	],
	['an event whose attribute need not be there', put(`${EVENT}.required`, GONE)],
	['what is said about a field', put(`${FIELDS}.title.description`, 'How the book is called')],
	['null beside a value', put(`${FIELDS}.title.type`, ['string', 'null'])],
	[
		'a parameter and a body that stand elsewhere in the document',
		(document) => {
			set(document, 'components.parameters.State', partAt(document, `${list}.parameters.2`));
			set(document, `${list}.parameters.2`, { $ref: '#/components/parameters/State' });
			set(document, 'components.requestBodies.Loans', partAt(document, `${lend}.requestBody`));
			set(document, `${lend}.requestBody`, { $ref: '#/components/requestBodies/Loans' });
		},
	],
	...['a/State', 'a:State', 'a~State', 'a%State', 'a State'].map((name): [string, Change] => [
		`a schema that is called ${name}, and not written as a pointer would write it`,
		(document) => {
			moved(document, name, name);
		},
	]),
	[
		'a schema whose name is written as a pointer writes it',
		(document) => {
			moved(document, 'a/b~c d', 'a~1b~0c%20d');
		},
	],
	[
		'a kind that is put together from parts',
		(document) => {
			const { type, ...properties } = partAt(document, `${KIND}.properties`) as Record<string, unknown>;
			const own = { properties: { type }, required: ['type'] };
			set(document, KIND, { type: 'object', allOf: [own, { properties, required: ['id', 'attributes'] }] });
		},
	],
	['a part of a schema that is not what it should be', put(`${FIELDS}.author.maximum`, 'none')],
	[
		'a list that may be written as the one thing in it',
		put(`${SORT}.schema`, (many: { items: unknown }) => ({ oneOf: [many.items, many] })),
	],
	['an error that is answered', put(`${lend}.responses.422`, {})],
])('is not disturbed by %s', (_, change) => {
	expect(found(change)).toEqual([]);
});

const NO_DOCUMENT = 'This is not an OpenAPI 3 document: "openapi" or "paths" is missing.';
const withReference = ($ref: string) => set(library(), `${FIELDS}.title`, { $ref });
const elsewhere = 'Put the parts of the document into one file first.';
it.each<[string, unknown, string]>([
	['nothing', null, NO_DOCUMENT],
	['another kind of document', { swagger: '2.0', paths: {} }, NO_DOCUMENT],
	['no operations', { openapi: '3.1.0', paths: {} }, 'This OpenAPI document describes no operation.'],
	[
		'a dead reference',
		withReference('#/components/schemas/Title'),
		'#/components/schemas/Title leads nowhere',
	],
	['another file', withReference('title.yaml#/T'), `title.yaml#/T leads to another file. ${elsewhere}`],
])('does not pass over %s', (_, document, message) => {
	expect(() => publishedContract(document)).toThrow(message);
});
