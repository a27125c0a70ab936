import { createHash } from 'node:crypto';

/** Random that is the same for the same seed: numbers from 0 to below 1. */
export type Random = () => number;

/** Random from a text (the generator is mulberry32). */
export function randomFrom(seed: string): Random {
	let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** One of several values. */
export function oneOf<T>(values: readonly [T, ...T[]], random: Random): T {
	return values[Math.floor(random() * values.length)] ?? values[0];
}
