/** Chance that always comes out the same: the examples must be the same bytes wherever they are made. */
export class Dice {
	private state: number;

	constructor(seed: number) {
		this.state = seed;
	}

	/** A number from 0 up to, but not including, 1 (mulberry32). */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	/** True in so many of a hundred throws. */
	percent(share: number): boolean {
		return this.next() * 100 < share;
	}

	/** One of a list that is not empty. */
	pick<T>(list: readonly T[]): T {
		const item = list[this.between(0, list.length - 1)];
		if (item === undefined) throw new RangeError('There is nothing to pick from.');
		return item;
	}
}

/** Puts items among others, spread evenly from the middle of the first stretch on. */
export function spread<T>(rows: readonly T[], among: readonly T[]): T[] {
	const step = among.length / Math.max(1, rows.length);
	const result = [...among];
	rows.forEach((row, index) => result.splice(Math.floor(step * (index + 0.5)) + index, 0, row));
	return result;
}
