import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { CONTROL_PATH, serveControl, type Controlled } from './control';
import type { Endpoint, World } from './endpoint';
import { refusal, Refusal } from './errors';
import { errorAnswer, exchange, send, type Pipeline } from './pipeline';
import type { OpenRecord, RequestLog } from './requestLog';
import { ENDPOINTS, type Route } from './routes';

const TEN_MEGABYTES = 10 * 1024 * 1024;
const LONGEST_ID = 4_096;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** What the server is made of. */
export type ServerParts = Omit<Pipeline, 'recordOf'> & Controlled;

/** The HTTP server: paths, limits and records. What an answer says is decided in the pipeline and the routes. */
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
			send(reply, errorAnswer(refusal(400, 'The address of the request is not encoded properly.')));
		},
	});
	readBodiesAsText(app);
	answerErrorsInKardsShape(app);
	recordEachRequest(app, recordOf, parts.requestLog);
	serve(app, { ...parts, recordOf });
	serveControl(app, parts);
	return app;
}

/** Finds the record of a request, and opens one when there is none. */
function recorder({ requestLog, world }: ServerParts): Pipeline['recordOf'] {
	const records = new WeakMap<FastifyRequest, OpenRecord>();
	return (request) => {
		const record = records.get(request) ?? requestLog.open(arrival(request, world));
		records.set(request, record);
		return record;
	};
}

/** Bodies come as text: the pipeline reads them, for a broken one is an answer of ours to give. */
function readBodiesAsText(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
}

function answerErrorsInKardsShape(app: FastifyInstance): void {
	app.setNotFoundHandler((_request, reply) =>
		send(reply, errorAnswer(refusal(404, 'There is no such path.'))),
	);
	app.setErrorHandler((error, _request, reply) => send(reply, errorAnswer(asRefusal(error))));
}

function asRefusal(error: unknown): unknown {
	if (error instanceof Refusal || !(error instanceof Error)) return error;
	const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
	return refusal(status, error.message);
}

function recordEachRequest(
	app: FastifyInstance,
	recordOf: Pipeline['recordOf'],
	requestLog: RequestLog,
): void {
	app.addHook('onRequest', (request, _reply, done) => {
		if (!isControl(request)) recordOf(request);
		done();
	});
	// Before the answer goes out, so that whoever has the answer also finds its status in the records.
	app.addHook('onSend', (request, reply, _payload, done) => {
		if (!isControl(request)) requestLog.close(recordOf(request), reply.statusCode);
		done();
	});
}

function isControl({ url }: FastifyRequest): boolean {
	return url.startsWith(CONTROL_PATH);
}

function arrival(request: FastifyRequest, { tokens }: World) {
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

function serve(app: FastifyInstance, pipeline: Pipeline): void {
	const methodsByPath = new Map<string, string[]>();
	for (const endpoint of ENDPOINTS) {
		const url = pattern(endpoint);
		methodsByPath.set(url, [...(methodsByPath.get(url) ?? []), endpoint.method]);
		app.route({
			method: endpoint.method,
			url,
			handler: (request, reply) => exchange(endpoint, request, reply, pipeline),
		});
	}
	for (const [url, allowed] of methodsByPath) refuseOtherMethods(app, url, allowed);
}

function refuseOtherMethods(app: FastifyInstance, url: string, allowed: readonly string[]): void {
	const handler = (request: FastifyRequest, reply: FastifyReply) => {
		const detail = `${request.method} is not allowed here, only ${allowed.join(', ')}.`;
		return send(reply.header('allow', allowed.join(', ')), errorAnswer(refusal(405, detail)));
	};
	app.route({ method: METHODS.filter((method) => !allowed.includes(method)), url, handler });
}
