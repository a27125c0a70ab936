/** An item as n8n hands it on. */
export interface Item {
	readonly json: Readonly<Record<string, unknown>>;
}

/** What became of the rows that went into a Kard node, counted from what came out of it. */
export interface Tally {
	readonly created: number;
	readonly updated: number;
	readonly submitted: number;
	readonly duplicates: number;
	readonly failed: number;
}

/** A row that was not accepted, and why, in the node's own words. */
export interface Failure {
	readonly row: number;
	readonly reason: string;
}

/** Counts the items of the node's two outputs: accepted rows, and rows to mend. */
export function tallyOf(accepted: readonly Item[], toMend: readonly Item[]): Tally {
	const having = (status: string) => accepted.filter(({ json }) => json.status === status).length;
	return {
		created: having('created'),
		updated: having('updated'),
		submitted: having('submitted'),
		duplicates: having('duplicate'),
		failed: toMend.length,
	};
}

/** All rows of a tally. */
export function rowsIn({ created, updated, submitted, duplicates, failed }: Tally): number {
	return created + updated + submitted + duplicates + failed;
}

/** Reads the failures from the items of the error output. */
export function failuresIn(toMend: readonly Item[]): readonly Failure[] {
	return toMend.map(({ json: { row, errorMessage } }) => ({
		row: Number(row),
		reason: String(errorMessage),
	}));
}
