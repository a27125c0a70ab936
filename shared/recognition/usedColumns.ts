import { isBlank } from '../fields/cell';
import { cellAt } from './cellTaker';
import type { Claim, Claims } from './claims';

/** Fields that another column of the same meaning may fill in where a cell is empty; ids, dates and amounts are not. */
function mayBeFilledIn({ candidate: { column } }: Claim): boolean {
	return column.input !== 'date' && column.input !== 'amount' && !/(?:^id|I[dD])$/.test(column.key);
}

/** The column that fits a field best, and those whose names say the same and that ever have to fill in for it. */
function usedOf([first, ...others]: readonly Claim[], rows: readonly object[]): readonly Claim[] {
	if (first === undefined) return [];
	const chosen = [first];
	for (const other of mayBeFilledIn(first) ? others : []) {
		if (other.candidate.needsCells) continue;
		const isNeeded = rows.some(
			(row) =>
				chosen.every(({ heading }) => isBlank(cellAt(row, heading.path))) &&
				!isBlank(cellAt(row, other.heading.path)),
		);
		if (isNeeded) chosen.push(other);
	}
	return chosen;
}

/** The columns that fields are taken from, the best one of each field first. */
export function usedColumns(claims: Claims, rows: readonly object[]): readonly Claim[] {
	return [...claims.values()].flatMap((some) => usedOf(some, rows));
}
