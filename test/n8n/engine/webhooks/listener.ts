import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { UserError } from 'n8n-workflow';

/** Takes HTTP requests on 127.0.0.1. */
export class Listener {
	private draining = false;

	private constructor(
		private readonly server: Server,
		readonly port: number,
	) {
		server.on('request', (request, response) => {
			// A connection that is kept alive would keep the server open after its last answer.
			response.on('close', () => {
				if (this.draining) request.socket.destroySoon();
			});
		});
	}

	/** @param port any free one unless given */
	static async open(port = 0): Promise<Listener> {
		const server = createServer().listen(port, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		if (typeof address !== 'object' || address === null) throw new UserError('Not listening on a port');
		return new Listener(server, address.port);
	}

	/** Where it listens, with a slash at its end. */
	get url(): string {
		return `http://127.0.0.1:${this.port}/`;
	}

	serve(handle: (request: IncomingMessage, response: ServerResponse) => void): void {
		this.server.on('request', handle);
	}

	/** Takes no further request, and ends when those under way are answered. */
	async drain(): Promise<void> {
		this.draining = true;
		await this.closed();
	}

	/** Cuts every connection. */
	async close(): Promise<void> {
		const closed = this.closed();
		this.server.closeAllConnections();
		await closed;
	}

	private async closed(): Promise<void> {
		await new Promise<void>((resolve) => {
			// The error of a server that is closed already says nothing new.
			this.server.close(() => {
				resolve();
			});
		});
	}
}
