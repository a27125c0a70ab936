import { z } from 'zod/v4';
import type { Sandbox } from '../../../sandbox';
import type { SheetPlan } from './sheetPlan';

/** What a host says of one row. */
export const rowResult = z.object({
	row: z.int(),
	status: z.string(),
	id: z.string().nullable(),
	errorMessage: z.string().nullable(),
	errorField: z.string().nullable(),
	notes: z
		.union([z.string(), z.array(z.string())])
		.transform((notes) => (typeof notes === 'string' ? notes : notes.join(' '))),
});

/** What a host says of one column. */
interface ColumnResult {
	readonly heading: string;
	/** The key of its field, `not sent` or `unclear`. */
	readonly found: string;
}

/** What a host handed over for a sheet. */
export interface HostRun {
	readonly columns: readonly ColumnResult[];
	/** In the order of the rows. */
	readonly rows: readonly z.infer<typeof rowResult>[];
}

/** A sheet, and a Kard of its own in which the users of its purchases are enrolled. */
export interface ConnectedSheet {
	readonly plan: SheetPlan;
	readonly sandbox: Sandbox;
}

/** What became of each sheet in a host; an error where it handed over nothing. */
export type HostRuns = ReadonlyMap<SheetPlan, HostRun | Error>;

/** A host that sheets are given to. */
export interface SheetHost {
	readonly name: string;
	/** Makes a connection for each sheet. */
	connect(sheets: readonly ConnectedSheet[]): Promise<void>;
	/** Gives it the sheets, with what a person chooses for each. */
	run(sheets: readonly ConnectedSheet[], checkOnly: boolean): Promise<HostRuns>;
}

/** What came of some work, or the error that ended it. */
export async function orError<T>(work: () => Promise<T> | T): Promise<T | Error> {
	try {
		return await work();
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}
