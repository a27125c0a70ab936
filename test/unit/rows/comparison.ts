import { z } from 'zod/v4';
import { transactionOperations, userOperations } from '../../../shared/host';

/** The schema of each type of row, by its name. */
export const SCHEMAS = { ...userOperations.create.rows, ...transactionOperations.submit.rows };

/** The name of a type of row. */
export type RowType = keyof typeof SCHEMAS;

function isType(name: unknown): boolean {
	return typeof name === 'string' && name in SCHEMAS;
}

/** How many rows of which type are to be read both ways. */
export const task = z.object({ type: z.custom<RowType>(isType), rows: z.number() });

/** How many of them went the quick way, and those that the thorough way reads otherwise: both as JSON. */
export const comparison = z.object({
	quickly: z.number(),
	different: z.array(z.object({ cells: z.string(), quick: z.string(), thorough: z.string() })),
});
