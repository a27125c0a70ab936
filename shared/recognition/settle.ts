import type { Column } from '../fields/columns';
import type { RowSettings } from '../rows/rowSettings';
import type { Candidate, FieldFinder } from './candidates';
import { add, move, type Claims } from './claims';
import { debitAndCredit, type DebitAndCredit } from './debitAndCredit';
import { evidenceOf } from './evidence';
import { settleByCells, type OpenHeading } from './settleByCells';
import { settleDates } from './settleDates';
import type { SheetHeading } from './sheetHeadings';

/** What became of the headings of a sheet. */
interface Settled {
	readonly claims: Claims;
	/** The keys of the fields that a heading could mean, where that is unclear. */
	readonly unclear: ReadonlyMap<SheetHeading, readonly string[]>;
	/** The key of the date that has no name of its own, and so serves as any. */
	readonly anyDate: string | undefined;
	/** The columns that the amounts come from, where there are two of them. */
	readonly amounts: DebitAndCredit | undefined;
}

/** Settles the headings of a sheet: first those that their words decide, then those that their cells have to. */
export function settle(
	columns: readonly Column[],
	headings: readonly SheetHeading[],
	find: FieldFinder,
	settings: RowSettings,
): Settled {
	const claims: Claims = new Map();
	const open: OpenHeading[] = [];
	for (const heading of headings) {
		const measured = find(heading.path).map((candidate) => ({
			candidate,
			evidence: evidenceOf(candidate, heading.cells, settings),
		}));
		const possible = measured.filter((one) => isPossible(one, heading));
		const named = decidedByName(possible);
		if (named) add(claims, { heading, candidate: named });
		else if (possible.length > 0) open.push({ heading, candidates: possible });
	}
	settleOnlyId(columns, headings, claims);
	const amounts = claims.has('amount') ? undefined : debitAndCredit(open);
	const others = open.filter(({ heading }) => heading !== amounts?.debit && heading !== amounts?.credit);
	const unclear = settleByCells(others, claims);
	return { claims, unclear, anyDate: settleDates(columns, claims), amounts };
}

/** The kinds of field of which every value is known: of a guess at one, some cell has to be one of them. */
const CLOSED: ReadonlySet<string> = new Set(['choice', 'choices']);

/** Whether a heading may mean a field. */
function isPossible(
	{ candidate, evidence }: OpenHeading['candidates'][number],
	{ cells }: SheetHeading,
): boolean {
	if (candidate.isOwnName) return true;
	const { input, key } = candidate.column;
	const isRefutable = candidate.needsCells && cells.length > 0 && (CLOSED.has(input) || key === 'currency');
	return isRefutable ? evidence > 0 : evidence >= 0;
}

/** The field that a heading means by its words alone, unless its cells are clearly of another that it could mean. */
function decidedByName(possible: OpenHeading['candidates']): Candidate | undefined {
	const named = possible.filter(({ candidate }) => !candidate.needsCells);
	const [only] = named;
	if (only === undefined || named.length > 1) return undefined;
	const isOther = possible.some(({ candidate, evidence }) => candidate.needsCells && evidence > 1);
	return only.candidate.isOwnName || !isOther ? only.candidate : undefined;
}

/**
 * A sheet of purchases whose only id is called `id` has there the id of the purchase, and not that of an event. One
 * that has names such as `userId` is written for Kard, and means what it says.
 */
function settleOnlyId(columns: readonly Column[], headings: readonly SheetHeading[], claims: Claims): void {
	const transactionId = columns.find(({ key }) => key === 'transactionId');
	const [only] = claims.get('id') ?? [];
	const keys = new Set(columns.map(({ key }) => key).filter((key) => /[A-Z]/.test(key)));
	const isForKard = headings.some(({ path: [name = ''] }) => keys.has(name));
	if (transactionId === undefined || only === undefined || isForKard) return;
	if (only.candidate.isOwnName && claims.has('amount') && !claims.has('transactionId'))
		move(claims, only, transactionId);
}
