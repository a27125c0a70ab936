import type { z } from 'zod/v4';
import { columnsOf, type Column } from '../fields/columns';
import { transactionRows } from './transactions/rows';
import { userRow } from './user';

const rowSchemas: readonly z.ZodType[] = [userRow, ...Object.values(transactionRows)];

/** Every column that a row of any kind can have. */
export const everyColumn: readonly Column[] = rowSchemas.flatMap((schema) => columnsOf(schema));
