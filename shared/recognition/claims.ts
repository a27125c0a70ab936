import type { Candidate } from './candidates';
import type { SheetHeading } from './sheetHeadings';

/** A heading that means a field, by its name or by its cells. */
export interface Claim {
	readonly heading: SheetHeading;
	readonly candidate: Candidate;
}

/** For each field, by its key, the columns that are it, the best one first. */
export type Claims = Map<string, readonly Claim[]>;

/** Whether any cell of a column says anything. */
export function isFilled({ heading }: Claim): boolean {
	return heading.cells.length > 0;
}

/** Of two columns for one field, one that is filled in comes first, then the one whose heading fits better. */
function compare(a: Claim, b: Claim): number {
	const [first, second] = [a, b].map((one) => [isFilled(one) ? 0 : 1, ...one.candidate.fit]);
	for (const [place, measure] of (first ?? []).entries()) {
		const difference = measure - (second?.[place] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** Adds a column to those of its field. */
export function add(claims: Claims, claim: Claim): void {
	const { key } = claim.candidate.column;
	claims.set(key, [...(claims.get(key) ?? []), claim].sort(compare));
}

/** Makes a column that of another field. */
export function move(claims: Claims, claim: Claim, column: Candidate['column']): void {
	const { key } = claim.candidate.column;
	const others = (claims.get(key) ?? []).filter((one) => one !== claim);
	if (others.length > 0) claims.set(key, others);
	else claims.delete(key);
	add(claims, { heading: claim.heading, candidate: { ...claim.candidate, column } });
}
