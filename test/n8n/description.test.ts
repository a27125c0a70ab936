import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
	NodeHelpers,
	Workflow,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypes,
} from 'n8n-workflow';
import { z } from 'zod/v4';
import { addBearerToken } from '../../credentials/connection';
import { KardApi } from '../../credentials/KardApi.credentials';
import { KardTokenApi } from '../../credentials/KardTokenApi.credentials';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import { KardTrigger } from '../../nodes/Kard/KardTrigger.node.js';
import { valueOf } from '../../nodes/Kard/parameters/operationNames';
import {
	columnsOf,
	defaultableColumns,
	EVENTS,
	offeredTypes,
	operations,
	rowColumns,
	settingsFor,
	type AnyOperation,
} from '../../shared/host';
import { nameOf } from '../support/operation';
import { mapperFields } from './support/mapperFields';
import {
	allProperties,
	choicesIn,
	entriesIn,
	sentenceFaults,
	shownWith,
	titleCaseFaults,
} from './support/walk';

const { description: node } = new Kard();
const { description: trigger } = new KardTrigger();
const credentials = [new KardApi(), new KardTokenApi()];
const all = [node, trigger, ...credentials].flatMap(({ name, properties }) =>
	allProperties(properties, name),
);
const root = join(__dirname, '..', '..');
const folder = join(root, 'nodes', 'Kard');

/** The parameters for which something is to be said, with what is to be said of each. */
function faults(faultsOf: (property: INodeProperties) => readonly string[]): string[] {
	return all.flatMap(({ path, property }) => faultsOf(property).map((fault) => `${path}: ${fault}`));
}

const twice = (labels: readonly string[]) => labels.filter((label, place) => labels.indexOf(label) !== place);
const isSorted = (labels: readonly string[]) =>
	labels.length < 5 || labels.join('|') === labels.toSorted((a, b) => a.localeCompare(b)).join('|');
const isOneOf = (property: INodeProperties, value: unknown) =>
	choicesIn(property).some((choice) => choice.value === value);

const TYPES: Readonly<Record<string, (property: INodeProperties) => boolean>> = {
	string: ({ default: value }) => typeof value === 'string',
	hidden: ({ default: value }) => typeof value === 'string',
	dateTime: ({ default: value }) => value === '',
	boolean: ({ default: value }) => typeof value === 'boolean',
	number: ({ default: value, typeOptions }) => Number(value) >= (typeOptions?.minValue ?? -Infinity),
	// Where it has to be chosen, nothing may be; nor where Kard may add to the list, in a collection.
	options: (property) =>
		isOneOf(property, property.default) ||
		(property.default === '' && (property.required === true || property.allowArbitraryValues === true)),
	notice: ({ default: value }) => value === '',
	multiOptions: (property) => [property.default].flat().every((value) => isOneOf(property, value)),
	collection: ({ default: value }) => JSON.stringify(value) === '{}',
	resourceLocator: ({ default: value }) => JSON.stringify(value) === '{"mode":"list","value":""}',
	resourceMapper: ({ default: value }) => typeof value === 'object',
};

