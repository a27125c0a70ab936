import { rowColumns, transactionOperations, userOperations, type Column } from '../../../shared/host';
import type { SheetPlan } from './sheetPlan';

/** The fields that the rows of a sheet may have. */
export function fieldsOfSheet({ operation, rowType }: SheetPlan): readonly Column[] {
	return operation === 'submit'
		? rowColumns(transactionOperations.submit, rowType)
		: rowColumns(userOperations.createOrUpdate, undefined);
}
