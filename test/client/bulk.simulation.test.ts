import { transactionOperations, userOperations, type BulkResult } from '../../shared';
import { fates } from './kardUnderTest';
import { transaction, user } from './rows';
import { contentOf, MISHAPS, REFUSED_ZIP, StoringKard, untruths, type Mishap } from './storingKard';

// Hundreds of runs take their time on a machine that has other things to do as well.
jest.setTimeout(120_000);

const RUNS = 320;

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

/** What seldom happens: it ends a run, and most runs are to go on. */
const ENDINGS: ReadonlySet<Mishap> = new Set(['401', '403', 'revoked']);

interface Simulated {
	readonly wrong: readonly string[];
	readonly result: BulkResult;
	readonly kard: StoringKard;
}

async function simulate(seed: number): Promise<Simulated> {
	const random = seeded(seed);
	const pick = (count: number) => Math.floor(random() * count);
	const trouble = random();
	const mishaps = (): Mishap => {
		const mishap = random() < trouble * 0.7 ? MISHAPS[pick(MISHAPS.length)] : 'none';
		return mishap === undefined || (ENDINGS.has(mishap) && random() < 0.8) ? 'none' : mishap;
	};
	const kard = new StoringKard(mishaps, pick);
	const isUsers = seed % 3 !== 0;
	const bad = () => (random() < 0.1 ? REFUSED_ZIP : '30301');
	const rows = Array.from({ length: 20 + pick(41) }, (_, place) => {
		const row = isUsers ? user(place, { zipCode: bad() }) : transaction(place, { userZipCode: bad() });
		// Several rows of one purchase, which errors may name by what they have in common.
		const { id = '', ...attributes } = isUsers ? row : { ...row, transactionId: `txn-${String(place >> 1)}` };
		const paid = isUsers ? {} : { paymentType: 'CARD' };
		return { type: isUsers ? 'user' : 'transaction', id, attributes: { ...attributes, ...paid } };
	});
	for (const row of rows) {
		if (random() >= 0.25) continue;
		const older = random() < 0.5 ? row.attributes : { ...row.attributes, zipCode: '99501' };
		kard.store.set(row.id, contentOf({ attributes: older }));
	}
	const before = new Map(kard.store);
	const stop = new AbortController();
	const stopAfter = random() < 0.2 ? 1 + pick(12) : Infinity;
	const given = rows.map(({ id, attributes }) => ({ id, ...attributes }));
	const client = kard.client((requests) => {
		if (requests === stopAfter) stop.abort();
	});
	const options = { batchSize: 1 + pick(9), concurrency: 1 + pick(4), signal: stop.signal };
	const { create, createOrUpdate } = userOperations;
	const operation = isUsers ? [create, createOrUpdate][seed % 2] : transactionOperations.submit;
	const result = await client.bulk(operation ?? create, given, options);
	const wrong = untruths(kard, rows, before, result).map((what) => `seed ${String(seed)}: ${what}`);
	return { wrong, result, kard };
}

it(`${String(RUNS)} writes with every kind of mishap: what is said of each row is true`, async () => {
	const wrong: string[] = [];
	const counts: Record<string, number> = {};
	const count = (what: string, more = 1) => {
		counts[what] = (counts[what] ?? 0) + more;
	};
	for (let seed = 1; seed <= RUNS; seed += 1) {
		const simulated = await simulate(seed);
		wrong.push(...simulated.wrong);
		count('runs');
		count('requests', simulated.kard.requests.length);
		for (const fate of fates(simulated.result)) {
			count('rows');
			count(fate);
		}
		count(
			'not sent',
			simulated.result.failed.filter(({ error }) => error.message.includes('not sent')).length,
		);
	}
	console.info(JSON.stringify(counts));
	expect(wrong.slice(0, 5)).toEqual([]);
	for (const fate of ['created', 'submitted', 'updated', 'duplicate', 'failed', 'unknown', 'not sent']) {
		expect([fate, (counts[fate] ?? 0) > 50]).toEqual([fate, true]);
	}
});