describe('every parameter of the nodes and the credentials', () => {
	it('has a label in title case, and so have its choices', () => {
		expect(all.length).toBeGreaterThan(60);
		expect(
			faults((property) =>
				[
					...(property.type === 'notice' ? [] : [property.displayName]),
					...choicesIn(property).map(({ name }) => name),
				].flatMap(titleCaseFaults),
			),
		).toEqual([]);
	});

	it('has labels and values that its neighbours do not have, in the order of the alphabet where there are many', () => {
		expect(
			faults((property) => {
				const lists = [
					choicesIn(property).map(({ name }) => name),
					entriesIn(property).map(({ displayName }) => displayName),
				];
				const values = [
					choicesIn(property).map(({ value }) => String(value)),
					entriesIn(property).map(({ name }) => name),
				];
				return [...[...lists, ...values].flatMap(twice), ...(lists.every(isSorted) ? [] : ['is not sorted'])];
			}),
		).toEqual([]);
	});

	it('is described in one sentence without a full stop, or several with; a switch by "Whether"', () => {
		expect(
			faults((property) => {
				const { type, displayName, description: text = '' } = property;
				const bare = text.toLowerCase().replace(/^the |\.$/g, '');
				return [
					...[text, ...choicesIn(property).map(({ description }) => description ?? '')]
						.filter((one) => one !== '')
						.flatMap(sentenceFaults),
					...(type === 'boolean' && !text.startsWith('Whether ') ? ['has no Whether'] : []),
					...(bare === displayName.toLowerCase() ? ['repeats its label'] : []),
				];
			}),
		).toEqual([]);
	});

	it('has a placeholder that is an example or says what to add, and a default that it can have', () => {
		expect(
			faults(({ type, placeholder = '' }) => {
				const isFine = ['', 'name@email.com'].includes(placeholder);
				return isFine || placeholder.startsWith(type === 'collection' ? 'Add ' : 'e.g. ')
					? []
					: [placeholder];
			}),
		).toEqual([]);
		expect(faults((property) => (TYPES[property.type]?.(property) === true ? [] : [property.type]))).toEqual(
			[],
		);
	});

	it('takes a value that is not on its list where Kard may add to that, and says so', () => {
		const open = all.filter(({ property }) => property.allowArbitraryValues === true);
		const names = new Set(open.map(({ property }) => property.name));

		expect([...names]).toEqual(expect.arrayContaining(['category', 'include', 'sort', 'status', 'events']));
		for (const { property } of open) expect(property.description).toMatch(/using an expression\.$/);
		for (const closed of ['resource', 'operation', 'transactionType', 'auditCode', 'amounts', 'dateOrder']) {
			expect(all.map(({ property }) => property.name)).toContain(closed);
			expect(names).not.toContain(closed);
		}
	});
});

const parametersNamed = (name: string, resource?: string) =>
	node.properties.filter(
		(property) =>
			property.name === name &&
			(resource === undefined || property.displayOptions?.show?.resource?.includes(resource)),
	);

/** What is filled in in the node besides the choice of an operation. */
function ownNames(operation: AnyOperation): string[] {
	const settings = settingsFor(operation).map(({ key }) => key);
	const ids = columnsOf(operation.ids).map(({ key }) => key);
	const amounts = settings.includes('amounts') ? ['amounts'] : [];
	if (operation.kind === 'bulk')
		return [
			...(operation.rowType ? [operation.rowType.key] : []),
			...amounts,
			'mapping',
			'defaults',
			'options',
		];
	if (operation.kind === 'list') return [...ids, 'returnAll', 'limit', 'filters', 'simplify', 'options'];
	const fields = operation.attributes ? columnsOf(operation.attributes) : [];
	return [
		...ids,
		...fields.filter(({ required }) => required).map(({ key }) => key),
		...(fields.some(({ required, key }) => !required || key === 'eventName') ? ['additionalFields'] : []),
		...(operation.method === 'DELETE' ? [] : ['simplify']),
		'options',
	];
}

describe.each(operations.map((operation) => [nameOf(operation), operation] as const))(
	'%s',
	(_, operation) => {
		const resource = operation.resource.name;
		const value = valueOf(operation);

		it('is chosen by its resource and its label', () => {
			const [resources] = parametersNamed('resource');
			const [choice, ...more] = parametersNamed('operation', resource);

			expect(resources && choicesIn(resources)).toContainEqual({
				name: operation.resource.title,
				value: resource,
			});
			expect(more).toEqual([]);
			expect(choice && choicesIn(choice)).toContainEqual({
				name: operation.title,
				value,
				action: operation.action,
				description: operation.description,
			});
			expect([resources, choice].map((one) => one?.noDataExpression)).toEqual([true, true]);
		});

		it('shows its own parameters and no others, each once, and those that it needs as required', () => {
			for (const extra of [{}, { returnAll: true }] satisfies INodeParameters[]) {
				const { names, values } = shownWith(node, { resource, operation: value, ...extra });
				const own = ownNames(operation).filter((name) => !('returnAll' in extra) || name !== 'limit');

				expect(names).toEqual(['authentication', 'resource', 'operation', ...own]);
				expect(Object.keys(values).toSorted()).toEqual(names.toSorted());
			}
			if (operation.kind === 'bulk') {
				const { names } = shownWith(node, { resource, operation: value, mapping: 'byHand' });
				const own = ownNames(operation).flatMap((name) =>
					name === 'mapping' ? [name, 'columns', 'fieldHelp'] : [name],
				);
				expect(names).toEqual(['authentication', 'resource', 'operation', ...own]);
			}
			for (const { key } of columnsOf(operation.ids)) {
				const shown = parametersNamed(key, resource).filter(({ displayOptions }) =>
					displayOptions?.show?.operation?.includes(value),
				);
				expect(shown).toMatchObject([{ required: true }]);
			}
		});
	},
);

