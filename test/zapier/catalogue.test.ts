import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import escapeRegExp from 'lodash/escapeRegExp';
import { KardApi } from '../../credentials/KardApi.credentials';
import { columnsOf, operations, rowColumns, type AnyOperation, type Column } from '../../shared/host';
import { createApp } from '../../zapier/src/index';
import { anyText, objectLike, textLike } from '../support/expected';
import { purchase } from '../support/purchase';
import { startListener, type WebhookListener } from '../support/webhookListener';
import { EXAMPLES, exampleInputs } from './exampleInputs';
import { actionsOf, KINDS, type Field, type Kind } from './inCore';
import { resultsIn, startApp } from './kit';

const definition = createApp();
const actions = KINDS.flatMap((kind) =>
	Object.values(actionsOf(definition)[kind]).flatMap((action) =>
		action ? [{ kind, key: action.key, name: `${kind}.${action.key}`, action }] : [],
	),
);
/** Every action that the catalogue asks for, with its operation. */
const steps = operations.flatMap((operation) => {
	const { one, many } = 'none' in operation.steps ? {} : operation.steps;
	const kind: Kind = operation.method === 'GET' ? 'searches' : 'creates';
	return [one, many].flatMap((step) => (step ? [{ kind, key: step.key, step, one, operation }] : []));
});
const SMALL = /^(a|an|and|as|at|by|for|from|if|in|of|on|or|the|to)$/;

