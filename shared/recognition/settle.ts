import type { Column } from '../fields/columns';
import type { RowSettings } from '../rows/rowSettings';
import type { Candidate, FieldFinder } from './candidates';
import { purchaseDates } from './dateNames';
import { evidenceOf } from './evidence';
import type { SheetHeading } from './sheetHeadings';

/** A heading, and the fields that it could mean. */
interface Open {
	readonly heading: SheetHeading;
	readonly candidates: readonly Candidate[];
}

/** A heading that means a field, by its name or by its cells. */
export interface Claim {
	readonly heading: SheetHeading;
	readonly candidate: Candidate;
}

/** What became of the headings of a sheet. */
export interface Settled {
	/** For each field the column that is it, and those after it that mean the same. */
	readonly claims: ReadonlyMap<string, readonly Claim[]>;
	/** The keys of the fields that a heading could mean, where that is unclear. */
	readonly unclear: ReadonlyMap<SheetHeading, readonly string[]>;
}

type Claims = Map<string, Claim[]>;

/** Of two columns for one field, one that is filled in comes first, then the one whose heading fits better. */
function compare(a: Claim, b: Claim): number {
	const measures = [a, b].map(({ heading, candidate }) => [
		heading.cells.length > 0 ? 0 : 1,
		...candidate.fit,
	]);
	const [first = [], second = []] = measures;
	for (const [place, measure] of first.entries()) {
		const difference = measure - (second[place] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

function add(claims: Claims, claim: Claim): void {
	const { key } = claim.candidate.column;
	claims.set(key, [...(claims.get(key) ?? []), claim]);
}

/** Settles the headings of a sheet: first those that their words decide, then those that their cells have to. */
export function settle(
	columns: readonly Column[],
	headings: readonly SheetHeading[],
	find: FieldFinder,
	settings: RowSettings,
): Settled {
	const claims: Claims = new Map();
	const open: Open[] = [];
	for (const heading of headings) {
		const candidates = find(heading.path);
		const evidence = ({ column }: Candidate) => evidenceOf(column, heading.cells, settings);
		const possible = candidates.filter((one) => one.isOwnName || evidence(one) >= 0);
		const named = possible.filter(({ needsCells }) => !needsCells);
		const [only] = named;
		const isBetter = (one: Candidate) => one.needsCells && evidence(one) > 1;
		const isCertain = named.length === 1 && (only?.isOwnName === true || !possible.some(isBetter));
		if (only !== undefined && isCertain) add(claims, { heading, candidate: only });
		else if (possible.length > 0) open.push({ heading, candidates: possible });
	}
	for (const [key, some] of claims) claims.set(key, some.sort(compare));
	settleOneMoreDate(columns, claims);
	const unclear = settleByCells(open, claims, settings);
	return { claims, unclear };
}

/** A date without a name of its own, in a sheet that has another for the same field, serves as one that it has not. */
function settleOneMoreDate(columns: readonly Column[], claims: Claims): void {
	const [first, ...others] = purchaseDates(columns);
	const [winner, loser] = (first && claims.get(first.key)) ?? [];
	const free = others.find(({ key, required }) => required && !claims.has(key));
	if (free === undefined || winner === undefined || loser === undefined) return;
	if (winner.candidate.words === loser.candidate.words) return;
	add(claims, { heading: loser.heading, candidate: { ...loser.candidate, column: free } });
}

/** The candidates that the cells speak for most, of those that no other column is. */
function proven({ heading, candidates }: Open, settings: RowSettings): readonly Candidate[] {
	const measured = candidates.map((candidate) => ({
		candidate,
		evidence: evidenceOf(candidate.column, heading.cells, settings),
	}));
	const most = Math.max(...measured.map(({ evidence }) => evidence));
	return most <= 0 ? [] : measured.flatMap((one) => (one.evidence === most ? [one.candidate] : []));
}

function settleByCells(
	open: readonly Open[],
	claims: Claims,
	settings: RowSettings,
): Map<SheetHeading, readonly string[]> {
	const unclear = new Map<SheetHeading, readonly string[]>();
	const isDate = ({ column }: Candidate) => column.input === 'date';
	const hasDate = [...claims.values()].flat().some(({ candidate }) => isDate(candidate));
	const left = open.map(({ heading, candidates }) => ({
		heading,
		candidates: candidates.filter((one) => !claims.has(one.column.key) && !(hasDate && isDate(one))),
	}));
	const found = left.map((one) => ({ ...one, proven: proven(one, settings) }));
	const takers = new Map<string, Set<string>>();
	for (const { proven: some } of found) {
		const [only] = some;
		if (only === undefined || some.length > 1) continue;
		const words = takers.get(only.column.key) ?? new Set();
		takers.set(only.column.key, words.add(only.words));
	}
	for (const { heading, candidates, proven: some } of found) {
		const [only] = some;
		const isSure = only !== undefined && some.length === 1 && takers.get(only.column.key)?.size === 1;
		if (isSure) add(claims, { heading, candidate: only });
		else if (candidates.length > 0)
			unclear.set(
				heading,
				(some.length > 0 ? some : candidates).map(({ column }) => column.key),
			);
	}
	return unclear;
}
