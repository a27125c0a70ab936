import { columnsOf, operations, RESOURCES, settingsFor, type AnyOperation } from '../../shared';

const named = operations.map((operation): [string, AnyOperation] => [
	`${operation.resource} ${operation.name}`,
	operation,
]);
const idsIn = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe('the catalogue of operations', () => {
	it('has each operation once', () => {
		expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
		expect(named.map(([name]) => name)).toEqual([
			'user create',
			'user createOrUpdate',
			'user get',
			'user update',
			'user delete',
			'offer getMany',
			'transaction submit',
			'transaction getEarnedRewards',
			'transaction createAudit',
			'notification getMany',
			'notification replay',
			'subscription getMany',
			'subscription create',
			'subscription update',
			'organization get',
			'organization ping',
		]);
	});

	it('tells how to look after what must not be done twice, and only after that', () => {
		const told = named.filter(([, { howToLook }]) => howToLook !== undefined).map(([name]) => name);
		const unsafe = named.filter(([, { idempotent }]) => !idempotent).map(([name]) => name);

		expect(told).toEqual(unsafe);
		expect(told).toEqual(['transaction createAudit', 'notification replay', 'subscription create']);
		for (const [, { howToLook }] of named) {
			if (howToLook !== undefined)
				expect(howToLook).toMatch(/^It is not known whether Kard .*\. .*(look|list) .*\.$/i);
		}
	});

	it('keeps to the limits of Kard', () => {
		const limits = operations.flatMap((one) => (one.kind === 'bulk' ? [[one.resource, one.limit]] : []));

		expect(limits).toEqual([
			['user', 100],
			['user', 100],
			['transaction', 500],
		]);
	});

	it.each([
		['user create', 'POST', '/v2/issuers/{organizationId}/users', 'user:write'],
		['user get', 'GET', '/v2/issuers/{organizationId}/users/{userId}', 'user:read'],
		['user update', 'PUT', '/v2/issuers/{organizationId}/users/{userId}', 'user:update'],
		['user delete', 'DELETE', '/v2/issuers/{organizationId}/users/{userId}', 'user:delete'],
		['offer getMany', 'GET', '/v2/issuers/{organizationId}/users/{userId}/offers', 'rewards:read'],
		['transaction submit', 'POST', '/v2/issuers/{organizationId}/transactions', 'transaction:write'],
		[
			'transaction getEarnedRewards',
			'GET',
			'/v2/issuers/{organizationId}/users/{userId}/earned-rewards',
			'transaction:read',
		],
		['transaction createAudit', 'POST', '/v2/issuers/{organizationId}/users/{userId}/audits', 'audit:write'],
		['notification getMany', 'GET', '/v2/issuers/{organizationId}/notifications', 'notifications:read'],
		[
			'notification replay',
			'POST',
			'/v2/issuers/{organizationId}/notifications/{eventId}/replay',
			'notifications:write',
		],
		['subscription getMany', 'GET', '/v2/issuers/{organizationId}/subscriptions', 'notifications:read'],
		['subscription create', 'POST', '/v2/issuers/{organizationId}/subscriptions', 'notifications:write'],
		[
			'subscription update',
			'PATCH',
			'/v2/issuers/{organizationId}/subscriptions/{subscriptionId}',
			'notifications:write',
		],
		['organization get', 'GET', '/v2/issuer', undefined],
		['organization ping', 'GET', '/v2/ping', undefined],
	])('%s is %s %s with %s', (name, method, path, scope) => {
		const operation = new Map(named).get(name);

		expect(operation).toMatchObject({ method, path });
		expect(operation?.scope).toBe(scope);
	});
});

