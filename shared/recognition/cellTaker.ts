import { isBlank } from '../fields/cell';
import { isFields, type Fields } from '../json';
import { own } from '../rows/cells';
import type { Claim } from './claims';

/** The cell that these names lead to, one inside the other. */
export function cellAt(row: object, [name = '', ...inside]: readonly string[]): unknown {
	return inside.reduce<unknown>((cells, one) => own(cells, one), own(row, name));
}

interface Taken {
	readonly name: string;
	readonly path: readonly string[];
	readonly key: string;
}

/** Makes what takes the cells of these columns out of a row, by the keys of their fields, and leaves out the empty ones. */
export function cellTaker(used: readonly Claim[]): (row: object) => Record<string, unknown> {
	const taken = used.map(({ heading: { path }, candidate }): Taken => {
		return { name: path[0] ?? '', path, key: candidate.column.key };
	});
	// Most rows are flat, and need not be searched for what every object inherits.
	const isFlat = taken.every(({ path, name }) => path.length === 1 && !(name in Object.prototype));
	const cellOf = isFlat
		? (row: Fields, { name }: Taken) => row[name]
		: (row: Fields, { path }: Taken) => cellAt(row, path);
	return (row) => {
		const fields: Record<string, unknown> = {};
		if (!isFields(row)) return fields;
		for (const one of taken) {
			const cell = cellOf(row, one);
			if (!isBlank(cell) && fields[one.key] === undefined) fields[one.key] = cell;
		}
		return fields;
	};
}
