import type { AuditAttributes } from '../../shared';
import type { Reply } from './fakeKard';
import { upTo, type SheetRow } from './rows';

/** What Kard is asked to look into, with a transaction of its own for each number. */
export function audit(number: number, cells: Partial<AuditAttributes> = {}): AuditAttributes {
	return {
		transactionId: `txn-${number}`,
		auditCode: '3006',
		merchantName: 'Blue Door Coffee',
		auditDescription: 'The reward for this visit is missing.',
		...cells,
	};
}

/** So many audits, no two alike. */
export function audits(count: number): AuditAttributes[] {
	return upTo(count).map((number) => audit(number));
}

/** The row of a sheet: an audit with some cells as a person wrote them. `undefined` empties a cell. */
export function sheetAudit(number: number, cells: SheetRow): AuditAttributes {
	return Object.assign(audit(number), cells);
}

/** An audit as Kard answers with it. */
export function auditAnswer(id: string): Reply {
	return {
		status: 201,
		body: { data: [{ type: 'audit', id, attributes: { transactionId: 'txn-1' } }] },
	};
}
