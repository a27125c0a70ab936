import {
	rowColumns,
	transactionOperations,
	userOperations,
	type BulkOperation,
	type Column,
} from '../../../shared/host';
import type { SheetPlan } from './sheetPlan';

/** The operation that a sheet is sent with. */
export function operationOf({ operation }: SheetPlan): BulkOperation {
	return operation === 'submit' ? transactionOperations.submit : userOperations.createOrUpdate;
}

/** The fields that the rows of a sheet may have. */
export function fieldsOfSheet(plan: SheetPlan): readonly Column[] {
	return rowColumns(operationOf(plan), plan.rowType);
}
