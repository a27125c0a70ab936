import { KardApi } from '../../credentials/KardApi.credentials';
import { columnsOf, operations, settings, transactionOperations, userOperations } from '../../shared';
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

	it('has these actions', () => {
		expect(actions.map(({ kind, action }) => [kind, action.key, action.display.label])).toEqual([
			['creates', 'create_user', 'Create User'],
			['creates', 'create_or_update_user', 'Create or Update User'],
			['creates', 'update_user', 'Update User'],
			['creates', 'delete_user', 'Delete User'],
			['creates', 'create_users', 'Create Users'],
			['creates', 'submit_transaction', 'Submit Transaction'],
			['creates', 'submit_transactions', 'Submit Transactions'],
			['creates', 'request_audit', 'Request Audit'],
			['creates', 'replay_notification', 'Replay Notification'],
			['searches', 'find_user', 'Find User'],
			['searches', 'find_offer', 'Find Offer'],
			['searches', 'list_offers', 'List Offers'],
			['searches', 'find_earned_rewards', 'Find Earned Rewards'],
			['triggers', 'reward_earned', 'Reward Earned'],
			['triggers', 'reward_rejected', 'Reward Rejected'],
			['triggers', 'audit_updated', 'Audit Updated'],
			['triggers', 'file_processed', 'File Processed'],
			['triggers', 'placement_file_ready', 'Placement File Ready'],
			['triggers', 'other_event', 'Other Event'],
			['triggers', 'new_offer', 'New Offer for a User'],
			['triggers', 'offer_choices', 'Offer Choices'],
		]);
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
			settings.email.meta()?.title,
			settings.duplicates.meta()?.title,
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

	it('has an action for every operation that a person would look for', () => {
		const covered = ['create', 'createOrUpdate', 'update', 'delete', 'get', 'getMany', 'submit'];
		const furtherCovered = ['createAudit', 'getEarnedRewards', 'replay'];
		// The triggers subscribe by themselves, and the connection asks for the organization.
		const missing = operations.filter(
			({ resource, name }) =>
				!['organization', 'subscription'].includes(resource) &&
				![...covered, ...furtherCovered].includes(name),
		);
		expect(missing).toEqual([]);
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
