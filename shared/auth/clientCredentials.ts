import type { Clock } from '../clock';
import type { Call } from '../http/call';
import type { Authenticator } from './authenticator';
import type { Token } from './tokenRequest';

/** A token is renewed this long before it expires, in milliseconds, as Kard's official SDKs do. */
const RENEW_BEFORE_MS = 120_000;

/** How many tokens are remembered as secrets: a request under way may still carry the one before. */
const REMEMBERED_TOKENS = 2;

interface Held {
	readonly value: string;
	readonly freshUntil: number;
	/** Whether it was due for renewal the moment it came. */
	readonly shortLived: boolean;
}

/**
 * OAuth 2.0 client credentials. All callers share one token and one refresh: if it fails, it fails for all who wait.
 * @param fetchToken asks Kard for a token. Nobody's deadline or signal bounds it: each caller waits for itself
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
		const token = await fetchToken();
		const freshForMs = token.expiresInSeconds * 1_000 - RENEW_BEFORE_MS;
		held = {
			value: token.accessToken,
			freshUntil: clock.now() + freshForMs,
			shortLived: freshForMs <= 0,
		};
		tokens = [token.accessToken, ...tokens].slice(0, REMEMBERED_TOKENS);
		return held;
	};

	const refreshed = (): Promise<Held> => {
		refresh ??= fetchAndHold().finally(() => {
			refresh = undefined;
		});
		return refresh;
	};

	/**
	 * A token that is short-lived from the start is asked for once a call: asking again would give no better one. If
	 * it does expire meanwhile, Kard answers 401 and it is renewed then.
	 */
	const usable = (token: Held, call: Call): boolean =>
		clock.now() < token.freshUntil || (token.shortLived && call.hasToken);

	const obtain = async (call: Call): Promise<string> => {
		const token = held !== undefined && usable(held, call) ? held : await call.waitFor(refreshed());
		call.hasToken = true;
		return token.value;
	};

	return {
		token: obtain,
		renew: async (rejected, call) => {
			// Another request may have renewed it while this one was under way.
			if (held?.value === rejected) held = undefined;
			await obtain(call);
			return true;
		},
		secrets: () => [clientSecret, ...tokens],
	};
}