it('a workflow that was saved with the usual choices means by them what it always meant', () => {
	// n8n does not store a value that is the default.
	const usual = node.properties.flatMap(({ name, default: value, displayOptions }) =>
		name === 'operation' ? [[...(displayOptions?.show?.resource ?? []), value]] : [],
	);

	expect(parametersNamed('resource')).toMatchObject([{ default: 'user' }]);
	expect(usual).toEqual([
		...[
			['user', 'create'],
			['offer', 'getAll'],
			['transaction', 'submit'],
			['notification', 'getAll'],
		],
		...[
			['subscription', 'getAll'],
			['organization', 'get'],
		],
	]);
	expect(operations.map(valueOf)).toEqual(expect.arrayContaining(['upsert', 'getAll']));
	expect(operations.map(valueOf)).not.toEqual(expect.arrayContaining(['createOrUpdate', 'getMany']));
});

it.each([
	['returnAll', 'Return All', 'Whether to return all results or only up to a given limit', false],
	['limit', 'Limit', 'Max number of results to return', 50],
	[
		'simplify',
		'Simplify',
		'Whether to return a simplified version of the response instead of the raw data',
		true,
	],
])('"%s" is what it is in every node', (name, displayName, description, usual) => {
	const found = [...node.properties, ...trigger.properties].filter((property) => property.name === name);

	expect(found.length).toBeGreaterThan(0);
	for (const property of found) expect(property).toMatchObject({ displayName, description, default: usual });
});

/** The parameters of a name that a form shows: one, or none. */
function shownParameters(form: INodeParameters, name: string): INodeProperties[] {
	const { values } = shownWith(node, form);
	const shown = node.properties.filter(
		(property) => property.name === name && NodeHelpers.displayParameter(values, property, null, node),
	);
	expect(shown.length).toBeLessThan(2);
	return shown;
}

const bulk = operations.flatMap((operation) =>
	operation.kind === 'bulk'
		? offeredTypes(operation.rows).map(({ type }) => [nameOf(operation), type, operation] as const)
		: [],
);

describe.each(bulk)('%s: the resource mapper for a %s', (_, type, operation) => {
	const form = {
		resource: operation.resource.name,
		operation: valueOf(operation),
		...(operation.rowType ? { [operation.rowType.key]: type } : {}),
	};

	it('offers its columns, required where they have no other way to be filled in, and the rare ones when asked', async () => {
		const columns = rowColumns(operation, type);

		const fields = await mapperFields(form);

		expect(fields).toMatchObject(
			columns.map(({ key, title, required, defaultable, rare = false }) => ({
				...{ id: key, displayName: title, required: required && !defaultable, display: true },
				...{ defaultMatch: false, canBeUsedToMatch: false, removed: rare },
			})),
		);
		expect(fields.some(({ required }) => required)).toBe(true);
		expect(columns.filter((column) => column.rare && (column.required || column.defaultable))).toEqual([]);
		// A switch that nobody touched must not send "no".
		for (const field of fields) expect(field.defaultValue).toBe(field.type === 'boolean' ? null : undefined);
	});

	it('says of each field in sight what it is, below the mapper', () => {
		const usual = rowColumns(operation, type).filter(({ rare }) => rare !== true);
		const [help] = shownParameters({ ...form, mapping: 'byHand' }, 'fieldHelp');

		expect(help?.displayName.match(/<li>[^<]+<\/li>/g)).toEqual(
			usual.map(({ title, description }) => `<li>${title}: ${description}</li>`),
		);
	});

	it('leaves what may be one value for all rows to Default Values, with every choice that such rows have', () => {
		const columns = defaultableColumns(operation, type);
		const entries = shownParameters(form, 'defaults').flatMap(entriesIn);

		expect(entries.map(({ name }) => name).toSorted()).toEqual(columns.map(({ key }) => key).toSorted());
		for (const { key, choices, input } of columns) {
			const values = entries.filter(({ name }) => name === key).flatMap(choicesIn);
			const none = input === 'choices' ? ['none'] : [];
			expect(values.map(({ value }) => value).toSorted()).toEqual(
				[...Object.keys(choices), ...none].toSorted(),
			);
		}
	});

	it('knows what kind of value each of them holds', async () => {
		const KINDS: Readonly<Record<string, string>> = {
			...{ amount: 'number', number: 'number', date: 'dateTime', boolean: 'boolean' },
			...{ choice: 'options', choices: 'options', text: 'string', email: 'string' },
		};

		const fields = await mapperFields(form);

		expect(fields.map(({ type: kind }) => kind)).toEqual(
			rowColumns(operation, type).map(({ input }) => KINDS[input]),
		);
		for (const field of fields) expect(field.type === 'options').toBe(field.options !== undefined);
	});
});

