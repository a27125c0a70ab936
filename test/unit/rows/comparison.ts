import { z } from 'zod/v4';
import { transactionOperations, userOperations } from '../../../shared/host';

/** The schema of each type of row, by its name. */
export const SCHEMAS: Readonly<Record<string, z.ZodObject>> = {
	...userOperations.create.rows,
	...transactionOperations.submit.rows,
};

/** How many rows of which type are to be read both ways. */
export const task = z.object({ type: z.string(), rows: z.number() });

/** How many of them went the quick way, and those that the thorough way reads otherwise: both as JSON. */
export const comparison = z.object({
	quickly: z.number(),
	different: z.array(z.object({ cells: z.string(), quick: z.string(), thorough: z.string() })),
});
