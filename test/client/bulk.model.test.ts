import { transactionOperations, userOperations, type BulkResult, type KardClient } from '../../shared/host';
import { outcomes } from '../support/expected';
import { people } from '../support/person';
import { purchase } from '../support/purchase';
import { asResource } from '../support/resource';
import { contentOf, MISHAPS, REFUSED_ZIP, StoringKard, untruths, type Mishap } from './storingKard';

// On a machine that has other things to do as well.
jest.setTimeout(60_000);

/** Every sequence of so many mishaps at most; what follows them goes well. */
function sequences(alphabet: readonly Mishap[], length: number): Mishap[][] {
	if (length === 0) return [[]];
	const shorter = sequences(alphabet, length - 1);
	const longest = shorter.filter((one) => one.length === length - 1);
	return [...shorter, ...longest.flatMap((start) => alphabet.map((mishap) => [...start, mishap]))];
}

describe('every sequence of up to three answers, stopped after any of them', () => {
	const attributes = { enrolledRewards: ['CARDLINKED'], zipCode: '30301' };
	const older = contentOf({ attributes: { ...attributes, zipCode: '99501', birthYear: '1990', tier: 2 } });
	const rows = ['new-1', 'old-1', 'old-2'].map((id) => ({ type: 'user', id, attributes }));
	const flat = rows.map(({ id }) => ({ id, ...attributes }));

	/** Runs a write against a Kard that answers in this way, and stops it after so many requests. */
	async function run(
		sequence: readonly Mishap[],
		stopAfter: number | undefined,
		write: (client: KardClient, signal: AbortSignal) => Promise<BulkResult>,
	): Promise<string[]> {
		const stop = new AbortController();
		const kard = new StoringKard((request) => sequence[request] ?? 'none');
		kard.store.set('old-1', older).set('old-2', older);
		const before = new Map(kard.store);
		const client = kard.client((requests) => {
			if (requests === stopAfter) stop.abort();
		});
		const wrong = untruths(kard, rows, before, await write(client, stop.signal));
		return wrong.map((what) => `${sequence.join(', ')} | stopped after ${String(stopAfter)}: ${what}`);
	}

	it.each([
		['users created or updated together', 'createOrUpdate', 3, ['503 carried out', 'nonsense'], 650],
		['users created or updated in two requests', 'createOrUpdate', 2, ['400', 'lostBefore'], 650],
		['users created', 'create', 2, [], 250],
	] as const)('%s: what is said of each row is true', async (_, operation, batchSize, more, least) => {
		const alphabet = ['none', 'lostAfter', 'odd carried out', '403', 'revoked', ...more] as const;
		const wrong: string[] = [];
		let runs = 0;
		for (const sequence of sequences(alphabet, 3)) {
			// Where nothing goes wrong at the end, a shorter sequence has been it already.
			if (sequence.at(-1) === 'none') continue;
			for (const stopAfter of [undefined, ...sequence.map((__, place) => place + 1)]) {
				runs += 1;
				const write = (client: KardClient, signal: AbortSignal) =>
					client.users[operation](flat, { signal, batchSize, concurrency: 2 });
				wrong.push(...(await run(sequence, stopAfter, write)));
			}
		}
		expect(wrong.slice(0, 5)).toEqual([]);
		expect(runs).toBeGreaterThan(least);
	});
});

/** Random numbers that are the same each time (mulberry32), so that a run that fails can be run again. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

describe('writes with every kind of mishap', () => {
	/** What seldom happens: it ends a run, and most runs are to go on. */
	const ENDINGS: ReadonlySet<Mishap> = new Set(['401', '403', 'revoked']);
	const RUNS = 100;

	async function simulate(seed: number): Promise<{ wrong: string[]; result: BulkResult }> {
		const random = seeded(seed);
		const pick = (count: number) => Math.floor(random() * count);
		const trouble = random();
		const mishaps = (): Mishap => {
			const mishap = random() < trouble * 0.7 ? MISHAPS[pick(MISHAPS.length)] : 'none';
			return mishap === undefined || (ENDINGS.has(mishap) && random() < 0.8) ? 'none' : mishap;
		};
		const kard = new StoringKard(mishaps, pick, random() < 0.2);
		const isUsers = seed % 3 !== 0;
		const zip = () => (random() < 0.1 ? REFUSED_ZIP : '30301');
		const one = (place: number) => {
			const id = `row-${String(place)}`;
			// Several rows of one purchase, which errors may name by what they have in common.
			const transactionId = `txn-${String(place >> 1)}`;
			const cells = {
				id,
				transactionId,
				amount: 1_000 + place,
				userZipCode: zip(),
				paymentType: 'CARD' as const,
			};
			return asResource(isUsers ? { ...people(1)[0], id, zipCode: zip() } : purchase(cells));
		};
		const rows = Array.from({ length: 20 + pick(31) }, (_, place) => one(place));
		const given = rows.map(({ type, id, attributes }) => ({
			...(isUsers ? {} : { type }),
			id,
			...attributes,
		}));
		for (const { id, attributes } of rows) {
			if (random() >= 0.25) continue;
			const older = random() < 0.5 ? attributes : { ...attributes, zipCode: '99501', tier: 2 };
			kard.store.set(id, contentOf({ attributes: older }));
		}
		// Some rows are there twice, and some cannot be sent.
		const twice = given.filter(() => random() < 0.1);
		const bad = [{ id: 'bad', enrolledRewards: 'a rebate' }];
		const before = new Map(kard.store);
		const stop = new AbortController();
		const stopAfter = random() < 0.2 ? 1 + pick(12) : Infinity;
		const client = kard.client((requests) => {
			if (requests === stopAfter) stop.abort();
		});
		const isMerged = random() < 0.7;
		const attributes = isMerged ? ('merge' as const) : ('replace' as const);
		const options = {
			...{ batchSize: 1 + pick(9), concurrency: 1 + pick(4), attributes },
			signal: stop.signal,
		};
		const { create, createOrUpdate } = userOperations;
		const users = seed % 2 === 0 ? create : createOrUpdate;
		const operation = isUsers ? users : transactionOperations.submit;
		const result = await client.bulk(operation, [...given, ...twice, ...bad], options);
		const all = [...rows, ...twice.map(({ id }) => rows.find((row) => row.id === id) ?? one(0))];
		const wrong = untruths(
			kard,
			[...all, { type: 'user', id: 'bad', attributes: {} }],
			before,
			result,
			isMerged,
		);
		return { wrong: wrong.map((what) => `seed ${String(seed)}: ${what}`), result };
	}

	it('what is said of each row is true, and rows meet every kind of end', async () => {
		const wrong: string[] = [];
		const counts = new Map<string, number>();
		for (let seed = 1; seed <= RUNS; seed += 1) {
			const simulated = await simulate(seed);
			wrong.push(...simulated.wrong);
			const unsent = simulated.result.failed.filter(({ reason }) => reason.startsWith('not sent'));
			for (const end of [...outcomes(simulated.result), ...unsent.map(() => 'not sent')]) {
				counts.set(end, (counts.get(end) ?? 0) + 1);
			}
		}
		expect(wrong.slice(0, 5)).toEqual([]);
		const often = ['created', 'submitted', 'updated', 'duplicate', 'failed', 'unknown', 'not sent'];
		const seldom = [...often, 'unchanged'].filter((end) => (counts.get(end) ?? 0) < 25);
		expect([seldom, often.filter((end) => (counts.get(end) ?? 0) < 50)]).toEqual([[], []]);
	});
});
