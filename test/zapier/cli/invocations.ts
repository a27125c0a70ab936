import { buildCatalogue, isRunning } from '../../../sandbox/offers/catalogue';
import { columnsOf, operations, type AnyOperation, type Step } from '../../../shared';
import { FAMILIES } from '../../../zapier/src/triggers/notifications/families';
import { auditFields, purchaseFields, userFields } from '../rows';

/** One run of an action with the tool, and what must come back. */
export interface Invocation {
	/** A trigger that Kard starts is not invoked: its list is asked for, as Zapier's editor does. */
	readonly kind: 'create' | 'search' | 'trigger' | 'list';
	readonly key: string;
	readonly inputs: object;
	readonly flags?: readonly string[];
	/** What must be in the result, at least; for lists, in their first item. */
	readonly expected: object;
}

/** The notification of each event that Kard has sent before any action is run. */
export function notificationId(eventName: string): string {
	return `${eventName}-1`;
}

/** Rewards are listed for a year. */
const LAST_WEEK = new Date(Date.now() - 7 * 86_400_000).toISOString();

// What was submitted before has been notified of as well, so the latest notification may be another one.
const lists = FAMILIES.map(
	({ key, events: [eventName] }): Invocation => ({ kind: 'list', key, inputs: {}, expected: { eventName } }),
);

/** What an operation needs beside what its fields give as examples: things that the sandbox has by now. */
const EXISTING: Readonly<Record<string, string>> = {
	userId: 'u1',
	offerId: buildCatalogue(Date.now()).find((offer) => isRunning(offer, Date.now()))?.id ?? '',
};

/** An action that nothing special is known of, with the examples of its fields. */
function plainInvocation({ ids, method, ...operation }: AnyOperation, { key }: Step): Invocation {
	const attributes = operation.kind === 'single' && operation.attributes;
	const required = attributes ? columnsOf(attributes).filter((column) => column.required) : [];
	const examples = [...columnsOf(ids), ...required].map((column): [string, unknown] => [
		column.key,
		EXISTING[column.key] ?? column.examples[0],
	]);
	const kind = method === 'GET' ? 'search' : 'create';
	return { kind, key, inputs: Object.fromEntries(examples), expected: {} };
}

const plain = (): Invocation[] =>
	operations.flatMap((operation) => {
		const { steps } = operation;
		const all = 'none' in steps ? [] : [steps.one, steps.many];
		return all
			.filter((step) => step !== undefined)
			.filter(({ key }) => !PARTICULAR.some((one) => one.key === key))
			.map((step) => plainInvocation(operation, step));
	});

/** The actions of which more is known than that they give something. The last one deletes the user of all others. */
const PARTICULAR: readonly Invocation[] = [
	{
		kind: 'create',
		key: 'create_user',
		inputs: userFields('u1', { email: 'jo@example.com' }),
		expected: { id: 'u1', status: 'created' },
	},
	{
		kind: 'create',
		key: 'create_or_update_user',
		inputs: userFields('u1', { zipCode: '30301' }),
		expected: { id: 'u1', status: 'updated' },
	},
	{
		kind: 'create',
		key: 'update_user',
		inputs: userFields('u1', { userId: 'u1', birthYear: '1990', historicalTransactionsSent: 'true' }),
		expected: { id: 'u1', birthYear: '1990', historicalTransactionsSent: true },
	},
	{
		kind: 'create',
		key: 'create_users',
		inputs: {
			users: [{ id: 'u2' }, { id: 'u1' }, { id: 'u4', birthYear: 'unknown' }],
			defaultEnrolledRewards: 'CARDLINKED',
		},
		expected: {
			accepted: 2,
			failed: 1,
			results: [
				{ row: 1, id: 'u2', status: 'created' },
				{ row: 2, id: 'u1', status: 'duplicate' },
				{ row: 3, id: 'u4', status: 'failed' },
			],
		},
	},
	{
		kind: 'create',
		key: 'submit_transaction',
		inputs: purchaseFields('t1', { id: 'event-1', amount: '$19.99', amountsOption: 'dollars' }),
		expected: { id: 'event-1', status: 'submitted' },
	},
	{
		kind: 'create',
		key: 'submit_transactions',
		inputs: {
			transactions: [
				purchaseFields('t1', { id: 'event-1' }),
				purchaseFields('t2', { settledDate: LAST_WEEK }),
				purchaseFields('t3', { amount: '?' }),
			],
		},
		expected: {
			accepted: 2,
			failed: 1,
			results: [
				{ id: 'event-1', status: 'duplicate' },
				{ status: 'submitted' },
				{ row: 3, status: 'failed' },
			],
		},
	},
	{
		kind: 'create',
		key: 'request_audit',
		inputs: auditFields('t1'),
		expected: { transactionId: 't1' },
	},
	{
		kind: 'create',
		key: 'replay_notification',
		inputs: { eventId: notificationId('auditUpdate') },
		expected: { id: notificationId('auditUpdate') },
	},
	{ kind: 'search', key: 'find_user', inputs: { userId: 'u1' }, expected: { id: 'u1', birthYear: '1990' } },
	{
		kind: 'search',
		key: 'find_offer',
		inputs: { userId: 'u1', search: 'coffee' },
		expected: { name: 'Blue Door Coffee', isTargeted: false },
	},
	{
		kind: 'search',
		key: 'list_offers',
		inputs: { userId: 'u1', category: 'Gas', sort: 'name' },
		expected: { id: 'u1', count: 3, offers: [{ name: 'Harbor Fuel' }] },
	},
	{
		kind: 'search',
		key: 'find_earned_rewards',
		inputs: { userId: 'u1', include: ['merchant'] },
		expected: { id: 'u1', earnedRewards: [{ status: 'SETTLED', merchant: 'Blue Door Coffee' }] },
	},
	...lists,
	{
		kind: 'list',
		key: 'other_event',
		inputs: { otherEvents: 'auditUpdate' },
		expected: { eventName: 'auditUpdate' },
	},
	{
		kind: 'trigger',
		key: 'new_offer',
		inputs: { userId: 'u1' },
		flags: ['--isLoadingSample'],
		expected: { name: 'Marigold Playhouse' },
	},
	{
		kind: 'trigger',
		key: 'offer_choices',
		inputs: { userId: 'u1' },
		flags: ['--isFillingDynamicDropdown'],
		expected: { name: 'Amber Circuit Repair' },
	},
	{ kind: 'create', key: 'delete_user', inputs: { userId: 'u1' }, expected: { id: 'u1', deleted: true } },
];

/** Every action, in an order in which each finds what it needs. */
export const INVOCATIONS: readonly Invocation[] = [
	...PARTICULAR.slice(0, -1),
	...plain(),
	...PARTICULAR.slice(-1),
];
