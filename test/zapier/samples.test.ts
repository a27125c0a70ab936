import { actionsOf, resultsIn, connectedKit, textLike, type Kind, type Kit } from './kit';
import { purchaseFields, userFields } from './rows';

const CALLS: readonly (readonly [Kind, string, object])[] = [
	['creates', 'create_user', userFields('u2')],
	['creates', 'create_or_update_user', userFields('u1')],
	['creates', 'update_user', { ...userFields('u1'), userId: 'u1' }],
	['creates', 'create_users', { users: [{ id: 'u3', enrolledRewards: 'CARDLINKED' }] }],
	['creates', 'submit_transaction', purchaseFields('t1')],
	['creates', 'submit_transactions', { transactions: [purchaseFields('t2'), purchaseFields('t3')] }],
	['searches', 'find_user', { userId: 'u1' }],
	['searches', 'find_offer', { userId: 'u1', search: 'coffee' }],
	['searches', 'list_offers', { userId: 'u1', supportedComponents: ['cta'] }],
	['triggers', 'new_offer', { userId: 'u1' }],
	['triggers', 'offer_choices', { userId: 'u1' }],
	['creates', 'delete_user', { userId: 'u1' }],
];

/** The keys of an object, and of the lines of each list of objects in it. */
function keysOf(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
		const isLines = Array.isArray(inner) && inner.length > 0 && ['results', 'offers'].includes(key);
		return isLines ? [key, ...keysOf(inner[0]).map((own) => `${key}[]${own}`)] : [key];
	});
}

describe('samples', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
		await kit.run('creates', 'create_user', userFields('u1'));
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	it('are there for every action, and so is a call', () => {
		const keys = (['creates', 'searches', 'triggers'] as const).flatMap((kind) =>
			Object.keys(actionsOf(kit.app)[kind]).map((key) => `${kind}.${key}`),
		);
		expect(CALLS.map(([kind, key]) => `${kind}.${key}`).sort()).toEqual(keys.sort());
	});

	it.each(CALLS)('of %s.%s have exactly the keys of a live result', async (kind, key, inputs) => {
		const operation = actionsOf(kit.app)[kind][key]?.operation;
		const output: unknown = await kit.run(kind, key, { ...inputs });
		const results: unknown[] = Array.isArray(output) ? output : [output];
		expect(results.length).toBeGreaterThan(0);
		for (const result of results) {
			expect(keysOf(result)).toEqual(keysOf(operation?.sample));
			expect(result).toHaveProperty('id', textLike(/./));
		}
		const declared = resultsIn(operation?.outputFields).map((field) => String(field.key));
		const topLevel = Object.keys(operation?.sample ?? {});
		const undeclared = topLevel.filter(
			(name) => !declared.some((one) => one === name || /^(__|\[\])/.test(one.slice(name.length))),
		);
		expect(undeclared.filter((name) => name !== 'components')).toEqual([]);
	});
});
