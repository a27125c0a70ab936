import { KardAuthenticationError } from '../errors';

/** How the client ID and secret are sent to get a token, with the label of each way. */
export const TOKEN_REQUEST_STYLES = {
	automatic: 'Automatic',
	basic: 'Basic Authentication',
	json: 'JSON Body',
} as const;

/** A way to request a token: HTTP Basic and a form, as Kard's guide has it; a JSON body, as its official SDKs do. */
export type TokenStyle = 'basic' | 'json';

/** What a person can choose: one way, or whichever works. */
export type TokenStyleChoice = keyof typeof TOKEN_REQUEST_STYLES;

/** What decides on the ways to try. */
interface TokenStyleSettings {
	/** What the person chose; `automatic` when nothing was. */
	readonly choice: TokenStyleChoice | undefined;
	/** Whether a token URL of its own was given, as the guide of Kard wants it. */
	readonly hasTokenUrl: boolean;
	/** The way that Kard took before, where that is known. */
	readonly accepted?: TokenStyle | undefined;
}

/**
 * The ways to try, one after the other. Kard's official SDKs send JSON to the API itself, and its guide Basic
 * authentication and a form to the issuer's own address; no document says which address takes which.
 */
export function tokenStyles({ choice, hasTokenUrl, accepted }: TokenStyleSettings): readonly TokenStyle[] {
	if (choice === 'basic' || choice === 'json') return [choice];
	const first = accepted ?? (hasTokenUrl ? 'basic' : 'json');
	return first === 'basic' ? ['basic', 'json'] : ['json', 'basic'];
}

/** Answers that may be about the way of asking: a bad request, nothing at this address, a body of an unknown kind. */
const ABOUT_STYLE = new Set([400, 404, 415]);

function bothRefused(last: KardAuthenticationError, tried: readonly string[]): KardAuthenticationError {
	const message = `${last.message} Both token request styles were tried: ${tried.join(', ')}.`;
	return new KardAuthenticationError(message, { statusCode: last.statusCode });
}

/**
 * Asks in one way after the other until one is taken.
 * @param ask throws a KardAuthenticationError with the status of the answer when Kard gives no token
 * @throws what `ask` throws; when more than one way was refused, the error says which were
 */
export async function inEitherStyle<T>(
	styles: readonly TokenStyle[],
	ask: (style: TokenStyle) => Promise<T>,
): Promise<T> {
	const tried: string[] = [];
	for (const [index, style] of styles.entries()) {
		try {
			return await ask(style);
		} catch (error) {
			if (!(error instanceof KardAuthenticationError)) throw error;
			const isAboutStyle = ABOUT_STYLE.has(error.statusCode);
			tried.push(`${TOKEN_REQUEST_STYLES[style]} (${String(error.statusCode)})`);
			if (isAboutStyle && index < styles.length - 1) continue;
			// Whom Kard does not know it does not know in either style.
			const says = isAboutStyle && tried.length > 1 && error.statusCode !== 404;
			throw says ? bothRefused(error, tried) : error;
		}
	}
	throw new TypeError('There is no way to ask for a token.');
}
