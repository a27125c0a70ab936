import type { CallContext } from '../../shared/http/callContext';
import type { KardResponse } from '../../shared/http/response';
import { sendWithRetries } from '../../shared/http/retry';
import type { TransportResponse } from '../../shared/http/transport';
import { transportError } from '../../shared/http/transportError';
import { Redactor } from '../../shared/redaction/redactor';

/** Sends a request with retries, as the engine does, through a stand-in for the transport. */
export function sendThrough(
	call: CallContext,
	attempt: () => Promise<TransportResponse>,
	idempotent = true,
): Promise<KardResponse> {
	const redactor = new Redactor({});
	const url = 'https://kard.example.com';
	return sendWithRetries({
		call,
		idempotent,
		prepare: () => Promise.resolve(),
		attempt,
		errorOf: (thrown, timeoutMs) =>
			transportError(thrown, { aborted: call.aborted, timeoutMs, url, redactor }),
	});
}
