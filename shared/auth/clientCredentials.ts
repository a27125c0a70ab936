import type { Clock } from '../clock';
import { bearer, type Authenticator, type Authorization } from '../http/authenticator';
import type { CallContext } from '../http/callContext';
import type { Token } from './tokenRequest';

/** A token is renewed this long before it expires, in milliseconds, as Kard's official SDKs do. */
const RENEW_BEFORE_MS = 120_000;

/** How many tokens are remembered as secrets: a request under way may still carry the one before. */
const REMEMBERED_TOKENS = 2;

interface Held {
	readonly authorization: Authorization;
	readonly freshUntil: number;
	/** Whether it was due for renewal the moment it came. */
	readonly shortLived: boolean;
}

/**
 * OAuth 2.0 client credentials. All callers share one token and one refresh: if it fails, it fails for all who wait.
 * @param fetchToken requests a token from Kard. No caller's deadline or signal bounds it: each waits for itself
 */
export function clientCredentials(
	clientSecret: string,
	fetchToken: () => Promise<Token>,
	clock: Clock,
): Authenticator {
	let held: Held | undefined;
	let refresh: Promise<Held> | undefined;
	let tokens: readonly string[] = [];

	const fetchAndHold = async (): Promise<Held> => {
		const { accessToken, expiresInSeconds } = await fetchToken();
		const freshForMs = expiresInSeconds * 1_000 - RENEW_BEFORE_MS;
		held = {
			authorization: bearer(accessToken),
			freshUntil: clock.now() + freshForMs,
			shortLived: freshForMs <= 0,
		};
		tokens = [accessToken, ...tokens].slice(0, REMEMBERED_TOKENS);
		return held;
	};

	const refreshed = (): Promise<Held> => {
		refresh ??= fetchAndHold().finally(() => {
			refresh = undefined;
		});
		return refresh;
	};

	/**
	 * A token that is short-lived from the start is requested once a call: another one would be no better. If it does
	 * expire meanwhile, Kard answers 401 and it is renewed then.
	 */
	const isUsable = (token: Held, call: CallContext): boolean =>
		clock.now() < token.freshUntil || (token.shortLived && call.hasToken);

	return {
		authorize: async (call) => {
			const token = held !== undefined && isUsable(held, call) ? held : await call.waitFor(refreshed());
			call.hasToken = true;
			return token.authorization;
		},
		refused: (authorization) => {
			// Another request may have renewed it while this one was under way.
			if (held?.authorization === authorization) held = undefined;
			return true;
		},
		secrets: () => [clientSecret, ...tokens],
	};
}
