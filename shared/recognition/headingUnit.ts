import { headingWords } from './headingWords';
import { SYNONYMS } from './vocabulary';

/** The currencies that headings name; other words of three letters could be anything. */
const CURRENCIES: ReadonlySet<string> = new Set(['usd', 'eur', 'gbp', 'cad', 'aud', 'mxn']);

/** What the heading of an amount says of its cells. */
export interface HeadingUnit {
	/** The unit, where it is one of US dollars. */
	readonly unit?: 'cents' | 'dollars' | undefined;
	/** The currency, as its three capital letters. */
	readonly currency?: string | undefined;
}

function isOneOf(word: string, name: string): boolean {
	return word === name || (SYNONYMS[name] ?? '').split(' ').includes(word);
}

/** Reads what the heading of an amount says of its cells: `Amount (cents)`, `amount_usd`, `Amount ($)`. */
export function headingUnit(heading: string): HeadingUnit {
	const words = headingWords(heading).map((word) => (isOneOf(word, 'usd') ? 'usd' : word));
	const currency = words.find((word) => CURRENCIES.has(word))?.toUpperCase();
	const isMinor = words.some((word) => isOneOf(word, 'cents') || word === 'minor');
	const unit = isMinor ? 'cents' : currency === 'USD' ? 'dollars' : undefined;
	return { unit, currency };
}
