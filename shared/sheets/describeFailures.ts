import upperFirst from 'lodash/upperFirst';
import type { FailedRow } from '../bulk/result';
import { KardValidationError } from '../errors';
import type { RecognizedColumn } from '../recognition/sheetColumns';
import { quote } from '../redaction/quote';
import { asSentence, MISSING } from '../rows/rowFault';
import type { SheetResult } from './result';
import { rowRanges } from './rowRanges';
import { summarize } from './summarize';

/** How many causes are listed; the rest is counted. */
const LISTED = 8;

/** Rows that failed for one reason. */
interface Cause {
	/** The label of the field at fault, where it is one. */
	readonly field: string | undefined;
	/** What happened and what to do, as it was said of the first of them. */
	readonly reason: string;
	/** The numbers of the rows, from one. */
	readonly rows: number[];
}

/** A failure in words, for the person who runs the automation. */
interface FailureInWords {
	/** The reason, where there is one; how many failed, where there are several. */
	readonly title: string;
	/** Each cause with what to do and the rows that it is about: a line for each. */
	readonly causes: readonly string[];
	/** How many rows were accepted, and for each cause what to do and the rows that it is about. */
	readonly description: string;
}

/** The names on the form of a host, under which a person finds a remedy. */
export interface FormNames {
	/** Where one value can be chosen for all rows, given the label of the field. */
	readonly defaultFor: (field: string) => string;
	/** Where columns are mapped by hand. */
	readonly byHand?: string;
}

/** What two rows may be told apart by though they failed for the same reason: what was quoted of them, and numbers. */
function sameReason(reason: string): string {
	return reason.replace(/"[^"]*"/g, '""').replace(/\d+/g, '0');
}

type Fault = Pick<FailedRow, 'reason'> & { readonly field?: string | undefined };

/** What is wrong with a row, each thing by itself, so that one that many rows share is found whatever else they have. */
function faultsOf(row: FailedRow, titles: ReadonlyMap<string, string>): readonly Fault[] {
	const error = row.code === 'invalid' ? row.error : undefined;
	if (!(error instanceof KardValidationError) || error.issues.length < 2) return [row];
	return error.issues.map(({ path, message }) => ({
		field: path === '' ? undefined : (titles.get(path) ?? path),
		reason: asSentence(message),
	}));
}

function causesOf({ failed, fields }: SheetResult): Cause[] {
	const titles = new Map(fields.map(({ path, title }) => [path.join('.'), title]));
	const causes = new Map<string, Cause>();
	for (const row of failed) {
		for (const { field, reason } of faultsOf(row, titles)) {
			const key = `${field ?? ''}:${sameReason(reason)}`;
			const cause = causes.get(key);
			if (cause) cause.rows.push(row.row);
			else causes.set(key, { field, reason, rows: [row.row] });
		}
	}
	return [...causes.values()].sort((a, b) => b.rows.length - a.rows.length);
}

function isMissing({ field, reason }: Cause): boolean {
	return field !== undefined && reason.startsWith(MISSING);
}

/** Which column the value of a field that is missing may come from. */
function columnWanted(field: string, { columns, fields }: SheetResult, { byHand }: FormNames): string {
	if (columns.length === 0) return 'Fill it in, or map another column to it.';
	const key = fields.find(({ title }) => title === field)?.key ?? '';
	const headings = (isIt: (column: RecognizedColumn) => boolean) =>
		columns
			.filter(isIt)
			.map(({ heading }) => quote(heading))
			.join(' or ');
	const known = headings((column) => column.field === key);
	const couldBe = headings(({ candidates = [] }) => candidates.includes(key));
	const where = byHand === undefined ? '' : ` (${byHand})`;
	if (known !== '') return `Fill in the column ${known}, or map another one by hand${where}.`;
	return couldBe === ''
		? `Add a column such as "${field}", or map one to it by hand${where}.`
		: `The column ${couldBe} may be meant: rename it to "${field}", or map it by hand${where}.`;
}

/** Where the value of a field that is missing may come from. */
function remedy({ field = '' }: Cause, result: SheetResult, form: FormNames): string {
	const column = result.fields.find(({ title }) => title === field);
	return [
		columnWanted(field, result, form),
		...(column?.defaultable === true ? [`Or choose one value for all rows: ${form.defaultFor(field)}.`] : []),
	].join(' ');
}

function inRows(rows: readonly number[]): string {
	return rows.length === 1 ? `in ${rowRanges(rows)}` : `in ${String(rows.length)} rows`;
}

function titleOf(cause: Cause): string {
	const { field, reason, rows } = cause;
	if (isMissing(cause)) return `${field ?? ''} is missing ${inRows(rows)}`;
	const [only] = rows;
	const place = rows.length === 1 ? `Row ${String(only)}` : `${String(rows.length)} rows`;
	return `${place}${field === undefined ? '' : `, ${field}`}: ${reason}`;
}

function lineOf(cause: Cause, result: SheetResult, form: FormNames): string {
	const { field, reason, rows } = cause;
	const places = upperFirst(rowRanges(rows));
	if (isMissing(cause)) return `${places}: ${field ?? ''} is missing. ${remedy(cause, result, form)}`;
	return `${places}${field === undefined ? '' : `, ${field}`}: ${reason}`;
}

/** Puts into words why rows failed: each cause once, with what to do and the rows that it is about. */
export function describeFailures(result: SheetResult, form: FormNames): FailureInWords {
	const causes = causesOf(result);
	const [first] = causes;
	const more = causes.length > LISTED ? [`And ${String(causes.length - LISTED)} more reasons.`] : [];
	const lines = causes.slice(0, LISTED).map((cause) => lineOf(cause, result, form));
	const failed = `${String(result.failed.length)} of ${String(result.rows.length)} rows failed`;
	const isAlone = first !== undefined && causes.length === 1;
	const title = isAlone ? titleOf(first) : `${failed}, for ${String(causes.length)} reasons`;
	// What the title says in full needs no line of its own.
	const isSaid = isAlone && first.rows.length === 1 && !isMissing(first);
	return {
		title: result.refusal?.message ?? title,
		causes: [...lines, ...more],
		description: [summarize(result.rows), ...(isSaid ? [] : lines), ...more].join('\n'),
	};
}
