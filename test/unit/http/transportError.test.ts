import {
	KardAbortError,
	KardApiError,
	KardAuthenticationError,
	KardError,
	KardNetworkError,
	KardTimeoutError,
} from '../../../shared/errors';
import { Redactor } from '../../../shared/redaction/redactor';
import { mayPass, transportError } from '../../../shared/http/transportError';

const failed = (timeoutMs = 1_000, aborted = false) => ({ aborted, timeoutMs, redactor: new Redactor({}) });
const coded = (code: string, message = 'oh') => Object.assign(new Error(message), { code });

it.each([
	['ECONNREFUSED', false],
	['ENOTFOUND', false],
	['EAI_AGAIN', false],
	['EHOSTUNREACH', false],
	['ENETUNREACH', false],
	['CERT_HAS_EXPIRED', false],
	['SELF_SIGNED_CERT_IN_CHAIN', false],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false],
	['ERR_TLS_CERT_ALTNAME_INVALID', false],
	['EPROTO', false],
	['EPROTOTYPE', true],
	['ECONNRESET', true],
	['EPIPE', true],
	['ERR_BAD_RESPONSE', true],
	['A_CERT_OF_SORTS', true],
])('after %s it is open whether the request was heard: %p', (code, open) => {
	const error = transportError(coded(code), failed());

	expect(error).toBeInstanceOf(KardNetworkError);
	expect(error.outcomeUnknown).toBe(open);
});

it.each([
	['ECONNREFUSED', true],
	['EAI_AGAIN', true],
	['ECONNRESET', true],
	['ENOTFOUND', false],
	['CERT_HAS_EXPIRED', false],
	['DEPTH_ZERO_SELF_SIGNED_CERT', false],
	['ERR_INVALID_URL', false],
	['EPROTO', false],
	['EPROTOTYPE', true],
])('another attempt after %s could be answered: %p', (code, could) => {
	expect(mayPass(transportError(coded(code), failed()))).toBe(could);
});

it.each<[string, KardError, boolean]>([
	['a time-out', new KardTimeoutError('late'), true],
	['a connection without a code', new KardNetworkError('gone'), true],
	['a token that a busy Kard did not give', new KardApiError('busy', { statusCode: 503 }), true],
	['a token that Kard refused', new KardAuthenticationError('no', { statusCode: 401 }), false],
	['an abort', new KardAbortError('stop'), false],
	['an answer that is none', new KardError('nonsense'), false],
])('another attempt could be answered after %s: %p', (_, error, could) => {
	expect(mayPass(error)).toBe(could);
});

it('an abort is one, whatever the transport calls it', () => {
	const error = transportError(coded('ETIMEDOUT'), failed(1_000, true));

	expect(error).toBeInstanceOf(KardAbortError);
	expect(error.outcomeUnknown).toBe(true);
});

it.each([
	[1_000, '1 second'],
	[1_500, '1.5 seconds'],
	[60_000, '60 seconds'],
	[100, '0.1 seconds'],
])('a time-out after %i ms says how long was waited', (ms, words) => {
	expect(transportError(coded('ETIMEDOUT'), failed(ms)).message).toBe(`Kard did not answer within ${words}.`);
});

it('a transport that gave up on a long answer is told so, in doubt, and not tried again', () => {
	const error = transportError(coded('ERR_ANSWER_TOO_LONG'), failed());

	expect(error.message).toMatch(/^Kard's answer is longer than 20 MB/);
	expect(error.outcomeUnknown).toBe(true);
	expect(mayPass(error)).toBe(false);
});
