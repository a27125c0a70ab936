import type { MaskedSpan } from './spans';

/** How many units at the beginning of a needle it is looked up by. */
const STEM = 4;
/** A longer needle is looked for in parts of this length at least, so that work grows with the text alone. */
export const PART = 32;
const SLOTS = 1 << 16;

/** Many texts to be found in one pass, wherever they stand. Of a long one, each longer part is found by itself. */
export class Needles {
	/** The needles by their first units, and then by their length. */
	private readonly byStem = new Map<string, Map<number, Set<string>>>();
	/** Which stems there are, roughly: most places of a text are ruled out without a look into the map. */
	private readonly slots = new Uint8Array(SLOTS);

	/** @param needles those of less than four units are left out */
	constructor(needles: Iterable<string>) {
		for (const needle of needles) for (const part of partsOf(needle)) this.add(part);
	}

	/** Where they stand in a text. */
	spansIn(text: string): MaskedSpan[] {
		const spans: MaskedSpan[] = [];
		if (this.byStem.size === 0) return spans;
		for (let start = 0; start + STEM <= text.length; start += 1) {
			if (this.slots[slotOf(text, start)] === 0) continue;
			const end = this.endAt(text, start);
			if (end !== undefined) spans.push({ start, end });
		}
		return spans;
	}

	private add(needle: string): void {
		if (needle.length < STEM) return;
		const stem = needle.slice(0, STEM);
		const byLength = this.byStem.get(stem) ?? new Map<number, Set<string>>();
		byLength.set(needle.length, (byLength.get(needle.length) ?? new Set()).add(needle));
		this.byStem.set(stem, byLength);
		this.slots[slotOf(needle, 0)] = 1;
	}

	/** Where the longest needle ends that begins at a place. */
	private endAt(text: string, start: number): number | undefined {
		let longest: number | undefined;
		for (const [length, needles] of this.byStem.get(text.slice(start, start + STEM)) ?? []) {
			const isLonger = longest === undefined || start + length > longest;
			if (isLonger && needles.has(text.slice(start, start + length))) longest = start + length;
		}
		return longest;
	}
}

function slotOf(text: string, start: number): number {
	const first = text.charCodeAt(start) + 33 * text.charCodeAt(start + 1);
	const last = text.charCodeAt(start + 2) + 33 * text.charCodeAt(start + 3);
	return (first + 1_089 * last) % SLOTS;
}

/** In how many parts a needle of this length is looked for. */
export function countParts(length: number): number {
	return Math.max(1, Math.floor(length / PART));
}

function partsOf(needle: string): string[] {
	const count = countParts(needle.length);
	return Array.from({ length: count }, (_, part) =>
		needle.slice(part * PART, part === count - 1 ? undefined : (part + 1) * PART),
	);
}
