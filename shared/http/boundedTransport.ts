import type { Transport } from './transport';
import { withinTime } from './withinTime';

/**
 * Holds any transport to its time: it settles within the time of the request, or as soon as that is stopped. A host's
 * own time limit may be one between two bytes only, and some transports never settle at all.
 */
export function boundedTransport(transport: Transport): Transport {
	return async (request) =>
		await withinTime(
			request.timeoutMs,
			request.signal,
			async (signal) => await transport({ ...request, signal }),
		);
}
