import { z } from 'zod/v4';

/** The audit codes by Kard's numbers: incorrect cashback, missing cashback, something else. */
const AUDIT_CODES = [3005, 3006, 8001] as const;

/** An audit code by Kard's number. */
type AuditCode = (typeof AUDIT_CODES)[number];

/** An audit as the sandbox stores it. */
export interface StoredAudit {
	readonly id: string;
	readonly userId: string;
	readonly transactionId: string;
	readonly auditCode: AuditCode;
	readonly merchantName: string;
	readonly auditDescription: string;
	/** An audit is open until it is `CLOSED`. The sandbox never says `IN_PROGRESS`, which Kard may. */
	readonly status: 'NEW' | 'IN_PROGRESS' | 'CLOSED';
	/** What came of it, once it is closed: Kard's code, words, and the time in milliseconds since 1970. */
	readonly resolution?: { readonly code: number; readonly description: string; readonly at: number };
}

/** The attributes of an audit as the sandbox accepts them. Unknown attributes are dropped, not refused. */
export const auditAttributesSchema = z.object({
	auditCode: z.literal(AUDIT_CODES),
	merchantName: z.string().min(1),
	auditDescription: z.string().min(1),
	transactionId: z.string().min(1),
});
