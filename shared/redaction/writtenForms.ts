import once from 'lodash/once';
import { countParts, Needles, PART } from './needles';
import type { MaskedSpan } from './spans';
import { BASE64_DIGITS, HEX_DIGITS, Stems } from './stems';

/** So many bytes are needed for a form to be told from the text around it. They are also what a form is known by. */
const FEWEST_BYTES = 4;
/** How many other bytes may stand before a value in the three that base64 writes together. */
const BEFORE = [0, 1, 2] as const;

/** The text in lower case, every character still at its place. */
export function lowered(text: string): string {
	const lower = text.toLowerCase();
	return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * Finds values in the forms that bytes are written in: base64 of either alphabet, also as a part of something longer
 * (such as `id:secret`), and hexadecimal. Of base64 the whole run is meant, of which a part would tell the rest. Hardly
 * any text has one, so the forms are written only when a text has the beginning of one.
 */
export class WrittenForms {
	private readonly hexStems = new Stems(HEX_DIGITS, 8);
	private readonly base64Stems = new Stems(BASE64_DIGITS, 4);
	private readonly hex: () => Needles;
	private readonly base64: () => Needles;

	/** @param values those of less than four bytes are left out */
	constructor(values: Iterable<string>) {
		const long = Array.from(values, (value) => Buffer.from(value, 'utf8')).filter(
			({ length }) => length >= FEWEST_BYTES,
		);
		for (const bytes of long) this.addStems(bytes);
		this.hex = once(() => new Needles(long.map((bytes) => bytes.toString('hex'))));
		this.base64 = once(
			() => new Needles(long.flatMap((bytes) => BEFORE.map((before) => coreOf(bytes, before)))),
		);
	}

	/**
	 * Where they stand in a text.
	 * @param lower the text in lower case
	 */
	spansIn(text: string, lower: string): MaskedSpan[] {
		const hex = this.hexStems.areIn(text) ? this.hex().spansIn(lower) : [];
		if (!this.base64Stems.areIn(text)) return hex;
		const usual = text.replaceAll('-', '+').replaceAll('_', '/');
		return [...hex, ...wholeRuns(text, this.base64().spansIn(usual))];
	}

	/** Adds the beginnings of all parts in which the needles look for a value. */
	private addStems(bytes: Buffer): void {
		for (let part = 0; part < countParts(2 * bytes.length); part += 1) {
			this.hexStems.add(bytes.readInt32BE((part * PART) / 2));
		}
		for (const before of BEFORE) {
			const { start, end, skipped } = coreRange(bytes, before);
			for (let part = 0; part < countParts(end - start); part += 1) {
				this.base64Stems.add((bytes.readInt32BE((part * PART * 6) / 8) << skipped) >>> 8);
			}
		}
	}
}

/**
 * The characters of base64 that tell of these bytes alone, when so many others stand before them, and how many bits of
 * the first byte are left out.
 */
function coreRange({ length }: Buffer, before: number) {
	const start = Math.ceil((8 * before) / 6);
	return { start, end: Math.floor((8 * (before + length)) / 6), skipped: 6 * start - 8 * before };
}

function coreOf(bytes: Buffer, before: number): string {
	const { start, end } = coreRange(bytes, before);
	return Buffer.concat([Buffer.alloc(before), bytes])
		.toString('base64')
		.slice(start, end);
}

/** The runs of base64 that hold the spans, each once. */
function wholeRuns(text: string, spans: readonly MaskedSpan[]): MaskedSpan[] {
	if (spans.length === 0) return [];
	const runs = Array.from(text.matchAll(/[\w+/=-]+/g), (run) => ({
		start: run.index,
		end: run.index + run[0].length,
	}));
	let next = 0;
	return runs.filter((run) => {
		while ((spans[next]?.start ?? Infinity) < run.start) next += 1;
		return (spans[next]?.start ?? Infinity) < run.end;
	});
}