it('columns are recognized, but for a model, which has none and fills in fields', () => {
	const form = { resource: 'user', operation: 'create' };
	const tool = { ...node, name: `${node.name}Tool` };

	expect([node, tool].map((one) => shownWith(one, form).values.mapping)).toEqual(['recognize', 'byHand']);
});

it('a list of choices is one cell in the resource mapper, so that an empty one is said in words', async () => {
	const fields = await mapperFields({ resource: 'user', operation: 'create' });

	expect(fields.find(({ id }) => id === 'enrolledRewards')?.options).toEqual([
		{ name: 'Card-Linked', value: 'CARDLINKED' },
		{ name: 'None', value: 'none' },
	]);
});

it.each([{ resource: 'user', operation: 'get' }, { resource: 'nothing', operation: 'create' }, {}])(
	'%j has no columns to map, and says so',
	async (parameters) => {
		await expect(mapperFields(parameters)).rejects.toThrow(
			'This operation has no columns to map. Choose another one.',
		);
	},
);

describe('the trigger', () => {
	it.each(['kardApi', 'kardTokenApi'])('shows each of its parameters once with %s', (authentication) => {
		const { names, values } = shownWith(trigger, { authentication });

		expect(names).toEqual(['authentication', 'events', 'simplify', 'options']);
		expect(Object.keys(values).toSorted()).toEqual(names.toSorted());
	});

	it('offers every event that Kard has by its label, and none that it has retired', () => {
		const events = trigger.properties.find(({ name }) => name === 'events');

		expect(events).toMatchObject({ displayName: 'Events', type: 'multiOptions', default: [] });
		expect(
			Object.fromEntries((events ? choicesIn(events) : []).map(({ value, name }) => [value, name])),
		).toEqual(EVENTS);
		expect(JSON.stringify(trigger)).not.toMatch(/validTransaction|failedTransaction|clawback/i);
	});

	it('is safe unless a person chooses otherwise', () => {
		const options = trigger.properties.filter(({ name }) => name === 'options').flatMap(entriesIn);

		expect(Object.fromEntries(options.map(({ name, default: value }) => [name, value]))).toEqual({
			...{ acceptRepeats: false, otherEvents: '', replaceExisting: false, skipRefused: false },
			verifySignature: true,
		});
	});
});

