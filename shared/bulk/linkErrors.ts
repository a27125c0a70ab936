import groupBy from 'lodash/groupBy';
import type { ErrorObject } from '../errors/errorDocument';
import type { SentRow } from './sentRow';

/** Which rows the errors of an answer are about. */
export interface LinkedErrors {
	readonly byRow: ReadonlyMap<SentRow, readonly ErrorObject[]>;
	/** Rows of which some, but not all, are meant, by a name that several of them have. */
	readonly ambiguous: ReadonlySet<SentRow>;
	/** Errors that cannot be linked to any row that was sent. */
	readonly stray: readonly ErrorObject[];
}

/** `/data/3/attributes/amount`, and the same with `#`, `$`, dots or brackets: `data[3].attributes.amount`. */
const PLACE = /^[#$]?[/.]?data(?:[/.](\d+)|\[(\d+)\])(?=$|[/.[])/;

function placeIn(error: ErrorObject): number | undefined {
	const match = PLACE.exec(error.source?.pointer ?? '');
	const place = match?.[1] ?? match?.[2];
	return place === undefined ? undefined : Number(place);
}

/** The rows that an error names, as far as it can be told: several where they share the name it uses. */
class RowFinder {
	private readonly byId: ReadonlyMap<string, SentRow>;
	private byOtherName: Readonly<Record<string, SentRow[]>> | undefined;

	constructor(
		private readonly rows: readonly SentRow[],
		private readonly alsoNamedBy: string | undefined,
	) {
		this.byId = new Map(rows.map((row) => [row.id, row]));
	}

	rowsOf(error: ErrorObject): readonly SentRow[] {
		const named = error.id === undefined ? undefined : this.byId.get(error.id);
		if (named !== undefined) return [named];
		const place = placeIn(error);
		const placed = place === undefined ? undefined : this.rows[place];
		if (placed !== undefined) return [placed];
		return error.id === undefined ? [] : this.alsoNamed(error.id);
	}

	private alsoNamed(name: string): readonly SentRow[] {
		const { alsoNamedBy } = this;
		if (alsoNamedBy === undefined) return [];
		this.byOtherName ??= groupBy(this.rows, ({ resource }) => String(resource.attributes[alsoNamedBy]));
		return Object.hasOwn(this.byOtherName, name) ? (this.byOtherName[name] ?? []) : [];
	}
}

/** Whether it makes no difference which of the errors is about which row; their order is nowhere promised. */
function sayTheSame([first, ...others]: readonly ErrorObject[]): boolean {
	return others.every(({ status, title }) => status === first?.status && title === first?.title);
}

/**
 * Links each error to the row it is about: by the id of the row, else by its place in the request, else by the other
 * name that the operation has for rows. Where several rows have that name, they are all meant if there are as many
 * errors, all of one kind; with fewer errors, or other ones, it has to be found out which.
 */
export function linkErrors(
	errors: readonly ErrorObject[],
	rows: readonly SentRow[],
	alsoNamedBy: string | undefined,
): LinkedErrors {
	const finder = new RowFinder(rows, alsoNamedBy);
	const byRow = new Map<SentRow, ErrorObject[]>();
	const shared = new Map<string, { readonly rows: readonly SentRow[]; readonly errors: ErrorObject[] }>();
	const stray: ErrorObject[] = [];
	// Each is added in place: an answer may have as many errors as fit into it, all of them about one row.
	const link = (row: SentRow, error: ErrorObject): void => {
		const known = byRow.get(row);
		if (known) known.push(error);
		else byRow.set(row, [error]);
	};
	const share = (name: string, rowsOfName: readonly SentRow[], error: ErrorObject): void => {
		const known = shared.get(name);
		if (known) known.errors.push(error);
		else shared.set(name, { rows: rowsOfName, errors: [error] });
	};
	for (const error of errors) {
		const found = finder.rowsOf(error);
		const [row] = found;
		if (row === undefined) stray.push(error);
		else if (found.length === 1) link(row, error);
		else share(String(error.id), found, error);
	}
	const ambiguous = new Set<SentRow>();
	for (const { rows: candidates, errors: about } of shared.values()) {
		const open = candidates.filter((row) => !byRow.has(row));
		const isAlike = sayTheSame(about);
		open.forEach((row, place) => {
			const error = about[place];
			if (about.length < open.length || error === undefined || !isAlike) ambiguous.add(row);
			else link(row, error);
		});
	}
	return { byRow, ambiguous, stray };
}
