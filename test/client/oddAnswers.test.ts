import type { KardClient } from '../../shared';
import { fakeKard } from './fakeKard';
import { seenOfList, seenOfOne, seenOfPing, seenOfRows } from './oddAnswers/asSeen';
import type { Odd } from './oddAnswers/bodies';
import { oddPages } from './oddAnswers/lists';
import { oddBulkAnswers, oddPings, oddReplays, oddTokens } from './oddAnswers/others';
import { oddReads } from './oddAnswers/reads';
import { oddChanges, oddCreations, oddDeletions } from './oddAnswers/writes';

const kard = fakeKard();
const user = {
	type: 'user',
	id: 'user-1',
	attributes: { enrolledRewards: ['CARDLINKED'], zipCode: '30301' },
};
const organization = {
	type: 'organization',
	id: 'org-1',
	attributes: { name: 'BANK', cardNetworks: ['VISA'] },
};
const SUBSCRIPTION = {
	eventName: 'auditUpdate',
	webhookUrl: 'https://example.com/hook',
	enabled: true,
} as const;
const subscription = { type: 'subscription', id: 'sub-1', attributes: SUBSCRIPTION };
const audit = { transactionId: 't-1', auditCode: 3006, merchantName: 'M', auditDescription: 'D' } as const;
const offer = (id: string) => ({ type: 'standardOffer', id, attributes: { name: id, isTargeted: false } });
const notification = (id: string) => ({
	type: 'notification',
	id,
	attributes: { eventName: 'auditUpdate', status: 'delivered' },
});
const subscribed = (id: string) => ({ ...subscription, id });
const reward = (id: string) => ({ type: 'rewardedTransaction', id, attributes: { status: 'SETTLED' } });

interface Table {
	readonly operation: string;
	readonly rows: readonly Odd[];
	readonly seen: (client: KardClient) => Promise<string>;
	/** Whether the answer is one to the request for a token. */
	readonly ofToken?: boolean;
}

const TABLES: readonly Table[] = [
	{
		operation: 'looking up a user',
		rows: oddReads(user, /^user-1$/),
		seen: (client) => seenOfOne(client.users.get('user-1').withResponse()),
	},
	{
		operation: 'looking up the organization',
		rows: oddReads(organization, /^KardApiError \(200\).*without data\.id/),
		seen: (client) => seenOfOne(client.organization.get().withResponse()),
	},
	{
		operation: 'updating a user',
		rows: oddChanges(user),
		seen: (client) => seenOfOne(client.users.update('user-1', { enrolledRewards: [] }).withResponse()),
	},
	{
		operation: 'updating a subscription',
		rows: oddChanges(subscription),
		seen: (client) => seenOfOne(client.subscriptions.update('sub-1', { enabled: true }).withResponse()),
	},
	{
		operation: 'deleting a user',
		rows: oddDeletions(user),
		seen: (client) => seenOfOne(client.users.delete('user-1').withResponse()),
	},
	{
		operation: 'creating a subscription',
		rows: oddCreations(subscription, /^unknown: .*List the subscriptions before you send it again/),
		seen: (client) => seenOfOne(client.subscriptions.create(SUBSCRIPTION).withResponse()),
	},
	{
		operation: 'listing offers',
		rows: oddPages(offer),
		seen: (client) => seenOfList(client.rewards.offers('user-1')),
	},
	{
		operation: 'listing earned rewards',
		rows: oddPages(reward),
		seen: (client) => seenOfList(client.transactions.earnedRewards('user-1')),
	},
	{
		operation: 'listing notifications',
		rows: oddPages(notification),
		seen: (client) => seenOfList(client.notifications.list()),
	},
	{
		operation: 'listing subscriptions',
		rows: oddPages(subscribed),
		seen: (client) => seenOfList(client.subscriptions.list()),
	},
	{ operation: 'pinging', rows: oddPings, seen: seenOfPing },
	{
		operation: 'replaying a notification',
		rows: oddReplays,
		seen: async (client) => {
			const answer = client.notifications.replay('n-1').withResponse();
			return await seenOfOne(answer.then(({ data, ...more }) => ({ ...more, data: { id: data.eventId } })));
		},
	},
	{
		operation: 'asking for a token',
		rows: oddTokens,
		seen: (client) => seenOfOne(client.users.get('user-1').withResponse()),
		ofToken: true,
	},
	{
		operation: 'creating users',
		rows: oddBulkAnswers,
		seen: (client) => {
			const rows = ['a', 'b'].map((id) => ({ id, enrolledRewards: ['CARDLINKED'] }));
			return seenOfRows(client.users.create(rows));
		},
	},
	{
		operation: 'asking for an audit',
		rows: oddCreations({ type: 'audit', id: 'a-1', attributes: {} }, /^unknown$/).map(
			([what, answer, sees]): Odd => [what, answer, auditFate(sees)],
		),
		seen: (client) => seenOfRows(client.transactions.audit('user-1', [audit])),
	},
];

/** Rows are seen by their fate alone. */
function auditFate(sees: RegExp): RegExp {
	if (sees.source.includes('unknown')) return /^unknown$/;
	return /^\^[a\d]/.test(sees.source) ? /^created$/ : /^failed$/;
}

let survived = 0;

describe.each(TABLES)('$operation', ({ rows, seen, ofToken = false }) => {
	it.each(rows)('an answer %s', async (_, answer, sees) => {
		if (ofToken) kard.answerToken(answer);
		else kard.answer(answer);

		await expect(seen(kard.client())).resolves.toMatch(sees);
		survived += 1;
	});
});

it('there are many odd answers, and all of them are survived', () => {
	const count = TABLES.reduce((sum, { rows }) => sum + rows.length, 0);
	process.stdout.write(`Odd answers: ${String(count)} cases, ${String(survived)} survived.\n`);

	expect(count).toBeGreaterThan(300);
	expect(survived).toBe(count);
});
