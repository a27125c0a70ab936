import { once } from 'node:events';
import type { Server } from 'node:http';

/** Listens on 127.0.0.1, on any free port, and gives the address. */
export async function listen(server: Server): Promise<string> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port.');
	return `http://127.0.0.1:${String(address.port)}`;
}

/** Closes a server and every connection to it. */
export async function close(server: Server): Promise<void> {
	const closed = once(server, 'close');
	server.close();
	// An agent may have opened a connection that it never used; such a one would keep the server waiting for ever.
	server.on('connection', (socket) => socket.destroy());
	server.closeAllConnections();
	await closed;
}
