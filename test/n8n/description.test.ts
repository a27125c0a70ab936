import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { addBearerToken } from '../../credentials/connection';
import { KardApi } from '../../credentials/KardApi.credentials';
import { KardTokenApi } from '../../credentials/KardTokenApi.credentials';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import { KardTrigger } from '../../nodes/Kard/KardTrigger.node.js';
import { operations } from '../../shared';
import {
	allProperties,
	choicesOf,
	entriesOf,
	sentenceFaults,
	shownWith,
	titleCaseFaults,
} from './support/walk';

const { description } = new Kard();
const { description: trigger } = new KardTrigger();
const nodes = [description, trigger];
const credentials = [new KardApi(), new KardTokenApi()];
const all = [
	...nodes.flatMap(({ name, properties }) => allProperties(properties, name)),
	...credentials.flatMap(({ name, properties }) => allProperties(properties, name)),
];

/** The parameters for which something is to be said, with what is to be said of each. */
function faults(faultsOf: (property: INodeProperties) => readonly string[]): string[] {
	return all.flatMap(({ path, property }) => faultsOf(property).map((fault) => `${path}: ${fault}`));
}

const sortedByLabel = (labels: readonly string[]) => [...labels].sort((a, b) => a.localeCompare(b));
const isSorted = (labels: readonly string[]) => labels.join('|') === sortedByLabel(labels).join('|');

it('there is something to look at', () => {
	expect(all.length).toBeGreaterThan(60);
});

describe('every label', () => {
	it('is in title case, with ID, URL and ZIP in capitals', () => {
		expect(faults(({ displayName }) => titleCaseFaults(displayName))).toEqual([]);
	});

	it('so is every choice', () => {
		expect(faults((property) => choicesOf(property).flatMap(({ name }) => titleCaseFaults(name)))).toEqual(
			[],
		);
	});

	it('stands alone among its neighbours', () => {
		const twice = (labels: string[]) => labels.filter((label, place) => labels.indexOf(label) !== place);

		expect(
			faults((property) => [
				...twice(choicesOf(property).map(({ name }) => name)),
				...twice(choicesOf(property).map(({ value }) => String(value))),
				...twice(entriesOf(property).map(({ name }) => name)),
				...twice(entriesOf(property).map(({ displayName }) => displayName)),
			]),
		).toEqual([]);
	});
});

describe('every description', () => {
	it('is one sentence without a full stop, or several with', () => {
		expect(faults(({ description: text }) => (text === undefined ? [] : sentenceFaults(text)))).toEqual([]);
	});

	it('so is that of every choice', () => {
		const texts = (property: INodeProperties) =>
			choicesOf(property).flatMap(({ description: text }) => text ?? []);

		expect(faults((property) => texts(property).flatMap(sentenceFaults))).toEqual([]);
	});

	it('of something that is on or off begins with "Whether"', () => {
		expect(
			faults(({ type, description: text = '' }) =>
				type === 'boolean' && !text.startsWith('Whether ') ? [text] : [],
			),
		).toEqual([]);
	});

	it('does not just repeat the label', () => {
		const plain = (text = '') => text.toLowerCase().replace(/^the |\.$/g, '');

		expect(
			faults(({ displayName, description: text }) =>
				plain(text) === plain(displayName) ? [displayName] : [],
			),
		).toEqual([]);
	});
});

describe('every choice to which Kard may add', () => {
	const openOnes = all.filter(({ property }) => property.allowArbitraryValues === true);

	it('takes another value by an expression, and says so', () => {
		expect(openOnes.map(({ property }) => property.name)).toEqual(
			expect.arrayContaining([
				'category',
				'supportedComponents',
				'include',
				'purchaseChannel',
				'sort',
				'status',
			]),
		);
		for (const { property } of openOnes) expect(property.description).toMatch(/using an expression\.$/);
	});

	it('is none that decides about money or about what a row is', () => {
		const names = new Set(openOnes.map(({ property }) => property.name));

		for (const closed of ['resource', 'operation', 'transactionType', 'auditCode', 'amounts', 'dateOrder']) {
			expect(all.map(({ property }) => property.name)).toContain(closed);
			expect(names).not.toContain(closed);
		}
	});
});

describe('every placeholder', () => {
	it('is an example, or says what to add', () => {
		expect(
			faults(({ type, placeholder }) => {
				if (placeholder === undefined || placeholder === 'name@email.com') return [];
				return placeholder.startsWith(type === 'collection' ? 'Add ' : 'e.g. ') ? [] : [placeholder];
			}),
		).toEqual([]);
	});
});

describe('every default', () => {
	it('is one of the choices', () => {
		expect(
			faults((property) => {
				const values = choicesOf(property).map(({ value }) => value);
				const defaults = [property.default].flat();
				if (property.type !== 'options' && property.type !== 'multiOptions') return [];
				return defaults.flatMap((one) =>
					values.some((value) => value === one) ? [] : [JSON.stringify(one)],
				);
			}),
		).toEqual([]);
	});

	it('is of the type of its parameter', () => {
		const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
			string: (value) => typeof value === 'string',
			hidden: (value) => typeof value === 'string',
			dateTime: (value) => typeof value === 'string',
			options: (value) => typeof value === 'string',
			number: (value) => typeof value === 'number',
			boolean: (value) => typeof value === 'boolean',
			multiOptions: Array.isArray,
			collection: (value) => JSON.stringify(value) === '{}',
			resourceMapper: (value) => typeof value === 'object',
		};

		expect(faults(({ type, default: value }) => (TYPES[type]?.(value) === true ? [] : [type]))).toEqual([]);
	});

	it('of a number is not below its least value', () => {
		expect(
			faults(({ typeOptions, default: value }) =>
				Number(value) < (typeOptions?.minValue ?? -Infinity) ? [JSON.stringify(value)] : [],
			),
		).toEqual([]);
	});
});

