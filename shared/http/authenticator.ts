import type { CallContext } from './callContext';
import type { Transport, TransportRequest, TransportResponse } from './transport';

/** What a request is sent with, such as a token. */
export interface Authorization {
	/**
	 * Sends a request with it.
	 * @throws what the transport throws; a KardError with `noToken` when the request was not sent for want of a token
	 */
	send(request: TransportRequest, transport: Transport): Promise<TransportResponse>;
}

/** Says who the client is. Each way to sign in has its own; a host that keeps tokens brings one. */
export interface Authenticator {
	/**
	 * What the next request is to be sent with.
	 * @throws KardError when no token can be had; the request is then not sent and not repeated
	 */
	authorize(call: CallContext): Promise<Authorization>;
	/**
	 * Learns that Kard refused (401) a request.
	 * @returns whether to send it once more, with what `authorize` gives then
	 */
	refused(authorization: Authorization): boolean;
	/** What must never be shown: a client secret, and the tokens up to now. */
	secrets(): readonly string[];
}

/** Adds a bearer token to each request. */
export function bearer(token: string): Authorization {
	return {
		send: (request, transport) =>
			transport({ ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } }),
	};
}
