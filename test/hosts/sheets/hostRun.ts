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
export interface ColumnResult {
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

/** A host that sheets are given to. */
export interface SheetHost {
	readonly name: string;
	/** Lets it work on a Kard of its own. */
	connect(sandbox: Sandbox): Promise<void>;
	/** Gives it a sheet, and what a person chooses for it. */
	run(plan: SheetPlan, checkOnly: boolean): Promise<HostRun>;
}
