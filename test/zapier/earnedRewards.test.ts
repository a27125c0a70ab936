import sum from 'lodash/sum';
import { z } from 'zod/v4';
import { transactionOperations } from '../../shared';
import { connectedKit, linesIn, objectLike, resultsIn, thrownBy, type Kit } from './kit';
import { purchaseFields, purchases, userFields } from './rows';

const reward = z.object({ commissionEarned: z.object({ user: z.object({ value: z.number() }) }) });

/** What users earned with these, in cents. */
function totalOf(rewards: readonly unknown[]): number {
	return sum(rewards.map((one) => reward.parse(one).commissionEarned.user.value));
}

describe('the rewards that a user earned', () => {
	let kit: Kit;
	beforeAll(async () => {
		// Kard lists the rewards of a year, and the purchases here are of one week.
		kit = await connectedKit({ now: () => Date.parse('2026-03-10T00:00:00Z') });
	});
	beforeEach(async () => {
		kit.sandbox.reset();
		await kit.run('creates', 'create_user', userFields('u1'));
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	const find = (inputs: object) => kit.run('searches', 'find_earned_rewards', { ...inputs });

	it('come as line items, with what they come to', async () => {
		const submit = (id: string, more: object) =>
			kit.run('creates', 'submit_transaction', purchaseFields(id, more));
		await submit('t1', { amount: '2000' });
		await submit('t2', { amount: '4000' });
		await submit('t3', { status: 'Approved' });
		const [all] = resultsIn(await find({ userId: 'u1' }));
		const rewards = linesIn(all, 'earnedRewards');
		expect(all).toMatchObject({ id: 'u1', count: 2, rewardsInWindowInCents: totalOf(rewards) });
		expect(totalOf(rewards)).toBeGreaterThan(0);
		expect(rewards.map(({ transactionId }) => transactionId).sort()).toEqual(['t1', 't2']);
		expect(rewards[0]).toMatchObject({ status: 'SETTLED', user: 'u1', paidToIssuer: 'UNPAID' });
	});

	it('are narrowed, and name what comes with them', async () => {
		await kit.run('creates', 'submit_transaction', purchaseFields('t1', { status: 'Approved' }));
		const inputs = { userId: 'u1', status: 'APPROVED', include: ['merchant'] };
		const [pending] = resultsIn(await find(inputs));
		expect(linesIn(pending, 'earnedRewards')).toEqual([
			objectLike({ transactionId: 't1', merchant: 'Blue Door Coffee', commissionEarned: null }),
		]);
		expect(await find({ userId: 'u1' })).toEqual([]);
		const refused = find({ userId: 'u1', status: 'LOST' });
		expect((await thrownBy(refused)).message).toMatch(/^Kard refused .*filter\[status\]: LOST/);
	});

	it('are read to the last page', async () => {
		const transactions = purchases(130);
		await kit.run('creates', 'submit_transactions', { transactions });
		const [all] = resultsIn(await find({ userId: 'u1' }));
		expect(all).toMatchObject({ count: 130, rewardsInWindowInCents: totalOf(linesIn(all, 'earnedRewards')) });
		expect(kit.sandbox.count('listEarnedRewards')).toBe(2);
	});

	it('come also where Kard does not say what they come to', async () => {
		const body = { data: [transactionOperations.getEarnedRewards.sample] };
		kit.sandbox.faults.add({ route: 'listEarnedRewards', kind: 'override', body });
		expect(await find({ userId: 'u1' })).toEqual([objectLike({ count: 1, rewardsInWindowInCents: null })]);
	});
});
