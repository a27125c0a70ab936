import mapValues from 'lodash/mapValues';
import { KardError, reword } from '../errors';
import { isClean, redactedCopy } from '../redaction/deep';
import { Redactor } from '../redaction/redactor';
import type { Content } from './content';
import type { Exchange } from './persist';
import type { Transport } from './transport';

/** Masks what the client alone may know, and nothing else: addresses and cards in an answer are what was asked for. */
function secretsRedactor(secrets: readonly string[]): Redactor {
	return new Redactor({ secrets, patterns: false });
}

function contentWithout(content: Content, redactor: Redactor): Content {
	if (content.kind === 'empty') return content;
	if (content.kind === 'unreadable') return { ...content, text: redactor.text(content.text) };
	return isClean(content.value, redactor)
		? content
		: { ...content, value: redactedCopy(content.value, redactor) };
}

/** The answer with every secret masked, wherever Kard repeats it: in an error as well as in what is handed over. */
export function withoutSecrets(exchange: Exchange, secrets: readonly string[]): Exchange {
	const redactor = secretsRedactor(secrets);
	return {
		...exchange,
		headers: mapValues(exchange.headers, (value) => redactor.text(value)),
		content: contentWithout(exchange.content, redactor),
	};
}

function codeOf(error: Error): object {
	return 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
}

/** What a transport failed with. It is left as it is, unless its words repeat a secret. */
function failureWithout(error: unknown, secrets: readonly string[]): unknown {
	if (!(error instanceof Error)) return error;
	const redactor = secretsRedactor(secrets);
	if (redactor.isClean(error.message)) return error;
	const message = redactor.text(error.message);
	return error instanceof KardError
		? reword(error, message)
		: Object.assign(new Error(message), codeOf(error));
}

/** The transport, with every secret masked in the words of its failures. */
export function quietTransport(transport: Transport, secrets: () => readonly string[]): Transport {
	return async (request) => {
		try {
			return await transport(request);
		} catch (error) {
			throw failureWithout(error, secrets());
		}
	};
}
