import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context/sandboxContext';
import { apiError, ApiError } from '../http/apiError';
import type { Endpoint } from '../routes/endpoint';
import { ENDPOINTS, type Route } from '../routes/operations';
import { CONTROL_PATH, type ControlledParts, serveControl } from './control';
import { handleRequest, type HandlerParts } from './handleRequest';
import type { OpenRecord, RequestLog } from './requestLog';
import { errorResponse, send } from './sendResponse';

const TEN_MEGABYTES = 10 * 1024 * 1024;
const LONGEST_ID = 4_096;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** What the server is made of. */
export type ServerParts = Omit<HandlerParts, 'recordOf'> & ControlledParts;

/** The HTTP server: paths, limits and records. What a response says is decided in the routes. */
export function buildServer(parts: ServerParts): FastifyInstance {
	const recordOf = recorder(parts);
	const app = fastify({
		bodyLimit: TEN_MEGABYTES,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		routerOptions: { maxParamLength: LONGEST_ID },
		// Such a request meets no hook.
		frameworkErrors: (_error, request, reply) => {
			parts.requestLog.close(recordOf(request), 400);
			send(reply, errorResponse(apiError(400, 'The address of the request is not encoded properly.')));
		},
	});
	readBodiesAsText(app);
	sendErrorsInKardsShape(app);
	recordEachRequest(app, recordOf, parts.requestLog);
	serve(app, { ...parts, recordOf });
	serveControl(app, parts);
	return app;
}

/** Finds the record of a request, and opens one when there is none. */
function recorder({ requestLog, context }: ServerParts): HandlerParts['recordOf'] {
	const records = new WeakMap<FastifyRequest, OpenRecord>();
	return (request) => {
		const record = records.get(request) ?? requestLog.open(arrival(request, context));
		records.set(request, record);
		return record;
	};
}

/** Bodies come as text: a broken one is refused where requests are handled. */
function readBodiesAsText(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
}

function sendErrorsInKardsShape(app: FastifyInstance): void {
	app.setNotFoundHandler((_request, reply) =>
		send(reply, errorResponse(apiError(404, 'There is no such path.'))),
	);
	app.setErrorHandler((error, _request, reply) => send(reply, errorResponse(asApiError(error))));
}

function asApiError(error: unknown): unknown {
	if (error instanceof ApiError || !(error instanceof Error)) return error;
	const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
	return apiError(status, error.message);
}

function recordEachRequest(
	app: FastifyInstance,
	recordOf: HandlerParts['recordOf'],
	requestLog: RequestLog,
): void {
	app.addHook('onRequest', (request, _reply, done) => {
		if (!isControl(request)) recordOf(request);
		done();
	});
	// Before the response is sent, so that its status is in the records when a client has it.
	app.addHook('onSend', (request, reply, _payload, done) => {
		if (!isControl(request)) requestLog.close(recordOf(request), reply.statusCode);
		done();
	});
}

function isControl({ url }: FastifyRequest): boolean {
	return url.startsWith(CONTROL_PATH);
}

function arrival(request: FastifyRequest, { tokens }: SandboxContext) {
	const targetIssuer = tokens.targetIssuerOf(request.headers.authorization);
	return {
		method: request.method,
		path: request.raw.url ?? '',
		route: routeOf(request),
		headers: { ...request.headers },
		...(targetIssuer === undefined ? {} : { targetIssuer }),
	};
}

function routeOf({ routeOptions, method }: FastifyRequest): Route {
	const served = ENDPOINTS.find(
		(endpoint) => endpoint.method === method && pattern(endpoint) === routeOptions.url,
	);
	return served?.route ?? 'unknown';
}

function pattern({ path }: Endpoint): string {
	return path.replace(/\{(\w+)\}/g, ':$1');
}

function serve(app: FastifyInstance, parts: HandlerParts): void {
	const methodsByPath = new Map<string, string[]>();
	for (const endpoint of ENDPOINTS) {
		const url = pattern(endpoint);
		methodsByPath.set(url, [...(methodsByPath.get(url) ?? []), endpoint.method]);
		app.route({
			method: endpoint.method,
			url,
			handler: (request, reply) => handleRequest(endpoint, request, reply, parts),
		});
	}
	for (const [url, allowed] of methodsByPath) refuseOtherMethods(app, url, allowed);
}

function refuseOtherMethods(app: FastifyInstance, url: string, allowed: readonly string[]): void {
	const handler = (request: FastifyRequest, reply: FastifyReply) => {
		const detail = `${request.method} is not allowed here, only ${allowed.join(', ')}.`;
		return send(reply.header('allow', allowed.join(', ')), errorResponse(apiError(405, detail)));
	};
	app.route({ method: METHODS.filter((method) => !allowed.includes(method)), url, handler });
}
