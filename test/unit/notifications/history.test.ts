import fc from 'fast-check';
import range from 'lodash/range';
import { NotificationHistory } from '../../../shared/host';

/** How many notifications are remembered, and how many characters each of them takes. */
const [MOST, WIDTH] = [10_000, 11];
const named = (number: number) => `notification-${String(number)}`;

/** A history of the notifications from one number up to, but not including, another. */
function historyOf(from: number, to: number, stored?: unknown): NotificationHistory {
	const history = new NotificationHistory(stored);
	for (const number of range(from, to)) history.add(named(number));
	return history;
}

const marks = range(0, MOST + 1_000).map((number) => historyOf(number, number + 1).stored);
const storedOf = (from: number, to: number) => marks.slice(from, to).join('');

describe('a history of notifications', () => {
	it('recognizes a notification from the second time on', () => {
		const history = new NotificationHistory();

		const added = Array.from('ababca', (identity) => history.add(identity));

		expect(added).toEqual([true, true, false, false, true, false]);
	});

	it('tells apart whatever is not the same', () => {
		const identities = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 30 });
		fc.assert(
			fc.property(identities, (different) => {
				const history = new NotificationHistory();
				expect(different.filter((identity) => !history.add(identity))).toEqual([]);
				expect(different.filter((identity) => history.add(identity))).toEqual([]);
			}),
			{ numRuns: 20, seed: 8 },
		);
	});

	it('stores eleven characters of a digest for each, which nobody can read, the oldest first', () => {
		const history = new NotificationHistory();
		history.add('["clawback","n-of-jordan@example.com"]');
		history.add('☕'.repeat(1_000));
		expect(history.stored).toMatch(/^[A-Za-z0-9_-]{22}$/);

		expect(historyOf(0, 3).stored).toBe(storedOf(0, 3));
	});

	it(`remembers ${String(MOST)}, and forgets the oldest for each further one`, () => {
		const history = historyOf(0, MOST);
		expect(history.stored).toBe(storedOf(0, MOST));

		history.add(named(MOST));

		expect(history.stored).toBe(storedOf(1, MOST + 1));
		expect(history.add(named(1))).toBe(false);
		expect(history.add(named(0))).toBe(true);
	});

	it('is the same after it was stored', () => {
		const history = new NotificationHistory(JSON.parse(JSON.stringify(historyOf(0, 50).stored)));

		expect(history.stored).toBe(storedOf(0, 50));
		expect([history.add(named(49)), history.add(named(50))]).toEqual([false, true]);
	});

	const ODD = [undefined, null, 7, true, {}, ['aaaaaaaaaaa'], { length: 11 }];
	it.each([...ODD, 'a', 'a'.repeat(12), 'not what was stored'])('is empty where %j was stored', (stored) => {
		const history = new NotificationHistory(stored);

		expect(history.stored).toBe('');
		expect(history.add('a')).toBe(true);
	});

	it('may have rubbish of the right length in it, which is forgotten in its turn', () => {
		const history = new NotificationHistory('☕'.repeat(WIDTH * 2) + '\n'.repeat(WIDTH));

		expect([history.add('a'), history.add('a')]).toEqual([true, false]);
		expect(history.stored).toHaveLength(3 * WIDTH);
	});

	it('keeps the newest of what is too long', () => {
		expect(new NotificationHistory(storedOf(0, MOST + 100)).stored).toBe(storedOf(100, MOST + 100));
	});
});

describe('merging another history', () => {
	/** Ends beyond the bound, by a little and by a lot. */
	const AHEAD = MOST + 5;
	const FAR = MOST + 1_000;
	it.each<[string, [number, number], unknown, [number, number]]>([
		['adds what is new behind our own', [0, 3], storedOf(1, 5), [0, 5]],
		['adds what has nothing in common', [0, 3], storedOf(3, 5), [0, 5]],
		['adds nothing of the same', [0, 3], storedOf(0, 3), [0, 3]],
		['adds nothing of less', [0, 3], storedOf(0, 2), [0, 3]],
		['adds nothing of nothing', [0, 3], undefined, [0, 3]],
		['adds nothing of rubbish', [0, 3], 'rubbish', [0, 3]],
		['at the bound, adds what a copy that is a moment ahead has', [0, MOST], storedOf(5, AHEAD), [5, AHEAD]],
		['at the bound, forgets nothing new for an older copy', [0, AHEAD], storedOf(0, MOST), [5, AHEAD]],
		['at the bound, takes all that has nothing in common', [0, MOST], storedOf(MOST, FAR), [1_000, FAR]],
	])('%s', (_, [from, to], stored, [first, end]) => {
		const history = historyOf(from, to);

		history.merge(stored);
		history.merge(stored);

		expect(history.stored).toBe(storedOf(first, end));
	});

	it('at the bound, forgets nothing new for copies that are always a moment old, however many come', () => {
		const history = historyOf(0, MOST);
		let copy = history.stored;
		for (const number of range(MOST, MOST + 40)) {
			history.merge(copy);
			copy = history.stored;
			history.add(named(number));
		}

		expect(history.stored).toBe(storedOf(40, MOST + 40));
	});
});
