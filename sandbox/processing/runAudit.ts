import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxContext } from '../context/sandboxContext';
import { auditContent } from '../notifications/auditContent';
import type { StoredAudit } from '../resources/audit';

/** Kard's resolution codes that the sandbox uses: no change needed, and marked as rejected. */
const NO_CHANGE_NEEDED = 5009;
const REJECTED = 5006;

/**
 * Takes an audit and lets it run its course: `auditUpdate` says that it is new and, when that is delivered or given up
 * and the set time has passed, that it is closed. It is never in progress in between, and no reward changes by it.
 */
export function openAudit(audit: StoredAudit, context: SandboxContext): void {
	const { state, notifications, settings } = context;
	state.audits.set(audit.id, audit);
	const announced = notifications.publish('auditUpdate', () => auditContent(audit));
	void notifications.follow(async (stop) => {
		const passed = sleep(settings.auditDurationMs, undefined, { signal: stop }).catch(() => undefined);
		await Promise.all([announced, passed]);
		if (stop.aborted) return;
		const closed = closedAudit(audit, context);
		state.audits.set(closed.id, closed);
		await notifications.publish('auditUpdate', () => auditContent(closed));
	});
}

/** A purchase that has its reward needs no change; one without is not worth any, by the sandbox's own matching. */
function closedAudit(audit: StoredAudit, { state, now }: SandboxContext): StoredAudit {
	const earned = state.rewards.ofPurchase(audit.userId, audit.transactionId).length > 0;
	const resolution = earned
		? { code: NO_CHANGE_NEEDED, description: 'The reward of this purchase is right as it is.' }
		: { code: REJECTED, description: 'This purchase meets the conditions of no offer.' };
	return { ...audit, status: 'CLOSED', resolution: { ...resolution, at: now() } };
}

/** Whether there is an open audit of the same transaction with the same code. */
export function hasOpenAudit(
	{ userId, transactionId, auditCode }: Pick<StoredAudit, 'userId' | 'transactionId' | 'auditCode'>,
	{ state }: SandboxContext,
): boolean {
	for (const audit of state.audits.values()) {
		const isSame =
			audit.userId === userId && audit.transactionId === transactionId && audit.auditCode === auditCode;
		if (isSame && audit.status !== 'CLOSED') return true;
	}
	return false;
}
