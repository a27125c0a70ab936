import axios, { type AxiosInstance } from 'axios';
import type { Transport } from './http/transport';

/**
 * A transport for programs that have no host to send for them.
 * @param instance an axios instance of one's own; its proxy, agents, interceptors and headers are honoured
 */
export function axiosTransport(instance: AxiosInstance = axios.create()): Transport {
	return async (request) => {
		const response = await instance.request<string>({
			method: request.method,
			url: request.url,
			headers: { ...request.headers },
			timeout: Math.max(1, Math.ceil(request.timeoutMs)),
			// The client reads every answer itself, whatever its status and form, and never leaves Kard's host.
			validateStatus: () => true,
			responseType: 'text',
			transformResponse: (body: string) => body,
			transformRequest: (body: unknown) => body,
			maxRedirects: 0,
			...(request.body === undefined ? {} : { data: request.body }),
			...(request.signal === undefined ? {} : { signal: request.signal }),
		});
		const headers: Record<string, string | undefined> = {};
		for (const [name, value] of Object.entries(response.headers)) {
			headers[name] = Array.isArray(value) ? value.join(', ') : String(value);
		}
		return { status: response.status, headers, body: response.data };
	};
}
