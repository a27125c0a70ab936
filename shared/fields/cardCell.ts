import { cellText, plain } from './cell';

/** Signs that stand for a digit that is not shown, as the inside of a class of characters. */
export const MASK = '*xX•●∙·#_?×';
/** What may be between groups of digits, as the inside of a class of characters. */
export const GAP = '\\s\\p{Pd}';
/** The first digits of a card together, or in the groups of a card: `411111`, `4111 11`, `411111-11`. */
export const START = `\\d{6,11}|\\d{4}[${GAP}]\\d{2,4}(?:[${GAP}]\\d{1,3})?|\\d{6}[${GAP}]\\d\\d`;

const NETWORK = 'visa|master ?card|mc|amex|american express|discover';
/** The name of a network, and what may be behind it: `Visa`, `VISA-`, `Mastercard debit card`. */
export const NAME = `(?:${NETWORK})(?:[${GAP}](?:debit|credit))?(?:[${GAP}]card)?[${GAP}:]*`;

/** No digit of a card is shown, only how many there are. */
export function maskedDigits(digits: string): string {
	return '*'.repeat(digits.length);
}

/** The text of a cell about a card. Two dots or more are a mask as well; a single one would be a decimal point. */
export function cardText(raw: unknown): string {
	return plain(cellText(raw) ?? '').replace(/\.{2,}/g, '*');
}
