import { KardError } from '../../../shared/host';

/** How many failures are remembered; there are few ways to put one into words. */
const MOST = 100;

/**
 * Failures to get a token, by their words. Of an error that is thrown on the way of a request n8n keeps no more than
 * the words and a code, and it shows the code. The same words always say the same of a failure: what kind it is, and
 * with which status.
 */
const failures = new Map<string, KardError>();

/** The error that n8n is to hear of a token that could not be had. */
export function tokenFailure(error: KardError): Error {
	const { message } = error;
	failures.delete(message);
	failures.set(message, error.noToken ? error : new KardError(message, { noToken: true }));
	for (const former of [...failures.keys()].slice(0, -MOST)) failures.delete(former);
	return new Error(message);
}

/** The failure to get a token that has these words; undefined for words about anything else. */
export function readTokenFailure(message: string): KardError | undefined {
	return failures.get(message);
}
