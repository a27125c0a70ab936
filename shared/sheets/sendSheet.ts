import { z } from 'zod/v4';
import { refusalOf, type BulkResult, type FailedRow, type SucceededRow } from '../bulk/result';
import type { BulkOperation } from '../catalogue/description/operation';
import { rowColumns } from '../catalogue/description/rowTypes';
import type { KardClient } from '../client';
import { KardValidationError } from '../errors';
import type { RowOptions } from '../execution/executor';
import { isBlank } from '../fields/cell';
import { columnsOf, type Column } from '../fields/columns';
import { readIdentifier } from '../fields/identifier';
import { isFields, type Fields } from '../json';
import { quote } from '../redaction/quote';
import { dateFiller } from '../recognition/dateFiller';
import { readColumns } from '../recognition/readColumns';
import type { SheetColumns } from '../recognition/sheetColumns';
import { own } from '../rows/cells';
import { settingsOf } from '../rows/rowSettings';
import { settings } from '../settings/operationSettings';
import type { RowOutcome, SheetResult } from './result';

/** How a sheet is sent. */
export interface SheetOptions extends RowOptions {
	/** Whether its columns are to be recognized, or the rows have the keys of the fields already. */
	readonly columns: 'recognize' | 'byField';
	/** Why a row could not be made, by its place from zero. */
	readonly unreadable?: ReadonlyMap<number, string>;
}

/** A row as Kard documents it, `{type, id, attributes}`; other services have objects called `attributes` as well. */
function isDocumented(row: Fields): boolean {
	const { type, attributes } = row;
	const isFrame = (name: string) => ['type', 'id', 'attributes'].includes(name);
	return typeof type === 'string' && isFields(attributes) && Object.keys(row).every(isFrame);
}

function isEmptyRow(row: unknown): boolean {
	return isFields(row) && Object.values(row).every(isBlank);
}

/** Nothing is sent where a heading says one unit, and the person chose the other. */
function checkUnit({ statedUnit }: SheetColumns, chosen: RowOptions['amounts']): void {
	const [amounts] = columnsOf(z.object({ amounts: settings.amounts }));
	if (!amounts || !statedUnit || chosen === undefined || statedUnit.unit === chosen) return;
	const heading = quote(statedUnit.heading);
	const label = (unit: string) => amounts.choices[unit] ?? unit;
	const message =
		`the column ${heading} is in ${statedUnit.unit}, but the choice is ${label(chosen)}. ` +
		`Choose ${label(statedUnit.unit)}, or rename the column. Nothing was sent.`;
	throw new KardValidationError(`${amounts.title}: ${message}`, [{ path: amounts.key, message }]);
}

/** The names of the fields that say what a row is about, beside its id. */
const SUBJECTS: readonly string[] = ['userId', 'transactionId'];

/** What a row is about; a row as Kard documents it has that inside. */
function subjectsOf(row: unknown, names: readonly string[]): Record<string, string | null> {
	const fields = own(row, 'attributes') ?? row;
	return Object.fromEntries(
		names.map((name) => {
			const id = readIdentifier(own(fields, name));
			return [name, id.ok ? id.value : null];
		}),
	);
}

type Known = Omit<RowOutcome, 'row' | 'userId' | 'transactionId'>;

const NO_FAILURE = { errorMessage: null, errorField: null, errorCode: null, outcomeUnknown: false };

function ofSucceeded({ id, status, duplicateOf, notes = [], wouldSend }: SucceededRow): Known {
	const duplicateOfRow = duplicateOf === undefined ? null : duplicateOf + 1;
	return { status, id: id || null, duplicateOfRow, ...NO_FAILURE, notes, ...(wouldSend && { wouldSend }) };
}

function ofFailed({ id, field, reason, code, outcomeUnknown, notes = [] }: FailedRow): Known {
	return {
		status: 'failed',
		id: id ?? null,
		duplicateOfRow: null,
		errorMessage: field === undefined ? reason : `${field}: ${reason}`,
		errorField: field ?? null,
		errorCode: code,
		outcomeUnknown,
		notes,
	};
}

const SKIPPED: Known = {
	status: 'skipped',
	id: null,
	duplicateOfRow: null,
	...NO_FAILURE,
	notes: [],
};

/** A row that could not be made failed for that reason. */
function withReason(row: FailedRow, reason: string | undefined): FailedRow {
	return reason === undefined ? row : { ...row, reason };
}

/** A row of a sheet, with headings that may have to be recognized. */
function hasHeadings(row: unknown): row is Fields {
	return isFields(row) && !isDocumented(row);
}

/** The keys of the fields that some row fills in. */
function keysIn(rows: readonly unknown[]): ReadonlySet<string> {
	const filled = (row: Fields) => Object.keys(row).filter((key) => !isBlank(row[key]));
	return new Set(rows.filter(hasHeadings).flatMap(filled));
}

/** What became of each row, in their order; of which nothing is known, that was skipped. */
function outcomesOf(
	sent: readonly unknown[],
	{ succeeded, failed }: BulkResult,
	fields: readonly Column[],
	isCheckOnly: boolean,
): RowOutcome[] {
	const known = new Map<number, Known>();
	for (const row of succeeded) known.set(row.index, ofSucceeded(row));
	for (const row of failed) known.set(row.index, ofFailed(row));
	const names = SUBJECTS.filter((name) => fields.some(({ key }) => key === name));
	return sent.map((row, index) => {
		const { status, id, wouldSend = null, ...more } = known.get(index) ?? SKIPPED;
		const checked = isCheckOnly ? { wouldSend } : {};
		return { status, row: index + 1, id, ...subjectsOf(row, names), ...more, ...checked };
	});
}

/**
 * Sends the rows of a sheet, and tells what was understood of its columns and what became of every row. A row in which
 * every cell is empty is skipped, unless there is no other.
 * @throws KardValidationError before anything is sent, where a heading contradicts what the person chose
 */
export async function sendSheet(
	client: Pick<KardClient, 'bulk'>,
	operation: BulkOperation,
	rows: readonly unknown[],
	{ columns: way, unreadable = new Map(), ...options }: SheetOptions,
): Promise<SheetResult> {
	const fields = rowColumns(operation, options.rowType);
	const sheet = way === 'recognize' ? readColumns(fields, rows.filter(hasHeadings), options) : undefined;
	if (sheet) checkUnit(sheet, options.amounts);
	const fieldsOf = sheet?.fieldsOf ?? dateFiller(fields, keysIn(rows), settingsOf(options));
	const sent = rows.map((row) => (hasHeadings(row) ? fieldsOf(row) : row));
	const hasContent = rows.some((row) => !isEmptyRow(row));
	const isSkipped = (index: number) => hasContent && isEmptyRow(rows[index]);

	const result = await client.bulk(operation, sent, { ...options, mayFail: isSkipped });
	const { stoppedBy, requests } = result;
	const failed = result.failed
		.filter(({ index }) => !isSkipped(index))
		.map((row) => withReason(row, unreadable.get(row.index)));
	return {
		rows: outcomesOf(sent, { ...result, failed }, fields, options.checkOnly === true),
		columns: sheet?.columns ?? [],
		fields,
		failed,
		refusal: refusalOf(result),
		stoppedBy,
		requests,
	};
}
