import { quote } from '../redaction/quote';
import type { SheetResult } from './result';

/** So many columns are named in one sentence; the rest is counted. */
const LISTED = 30;

function listed(names: readonly string[]): string {
	const more = names.length > LISTED ? [`and ${String(names.length - LISTED)} more`] : [];
	return [...names.slice(0, LISTED), ...more].join(', ');
}

/** What was understood of the columns of a sheet. */
interface ColumnsInWords {
	/** Which column became which field, which were not sent, and which are unclear: a sentence for each that there is. */
	readonly sentences: readonly string[];
	/** Whether a person should look: a column is unclear, or none was recognized. */
	readonly needsALook: boolean;
}

/** Puts into words which column became which field, and which were not sent. */
export function describeColumns({
	columns,
	fields,
}: Pick<SheetResult, 'columns' | 'fields'>): ColumnsInWords {
	const titles = new Map(fields.map(({ key, title }) => [key, title]));
	const titleOf = (key = '') => titles.get(key) ?? key;
	const of = (outcome: string) => columns.filter((column) => column.outcome === outcome);
	const recognized = of('recognized').map(({ heading, field }) => `${quote(heading)} is ${titleOf(field)}`);
	const unclear = of('unclear').map(
		({ heading, candidates = [] }) => `${quote(heading)} (${candidates.map(titleOf).join(' or ')})`,
	);
	const notSent = of('not sent').map(({ heading }) => quote(heading));
	return {
		sentences: [
			...(recognized.length > 0 ? [`Recognized: ${listed(recognized)}.`] : []),
			...(unclear.length > 0
				? [`Unclear, and not sent: ${listed(unclear)}. Rename these columns, or map them by hand.`]
				: []),
			...(notSent.length > 0 ? [`Not sent: ${listed(notSent)}.`] : []),
		],
		needsALook: unclear.length > 0 || (columns.length > 0 && recognized.length === 0),
	};
}
