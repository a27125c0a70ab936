/** One HTTP request, ready to be sent as it stands. */
export interface TransportRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** The whole address, query included, already encoded. */
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** The exact text to send. A repeat sends the very same text. */
	readonly body?: string;
	/** How long to wait for the answer to this one attempt, in milliseconds. */
	readonly timeoutMs: number;
	readonly signal?: AbortSignal;
}

/** The answer to a request, whatever its status. */
export interface TransportResponse {
	readonly status: number;
	/** Header names in any case; a repeated header as a list. */
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	/** The body as text, or already parsed where the host parses JSON by itself. */
	readonly body: unknown;
}

/**
 * Sends one request. The host brings it: axios, n8n's request helper, Zapier's `z.request`.
 *
 * It resolves for every HTTP status and rejects only when there was no answer. It must not follow redirects and
 * must not retry.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;
