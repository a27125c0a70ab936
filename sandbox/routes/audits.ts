import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context/sandboxContext';
import { errorObject, type ErrorObject } from '../http/apiError';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { jsonOf } from '../http/body';
import { throwWhenAllFailed } from '../http/bulkErrors';
import { errorsOfRow, type NewRow, newRowsOf } from '../http/document';
import { hasOpenAudit, openAudit } from '../processing/runAudit';
import { auditAttributesSchema, type StoredAudit } from '../resources/audit';
import type { Endpoint } from './endpoint';
import { knownUser } from './users';

/** Kard publishes no limit: here it is that of the transactions. */
const MOST_AUDITS = 500;

/** The operations on audits. */
export const auditEndpoints = [
	{
		route: 'createAudits',
		method: 'POST',
		path: '/v2/issuers/{organizationId}/users/{userId}/audits',
		scope: 'audit:write',
		shape: { optional: [], enums: [], optionalIn207: ['data'] },
		handle: createAudits,
	},
] as const satisfies readonly Endpoint[];

function createAudits(request: ApiRequest, context: SandboxContext): ApiResponse {
	const user = knownUser(request, context);
	const rows = newRowsOf(jsonOf(request.body), 'audit', MOST_AUDITS);
	const created: StoredAudit[] = [];
	const errors: ErrorObject[] = [];
	for (const row of rows) {
		const outcome = createAudit(row, user.id, context);
		if (Array.isArray(outcome)) errors.push(...outcome);
		else created.push(outcome);
	}
	throwWhenAllFailed(created.length, errors, [404, 409]);
	const data = created.map(resource);
	return errors.length === 0 ? { status: 201, body: { data } } : { status: 207, body: { errors, data } };
}

/** An audit has no id before it is taken, so its errors are known by the id of its transaction. */
function createAudit(row: NewRow, userId: string, context: SandboxContext): StoredAudit | ErrorObject[] {
	const checked = auditAttributesSchema.safeParse(row.attributes);
	if (!checked.success) return errorsOfRow(checked.error, { ...row, id: transactionIdIn(row) });
	const { transactionId, auditCode } = checked.data;
	const source = { pointer: `${row.pointer}/attributes/transactionId` };
	const fail = (status: number, detail: string) => [
		errorObject(status, detail, { id: transactionId, source }),
	];
	if (!context.state.hasTransaction(userId, transactionId)) {
		return fail(404, `The user ${userId} has no transaction ${transactionId}.`);
	}
	const audit: StoredAudit = { ...checked.data, id: randomUUID(), userId, status: 'NEW' };
	if (hasOpenAudit(audit, context)) {
		return fail(409, `There is an open audit of the transaction ${transactionId} with code ${auditCode}.`);
	}
	openAudit(audit, context);
	return audit;
}

function transactionIdIn({ attributes }: NewRow): string | undefined {
	const id = 'transactionId' in attributes ? attributes.transactionId : undefined;
	return typeof id === 'string' && id !== '' ? id : undefined;
}

function resource({ id, transactionId }: StoredAudit) {
	return { type: 'audit', id, attributes: { transactionId } };
}
