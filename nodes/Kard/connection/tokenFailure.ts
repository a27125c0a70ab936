import {
	apiError,
	KardApiError,
	KardAuthenticationError,
	KardError,
	KardNetworkError,
	KardTimeoutError,
} from '../../../shared/host';

/**
 * n8n keeps of an error its words and its code, and hands both to the sender of the request that the token was for. A
 * status would make it put words of its own in their place, so what is to be known of the failure goes into the code:
 * what kind it is, the status or the code of the network, and for how long Kard asked to wait.
 */
const CODE = /^KARD_NO_TOKEN:(refused|busy|unreachable|late|other):(\w*):(\d*)$/;

function codeOf(error: KardError): string {
	const code = (kind: string, detail: string | number) =>
		`KARD_NO_TOKEN:${kind}:${detail}:${error.retryAfterMs ?? ''}`;
	if (error instanceof KardAuthenticationError) return code('refused', error.statusCode);
	if (error instanceof KardApiError) return code('busy', error.statusCode);
	if (error instanceof KardNetworkError) return code('unreachable', error.code ?? '');
	return code(error instanceof KardTimeoutError ? 'late' : 'other', '');
}

/** The error that n8n is to hear of a token that could not be had. */
export function tokenFailure(error: KardError): Error {
	// Not as its `code`, which n8n shows in place of the words where a credential is tested.
	return Object.assign(new Error(error.message), { errorCode: codeOf(error) });
}

/**
 * The error that such a code means; undefined for any other code.
 * @param message the words of the error
 */
export function readTokenFailure(code: unknown, message: string): KardError | undefined {
	const [found, kind, detail, wait] = CODE.exec(String(code)) ?? [];
	if (found === undefined) return undefined;
	const about = { noToken: true, ...(wait ? { retryAfterMs: Number(wait) } : {}) };
	if (kind === 'other') return new KardError(message, about);
	if (kind === 'late') return new KardTimeoutError(message, about);
	if (kind === 'unreachable') return new KardNetworkError(message, { ...about, code: detail });
	const details = { ...about, statusCode: Number(detail) };
	return kind === 'refused' ? new KardAuthenticationError(message, details) : apiError(message, details);
}
