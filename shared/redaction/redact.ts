import { redactedCopy } from './deep';
import { Redactor } from './redactor';

/**
 * A text with email addresses, full card numbers and every sensitive value masked, in whatever way they are written. A
 * sensitive value is masked where it stands as a whole: as a token (letters, digits and @ . _ + -), as a whole run of
 * digits, or, if it holds other signs (`Jo Doe`), wherever it occurs. Values without a letter or digit are ignored.
 * @param secrets what is masked wherever it occurs, such as a token
 */
export function redactText(
	text: string,
	sensitive: ReadonlySet<string> = new Set(),
	secrets: readonly string[] = [],
): string {
	return new Redactor({ values: sensitive, secrets }).text(text);
}

/**
 * A copy of a JSON value with all its text masked as `redactText` does, keys included. Numbers that hold a card
 * number or a sensitive value become the mask. The structure stays, however deep; keys that the mask makes equal
 * are told apart by a number.
 */
export function redactDeep(
	value: unknown,
	sensitive: ReadonlySet<string> = new Set(),
	secrets: readonly string[] = [],
): unknown {
	return redactedCopy(value, new Redactor({ values: sensitive, secrets }));
}
