import { isForeign, kardAt, otherEnvironment, wrongAddress } from '../http/place';
import { isSuccess, type Content } from '../http/response';

type Kind = Content['kind'];

const WHAT: Readonly<Record<Kind, string>> = {
	json: 'JSON without a token',
	empty: 'nothing',
	unreadable: 'a web page or another text',
};

/**
 * Whether an answer cannot be one of Kard's. A client that Kard does not know and an address that is not there both
 * have the status 404; only the body tells them apart.
 */
function isNoAnswerOfKard(status: number, kind: Kind, url: string): boolean {
	if (isSuccess(status) || (status >= 300 && status < 400)) return true;
	return isForeign(url) && kind === 'unreadable' && [404, 405, 410].includes(status);
}

/**
 * Says why there is no token, and what to do, for the person who made the connection.
 * @param kind what the body turned out to be; it is not repeated, for it may hold secrets
 * @param url where the token was asked for
 */
export function tokenRefusal(status: number, kind: Kind, url: string): string {
	const code = String(status);
	if (isNoAnswerOfKard(status, kind, url)) {
		const isRedirection = status >= 300 && status < 400;
		const what = isRedirection ? 'a redirection, which is not followed' : WHAT[kind];
		return wrongAddress(url, `${what} (${code})`);
	}
	const kard = kardAt(url);
	switch (status) {
		case 400:
		case 415:
			return `${kard} did not understand the token request (${code}). Check the Token URL and the Token Request Style.`;
		case 401:
			return `${kard} did not accept the Client Secret (401). Copy the Client ID and the Client Secret again from what Kard gave you. ${otherEnvironment(url, 'they are')}`;
		case 403:
			return `${kard} gives no token to these credentials (403). Check the Client ID and the Target Issuer. ${otherEnvironment(url, 'they are')}`;
		case 404:
			return `${kard} does not know this Client ID (404). A Client ID is good for one environment only. ${otherEnvironment(url, 'it is')} Otherwise copy the Client ID again.`;
		default:
			return `${kard} gave no token (${code}). Try again later; if it stays so, check the Base URL and the Token URL.`;
	}
}
