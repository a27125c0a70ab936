import { Needles } from './needles';
import type { MaskedSpan } from './spans';

/** So many bytes are needed for a form to be told from the text around it. */
const FEWEST_BYTES = 4;

/** The text in lower case, every character still at its place. */
export function lowered(text: string): string {
	const lower = text.toLowerCase();
	return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * Finds values in the forms that bytes are written in: base64 of either alphabet, also as a part of something longer
 * (such as `id:secret`), and hexadecimal. Of base64 the whole run is meant, of which a part would tell the rest.
 */
export class WrittenForms {
	private readonly hex: Needles;
	private readonly base64: Needles;

	/** @param values those of less than four bytes are left out */
	constructor(values: Iterable<string>) {
		const long = Array.from(values, (value) => Buffer.from(value, 'utf8')).filter(
			({ length }) => length >= FEWEST_BYTES,
		);
		this.hex = new Needles(long.map((bytes) => bytes.toString('hex')));
		this.base64 = new Needles(long.flatMap((bytes) => [0, 1, 2].map((before) => coreOf(bytes, before))));
	}

	/**
	 * Where they stand in a text.
	 * @param lower the text in lower case
	 */
	spansIn(text: string, lower: string): MaskedSpan[] {
		const usual = /[-_]/.test(text) ? text.replaceAll('-', '+').replaceAll('_', '/') : text;
		return [...this.hex.spansIn(lower), ...wholeRuns(text, this.base64.spansIn(usual))];
	}
}

/** The characters of base64 that tell of these bytes alone, when so many others stand before them. */
function coreOf(bytes: Buffer, before: number): string {
	const written = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
	return written.slice(Math.ceil((8 * before) / 6), Math.floor((8 * (before + bytes.length)) / 6));
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
