import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod/v4';
import { columnsOf } from '../../shared/host';
import { transactionRows } from '../../shared/catalogue/transactions/rows';
import { userRow } from '../../shared/catalogue/users/fields';

/** What is recognized in the rows of a sheet: users, card transactions, transactions of a core banking system. */
const ROWS = {
	user: userRow,
	transaction: transactionRows.transaction,
	coreTransaction: transactionRows.coreTransaction,
} as const;

/** What is right beside the keys of fields: it is nothing of ours, or it cannot be told. */
const NO_FIELD = ['not sent', 'unclear'];
/** A sheet with one date says with it whatever date the status of a row needs. */
const ANY_DATE = ['transactionDate', 'authorizationDate', 'settledDate'];

const gold = z.object({
	/** Which rows the heading stands over. */
	kind: z.enum(['user', 'transaction', 'coreTransaction']),
	/** The product, export or habit that the heading comes from. */
	source: z.string(),
	heading: z.string(),
	/** What stands under it. All of it is invented. */
	cells: z.string().transform((cells) => cells.split('|').map((cell) => cell.trim())),
	/** Every outcome that is right: keys of fields, `not sent`, `unclear`. */
	right: z
		.string()
		.transform((right) => right.split(' or ').flatMap((one) => (one === 'any date' ? ANY_DATE : [one]))),
});

/** A heading of a public export or of everyday use, and what is right to make of it. */
type GoldHeading = z.infer<typeof gold>;

/** Reads the list, which is beside this file. */
export function goldHeadings(): readonly GoldHeading[] {
	const text = readFileSync(join(__dirname, 'headings.csv'), 'utf8');
	return z.array(gold).parse(parse(text, { columns: true }));
}

/** What the list says is right and cannot be: neither the key of a field of these rows nor one of the other outcomes. */
export function misspelled({ kind, right }: GoldHeading): readonly string[] {
	const keys = columnsOf(ROWS[kind]).map(({ key }) => key);
	return right.filter((one) => ![...NO_FIELD, ...keys, ...ANY_DATE].includes(one));
}

/** A sheet with these columns alone, and a row for each of their cells. */
function sheetOf(columns: readonly GoldHeading[]): Record<string, string>[] {
	return (columns[0]?.cells ?? []).map((_, row) =>
		Object.fromEntries(columns.map(({ heading, cells }) => [heading, cells[row] ?? ''])),
	);
}

/** The columns of each export side by side, as far as their headings differ. */
export function exportsOf(headings: readonly GoldHeading[]): readonly (readonly GoldHeading[])[] {
	const sheets = new Map<string, Map<string, GoldHeading>>();
	for (const one of headings) {
		const name = `${one.kind}, ${one.source}`;
		const sheet = sheets.get(name) ?? new Map<string, GoldHeading>();
		if (!sheet.has(one.heading)) sheet.set(one.heading, one);
		sheets.set(name, sheet);
	}
	return [...sheets.values()].map((sheet) => [...sheet.values()]);
}

/** What recognition says of one heading, and what the list says. */
export interface Judged {
	readonly gold: GoldHeading;
	/** The key of a field, `not sent` or `unclear`. */
	readonly found: string;
	/** `wrong` is a field that it is not; `missed` is a field, or a doubt, that was not seen. */
	readonly verdict: 'right' | 'missed' | 'wrong';
}

function verdictOn({ right }: GoldHeading, found: string): Judged['verdict'] {
	if (right.includes(found)) return 'right';
	return NO_FIELD.includes(found) ? 'missed' : 'wrong';
}

type Recognize = (
	kind: GoldHeading['kind'],
	rows: readonly object[],
) => readonly { readonly heading: string; readonly outcome: string; readonly field?: string | undefined }[];

/** Has the columns of one sheet recognized, and compares each with the list. */
export function judge(recognize: Recognize, columns: readonly GoldHeading[]): Judged[] {
	const found = recognize(columns[0]?.kind ?? 'user', sheetOf(columns));
	return columns.map((gold, index) => {
		const { heading, outcome, field } = found[index] ?? { heading: '', outcome: 'missing' };
		if (heading !== gold.heading) throw new Error(`“${gold.heading}” is not told of in its place.`);
		const said = outcome === 'recognized' ? (field ?? '') : outcome;
		return { gold, found: said, verdict: verdictOn(gold, said) };
	});
}

/** One judged heading in a line of a report. */
export function inWords({ gold: { kind, source, heading, cells, right }, found }: Judged): string {
	return `${kind}, ${source}: “${heading}” (${cells[0] ?? ''}) is ${found}, not ${right.join(' or ')}`;
}
