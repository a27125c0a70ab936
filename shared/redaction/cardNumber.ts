import { CARD_NUMBER_LENGTH, couldBeCardNumber } from './cardNetworks';
import { isCardGrouping, type NeighborGroup } from './cardGrouping';
import { decimalDigit } from './digits';
import { placeOf, readingsOf } from './readings';

/** Between two digits of one group nothing is seen, but invisible characters may stand there, and at its end. */
const GROUP = /\d(?:\p{Cf}*\d)*\p{Cf}*/gu;
/** More than this between two groups of digits, in UTF-16 units, and they are two things. */
const LONGEST_SEPARATOR = 40;
/** One letter or two between digits make a code of them; three are a word such as EXP. */
const CODE_LETTERS = /^[\p{L}\p{M}\p{N}]{1,2}$/u;
/** A parcel of the United States Postal Service: 22 digits in fours, which begin with 91 to 95. */
const PARCEL = /(?<!\d)9[1-5]\d\d(?: \d{4}){4} \d\d(?!\d)/g;

/** As many digits as the shortest card number has, or what could be one or hide one: another script, an escape. */
const MAY_HOLD_ONE = new RegExp(
	`[^\\p{ASCII}]|[%&\\\\]|(?:\\d\\D*){${String(CARD_NUMBER_LENGTH.least)}}`,
	'u',
);

/** What is said of a text with a card number in it. */
export const CARD_NUMBER_IN_TEXT =
	'this contains what looks like a full card number, which must not be sent; take it out';

/** Where a card number is in a text: from `start` up to, but not including, `end`, in UTF-16 units. */
interface Span {
	readonly start: number;
	readonly end: number;
}

interface Group extends Span {
	readonly digits: string;
	/** What is between the group before, or the beginning of the text, and this one. */
	readonly before: string;
	/** What separates it from the group before; undefined where the two do not belong together. */
	readonly separator: string | undefined;
}

/**
 * Whether a text holds a full card number: 13 to 19 digits, of any script, that some network could have issued and
 * that pass the Luhn check, alone or inside a longer text.
 *
 * The digits may stand together, or in the groups of a card (`4-4-4-4`, `4-6-5`, …) with any sign between them that
 * is no letter: spaces, dashes, `.`, `/`, `,`, `_`, `|`, `+`, `%20`, `&nbsp;`. A comma or semicolon with a space
 * after it separates the items of a list, and so no groups. Digits that belong to a code (`1Z999AA10123456784`), to
 * a longer number or to the decimals of one are none.
 */
export function containsCardNumber(text: string): boolean {
	return MAY_HOLD_ONE.test(text) && cardNumberSpans(text).length > 0;
}

/** Where the card numbers of a text stand, in order and without overlap. See `containsCardNumber`. */
export function cardNumberSpans(text: string): Span[] {
	// Read to the end: an escape such as `%20` would add digits of its own to those around it.
	const reading = readingsOf(text).at(-1) ?? { text };
	return spansAsRead(reading.text).map((span) => placeOf(reading, span));
}

function spansAsRead(text: string): Span[] {
	const plain = plainDigits(text).replace(PARCEL, (digits) => '#'.repeat(digits.length));
	const groups = groupsOf(plain);
	const onlyDigits = /^[\d\s\p{Pd}\u2212\p{Cf}]*$/u.test(plain);
	const spans: Span[] = [];
	groups.forEach((first, from) => {
		const to = lastGroupOfCard(groups, from, onlyDigits);
		const last = to === undefined ? undefined : groups[to];
		if (last !== undefined) add(spans, { start: first.start, end: last.end });
	});
	return spans;
}

/** The text with digits of other scripts and styles as 0 to 9, every character still at its place. */
function plainDigits(text: string): string {
	return text.replace(/\P{ASCII}/gu, (character) => {
		const digit = decimalDigit(character) ?? character.normalize('NFKC');
		return /^\d$/.test(digit) ? digit.padEnd(character.length, '\u200B') : character;
	});
}

