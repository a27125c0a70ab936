import { isSheetError, isWordForNothing } from './cell';

/**
 * Signs that are seen, and spaces between them: nothing that would have to be tidied, and nothing invisible. Without a plus
 * sign, there is no number in it that a spreadsheet has shortened, such as 7.49873E+27.
 */
const PLAIN = /^[!-*,-~](?:[ -*,-~]*[!-*,-~])?$/;

/**
 * Whether a cell is a text of one line in plain signs, no longer than that, which means nothing but what it says.
 * @param maxLength in UTF-16 units
 */
export function isPlainText(cell: unknown, maxLength: number): cell is string {
	const isPlain = typeof cell === 'string' && cell.length <= maxLength && PLAIN.test(cell);
	return isPlain && !isWordForNothing(cell) && !isSheetError(cell);
}