function isTitleCase(label = ''): boolean {
	return label
		.split(/[\s-]/)
		.every((word, place) => /^[A-Z0-9(]/.test(word) || (place > 0 && SMALL.test(word)));
}

function withChildren(fields: readonly Field[]): Field[] {
	return fields.flatMap((field) => [field, ...(field.children ?? [])]);
}

/** What a person can fill in of an operation; how a list is cut into pages is no choice. */
function columnsIn(operation: AnyOperation): Column[] {
	const written = operation.kind === 'bulk' ? rowColumns(operation, undefined) : [];
	const attributes =
		operation.kind === 'single' && operation.attributes ? columnsOf(operation.attributes) : [];
	const query = operation.kind !== 'bulk' && operation.query ? columnsOf(operation.query) : [];
	const asked = query.filter(({ path: [name = ''] }) => !name.startsWith('page['));
	return [...columnsOf(operation.ids), ...written, ...attributes, ...asked];
}

/** The first item of a list of objects. */
function firstOf(list: unknown): object | undefined {
	const first: unknown = Array.isArray(list) ? list[0] : undefined;
	return typeof first === 'object' && first !== null ? first : undefined;
}

/** The keys of a result, and those of the lines of each list in it that the other one has lines of. */
function keysOf(result: object, other: object): string[] {
	return Object.entries(result).flatMap(([key, value]: [string, unknown]) => {
		const [line, otherLine] = [value, Reflect.get(other, key)].map(firstOf);
		return line && otherLine ? [key, ...Object.keys(line).map((name) => `${key}[]${name}`)] : [key];
	});
}

describe('the app as Zapier reads it', () => {
	const kit = startApp({ enrolled: [] });

	it('has no structural error', async () => {
		const { createAppHandler } = jest.requireActual<{
			createAppHandler(raw: object): (event: object) => Promise<{ results: unknown }>;
		}>('zapier-platform-core');
		expect((await createAppHandler(definition)({ command: 'validate' })).results).toEqual([]);
	});

	it('has an action for every step that the catalogue names, and the triggers', () => {
		const keysIn = (all: readonly { kind: Kind; key: string }[], kind: Kind) =>
			all.filter((one) => one.kind === kind).map(({ key }) => key);
		expect(keysIn(actions, 'creates')).toEqual([...keysIn(steps, 'creates'), 'api_request']);
		expect(keysIn(actions, 'searches')).toEqual(keysIn(steps, 'searches'));
		expect(keysIn(actions, 'triggers')).toEqual([
			...['reward_earned', 'reward_rejected', 'audit_updated', 'file_processed', 'placement_file_ready'],
			...['other_event', 'new_offer'],
			...['offer_choices', 'notification_choices', 'subscription_choices'],
		]);
		expect(definition.searchOrCreates).toMatchObject({
			find_user: { search: 'find_user', create: 'create_user' },
		});
	});

	it.each(steps)(
		'$key has the words and the fields of its operation',
		async ({ kind, key, step, operation }) => {
			const action = actionsOf(definition)[kind][key];
			const { title, resource, noun = resource.title } = operation;
			expect(action).toMatchObject({ noun, display: { description: step.sentence } });
			const usual = [`${title} ${resource.title}`, `${title} ${resource.title}s`];
			expect(step.label === undefined ? usual : [step.label]).toContain(action?.display.label);
			const fields = await kit.app.fields(kind, key);
			const lines = fields.find(({ children }) => children)?.children;
			for (const { title: label, description, choices, ...column } of columnsIn(operation)) {
				const field = (lines ?? fields).find((one) => one.key === column.key);
				// Zapier would fail the whole step for one empty cell, so it is only told what every row needs.
				const need = lines && column.required ? ' Every row needs it' : '';
				expect(field).toMatchObject({ label, helpText: textLike(escapeRegExp(description + need)) });
				expect(field?.choices ?? {}).toMatchObject(choices);
				const isRequired = column.required && lines === undefined;
				expect([column.key, field?.required ?? false]).toEqual([column.key, isRequired]);
				// Zapier would fill it in in every line, and a line in which all is empty would be none any more.
				if (lines) expect([column.key, field?.default]).toEqual([column.key, undefined]);
				if (lines && column.defaultable === true) {
					expect(fields).toContainEqual(objectLike({ label: `Default ${label}` }));
				}
			}
		},
	);

	it.each(actions)('$name reads as the integration checks want it', async ({ kind, key, action }) => {
		const { label, description } = action.display;
		expect([label, action.noun].filter((words) => !isTitleCase(words))).toEqual([]);
		expect(description).toMatch(/^[A-Z][^!?]*\.$/);
		const begins = { creates: /^[A-Z][a-z]+s /, searches: /^Finds /, triggers: /^Triggers when / };
		expect(description).toMatch(begins[kind]);
		const fields = withChildren(await kit.app.fields(kind, key));
		expect(fields.filter((field) => !isTitleCase(field.label))).toEqual([]);
		for (const { children, helpText } of fields) if (!children) expect(helpText).toMatch(/[^.]\.$/);
		// Zapier wants no words of the app's own name where people read it anyway, and what is needed first.
		expect(`${String(label)} ${String(description)}`).not.toMatch(/kard/i);
		const needs = fields.map(({ required, group }) => (required ? 0 : group === undefined ? 1 : 2));
		expect(needs.filter((need) => need !== 1)).toEqual(needs.filter((need) => need !== 1).toSorted());
		const known = (action.operation.inputFieldGroups ?? []).map((group) => group.key);
		expect(fields.flatMap(({ group = [] }) => group).filter((group) => !known.includes(group))).toEqual([]);
		const keys = fields.map((field) => field.key);
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys.filter((one) => !/^[a-zA-Z][a-zA-Z0-9_]*$/.test(one))).toEqual([]);
		const output = action.operation.outputFields ?? [];
		expect(output).toContainEqual(objectLike({ key: 'id', primary: true }));
		for (const field of output) expect(field).toMatchObject({ key: anyText, label: anyText, type: anyText });
	});

	it('is held back by Zapier where it is about one thing, and not where it takes or gives many', () => {
		const { creates, searches } = actionsOf(definition);
		const isHeldBack = (all: typeof creates) =>
			Object.values(all).flatMap((action) => (action?.operation.throttle ? [action.key] : []));
		const one = (kind: Kind) => steps.filter((step) => step.kind === kind && step.step === step.one);
		expect(isHeldBack(creates)).toEqual([...one('creates').map(({ key }) => key), 'api_request']);
		expect(isHeldBack(searches)).toEqual(one('searches').map(({ key }) => key));
	});

	it('has an icon of the size that Zapier wants, with a transparent ground', () => {
		const icon = readFileSync(join(__dirname, '../../zapier/icon.png'));
		const [width, height, kind] = [icon.readUInt32BE(16), icon.readUInt32BE(20), icon[25]];
		// In a PNG 6 stands for colors with transparency.
		expect([icon.toString('latin1', 1, 4), width, height, kind]).toEqual(['PNG', 256, 256, 6]);
	});

	it('has fields that depend on nothing as plain data, which Zapier need not ask for', () => {
		const dynamic = actions.filter(({ action }) =>
			(action.operation.inputFields ?? []).some((field) => typeof field === 'function'),
		);
		expect(dynamic.map(({ key }) => key)).toEqual(['submit_transaction', 'submit_transactions']);
	});

	it('offers how rows are read, and nothing about how requests are sent', async () => {
		const options = async (key: string) =>
			(await kit.app.fields('creates', key))
				.filter((field) => field.key.endsWith('Option'))
				.map(({ label, default: usual = 'no default' }) => `${String(label)}: ${usual}`);
		expect(await options('submit_transactions')).toEqual([
			...['Amounts: no default', 'Check Only: false', 'Number Format: point', 'Date Order: MDY'],
			...['Duplicates: report', 'If a Row Is Bad: sendOthers', 'Strict: false'],
		]);
		expect(await options('create_user')).toEqual([
			...['Email Is Sent As: hash', 'Duplicates: report', 'Strict: false'],
		]);
	});

	it('lets a person say that a user is enrolled in nothing, which is not the same as leaving it as it is', async () => {
		for (const key of ['create_user', 'create_or_update_user', 'update_user']) {
			const field = (await kit.app.fields('creates', key)).find((one) => one.key === 'enrolledRewards');
			expect(field).toMatchObject({ list: true, choices: { CARDLINKED: 'Card-Linked', none: 'None' } });
			// What exists already keeps what it has.
			expect(field?.default).toBe(key === 'create_user' ? 'CARDLINKED' : undefined);
		}
		const sort = (await kit.app.fields('searches', 'list_offers')).find(({ key }) => key === 'include');
		expect(sort?.choices).not.toHaveProperty('none');
	});

	it('offers the types of transaction that Kard takes today, each with its fields', async () => {
		const fields = async (transactionType: string) =>
			await kit.app.fields('creates', 'submit_transaction', { transactionType });
		const [amounts, type] = await fields('transaction');
		expect(amounts).toMatchObject({ label: 'Amounts', required: true });
		expect(Object.keys(type?.choices ?? {})).toEqual(['transaction', 'coreTransaction']);
		const keys = (await fields('coreTransaction')).map(({ key }) => key);
		expect([keys.includes('cardLastFours'), keys.includes('cardBIN')]).toEqual([true, false]);
	});

	it('leaves amounts and dates to our own readers, which neither round nor guess', async () => {
		const fields = await kit.app.fields('creates', 'submit_transaction');
		const types = new Map(fields.map(({ key, type }) => [key, type]));
		expect(['amount', 'settledDate', 'cardLastFour'].map((key) => types.get(key))).toEqual(
			Array(3).fill('string'),
		);
	});

	it('keeps secrets as passwords, and calls the parts of a connection as n8n does', () => {
		const { fields = [], connectionLabel } = definition.authentication ?? {};
		const passwords = fields.filter(({ type }) => type === 'password').map(({ key }) => key);
		expect(passwords).toEqual(['clientSecret', 'webhookKey', 'accessToken']);
		const inN8n = new Set(new KardApi().properties.map(({ displayName }) => displayName));
		const shown = fields.filter(({ computed }) => computed !== true);
		expect(shown.filter(({ label = '' }) => !inN8n.has(label))).toEqual([]);
		expect(shown).toContainEqual(
			objectLike({ key: 'requestStyle', default: 'automatic', choices: objectLike({ json: 'JSON Body' }) }),
		);
		expect(connectionLabel).toBe('{{name}} ({{environment}})');
	});

	it('says what in its output is a list, a time, and related', () => {
		const { searches, triggers } = actionsOf(definition);
		const label = 'Earned Reward Merchant ID';
		expect(searches.find_earned_rewards?.operation.outputFields).toContainEqual(
			objectLike({ key: 'earnedRewards[]merchantId', label, type: 'string' }),
		);
		expect(searches.list_offers?.operation.outputFields).toContainEqual(
			objectLike({ key: 'offers[]categoryIds', list: true }),
		);
		expect(triggers.audit_updated?.operation.outputFields).toContainEqual(
			objectLike({ key: 'resolutionTimeStamp', type: 'datetime' }),
		);
	});
});

