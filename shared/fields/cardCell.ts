import { cellText, plain } from './cell';

/** Signs that stand for a digit that is not shown, as the inside of a class of characters. */
export const MASK = '*xX•●∙·#_?×';
/** What may be between groups of digits, as the inside of a class of characters. */
export const GAP = '\\s\\p{Pd}';

/** No digit of a card is shown, only how many there are. */
export function maskedDigits(digits: string): string {
	return '*'.repeat(digits.length);
}

/** The text of a cell about a card. Two dots or more are a mask as well; a single one would be a decimal point. */
export function cardText(raw: unknown): string {
	return plain(cellText(raw) ?? '').replace(/\.{2,}/g, '*');
}