describe('the settings of an operation', () => {
	it.each([
		['user create', ['email', 'duplicates', 'batchSize', 'concurrency', 'maxRetries', 'timeoutMs']],
		['user createOrUpdate', ['email', 'batchSize', 'concurrency', 'maxRetries', 'timeoutMs']],
		['user get', ['maxRetries', 'timeoutMs']],
		['user update', ['email', 'maxRetries', 'timeoutMs']],
		['offer getMany', ['maxRetries', 'timeoutMs']],
		['notification getMany', ['dateOrder', 'maxRetries', 'timeoutMs']],
		['transaction createAudit', ['maxRetries', 'timeoutMs']],
		[
			'transaction submit',
			['amounts', 'dateOrder', 'duplicates', 'batchSize', 'concurrency', 'maxRetries', 'timeoutMs'],
		],
	])('of %s are those that matter for it', (name, keys) => {
		const operation = new Map(named).get(name);

		expect(operation && settingsFor(operation).map(({ key }) => key)).toEqual(keys);
	});

	it('say what holds where they are left out', () => {
		const [submit] = operations.filter(({ name }) => name === 'submit');
		const settings = submit ? settingsFor(submit) : [];

		expect(settings.every(({ required }) => !required)).toBe(true);
		expect(Object.fromEntries(settings.map((one) => [one.key, one.default]))).toMatchObject({
			amounts: 'cents',
			dateOrder: 'MDY',
			duplicates: 'report',
			maxRetries: 2,
			timeoutMs: 60_000,
		});
	});
});

describe.each(named)('%s', (_, operation) => {
	it('has its words: a label, an action in sentence case, a sentence without a full stop', () => {
		expect(RESOURCES[operation.resource]).toMatch(/^[A-Z]/);
		expect(operation.name).toMatch(/^[a-z][A-Za-z]+$/);
		expect(operation.title).toMatch(/^[A-Z][a-z]+( (or|[A-Z][a-z]+))*$/);
		expect(operation.action).toMatch(/^[A-Z][a-z]+( [a-zK][a-z]*)+$/);
		expect(operation.description).toMatch(/^[A-Z].*[^.\s]$/);
	});

	it('is idempotent, by its method or by the ids in a bulk write', () => {
		expect(operation.idempotent).toBe(operation.kind === 'bulk' || operation.method !== 'POST');
	});

	it('knows every id of its path', () => {
		const ids = idsIn(operation.path).filter((name) => name !== 'organizationId');
		const known = operation.kind !== 'bulk' && operation.ids ? columnsOf(operation.ids) : [];

		expect(known.map(({ key }) => key)).toEqual(ids);
		expect(known.every(({ required }) => required)).toBe(true);
	});

	it('has a sample that is one of its own answers, with an id to tell it by', () => {
		const { sample } = operation;
		expect(JSON.stringify(sample)).not.toMatch(/@(?!example\.com)/);
		if (operation.kind === 'bulk') {
			expect(sample).toMatchObject({ id: expect.stringMatching(/\S/) as unknown });
			expect(['created', 'updated', 'submitted']).toContain(sample.status);
			return;
		}
		const schema = operation.kind === 'list' ? operation.item : operation.answer;
		expect(schema.safeParse(sample)).toEqual({ success: true, data: sample });
		const id = { ping: 'timestamp', replay: 'eventId' }[operation.name] ?? 'id';
		expect(sample).toHaveProperty(id, expect.stringMatching(/\S/));
	});

	it('has what its kind needs', () => {
		if (operation.kind === 'bulk') {
			expect(operation.limit).toBeGreaterThan(0);
			expect(Object.keys(operation.rows).length).toBeGreaterThan(0);
			expect(['created', 'submitted']).toContain(operation.accepted);
		} else if (operation.kind === 'list') {
			expect(operation.pageSize ?? 1).toBeGreaterThan(0);
			expect(columnsOf(operation.query).every(({ required }) => !required)).toBe(true);
		} else {
			const writes = ['PUT', 'PATCH'].includes(operation.method) || operation.sentAs !== undefined;
			expect(operation.attributes !== undefined).toBe(writes);
		}
	});

	it('resolves a conflict only by an operation of the catalogue', () => {
		if (operation.kind !== 'bulk' || operation.onConflict === undefined) return;
		expect(operations).toContain(operation.onConflict);
	});
});
