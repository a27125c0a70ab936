import type { Clock } from '../clock';
import type { Call } from '../http/call';
import type { Authenticator } from './authenticator';
import type { Token } from './tokenRequest';

/** A token is renewed this long before it expires, in milliseconds, as Kard's official SDKs do. */
const RENEW_BEFORE_MS = 120_000;

interface Held {
	readonly value: string;
	readonly freshUntil: number;
}

/**
 * OAuth 2.0 client credentials. All callers share one token and one refresh: if it fails, it fails for all who wait.
 * @param fetchToken asks Kard for a token, in the time that the given call has left
 */
export function clientCredentials(
	clientSecret: string,
	fetchToken: (call: Call) => Promise<Token>,
	clock: Clock,
): Authenticator {
	let held: Held | undefined;
	let refresh: Promise<Held> | undefined;

	const fetchAndHold = async (call: Call): Promise<Held> => {
		const token = await fetchToken(call);
		held = {
			value: token.accessToken,
			freshUntil: clock.now() + token.expiresInSeconds * 1_000 - RENEW_BEFORE_MS,
		};
		return held;
	};

	const refreshed = (call: Call): Promise<Held> => {
		refresh ??= fetchAndHold(call).finally(() => {
			refresh = undefined;
		});
		return refresh;
	};

	/**
	 * A token that this very call was given is used however short-lived it claims to be: asking again would give no
	 * better one. If it does expire meanwhile, Kard answers 401 and it is renewed then.
	 */
	const usable = (token: Held, call: Call): boolean =>
		clock.now() < token.freshUntil || call.tokens.has(token.value);

	const obtain = async (call: Call): Promise<string> => {
		const token = held !== undefined && usable(held, call) ? held : await call.unlessStopped(refreshed(call));
		call.tokens.add(token.value);
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
		secrets: () => [clientSecret, ...(held === undefined ? [] : [held.value])],
	};
}
