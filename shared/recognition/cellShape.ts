import isDate from 'lodash/isDate';
import { DateTime } from 'luxon';
import { cellText, isBlank } from '../fields/cell';

/** What a cell looks like, whatever its column is called. */
export type CellShape =
	| 'email'
	| 'yesOrNo'
	| 'date'
	| 'clock'
	| 'amount'
	| 'number'
	| 'digits'
	| 'phrase'
	| 'word'
	| 'other';

/** What people write where there is nothing. */
const NOTHING = /^(?:[-–—.?]+|#?n\/?a|none|null|nil|undefined|unknown|#(?:ref|value|name|div\/0)[!?]?)$/i;

const SHAPES: readonly (readonly [CellShape, RegExp])[] = [
	['email', /^[^\s@]+@[^\s@]+$/],
	['yesOrNo', /^(?:yes|no|y|n|true|false)$/i],
	[
		'date',
		/^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}[- ][a-z]{3,9}[- ]\d{2,4})(?:$|[\sT,])/i,
	],
	['clock', /^\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?[ap]\.?m\.?)?$/i],
	[
		'amount',
		/^(?=.*(?:[$€£(-]|USD|[.,]\d\d\)?$))[-(]?\s*(?:(?:US)?[$€£]|USD)?\s*-?[\d,.]*\d\s*(?:[$€£]|[A-Z]{3})?\)?$/,
	],
	['number', /^\d*[.,]\d+$/],
	['phrase', /^\D*\p{L}\D*\s\D*\p{L}\D*$/u],
	['word', /^\D*\p{L}\D*$/u],
];

/** Digits alone may be anything: an id, an amount, a card. */
const DIGITS = /^\d+$/;

/** Whether a cell holds nothing that tells anything. */
export function saysNothing(cell: unknown): boolean {
	return isBlank(cell) || (typeof cell === 'string' && NOTHING.test(cell.trim()));
}

/** What a cell looks like. */
export function shapeOf(cell: unknown): CellShape {
	if (isDate(cell) || DateTime.isDateTime(cell)) return 'date';
	if (typeof cell === 'boolean') return 'yesOrNo';
	const text = cellText(cell) ?? '';
	if (DIGITS.test(text)) return 'digits';
	return SHAPES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}
