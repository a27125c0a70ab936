import { CARD_NUMBER_LENGTH } from './cardNetworks';
import { cardNumberSpans, containsCardNumber } from './cardNumber';
import { addressSpans } from './addresses';
import { Needles } from './needles';
import { placeOf, readingsOf } from './readings';
import { merged, withMasks, type MaskedSpan } from './spans';
import { isPhrase, WholeValues } from './wholeValues';
import { lowered, WrittenForms } from './writtenForms';

/** What nobody may see. */
interface Hidden {
	/** What lets somebody in: tokens, a client secret, a key. Masked wherever it is. */
	readonly secrets?: Iterable<string>;
	/** Personal and card data: masked as a whole only, so that `1990` is not cut out of `219901`. */
	readonly values?: Iterable<string>;
	/** Whether every email address and card number is masked as well, known or not, as in every message. */
	readonly patterns?: boolean;
}

/** A shorter secret is masked as a whole only, for it may be a part of any word; in data it is left alone. */
const SHORTEST_SECRET = 6;
/** Whatever is to be masked and begins in what is shown of a text ends within so many units after it. */
const MARGIN = 1_000;
/** So much of a text is masked for each unit that is shown of it, for masks are shorter than what they hide. */
const FOR_EACH_SHOWN = 4;

/**
 * Masks what nobody may see, in whatever way it is written: as it is, with the escapes of JSON, URLs and HTML, also one
 * within another, in base64 or hexadecimal. Work grows with the length of the text, however much is to be hidden.
 */
export class Redactor {
	private readonly anywhere: Needles;
	private readonly wholes: WholeValues;
	private readonly forms: WrittenForms;
	private readonly patterns: boolean;

	constructor({ secrets = [], values = [], patterns = true }: Hidden) {
		const all = [...secrets].filter(isWord);
		const short = patterns ? all.filter(({ length }) => length < SHORTEST_SECRET) : [];
		const long = all.filter(({ length }) => length >= SHORTEST_SECRET);
		const personal = [...short, ...Array.from(values).filter(isWord).flatMap(withoutPlus)].map(lowered);
		this.wholes = new WholeValues(personal);
		const parts = [...long.map(lowered), ...personal.filter(isPhrase)];
		this.anywhere = new Needles(parts.flatMap(withPlusForSpaces));
		this.forms = new WrittenForms([...long, ...short, ...values]);
		this.patterns = patterns;
	}

	/** Where a text holds something to be masked, in order and without overlap. */
	spansIn(text: string): MaskedSpan[] {
		const spans = readingsOf(text).flatMap((reading) =>
			this.spansAsRead(reading.text).map((span) => placeOf(reading, span)),
		);
		return spans.length === 0 ? spans : merged(spans);
	}

	/** Whether there is nothing to mask in a text. */
	isClean(text: string): boolean {
		return this.spansIn(text).length === 0;
	}

	/** The text with masks. */
	text(text: string): string {
		const spans = this.spansIn(text);
		return spans.length === 0 ? text : withMasks(text, spans);
	}

	/**
	 * The text with masks, cut to so many units. It is cut after it was masked: neither half of what is hidden nor half
	 * a mask is left in sight. Of a very long text only its beginning is looked at.
	 */
	excerpt(text: string, longest: number): string {
		const looked = FOR_EACH_SHOWN * longest;
		if (text.length <= looked) return shortened(this.text(text), longest);
		const spans = this.spansIn(text.slice(0, looked + MARGIN)).filter(({ start }) => start < looked);
		const end = Math.max(looked, spans.at(-1)?.end ?? 0);
		return shortened(`${withMasks(text.slice(0, end), spans)}…`, longest);
	}

	private spansAsRead(text: string): readonly MaskedSpan[] {
		const lower = lowered(text);
		const known = [...this.anywhere.spansIn(lower), ...this.forms.spansIn(text, lower)];
		const found = this.patterns ? [...known, ...addressSpans(text), ...cardsIn(text)] : known;
		return this.wholes.addedTo(found, lower);
	}
}

/** What holds neither a letter nor a digit tells nobody anything. */
function isWord(value: string): boolean {
	return /[\p{L}\p{N}]/u.test(value);
}

/** Most texts are too short, and finding out by looking for digits is slow. */
function cardsIn(text: string): MaskedSpan[] {
	const isLongEnough = text.length >= CARD_NUMBER_LENGTH.least;
	return isLongEnough && containsCardNumber(text) ? cardNumberSpans(text) : [];
}

/** Forms write a space as a plus sign. */
function withPlusForSpaces(value: string): string[] {
	return value.includes(' ') ? [value, value.replaceAll(' ', '+')] : [value];
}

/** A phone number is the same one without the plus sign. */
function withoutPlus(value: string): string[] {
	return /^\+\d{7,}$/.test(value) ? [value, value.slice(1)] : [value];
}

/** The text in so many units at most, cut neither within a mask nor within a character. */
function shortened(text: string, longest: number): string {
	if (text.length <= longest) return text;
	const isMask = (place: number) => /[•@]/u.test(text.charAt(place));
	let end = longest - 1;
	while (end > 0 && isMask(end) && isMask(end - 1)) end -= 1;
	if (isMask(end) && end > 0 && isMask(end - 1)) end -= 1;
	return `${text.slice(0, end).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
