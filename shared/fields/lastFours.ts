import { z } from 'zod/v4';
import { containsCardNumber } from '../redaction/cardNumber';
import { maskedDigits } from './cardCell';
import { described, type FieldWords } from './kind';
import { fourDigits, readLastFour } from './lastFour';
import { listItems, readEach } from './list';
import { err, type Reading } from './reading';

/** The last four digits of several cards. */
export function lastFours(words: FieldWords) {
	return described(z.array(fourDigits), words, {
		input: 'text',
		takesNone: true,
		read: readLastFours,
		masked: maskedDigits,
	});
}

/**
 * Reads a list of the last four digits of cards, each one once. Four of them in one text could be the groups of a full
 * card number; with a space after each comma they are taken for a list.
 */
function readLastFours(raw: unknown): Reading<string[]> {
	if (typeof raw === 'string' && containsCardNumber(raw)) {
		return err(
			'this looks like a full card number; send only the last four digits of each card, with a comma and a ' +
				'space between two of them',
		);
	}
	const items = listItems(raw);
	return items.ok ? readEach(items.value, readLastFour) : items;
}
