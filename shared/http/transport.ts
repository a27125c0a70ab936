import { withinTime } from './timing';

/** One HTTP request, ready to be sent. */
export interface TransportRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** The whole address, query included, already encoded. */
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** The exact text to send. A retry sends the very same text. */
	readonly body?: string;
	/** How long to wait for the response to this one attempt, in milliseconds. */
	readonly timeoutMs: number;
	readonly signal?: AbortSignal;
	/** For a host that keeps the token: Kard refused it, so a new one is needed for this request. */
	readonly renewToken?: boolean;
}

/** The response to a request, whatever its status. */
export interface TransportResponse {
	readonly status: number;
	/** Header names in any case; a repeated header as a list. */
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	/** The body as text, or already parsed where the host parses JSON by itself. */
	readonly body: unknown;
}

/**
 * Sends one request. The host brings it, with the HTTP client of its own.
 *
 * It resolves for every HTTP status and rejects only when there was no response. It must not follow redirects and
 * must not retry.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/**
 * Holds any transport to its time: it settles within the time of the request, or as soon as that is aborted. A host's
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
