import { isBlank } from '../fields/cell';
import { normalizedName, type Column } from '../fields/columns';

interface Candidate {
	readonly key: string;
	/** How well a name fits: 0 the field's own name, 1 its label, 2 and more an everyday spelling, in their order. */
	readonly rank: number;
}

function candidates(columns: readonly Column[]): ReadonlyMap<string, Candidate> {
	const found = new Map<string, Candidate>();
	for (const { key, title, path, recognizedBy = [] } of columns) {
		[key, path.join(' '), title, ...recognizedBy].forEach((name, index) => {
			const candidate = { key, rank: Math.max(0, index - 1) };
			const before = found.get(normalizedName(name));
			if (before === undefined || before.rank > candidate.rank) found.set(normalizedName(name), candidate);
		});
	}
	return found;
}

/**
 * Finds the fields among the columns of a sheet, by their names, their labels and the everyday spellings of both:
 * `Zip`, `zip_code` and `ZIP Code` are one. Columns that are no field are left out. Where several columns fit one
 * field, the one that fits best and is filled in is taken.
 * @returns a function that takes the fields out of one row
 */
export function columnMatcher(columns: readonly Column[]): (row: object) => Record<string, unknown> {
	const known = candidates(columns);
	const names = new Map<string, Candidate | undefined>();
	const candidateFor = (name: string): Candidate | undefined => {
		const before = names.get(name);
		if (before !== undefined || names.has(name)) return before;
		const candidate = known.get(normalizedName(name));
		names.set(name, candidate);
		return candidate;
	};
	return (row) => {
		const best = new Map<string, number>();
		const fields: Record<string, unknown> = {};
		for (const [name, cell] of Object.entries(row)) {
			const candidate = candidateFor(name);
			if (candidate === undefined || isBlank(cell)) continue;
			const { key, rank } = candidate;
			const before = best.get(key);
			if (before !== undefined && before <= rank) continue;
			best.set(key, rank);
			fields[key] = cell;
		}
		return fields;
	};
}
