import fc from 'fast-check';
import { NotificationHistory } from '../../../shared';

/** How many notifications are remembered. */
const MOST = 10_000;
/** How much is kept of each, in characters. */
const WIDTH = 11;

const named = (number: number) => `notification-${number}`;

/** A memory of the notifications from one number up to, but not including, another. */
function memoryOf(from: number, to: number, stored?: unknown): NotificationHistory {
	const seen = new NotificationHistory(stored);
	for (let number = from; number < to; number += 1) seen.add(named(number));
	return seen;
}

/** Whether a notification is known, found out without noting it. */
function knows({ stored }: NotificationHistory, number: number): boolean {
	return stored.includes(memoryOf(number, number + 1).stored);
}

describe('the memory of what was seen', () => {
	it('knows a notification from the second time on', () => {
		const seen = new NotificationHistory();

		expect(['a', 'b', 'a', 'b', 'c', 'a'].map((identity) => seen.add(identity))).toEqual([
			...[true, true, false, false, true, false],
		]);
	});

	it('tells apart whatever is not the same', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.string({ unit: 'binary' })), (identities) => {
				const seen = new NotificationHistory();
				expect(identities.map((identity) => seen.add(identity))).toEqual(identities.map(() => true));
				expect(identities.map((identity) => seen.add(identity))).toEqual(identities.map(() => false));
			}),
		);
	});

	it('keeps nothing that could be read: eleven characters for each, of its digest', () => {
		const seen = new NotificationHistory();
		seen.add('["clawback","n-of-jordan@example.com"]');
		seen.add('☕'.repeat(1_000));

		expect(seen.stored).toMatch(/^[A-Za-z0-9_-]{22}$/);
	});

	it('keeps the oldest first, and adds to the end', () => {
		const seen = memoryOf(0, 3);
		const before = seen.stored;
		seen.add(named(1));
		expect(seen.stored).toBe(before);

		seen.add(named(3));

		expect(seen.stored).toBe(before + memoryOf(3, 4).stored);
	});

	it(`remembers ${MOST}, and forgets the oldest for each further one`, () => {
		const seen = memoryOf(0, MOST);
		expect([knows(seen, 0), knows(seen, MOST - 1)]).toEqual([true, true]);

		seen.add(named(MOST));

		expect([0, 1, MOST].map((number) => knows(seen, number))).toEqual([false, true, true]);
		expect(seen.stored).toHaveLength(MOST * WIDTH);
		expect(seen.add(named(0))).toBe(true);
		expect(knows(seen, 1)).toBe(false);
	});

	it('is as fast and as large after a hundred thousand as after ten thousand', () => {
		const seen = memoryOf(0, MOST);
		/** How long it takes to note the next ten thousand, in milliseconds. */
		const timeFor = (from: number): number => {
			const startedAt = performance.now();
			for (let number = from; number < from + MOST; number += 1) seen.add(named(number));
			return performance.now() - startedAt;
		};

		const times = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((round) => timeFor(round * MOST));

		// The shortest of several, so that a busy machine does not count.
		expect(Math.min(...times.slice(-4))).toBeLessThan(5 * Math.min(...times.slice(0, 4)));
		expect(seen.stored).toBe(memoryOf(9 * MOST, 10 * MOST).stored);
	});
});

describe('what was stored', () => {
	it('is known again after a restart, in the same order', () => {
		const before = memoryOf(0, 50);

		const after = new NotificationHistory(before.stored);

		expect(after.stored).toBe(before.stored);
		expect(after.add(named(49))).toBe(false);
		expect(after.add(named(50))).toBe(true);
	});

	it('survives being kept as JSON', () => {
		const kept: unknown = JSON.parse(JSON.stringify(memoryOf(0, 5).stored));

		expect(new NotificationHistory(kept).stored).toBe(memoryOf(0, 5).stored);
	});

	it.each([
		...[undefined, null, 0, 7, true, {}, [], ['aaaaaaaaaaa'], { length: 11 }],
		...['', 'a', 'aaaaaaaaaa', 'a'.repeat(12), 'not what was stored'],
	])('counts as nothing where it is %j', (stored) => {
		const seen = new NotificationHistory(stored);

		expect(seen.stored).toBe('');
		expect(seen.add('a')).toBe(true);
	});

	it('may be rubbish of the right length: it is forgotten in its turn', () => {
		const seen = new NotificationHistory('☕'.repeat(WIDTH * 2) + '\n'.repeat(WIDTH));

		expect(seen.add('a')).toBe(true);
		expect(seen.add('a')).toBe(false);
		expect(seen.stored).toHaveLength(3 * WIDTH);
	});

	it('is cut to size where it is too long, and its newest are kept', () => {
		const stored = memoryOf(0, 100).stored + memoryOf(100, MOST + 100).stored;

		const seen = new NotificationHistory(stored);

		expect(seen.stored).toBe(memoryOf(100, MOST + 100).stored);
	});
});

describe('what somebody else noted meanwhile', () => {
	it('is taken over behind our own', () => {
		const seen = memoryOf(0, 3);

		seen.merge(memoryOf(1, 5).stored);

		expect(seen.stored).toBe(memoryOf(0, 5).stored);
	});

	it('changes nothing where it is what we have, less than that, or rubbish', () => {
		const seen = memoryOf(0, 3);

		for (const stored of [seen.stored, memoryOf(0, 2).stored, '', undefined, 'rubbish']) seen.merge(stored);

		expect(seen.stored).toBe(memoryOf(0, 3).stored);
	});

	it('at the bound, a copy that is a moment old does not make us forget what came in that moment', () => {
		const seen = memoryOf(0, MOST);
		const copy = seen.stored;
		for (let number = MOST; number < MOST + 5; number += 1) seen.add(named(number));

		seen.merge(copy);

		const newest = Array.from({ length: 1_000 }, (_, place) => MOST + 4 - place);
		expect(newest.filter((number) => !knows(seen, number))).toEqual([]);
	});

	it('at the bound, copies that are always a moment old make us forget nothing new, however many come', () => {
		const seen = memoryOf(0, MOST);
		let copy = seen.stored;
		for (let number = MOST; number < MOST + 1_000; number += 1) {
			seen.merge(copy);
			copy = seen.stored;
			seen.add(named(number));
		}

		const newest = Array.from({ length: MOST }, (_, place) => MOST + 999 - place);
		expect(newest.filter((number) => !knows(seen, number))).toEqual([]);
	});

	it('at the bound, a copy that is a moment ahead is taken over', () => {
		const seen = memoryOf(0, MOST);

		seen.merge(memoryOf(5, MOST + 5).stored);

		expect(seen.stored).toBe(memoryOf(5, MOST + 5).stored);
	});

	it('never makes the memory grow, or know one twice', () => {
		const seen = memoryOf(0, MOST);

		for (let round = 1; round <= 5; round += 1) {
			seen.merge(memoryOf(round * MOST, (round + 1) * MOST).stored);
			seen.merge(memoryOf(round * MOST, (round + 1) * MOST).stored);
		}

		expect(seen.stored).toBe(memoryOf(5 * MOST, 6 * MOST).stored);
	});
});
