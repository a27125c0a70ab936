import type { Route } from '../../sandbox';
import type { Endpoint } from '../../sandbox/routes/endpoint';
import { ENDPOINTS } from '../../sandbox/routes/operations';
import { CASES, type Case } from './cases';
import { request, type TestKard, type TestResponse } from './support';

/** One response, and the case that it belongs to. */
export interface CaseResponse {
	readonly route: Exclude<Route, 'unknown'>;
	readonly endpoint: Endpoint;
	readonly asked: Case;
	readonly response: TestResponse;
}

/** Sends a request of an operation with ids in its path. */
export function send(
	kard: TestKard,
	{ method, path }: Endpoint,
	ids: Readonly<Record<string, string>>,
	query = '',
	body?: unknown,
	headers?: Readonly<Record<string, string>>,
): Promise<TestResponse> {
	const all: Readonly<Record<string, string>> = {
		organizationId: kard.sandbox.organizationId,
		userId: 'u1',
		...ids,
	};
	const url = path.replace(/\{(\w+)\}/g, (_, name: string) => all[name] ?? name) + query;
	return headers === undefined || 'content-type' in headers
		? kard.call(method, url, body, headers)
		: request(kard.sandbox.baseUrl + url, method, body, headers);
}

/** Sends the request of every case, one after another; with `isBrief` only one of each route and status of failure. */
export async function everyResponse(kard: TestKard, isBrief = false): Promise<readonly CaseResponse[]> {
	const { clientId: client_id, clientSecret: client_secret } = kard.sandbox;
	const responses: CaseResponse[] = [];
	for (const [route, cases] of Object.entries(CASES)) {
		const endpoint = ENDPOINTS.find((one) => one.route === route);
		if (endpoint === undefined) throw new Error(`There is no operation ${route}.`);
		for (const [place, asked] of cases.entries()) {
			const isFirst = cases.findIndex(([, status]) => status === asked[1]) === place;
			if (isBrief && asked[1] >= 300 && !isFirst) continue;
			const { ids = {}, query, body, headers, first } = asked[2] ?? {};
			await first?.(kard);
			const found = typeof ids === 'function' ? ids(kard) : ids;
			const isToken = endpoint.route === 'token' && typeof body === 'object';
			const sent = isToken ? { client_id, client_secret, ...body } : body;
			const response = await send(kard, endpoint, found, query, sent, isToken ? {} : headers);
			responses.push({ route: endpoint.route, endpoint, asked, response });
		}
	}
	return responses;
}
