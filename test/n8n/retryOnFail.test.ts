import { kardInN8n } from './support/kardInN8n';
import { SHOPPER, transactionLine, userLine } from './support/rows';

const kard = kardInN8n();
/** n8n runs the whole node again: when it throws, and when its first item is an error. */
const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

beforeEach(async () => {
	await kard.enroll(SHOPPER);
});

const withoutIds = [1, 2, 3].map((number) => transactionLine(number, { 'Event ID': null }));
const bad = transactionLine(9, { 'Event ID': null, Amount: 'much' });

describe.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'Retry On Fail, with "On Error" set to %s',
	(onError) => {
		it('stores nothing twice, though rows have no event ids and the node runs three times', async () => {
			await kard.run('submit-transactions', [bad, ...withoutIds], { node, onError });

			expect(kard.requests('createTransactions')).toHaveLength(3);
			expect(kard.sandbox.state.transactions.size).toBe(3);
		});

		it('enrolls nobody twice', async () => {
			await kard.run('create-users', [userLine(1, { Email: 'nope' }), userLine(2)], { node, onError });

			expect([...kard.sandbox.state.users.keys()]).toEqual([SHOPPER, 'user-2']);
		});

		it('stores nothing twice, though Kard dies after each first attempt', async () => {
			kard.fault({ route: 'createTransactions', kind: 'dropAfter' });

			await kard.run('submit-transactions', [bad, ...withoutIds], {
				node,
				onError,
				parameters: { options: { maxRetries: 0 } },
			});

			expect(kard.sandbox.state.transactions.size).toBe(3);
		});
	},
);

it('gets over trouble that passes', async () => {
	kard.fault({ route: 'createTransactions', kind: 'status', status: 503, times: 2 });

	const { json } = await kard.run('submit-transactions', withoutIds, {
		node,
		parameters: { options: { maxRetries: 0 } },
	});

	expect(json.map(({ status }) => status)).toEqual(['submitted', 'submitted', 'submitted']);
	expect(kard.sandbox.state.transactions.size).toBe(3);
});
