import { types } from 'node:util';
import type { DeliveryOutcome } from './sentNotification';
import { SIGNATURE_HEADER } from './signature';

/** What is put on the wire, the same at every attempt. */
export interface SignedBody {
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** The signature; without one, the header is left out. */
	readonly signature: string | undefined;
}

const STOPPED = 'The sandbox was reset or closed.';

/**
 * Sends a signedBody once, and follows no redirect.
 * @param timeoutMs how long it may take until the response is read
 * @param stop aborted when there is no use in going on
 */
export async function attempt(
	signedBody: SignedBody,
	url: string,
	timeoutMs: number,
	stop: AbortSignal,
): Promise<DeliveryOutcome> {
	if (stop.aborted) return { error: STOPPED };
	const control = new AbortController();
	const onStop = () => {
		control.abort(new Error(STOPPED));
	};
	stop.addEventListener('abort', onStop, { once: true });
	const timer = setTimeout(() => {
		control.abort(new Error(`There was no response within ${String(timeoutMs)} ms.`));
	}, timeoutMs);
	try {
		return { status: await post(signedBody, url, control.signal) };
	} catch (error) {
		return { error: reasonIn(error) };
	} finally {
		clearTimeout(timer);
		stop.removeEventListener('abort', onStop);
	}
}

async function post({ bytes, signature }: SignedBody, url: string, signal: AbortSignal): Promise<number> {
	const response = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(signature === undefined ? {} : { [SIGNATURE_HEADER]: signature }),
		},
		body: bytes,
		redirect: 'manual',
		signal,
	});
	// A response that is read to its end leaves the connection free for the next one. Its status counts either way.
	await response.body?.pipeTo(new WritableStream()).catch(() => undefined);
	return response.status;
}

/** What broke a request, in the words of the innermost error: the outer one only says that it failed. */
function reasonIn(error: unknown): string {
	// Errors of other realms are not instances of this one's Error.
	if (!types.isNativeError(error)) return String(error);
	if (error.cause !== undefined) return reasonIn(error.cause);
	if (error.message !== '') return error.message;
	return 'code' in error ? String(error.code) : error.name;
}
