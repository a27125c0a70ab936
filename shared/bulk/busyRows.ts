import groupBy from 'lodash/groupBy';
import type { CallContext } from '../http/callContext';
import type { KardResponse } from '../http/response';
import { backOffMs, requestedWaitMs } from '../http/retryPolicy';
import { leavesDoubt } from '../http/retryPolicy';
import type { Answered, Pending } from './pending';
import type { BusyRow } from './rowVerdict';

/** How long an answer asks to wait, in milliseconds, whatever its status; undefined when it does not ask. */
export function askedWaitMs({ headers }: KardResponse, call: CallContext): number | undefined {
	return requestedWaitMs(headers, call.clock.now());
}

/**
 * Has rows sent again for which Kard was too busy, after the same waits and as often as requests are repeated.
 * Undefined where they may not be repeated any more.
 */
export function repeatBusy(
	busy: readonly BusyRow[],
	{ exchange, group }: Answered,
	call: CallContext,
): Pending[] | undefined {
	if (busy.length === 0) return [];
	const repeats = group.repeats ?? 0;
	const asked = askedWaitMs(exchange, call);
	const waitMs = asked ?? backOffMs(repeats, call.clock.random());
	if (repeats >= call.maxRetries || !call.allows(waitMs) || !call.mayRetry()) return undefined;
	// One "slow down" is meant for all.
	const holdsForAll = asked !== undefined || busy.some(({ status }) => status === 429);
	if (holdsForAll) call.pause(waitMs);
	const byDoubt = groupBy(busy, ({ status }) => String(group.doubt || leavesDoubt(status)));
	return Object.entries(byDoubt).map(([doubt, some]) => ({
		rows: some.map(({ row }) => row),
		...{ doubt: doubt === 'true', wasSent: true, repeats: repeats + 1, errorOf: group.errorOf },
		...(holdsForAll ? {} : { waitMs }),
	}));
}