describe('an action with the examples of its fields', () => {
	const { userId, transactionId, notificationId } = EXAMPLES;
	const kit = startApp({ enrolled: [userId] });
	let listener: WebhookListener;
	beforeAll(async () => {
		listener = await startListener();
	});
	afterAll(() => listener.close());

	it.each(actions.filter(({ action }) => action.operation.type !== 'hook'))(
		'$name hands over the keys of its sample, all of them declared',
		async ({ kind, key, action }) => {
			await kit.kard.submit([purchase({ userId, transactionId })]);
			await kit.kard.client().subscriptions.create({
				...{ eventName: 'auditUpdate', webhookUrl: listener.url, enabled: true },
			});
			await kit.kard.sandbox.notifications.send({ eventName: 'auditUpdate', id: notificationId });

			const results = resultsIn(await kit.app.run(kind, key, await exampleInputs(kit.app, kind, key)));
			await kit.kard.sandbox.notifications.idle();

			const { sample = {}, outputFields = [] } = action.operation;
			expect(results.length).toBeGreaterThan(0);
			for (const result of results) {
				expect(keysOf(result, sample)).toEqual(keysOf(sample, result));
				expect(result).toMatchObject({ id: textLike(/./), ...('notes' in sample && { notes: [] }) });
			}
			const declared = resultsIn(outputFields).map((field) => String(field.key).split(/__|\[\]/)[0]);
			// What the parts of an offer are depends on what was chosen.
			const keys = Object.keys(sample).filter((name) => name !== 'components');
			expect(keys.filter((name) => !declared.includes(name))).toEqual([]);
		},
	);
});
