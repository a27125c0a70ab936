import type { IncomingHttpHeaders } from 'node:http';
import { apiError } from './apiError';
import type { RequestBody } from './body';

/** What a handler is given of a request. */
export interface ApiRequest {
	/** The ids in the path by the names of their placeholders, decoded once. */
	readonly ids: Readonly<Partial<Record<string, string>>>;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: RequestBody;
}

/** An id of the path. Refuses a path in which it is empty with 404. */
export function idIn({ ids }: ApiRequest, name: string): string {
	const id = ids[name] ?? '';
	if (id !== '') return id;
	throw apiError(404, `There is no such path: its ${name} is missing.`);
}
