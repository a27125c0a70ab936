import type { BulkResult, KardClient } from '../../shared';
import { contentOf, StoringKard, untruths, type Mishap } from './storingKard';

// Thousands of runs take their time on a machine that has other things to do as well.
jest.setTimeout(120_000);

const attributes = { enrolledRewards: ['CARDLINKED'], zipCode: '30301' };
const rows = ['new-1', 'old-1', 'old-2'].map((id) => ({ type: 'user', id, attributes }));
const older = { enrolledRewards: ['CARDLINKED'], zipCode: '99501' };

/** Every sequence of so many mishaps at most; what follows them goes well. */
function sequences(alphabet: readonly Mishap[], length: number): Mishap[][] {
	if (length === 0) return [[]];
	const shorter = sequences(alphabet, length - 1);
	const longest = shorter.filter((one) => one.length === length - 1);
	return [...shorter, ...longest.flatMap((start) => alphabet.map((mishap) => [...start, mishap]))];
}

/** Runs a write against a Kard that answers in this way, and stops it after so many requests. */
async function run(
	sequence: readonly Mishap[],
	stopAfter: number | undefined,
	write: (client: KardClient, signal: AbortSignal) => Promise<BulkResult>,
): Promise<string[]> {
	const stop = new AbortController();
	const kard = new StoringKard((request) => sequence[request] ?? 'none');
	kard.store.set('old-1', contentOf({ attributes: older })).set('old-2', contentOf({ attributes: older }));
	const before = new Map(kard.store);
	const client = kard.client((requests) => {
		if (requests === stopAfter) stop.abort();
	});
	const result = await write(client, stop.signal);
	const name = `${sequence.join(', ')} | stopped after ${String(stopAfter)}`;
	return untruths(kard, rows, before, result).map((wrong) => `${name}: ${wrong}`);
}

describe('every sequence of up to four answers, stopped after any of them', () => {
	const flat = rows.map(({ id, attributes: cells }) => ({ id, ...cells }));
	const few: readonly Mishap[] = ['none', 'lostAfter', 'odd carried out', '403', 'revoked'];
	const more: readonly Mishap[] = [...few, 'lostBefore', '400', '503 carried out', 'nonsense'];

	it.each([
		['users created or updated together', 'createOrUpdate', 3, few, 4, 2_500],
		['users created or updated in two requests', 'createOrUpdate', 2, more, 3, 2_500],
		['users created', 'create', 2, few, 3, 400],
	] as const)(
		'%s: what is said of each row is true',
		async (_, operation, batchSize, alphabet, length, least) => {
			const wrong: string[] = [];
			let runs = 0;
			for (const sequence of sequences(alphabet, length)) {
				// Where nothing goes wrong at the end, a shorter sequence has been it already.
				if (sequence.at(-1) === 'none') continue;
				for (const stopAfter of [undefined, ...sequence.map((__, place) => place + 1)]) {
					runs += 1;
					wrong.push(
						...(await run(sequence, stopAfter, (client, signal) =>
							client.users[operation](flat, { signal, batchSize, concurrency: 2 }),
						)),
					);
				}
			}
			expect(wrong.slice(0, 5)).toEqual([]);
			expect(runs).toBeGreaterThan(least);
		},
	);
});
