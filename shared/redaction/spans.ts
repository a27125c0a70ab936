/** What is shown in the place of something that nobody may see. */
export const MASK = '•••';

/** The same for an email address, so that a reader sees what it was. */
export const MASKED_ADDRESS = `${MASK}@${MASK}`;

/** A part of a text that is to be masked: from `start` up to, but not including, `end`, in UTF-16 units. */
export interface MaskedSpan {
	readonly start: number;
	readonly end: number;
	readonly isAddress?: boolean;
}

/** The spans in order, those that overlap or touch as one. */
export function merged(spans: readonly MaskedSpan[]): MaskedSpan[] {
	const united: MaskedSpan[] = [];
	for (const span of [...spans].sort((a, b) => a.start - b.start)) {
		const last = united.at(-1);
		if (last === undefined || span.start > last.end) united.push(span);
		else united[united.length - 1] = unionOf(last, span);
	}
	return united;
}

function unionOf(first: MaskedSpan, second: MaskedSpan): MaskedSpan {
	const isAddress = first.isAddress === true || second.isAddress === true;
	return { start: first.start, end: Math.max(first.end, second.end), isAddress };
}

/** What lies between the spans and around them. */
export function gapsOf(text: string, spans: readonly MaskedSpan[]): { start: number; text: string }[] {
	const gaps: { start: number; text: string }[] = [];
	let start = 0;
	for (const span of [...spans, { start: text.length, end: text.length }]) {
		if (span.start > start) gaps.push({ start, text: text.slice(start, span.start) });
		start = span.end;
	}
	return gaps;
}

/**
 * The text with a mask in the place of each span.
 * @param spans in order and without overlap
 */
export function withMasks(text: string, spans: readonly MaskedSpan[]): string {
	const parts: string[] = [];
	let start = 0;
	for (const span of spans) {
		parts.push(text.slice(start, span.start), span.isAddress === true ? MASKED_ADDRESS : MASK);
		start = span.end;
	}
	return parts.join('') + text.slice(start);
}
