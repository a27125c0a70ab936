import { FAMILIES } from '../../zapier/src/triggers/notifications/families';
import { startListener, type WebhookListener } from '../sandbox/webhookListener';
import { actionsOf, resultsIn, connectedKit, textLike, type Kind, type Kit } from './kit';
import { auditFields, purchaseFields, userFields } from './rows';
import { subscribe } from './subscribing';

const CALLS: readonly (readonly [Kind, string, object])[] = [
	['creates', 'create_user', userFields('u2')],
	['creates', 'create_or_update_user', userFields('u1')],
	['creates', 'update_user', { ...userFields('u1'), userId: 'u1' }],
	['creates', 'create_users', { users: [{ id: 'u3', enrolledRewards: 'CARDLINKED' }] }],
	['creates', 'submit_transaction', purchaseFields('t1')],
	['creates', 'submit_transactions', { transactions: [purchaseFields('t2'), purchaseFields('t3')] }],
	['creates', 'request_audit', auditFields('t1')],
	['creates', 'replay_notification', { eventId: 'fileProcessingResult-1' }],
	['searches', 'find_user', { userId: 'u1' }],
	['searches', 'find_offer', { userId: 'u1', search: 'coffee' }],
	['searches', 'list_offers', { userId: 'u1', supportedComponents: ['cta'] }],
	['searches', 'find_earned_rewards', { userId: 'u1' }],
	['triggers', 'new_offer', { userId: 'u1' }],
	['triggers', 'offer_choices', { userId: 'u1' }],
	['creates', 'delete_user', { userId: 'u1' }],
];

/** What starts a Zap by itself. With a delivery each of them is tried where deliveries are. */
const INSTANT = [
	...FAMILIES.map(({ key, events }): [string, object, readonly string[]] => [key, { events: 'all' }, events]),
	['other_event', { otherEvents: 'fileProcessingResult' }, ['fileProcessingResult']] as const,
] as const;

const LISTS = ['results', 'offers', 'earnedRewards'];

/** The keys of an object, and of the lines of each list of objects in it. */
function keysOf(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
		const isLines = Array.isArray(inner) && inner.length > 0 && LISTS.includes(key);
		return isLines ? [key, ...keysOf(inner[0]).map((own) => `${key}[]${own}`)] : [key];
	});
}

describe('samples', () => {
	let kit: Kit;
	let listener: WebhookListener;
	beforeAll(async () => {
		kit = await connectedKit({ now: () => Date.parse('2026-03-10T00:00:00Z') });
		listener = await startListener();
		await kit.run('creates', 'create_user', userFields('u1'));
		await subscribe(kit.sandbox, listener.url, 'fileProcessingResult');
		for (const eventName of INSTANT.flatMap(([, , events]) => events)) {
			const id = `${eventName}-1`;
			await kit.sandbox.notifications.send({ eventName, id, webhookUrl: listener.url });
		}
	});
	afterAll(async () => {
		await kit.sandbox.close();
		await listener.close();
	});

	const declaredIn = (fields: unknown) => resultsIn(fields).map((field) => String(field.key));
	const undeclaredIn = (sample: object, fields: unknown) =>
		Object.keys(sample).filter(
			(name) => !declaredIn(fields).some((one) => one === name || /^(__|\[\])/.test(one.slice(name.length))),
		);

	it('are there for every action, and so is a call', () => {
		const keys = (['creates', 'searches', 'triggers'] as const).flatMap((kind) =>
			Object.keys(actionsOf(kit.app)[kind]).map((key) => `${kind}.${key}`),
		);
		const called = CALLS.map(([kind, key]) => `${kind}.${key}`);
		expect([...called, ...INSTANT.map(([key]) => `triggers.${key}`)].sort()).toEqual(keys.sort());
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
		const undeclared = undeclaredIn(operation?.sample ?? {}, operation?.outputFields);
		expect(undeclared.filter((name) => name !== 'components')).toEqual([]);
	});

	it.each(INSTANT)(
		'of triggers.%s have exactly the keys of what the editor shows',
		async (key, inputs, events) => {
			const operation = actionsOf(kit.app).triggers[key]?.operation;
			const shown = resultsIn(await kit.list(key, { ...inputs }));
			expect(shown.map(({ eventName }) => eventName).sort()).toEqual([...events].sort());
			for (const item of shown) expect(keysOf(item).sort()).toEqual(keysOf(operation?.sample).sort());
			expect(undeclaredIn(operation?.sample ?? {}, operation?.outputFields)).toEqual([]);
		},
	);
});
