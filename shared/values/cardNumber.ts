/** Between two digits of one group nothing is seen, but an invisible character may stand there. */
const GROUP = '\\d(?:\\p{Cf}*\\d)*';
/** One space or dash of any kind, the minus sign included. */
const SEPARATOR = '\\p{Cf}*[\\s\\p{Pd}\\u2212]\\p{Cf}*';
const RUN = new RegExp(`${GROUP}(?:${SEPARATOR}${GROUP})*`, 'gu');
const GROUPS = new RegExp(GROUP, 'gu');

const SHORTEST = 13;
const LONGEST = 19;
/** Payment cards begin with 2 to 6; asked for only where the number is cut out of a longer row of digit groups. */
const CARD_START = /^[2-6]/;

/** Where a card number stands in a text: from `start` up to, but not including, `end`, in UTF-16 units. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

interface Group extends Span {
	readonly digits: string;
}

/**
 * Whether a text holds a full card number: 13 to 19 digits that pass the Luhn check, with or without a single
 * space or dash (of any kind) between them, alone or inside a longer text. Digits are taken group by group, so
 * a longer unbroken number, such as a 28-digit acquirer reference, is none.
 */
export function containsCardNumber(text: string): boolean {
	return cardNumberSpans(text).length > 0;
}

/** Where the card numbers of a text stand, in order and without overlap. See `containsCardNumber`. */
export function cardNumberSpans(text: string): Span[] {
	return [...plainDigits(text).matchAll(RUN)].flatMap((run) => spansOfRun(groupsOf(run[0], run.index)));
}

/** The Luhn check of ISO/IEC 7812-1 over a text of digits. */
export function passesLuhn(digits: string): boolean {
	let sum = 0;
	for (let place = 0; place < digits.length; place += 1) {
		const digit = Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 1 : 2);
		sum += digit > 9 ? digit - 9 : digit;
	}
	return sum % 10 === 0;
}

/** The text with digits of other widths and styles as 0 to 9, every character still at its place. */
function plainDigits(text: string): string {
	return text.replace(/\P{ASCII}/gu, (character) => {
		const digit = character.normalize('NFKC');
		return /^\d$/.test(digit) ? digit.padEnd(character.length, '\u200B') : character;
	});
}

function groupsOf(run: string, offset: number): Group[] {
	return [...run.matchAll(GROUPS)].map((match) => ({
		start: offset + match.index,
		end: offset + match.index + match[0].length,
		digits: match[0].replace(/\D/g, ''),
	}));
}

function spansOfRun(groups: readonly Group[]): Span[] {
	const spans: Span[] = [];
	groups.forEach((first, from) => {
		let digits = '';
		for (const [to, last] of groups.slice(from, from + LONGEST).entries()) {
			digits += last.digits;
			if (digits.length > LONGEST) break;
			const whole = from === 0 && to === groups.length - 1;
			if ((whole || CARD_START.test(digits)) && isCardNumber(digits)) {
				add(spans, { start: first.start, end: last.end });
			}
		}
	});
	return spans;
}

function isCardNumber(digits: string): boolean {
	return digits.length >= SHORTEST && digits.length <= LONGEST && passesLuhn(digits);
}

/** Adds a span that starts no earlier than those before it, as one with the last where they overlap. */
function add(spans: Span[], span: Span): void {
	const last = spans.at(-1);
	if (last === undefined || span.start >= last.end) spans.push(span);
	else spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
}
