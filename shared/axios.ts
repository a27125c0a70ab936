import axios, { type AxiosInstance, type AxiosRequestConfig } from 'axios';
import { LONGEST_RESPONSE } from './http/response';
import type { Transport, TransportRequest } from './http/transport';

/** Why there was no answer. Unlike axios' own error it does not carry the request, which holds the token. */
class NoAnswer extends Error {
	override readonly name = 'NoAnswer';
	readonly code: string | undefined;

	constructor(message: string, code?: string) {
		super(message);
		this.code = code;
	}
}

function noAnswer(error: unknown, timer: AbortSignal): NoAnswer {
	if (timer.aborted) return new NoAnswer('timeout', 'ETIMEDOUT');
	if (isTooLong(error)) return new NoAnswer('The answer is too long.', 'ERR_ANSWER_TOO_LONG');
	if (axios.isAxiosError(error)) return new NoAnswer(error.message, error.code);
	return new NoAnswer(error instanceof Error ? error.message : '');
}

/** axios has no code of its own for this. */
function isTooLong(error: unknown): boolean {
	return axios.isAxiosError(error) && error.message.startsWith('maxContentLength');
}

function configOf(request: TransportRequest, timeoutMs: number, signal: AbortSignal): AxiosRequestConfig {
	return {
		method: request.method,
		url: request.url,
		// The address is whole already, whatever the instance would put in front of it.
		baseURL: '',
		headers: { ...request.headers },
		timeout: timeoutMs,
		signal,
		// The client reads every answer itself, whatever its status and form, and never leaves Kard's host.
		validateStatus: () => true,
		responseType: 'text',
		transformResponse: (body: string) => body,
		transformRequest: (body: unknown) => body,
		maxRedirects: 0,
		// Counted after unpacking, so that a small answer cannot fill the memory.
		maxContentLength: LONGEST_RESPONSE,
		...(request.body === undefined ? {} : { data: request.body }),
	};
}

/**
 * A transport for programs that have no host to send for them.
 * @param instance an axios instance of one's own; its proxy, agents, interceptors and headers are honoured
 */
export function axiosTransport(instance: AxiosInstance = axios.create()): Transport {
	return async (request) => {
		const timeoutMs = Math.max(1, Math.ceil(request.timeoutMs));
		// The whole attempt is timed: axios' own timeout starts anew with every byte that trickles in.
		const timer = AbortSignal.timeout(timeoutMs);
		const signal = request.signal === undefined ? timer : AbortSignal.any([timer, request.signal]);
		const config = configOf(request, timeoutMs, signal);
		const response = await instance.request<string>(config).catch((error: unknown) => {
			throw noAnswer(error, timer);
		});
		const headers: Record<string, string | undefined> = {};
		for (const [name, value] of Object.entries(response.headers)) {
			headers[name] = Array.isArray(value) ? value.join(', ') : String(value);
		}
		return { status: response.status, headers, body: response.data };
	};
}