describe('what n8n lists', () => {
	it('is a node that is also a tool for agents, and a trigger that is not', () => {
		const both = { outputs: ['main'] };
		expect(node).toMatchObject({
			...both,
			name: 'kard',
			version: 1,
			usableAsTool: true,
			group: ['transform'],
			inputs: ['main'],
		});
		expect(trigger).toMatchObject({
			...both,
			name: 'kardTrigger',
			version: [1, 2],
			group: ['trigger'],
			inputs: [],
		});
		expect(trigger.webhooks).toEqual([
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		]);
		expect(trigger).not.toHaveProperty('usableAsTool');
	});

	it.each([
		[node, { resource: 'user', operation: 'upsert' }, 'Create or Update: User'],
		[node, { resource: 'transaction', operation: 'getEarnedRewards' }, 'Get Earned Rewards: Transaction'],
		[node, { resource: 'user', operation: 'teach' }, 'teach: User'],
		[trigger, { events: ['auditUpdate', 'newEvent'] }, 'Audit Update, newEvent'],
	])('says below its name in words what it does', (shown, parameters, words) => {
		const one: INode = {
			id: '1',
			name: 'Kard',
			type: shown.name,
			typeVersion: 2,
			position: [0, 0],
			parameters,
		};
		const nodeTypes = { getByNameAndVersion: () => ({ description: shown }) } as unknown as INodeTypes;
		const workflow = new Workflow({ nodes: [one], connections: {}, active: false, nodeTypes });

		expect(workflow.expression.getSimpleParameterValue(one, shown.subtitle, 'internal', {})).toBe(words);
	});

	it('says of each event of the trigger what it means, and in the panel how to get one', () => {
		const events = trigger.properties.filter(({ name }) => name === 'events').flatMap(choicesIn);

		expect(events.length).toBeGreaterThan(5);
		for (const { description = '' } of events) expect(description).toMatch(/^(A|The) .{30,}/);
		expect(JSON.stringify(trigger.triggerPanel)).toMatch(/replay.*HTTPS.*publish/i);
	});

	it.each([
		['Kard', node],
		['KardTrigger', trigger],
	])('%s: is in the package, can be found, and asks for the credential that is chosen', (file, shown) => {
		const { n8n } = z
			.object({ n8n: z.object({ nodes: z.array(z.string()) }) })
			.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
		const codex: unknown = JSON.parse(readFileSync(join(folder, `${file}.node.json`), 'utf8'));
		const choice = shown.properties.find(({ name }) => name === 'authentication');

		expect(n8n.nodes).toContain(`dist/nodes/Kard/${file}.node.js`);
		expect(codex).toMatchObject({ node: `n8n-nodes-kard.${shown.name}`, codexVersion: '1.0' });
		// Categories that n8n knows.
		expect(codex).toHaveProperty('categories', expect.arrayContaining(['Finance & Accounting']));
		expect(sentenceFaults(shown.description)).toEqual([]);
		expect(shown.credentials).toMatchObject(
			credentials.map(({ name }) => ({
				name,
				required: true,
				displayOptions: { show: { authentication: [name] } },
			})),
		);
		expect(
			choice &&
				choicesIn(choice)
					.map(({ value }) => value)
					.toSorted(),
		).toEqual(credentials.map(({ name }) => name).toSorted());
	});

	it('has icons for light and for dark', () => {
		const icons = [
			...[node, trigger].map(({ icon }) => ({ icon, from: folder })),
			...credentials.map(({ icon }) => ({ icon, from: join(root, 'credentials') })),
		];
		for (const { icon, from } of icons) {
			const images = typeof icon === 'object' ? [icon.light, icon.dark] : [];
			const paths = images.map((image) => resolve(from, image.replace(/^file:/, '')));
			expect(new Set(paths).size).toBe(2);
			for (const path of paths)
				expect(existsSync(path) && readFileSync(path, 'utf8')).toMatch(/^\s*<svg [^>]*viewBox=/);
		}
	});
});

describe('the credentials', () => {
	it('keep what is secret out of sight, and the token where n8n can renew it', () => {
		const secret = /secret|token$|accessToken|webhook/i;
		for (const { properties } of credentials) {
			for (const { name, typeOptions } of properties) {
				expect([name, typeOptions?.password === true]).toEqual([name, secret.test(name)]);
			}
		}
		expect(new KardApi().properties.find(({ name }) => name === 'accessToken')).toMatchObject({
			type: 'hidden',
			typeOptions: { expirable: true },
		});
	});

	it('are tested by the node, so that each failure has words of its own', () => {
		const { description, methods } = new Kard();
		const tests = description.credentials?.map(({ name, testedBy }) => [name, testedBy]);
		expect(tests).toEqual(credentials.map(({ name }) => [name, 'connection']));
		expect(methods.credentialTest).toHaveProperty('connection');
		for (const credential of credentials) expect(credential).not.toHaveProperty('test');
	});

	it('leave the environment to the person, and the organization ID to them or to Kard', () => {
		for (const { properties } of credentials) {
			const field = (name: string) => properties.find((property) => property.name === name);
			expect(field('environment')).toMatchObject({ type: 'options', default: '', required: true });
			expect(field('organizationId')).not.toHaveProperty('required');
		}
	});

	it('put the token on each request, and leave it behind at redirections to somewhere else', async () => {
		const filledIn = { environment: 'sandbox', accessToken: ' token-1 ' };
		for (const { authenticate } of credentials) expect(authenticate).toBe(addBearerToken);
		expect(
			await addBearerToken(filledIn, { url: 'https://example.com', headers: { Accept: 'text/csv' } }),
		).toMatchObject({
			headers: { Accept: 'text/csv', Authorization: 'Bearer token-1' },
			sendCredentialsOnCrossOriginRedirect: false,
		});
	});
});
