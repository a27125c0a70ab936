import { randomUUID } from 'node:crypto';
import { auditAttributesSchema, type StoredAudit } from '../auditRules';
import { hasOpenAudit, openAudit } from '../audits';
import { jsonOf } from '../body';
import { refuseWhenUniform } from '../bulkAnswer';
import { errorsOfRow, newRowsOf, type NewRow } from '../document';
import type { Answer, Call, Endpoint, World } from '../endpoint';
import { errorObject, type ErrorObject } from '../errors';
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

function createAudits(call: Call, world: World): Answer {
	const user = knownUser(call, world);
	const rows = newRowsOf(jsonOf(call.body), 'audit', MOST_AUDITS);
	const created: StoredAudit[] = [];
	const errors: ErrorObject[] = [];
	for (const row of rows) {
		const outcome = createAudit(row, user.id, world);
		if (Array.isArray(outcome)) errors.push(...outcome);
		else created.push(outcome);
	}
	refuseWhenUniform(created.length, errors, [404, 409]);
	const data = created.map(resource);
	return errors.length === 0 ? { status: 201, body: { data } } : { status: 207, body: { errors, data } };
}

/** An audit has no id before it is taken, so its errors are known by the id of its transaction. */
function createAudit(row: NewRow, userId: string, world: World): StoredAudit | ErrorObject[] {
	const checked = auditAttributesSchema.safeParse(row.attributes);
	if (!checked.success) return errorsOfRow(checked.error, { ...row, id: transactionIdIn(row) });
	const { transactionId, auditCode } = checked.data;
	const source = { pointer: `${row.pointer}/attributes/transactionId` };
	const fail = (status: number, detail: string) => [
		errorObject(status, detail, { id: transactionId, source }),
	];
	if (!world.state.hasTransaction(userId, transactionId)) {
		return fail(404, `The user ${userId} has no transaction ${transactionId}.`);
	}
	const audit: StoredAudit = { ...checked.data, id: randomUUID(), userId, status: 'NEW' };
	if (hasOpenAudit(audit, world)) {
		return fail(409, `There is an open audit of the transaction ${transactionId} with code ${auditCode}.`);
	}
	openAudit(audit, world);
	return audit;
}

function transactionIdIn({ attributes }: NewRow): string | undefined {
	const id = 'transactionId' in attributes ? attributes.transactionId : undefined;
	return typeof id === 'string' && id !== '' ? id : undefined;
}

function resource({ id, transactionId }: StoredAudit) {
	return { type: 'audit', id, attributes: { transactionId } };
}
