import type { Call } from '../http/call';

/** Gives a request its right to be heard. */
export interface Authenticator {
	/**
	 * The bearer token to send; undefined when the host adds it by itself.
	 * @throws KardAuthenticationError when no token can be had
	 */
	token(call: Call): Promise<string | undefined>;
	/**
	 * After an answer of 401 to a request with this token: whether to repeat it once, with what `token` gives then.
	 */
	renew(rejected: string | undefined, call: Call): Promise<boolean>;
	/** What must never be shown: the secret, and the tokens had so far. */
	secrets(): readonly string[];
}
