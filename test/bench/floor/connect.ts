import { Agent } from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import { z } from 'zod/v4';

/** Who talks to which Kard. */
interface Connection {
	readonly baseUrl: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

const token = z.object({ access_token: z.string() });

/**
 * Gets a token, and makes what the batches are sent with. Of the ways to call axios this is the quickest: connections
 * are kept, bodies go out and come in as text, and without redirects axios uses Node's own client.
 */
export async function connect({ baseUrl, clientId, clientSecret }: Connection): Promise<AxiosInstance> {
	const http = axios.create({
		baseURL: baseUrl,
		httpAgent: new Agent({ keepAlive: true }),
		headers: { 'Content-Type': 'application/json' },
		timeout: 60_000,
		maxRedirects: 0,
		responseType: 'text',
		transformRequest: (body: unknown) => body,
		transformResponse: (body: unknown) => body,
		validateStatus: () => true,
	});
	const body = JSON.stringify({ client_id: clientId, client_secret: clientSecret });
	const { data } = await http.post<string>('/v2/auth/token', body);
	http.defaults.headers.common.Authorization = `Bearer ${token.parse(JSON.parse(data)).access_token}`;
	return http;
}
