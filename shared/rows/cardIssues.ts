import type { ValidationIssue } from '../errors';
import { CARD_NUMBER_IN_TEXT, containsCardNumber } from '../redaction/cardNumber';
import { shownPath } from './unknownColumns';

/** Where in a value, or in the names and values inside it, there is a full card number, which must not be sent. */
export function cardIssues(value: unknown, path: readonly string[]): ValidationIssue[] {
	if (typeof value === 'string' || typeof value === 'number') {
		const issue = { path: shownPath(path), message: CARD_NUMBER_IN_TEXT };
		return containsCardNumber(String(value)) ? [issue] : [];
	}
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => [
		...cardIssues(name, [...path, name]),
		...cardIssues(inner, [...path, name]),
	]);
}
