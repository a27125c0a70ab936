import { fakeKard, rejection } from './fakeKard';
import { transactions } from './rows';

const kard = fakeKard();
const LONGEST_REASON = 500;
/** What a message says beside Kard's words: the row, what happened, and what to do. */
const OWN_WORDS = 250;
const REASON = 'The amount is odd. '.repeat(160_000);

describe('a reason of three megabytes', () => {
	it.each<[string, unknown]>([
		['the detail of an error', { errors: [{ status: '400', detail: REASON }] }],
		['the title of an error', { errors: [{ status: '400', title: REASON }] }],
		['a message', { message: REASON }],
		['the details of a thousand errors', { errors: Array(1_000).fill({ detail: REASON.slice(0, 3_000) }) }],
	])('as %s is told in its first 500 characters', async (_, body) => {
		kard.answer({ status: 400, body });

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toHaveProperty('message', expect.stringContaining('Kard says: The amount is odd.'));
		expect(String(error).length).toBeLessThan(LONGEST_REASON + OWN_WORDS);
		expect(JSON.stringify(error).length).toBeLessThan(REASON.length / 10);
	});

	it('about 500 rows is told in as many characters for each, and they hold no more than that', async () => {
		const rows = transactions(500);
		const errors = rows.map(({ id }) => ({ status: '400', id, detail: REASON.slice(0, 6_000) }));
		kard.answer({ status: 207, body: { errors } });

		const { failed } = await kard.client().transactions.submit(rows);

		expect(failed).toHaveLength(500);
		for (const { error } of failed) {
			expect(error.message).toContain('The amount is odd.');
			expect(error.message.length).toBeLessThan(LONGEST_REASON + OWN_WORDS);
			expect(JSON.stringify(error).length).toBeLessThan(10_000);
		}
	});
});
