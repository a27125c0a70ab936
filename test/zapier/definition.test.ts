import { KardApi } from '../../credentials/KardApi.credentials';
import { columnsOf, operations, transactionOperations, userOperations } from '../../shared';
import { createApp } from '../../zapier/src/index';
import { actionsOf, anyText, connectedKit, objectLike, type Field, type Kind, type Kit } from './kit';

const KINDS: readonly Kind[] = ['creates', 'searches', 'triggers'];
const app = createApp();
const actions = KINDS.flatMap((kind) =>
	Object.values(actionsOf(app)[kind]).flatMap((action) =>
		action ? [{ kind, name: `${kind}.${action.key}`, action }] : [],
	),
);
const SMALL = /^(a|an|and|as|at|by|for|from|if|in|of|on|or|the|to)$/;

function isTitleCase(label: string): boolean {
	return label
		.split(/[\s-]/)
		.every((word, index) => /^[A-Z0-9(]/.test(word) || (index > 0 && SMALL.test(word)));
}

function withChildren(fields: readonly Field[]): Field[] {
	return fields.flatMap((field) => [field, ...(field.children ?? [])]);
}

describe('the app as Zapier reads it', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	it('has an action for every step that the catalogue names, and the triggers', () => {
		const keysOf = (kind: Kind) => actions.filter((one) => one.kind === kind).map(({ action }) => action.key);
		const steps = operations.flatMap(({ steps: one, method }) =>
			'none' in one
				? []
				: [one.one, one.many].flatMap((step) => (step ? [{ key: step.key, reads: method === 'GET' }] : [])),
		);
		expect(keysOf('searches')).toEqual(steps.filter(({ reads }) => reads).map(({ key }) => key));
		expect(keysOf('creates')).toEqual(steps.filter(({ reads }) => !reads).map(({ key }) => key));
		expect(keysOf('triggers')).toEqual([
			'reward_earned',
			'reward_rejected',
			'audit_updated',
			'file_processed',
			'placement_file_ready',
			'other_event',
			'new_offer',
			'offer_choices',
		]);
	});

	it('names actions as people look for them', () => {
		const labels = new Map(actions.map(({ action }) => [action.key, action.display.label]));
		expect(labels.get('create_or_update_user')).toBe('Create or Update User');
		expect(labels.get('submit_transactions')).toBe('Submit Transactions');
		expect(labels.get('request_audit')).toBe('Request Audit');
		expect(labels.get('find_earned_rewards')).toBe('Find Earned Rewards');
	});

	it('finds a user or creates one', () => {
		expect(app.searchOrCreates?.find_user).toMatchObject({ search: 'find_user', create: 'create_user' });
	});

	it.each(actions)('$name reads as the integration checks want it', async ({ kind, action }) => {
		const { label = '', description = '' } = action.display;
		expect(isTitleCase(label)).toBe(true);
		expect(isTitleCase(action.noun)).toBe(true);
		expect(description).toMatch(/^[A-Z][^!?]*\.$/);
		expect(description).toMatch(kind === 'triggers' ? /^Triggers when / : /^[A-Z][a-z]+s /);
		if (kind === 'searches') expect(description).toMatch(/^Finds /);
		for (const field of withChildren(await kit.fields(kind, action.key))) {
			expect(`${field.key}: ${String(isTitleCase(field.label ?? ''))}`).toBe(`${field.key}: true`);
			if (field.children === undefined) expect(field.helpText).toMatch(/[^.]\.$/);
		}
	});

	it.each(actions)('$name has an input of its own for each field', async ({ kind, action }) => {
		const keys = withChildren(await kit.fields(kind, action.key)).map(({ key }) => key);
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys.filter((key) => !/^[a-zA-Z][a-zA-Z0-9_]*$/.test(key))).toEqual([]);
	});

	it.each(actions)('$name declares its output, with types', ({ action }) => {
		const fields = action.operation.outputFields ?? [];
		expect(fields.length).toBeGreaterThan(0);
		for (const field of fields) {
			expect(field).toMatchObject({
				key: anyText,
				label: anyText,
				type: anyText,
			});
		}
		expect(fields).toContainEqual(objectLike({ key: 'id', primary: true }));
	});

	it('takes every field, label, help text and choice of a row from its schema', async () => {
		const expected = columnsOf(userOperations.create.rows.user);
		const shown = await kit.fields('creates', 'create_user');
		for (const column of expected) {
			expect(shown.find(({ key }) => key === column.key)).toMatchObject({
				label: column.title,
				helpText: column.description,
				required: column.required,
			});
		}
		for (const [type, schema] of Object.entries(transactionOperations.submit.rows)) {
			const lines = await kit.fields('creates', 'submit_transactions', { transactionType: type });
			const children = lines.find(({ key }) => key === 'transactions')?.children ?? [];
			expect(children.map(({ key, label }) => [key, label])).toEqual(
				columnsOf(schema).map(({ key, title }) => [key, title]),
			);
		}
	});

	it('offers the money, date and email options, and none about how requests are sent', async () => {
		const shown = await kit.fields('creates', 'submit_transactions');
		const options = shown.filter(({ key }) => key.endsWith('Option'));
		expect(options.map(({ label }) => label)).toEqual(['Amounts', 'Date Order', 'Duplicates']);
		expect(options[0]?.default).toBe('cents');
		const user = await kit.fields('creates', 'create_user');
		expect(user.filter(({ key }) => key.endsWith('Option')).map(({ label }) => label)).toEqual([
			'Email Is Sent As',
			'Duplicates',
		]);
	});

	it('leaves amounts and dates to our own readers, which neither round nor guess', async () => {
		const fields = await kit.fields('creates', 'submit_transaction');
		for (const key of ['amount', 'settledDate', 'cardLastFour']) {
			expect(fields.find((field) => field.key === key)).toMatchObject({ type: 'string' });
		}
	});

	it('keeps secrets as passwords, and calls the parts of a connection as n8n does', () => {
		const fields = app.authentication?.fields ?? [];
		const passwords = fields.filter(({ type }) => type === 'password').map(({ key }) => key);
		expect(passwords).toEqual(['clientSecret', 'webhookKey', 'accessToken']);
		const inN8n = new Set(new KardApi().properties.map(({ displayName }) => displayName));
		const shown = fields.filter(({ computed }) => computed !== true);
		expect(shown.filter(({ label = '' }) => !inN8n.has(label))).toEqual([]);
	});

	it('names what is created, and tells one related resource from several', () => {
		const { creates, searches } = actionsOf(app);
		expect(creates.request_audit?.noun).toBe('Audit');
		const rewards = searches.find_earned_rewards?.operation.outputFields ?? [];
		expect(rewards).toContainEqual({
			key: 'earnedRewards[]merchant',
			label: 'Earned Reward Merchant',
			type: 'string',
		});
		const offers = searches.list_offers?.operation.outputFields ?? [];
		expect(offers).toContainEqual(objectLike({ key: 'offers[]category', list: true }));
	});

	it('says which of its output is a time', () => {
		const fields = actionsOf(app).triggers.audit_updated?.operation.outputFields ?? [];
		expect(fields).toContainEqual(objectLike({ key: 'resolutionTimeStamp', type: 'datetime' }));
	});

	it('has no structural error', async () => {
		const { createAppHandler } = jest.requireActual<{
			createAppHandler(raw: object): (event: object) => Promise<{ results: unknown }>;
		}>('zapier-platform-core');
		expect((await createAppHandler(app)({ command: 'validate' })).results).toEqual([]);
	});
});
