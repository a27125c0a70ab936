import type { Candidate } from './candidates';
import { add, isFilled, type Claims } from './claims';
import type { Evidence } from './evidence';
import type { SheetHeading } from './sheetHeadings';

/** A heading, and the fields that it could mean, with what its cells say of each. */
export interface OpenHeading {
	readonly heading: SheetHeading;
	readonly candidates: readonly { readonly candidate: Candidate; readonly evidence: Evidence }[];
}

/** A heading with those of its candidates that no other column is, and among them those that its cells speak for. */
interface Weighed {
	readonly heading: SheetHeading;
	readonly left: readonly Candidate[];
	readonly proven: readonly Candidate[];
}

const isDate = ({ column }: Candidate) => column.input === 'date';

function weigh({ heading, candidates }: OpenHeading, isTaken: (candidate: Candidate) => boolean): Weighed {
	const left = candidates.filter(({ candidate }) => !isTaken(candidate));
	const most = Math.max(0, ...left.map(({ evidence }) => evidence));
	const proven = left.filter(({ evidence }) => evidence >= 1 && evidence === most);
	return {
		heading,
		left: left.map(({ candidate }) => candidate),
		proven: proven.map(({ candidate }) => candidate),
	};
}

/** Whether a field has a column already. A date that may be any serves only where a sheet has no other. */
function takenIn(claims: Claims): (candidate: Candidate) => boolean {
	const filled = [...claims.values()].flat().filter(isFilled);
	const keys = new Set(filled.map(({ candidate }) => candidate.column.key));
	const hasDate = filled.some(
		({ candidate: { column, isAnyDate } }) =>
			column.input === 'date' && (isAnyDate || column.key !== 'transactionDate'),
	);
	return (candidate) => (isDate(candidate) ? hasDate : keys.has(candidate.column.key));
}

/**
 * Settles the headings that their words leave open: one is the field that its cells speak for, if there is one and no
 * other column could be it as well.
 * @returns the keys of the fields that a heading could mean, where that is unclear
 */
export function settleByCells(
	open: readonly OpenHeading[],
	claims: Claims,
): ReadonlyMap<SheetHeading, readonly string[]> {
	const isTaken = takenIn(claims);
	const weighed = open.map((one) => weigh(one, isTaken));
	const takers = new Map<string, Set<string>>();
	for (const { proven } of weighed) {
		const [only] = proven;
		if (only === undefined || proven.length > 1) continue;
		takers.set(only.column.key, (takers.get(only.column.key) ?? new Set()).add(only.words));
	}
	const unclear = new Map<SheetHeading, readonly string[]>();
	for (const { heading, left, proven } of weighed) {
		const [only] = proven;
		const isSure = only && proven.length === 1 && takers.get(only.column.key)?.size === 1;
		const candidates = proven.length > 0 ? proven : left;
		if (isSure) add(claims, { heading, candidate: only });
		else if (left.length > 0)
			unclear.set(
				heading,
				candidates.map(({ column }) => column.key),
			);
	}
	return unclear;
}