it('five and more choices are sorted by their labels, and so are the entries of a collection', () => {
	expect(
		faults((property) => {
			const labels = choicesOf(property).map(({ name }) => name);
			const entries = entriesOf(property).map(({ displayName }) => displayName);
			const fine = (labels.length < 5 || isSorted(labels)) && (entries.length < 5 || isSorted(entries));
			return fine ? [] : ['is not sorted'];
		}),
	).toEqual([]);
});

it.each([
	['returnAll', 'Return All', 'Whether to return all results or only up to a given limit'],
	['limit', 'Limit', 'Max number of results to return'],
	['simplify', 'Simplify', 'Whether to return a simplified version of the response instead of the raw data'],
])('"%s" says what it says in every node', (name, label, text) => {
	const found = nodes.flatMap(({ properties }) => properties.filter((property) => property.name === name));

	expect(found.length).toBeGreaterThan(0);
	for (const { displayName, description: own } of found) expect([displayName, own]).toEqual([label, text]);
});

it('Limit is 50, and shows where not all is returned', () => {
	const limit = description.properties.find(({ name }) => name === 'limit');

	expect(limit).toMatchObject({
		default: 50,
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] } },
	});
});

describe('the operations', () => {
	const resource = description.properties.find(({ name }) => name === 'resource');
	const operationsOf = (value: unknown) =>
		description.properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes(String(value)),
		);
	const offered = (resource ? choicesOf(resource) : []).flatMap(({ value, name }) => {
		const parameter = operationsOf(value);
		return parameter
			? choicesOf(parameter).map((choice) => ({ resource: value, label: name, ...choice }))
			: [];
	});

	it('are all there that the client has', () => {
		const words = offered.map((one) => `${String(one.resource)} ${one.name} ${String(one.action)}`);

		expect(words.sort()).toEqual(
			operations.map((one) => `${one.resource} ${one.title} ${one.action}`).sort(),
		);
	});

	it('go by the names that n8n has for them', () => {
		expect(offered.map(({ resource: of, value }) => `${String(of)}:${String(value)}`).sort()).toEqual([
			'notification:getAll',
			'notification:replay',
			'offer:getAll',
			'organization:get',
			'organization:ping',
			'subscription:create',
			'subscription:getAll',
			'subscription:update',
			'transaction:createAudit',
			'transaction:getEarnedRewards',
			'transaction:submit',
			'user:create',
			'user:delete',
			'user:get',
			'user:update',
			'user:upsert',
		]);
	});

	it('have an action in sentence case and a description', () => {
		for (const { action = '', description: text = '' } of offered) {
			expect(action).toMatch(/^\p{Lu}[^\p{Lu}]*( Kard)?$/u);
			expect(action.endsWith('.')).toBe(false);
			expect(sentenceFaults(text)).toEqual([]);
		}
	});

	it('take no expressions for what they are, so that the form stays what it is', () => {
		for (const { name, noDataExpression } of description.properties) {
			if (name === 'resource' || name === 'operation') expect(noDataExpression).toBe(true);
		}
	});

	it.each(offered.map(({ resource: of, value }) => [String(of), String(value)]))(
		'%s %s: no two parameters of one name are shown together, and what is shown has its values',
		(of, operation) => {
			for (const extra of [{}, { returnAll: true }, { returnAll: false }] satisfies INodeParameters[]) {
				const { names, values } = shownWith(description, { resource: of, operation, ...extra });

				expect(new Set(names).size).toBe(names.length);
				expect(Object.keys(values).sort()).toEqual(names.sort());
			}
		},
	);
});

describe('the credentials', () => {
	it('keep what is secret out of sight', () => {
		const secret = /secret|token$|accessToken|webhook/i;
		for (const { properties } of credentials) {
			for (const { name, typeOptions } of properties) {
				expect([name, typeOptions?.password === true]).toEqual([name, secret.test(name)]);
			}
		}
	});

	it('have a test that goes where the nodes go, and words for what can be wrong', () => {
		for (const { test: request } of credentials) {
			expect(request.request).toMatchObject({ url: '/v2/issuer', disableFollowRedirect: true });
			const statuses = [401, 404, 301, 302, 303, 307, 308];
			expect(request.rules).toMatchObject(statuses.map((value) => ({ properties: { value } })));
		}
	});

	it('put the token on each request, and leave it behind at redirections to somewhere else', async () => {
		const filledIn = { environment: 'sandbox', accessToken: ' token-1 ' };
		for (const { authenticate } of credentials) {
			expect(authenticate).toBe(addBearerToken);
			const request = { url: 'https://example.com', headers: { Accept: 'text/csv' } };
			expect(await addBearerToken(filledIn, request)).toMatchObject({
				headers: { Accept: 'text/csv', Authorization: 'Bearer token-1' },
				sendCredentialsOnCrossOriginRedirect: false,
			});
		}
	});

	it('keep the token where n8n can renew it', () => {
		expect(new KardApi().properties.find(({ name }) => name === 'accessToken')).toMatchObject({
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
		});
	});
});
