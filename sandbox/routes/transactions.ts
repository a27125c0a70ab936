import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context/sandboxContext';
import { ApiError, errorObject, type ErrorObject } from '../http/apiError';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { jsonOf } from '../http/body';
import { throwWhenAllFailed } from '../http/bulkErrors';
import { errorsOfRow, type Row, rowsOf } from '../http/document';
import { settleRewards } from '../processing/matchTransaction';
import {
	isTransactionType,
	type StoredTransaction,
	transactionSchemas,
	transactionTypesBy,
} from '../resources/transaction';
import type { Endpoint } from './endpoint';

const MOST_TRANSACTIONS = 500;

/** The operations on transactions. */
export const transactionEndpoints = [
	{
		route: 'createTransactions',
		method: 'POST',
		path: '/v2/issuers/{organizationId}/transactions',
		scope: 'transaction:write',
		shape: { optional: [], enums: ['data.attributes.status'] },
		handle: createTransactions,
	},
] as const satisfies readonly Endpoint[];

function createTransactions(request: ApiRequest, context: SandboxContext): ApiResponse {
	const rows = rowsOf(jsonOf(request.body), transactionTypesBy(context.readings), MOST_TRANSACTIONS);
	if (context.readings.repeatedEvent === '409') refuseRepeated(rows, context);
	const errors: ErrorObject[] = [];
	let accepted = 0;
	for (const row of rows) {
		const outcome = createTransaction(row, context);
		if (Array.isArray(outcome)) errors.push(...outcome);
		else accepted += 1;
	}
	throwWhenAllFailed(accepted, errors);
	const data = queuedJob(accepted);
	return errors.length === 0 ? { status: 202, body: { data } } : { status: 207, body: { errors, data } };
}

function queuedJob(accepted: number) {
	const message = `${String(accepted)} transaction events are queued.`;
	return { type: 'transactionsJob', id: randomUUID(), attributes: { status: 'queued', message } };
}

function createTransaction(row: Row, context: SandboxContext): StoredTransaction | ErrorObject[] {
	const event = readEvent(row);
	if (Array.isArray(event)) return event;
	const { state } = context;
	if (state.transactions.has(row.id)) return [repeated(row)];
	const user = state.users.get(event.userId);
	if (user === undefined) {
		const place = { id: row.id, source: { pointer: `${row.pointer}/attributes/userId` } };
		return [errorObject(404, `There is no user ${event.userId}.`, place)];
	}
	const matchedOfferId = settleRewards(event, user, context);
	const stored = matchedOfferId === undefined ? event : { ...event, matchedOfferId };
	state.addTransaction(stored);
	return stored;
}

function repeated({ id, pointer }: Row): ErrorObject {
	const place = { id, source: { pointer: `${pointer}/id` } };
	return errorObject(409, `The transaction event ${id} was sent before.`, place);
}

/** Refuses the whole request when one of its events was sent before, be it by an earlier row of the same request. */
function refuseRepeated(rows: readonly Row[], { state }: SandboxContext): void {
	const seen = new Set<string>();
	const errors = rows.flatMap((row) => {
		const isRepeated = state.transactions.has(row.id) || seen.has(row.id);
		seen.add(row.id);
		return isRepeated ? [repeated(row)] : [];
	});
	if (errors.length > 0) throw new ApiError(409, errors);
}

function readEvent(row: Row): StoredTransaction | ErrorObject[] {
	const { type, id } = row;
	if (!isTransactionType(type)) return [errorObject(400, `There is no type ${type}.`, { id })];
	const checked = transactionSchemas[type].safeParse(row.attributes);
	if (!checked.success) return errorsOfRow(checked.error, row);
	const { userId, transactionId } = checked.data;
	return { type, id, userId, transactionId, attributes: checked.data };
}
