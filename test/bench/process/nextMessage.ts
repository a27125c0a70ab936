import type { EventEmitter } from 'node:events';

/** Waits for the next message of a process. */
export async function nextMessage(process: EventEmitter): Promise<unknown> {
	return await new Promise((resolve) => {
		process.once('message', (message: unknown) => {
			resolve(message);
		});
	});
}
