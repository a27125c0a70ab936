import { createHash } from 'node:crypto';

/** Chance that is the same for the same seed: numbers from 0 to below 1. */
export type Chance = () => number;

/** Chance from a text (the generator is mulberry32). */
export function chanceFrom(seed: string): Chance {
	let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** One of several values. */
export function oneOf<T>(values: readonly [T, ...T[]], chance: Chance): T {
	return values[Math.floor(chance() * values.length)] ?? values[0];
}