function groupsOf(text: string): Group[] {
	let end = 0;
	return Array.from(text.matchAll(GROUP), (match) => {
		const before = text.slice(end, match.index);
		const isFirst = end === 0;
		end = match.index + match[0].length;
		return {
			start: match.index,
			end,
			digits: match[0].replace(/\D/g, ''),
			before,
			separator: isFirst ? undefined : separatorIn(before),
		};
	});
}

/** One space for white space of any kind, and one dash for any dash; the spaces around a sign do not matter. */
function separatorIn(between: string): string | undefined {
	if (between.length > LONGEST_SEPARATOR) return undefined;
	const visible = between
		.replace(/\p{Cf}/gu, '')
		.replace(/[\p{Pd}\u2212]/gu, '-')
		.replace(/\s/gu, ' ');
	if (/^ {1,4}$/.test(visible)) return ' ';
	// A list, such as of the last four digits of several cards.
	if (/[,;] +$/.test(visible)) return undefined;
	const sign = visible.trim();
	return /^[^\p{L}\p{M}\p{N}\s]{1,3}$/u.test(sign) ? sign : undefined;
}

/** The place of the last group of the longest card number that begins with a group, if there is one. */
function lastGroupOfCard(groups: readonly Group[], from: number, onlyDigits: boolean): number | undefined {
	let digits = '';
	let found: number | undefined;
	for (let to = from; to < groups.length; to += 1) {
		const group = groups[to];
		if (group === undefined || (to > from && group.separator === undefined)) break;
		digits += group.digits;
		if (digits.length > CARD_NUMBER_LENGTH.most) break;
		if (digits.length < CARD_NUMBER_LENGTH.least || !couldBeCardNumber(digits)) continue;
		if (isAlone(groups, from, to) && isWrittenAsCard(groups, from, to, onlyDigits)) found = to;
	}
	return found;
}

/** Whether the digits are no part of a code; a label may touch them, as in `REF4111111111111111`. */
function isAlone(groups: readonly Group[], from: number, to: number): boolean {
	const joined = (place: number) => place > 0 && CODE_LETTERS.test(groups[place]?.before ?? '');
	return !joined(from) && !joined(to + 1);
}

function isWrittenAsCard(groups: readonly Group[], from: number, to: number, onlyDigits: boolean): boolean {
	const written = groups.slice(from, to + 1);
	const [first] = written;
	if (first === undefined) return false;
	if (written.length === 1) return !isFraction(first, from) && !isPhoneNumber(first);
	return isCardGrouping({
		sizes: written.map(({ digits }) => digits.length),
		separators: written.slice(1).map(({ separator }) => separator ?? ''),
		before: neighbor(first.separator, groups[from - 1]),
		after: neighbor(groups[to + 1]?.separator, groups[to + 1]),
		isWholeText: onlyDigits && from === 0 && to === groups.length - 1,
	});
}

function neighbor(separator: string | undefined, group: Group | undefined): NeighborGroup | undefined {
	if (separator === undefined || group === undefined) return undefined;
	return { separator, size: group.digits.length };
}

/** The decimals of a number, such as a coordinate: `33.753746123456789`. */
function isFraction(group: Group, place: number): boolean {
	return place > 0 && group.before === '.';
}

/** Numbers of 13 digits that a plus sign begins are phone numbers abroad (E.164); Visa once had as many. */
function isPhoneNumber({ digits, before }: Group): boolean {
	return digits.length === CARD_NUMBER_LENGTH.least && /(?<![\p{L}\p{N}])\+$/u.test(before);
}

/** Adds a span that starts no earlier than those before it, as one with the last where they overlap. */
function add(spans: Span[], span: Span): void {
	const last = spans.at(-1);
	if (last === undefined || span.start >= last.end) spans.push(span);
	else spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
}
