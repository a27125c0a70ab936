import { KardValidationError, type Column } from '../../../shared/host';

/** What Zapier leaves where it has no value for what a person mapped: `{{123__email}}`. */
const PLACEHOLDER = /^\s*\{\{[^{}]*\}\}\s*$/;
/** The same inside of an ID, which holds no braces of its own. */
const PLACEHOLDER_INSIDE = /\{\{.*\}\}/s;

/** Whether a field names one thing that Kard keeps: `id`, `userId`, `matchedOfferId`. */
function namesOne({ key }: Pick<Column, 'key'>): boolean {
	return /^(id|(user|transaction|offer|matchedOffer|event)Id)$/.test(key);
}

/**
 * What is wrong with a value that Zapier handed over for a field; undefined where nothing is.
 *
 * Zapier joins line items with commas where they are mapped to a field for one value, and so `u1,u2` would be asked for
 * as the one user of that name.
 */
export function unreadable(column: Pick<Column, 'key'>, value: unknown): string | undefined {
	const values: readonly unknown[] = Array.isArray(value) ? value : [value];
	const texts = values.filter((one) => typeof one === 'string');
	const placeholder = namesOne(column) ? PLACEHOLDER_INSIDE : PLACEHOLDER;
	if (texts.some((text) => placeholder.test(text))) {
		return 'holds a placeholder in braces, for which there was no value. Map the field again, or leave it empty.';
	}
	if (namesOne(column) && (values.length > 1 || texts.some((text) => text.includes(',')))) {
		return (
			'holds several IDs, joined by commas, and names one thing. Map a field that holds one, add Looping by Zapier ' +
			'before this step, or use an action that takes line items.'
		);
	}
	return undefined;
}

/**
 * Refuses a value that cannot be meant.
 * @throws KardValidationError that names the field by its label
 */
export function refuseUnreadable(column: Pick<Column, 'key' | 'title'>, value: unknown): void {
	const message = unreadable(column, value);
	if (message === undefined) return;
	throw new KardValidationError(`${column.title}: ${message}`, [{ path: column.key, message }]);
}
