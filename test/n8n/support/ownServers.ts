import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { close, listen } from '../../support/server';

/** What a server of a test was asked. */
interface Asked {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
}

/** A server that does what a test says. */
export interface OwnServer {
	readonly url: string;
	/** The requests that came, in the order in which they came. */
	readonly received: readonly Asked[];
}

/** Servers on 127.0.0.1, for what the sandbox would never do. Each is closed after its test. */
export function ownServers(): { start(listener: RequestListener): Promise<OwnServer> } {
	const servers = new Set<Server>();

	afterEach(async () => {
		for (const server of servers) await close(server);
		servers.clear();
	});

	return {
		start: async (listener) => {
			const received: Asked[] = [];
			const server = createServer((request, response) => {
				received.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
				listener(request, response);
			});
			servers.add(server);
			return { url: await listen(server), received };
		},
	};
}
