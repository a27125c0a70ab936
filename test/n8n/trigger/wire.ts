import { request, type Agent, type OutgoingHttpHeaders } from 'node:http';
import type { ActiveWorkflow } from '../engine';

/** A delivery by Node's own HTTP client, which changes less of it than fetch. */
interface WireDelivery {
	/** Sent as they are written. */
	readonly headers: OutgoingHttpHeaders;
	readonly body: string;
	/** What keeps connections; each delivery has one of its own unless given. */
	readonly agent?: Agent;
	/** What to wait for before the body is sent. It begins when n8n has the headers. */
	readonly beforeBody?: () => Promise<unknown>;
}

/** Sends a delivery to a workflow, and gives the status of the answer. */
export async function sendOnWire(
	{ localUrl }: Pick<ActiveWorkflow, 'localUrl'>,
	{ headers, body, agent, beforeBody }: WireDelivery,
): Promise<number | undefined> {
	return await new Promise((resolve, reject) => {
		const type = { 'Content-Type': 'application/json', ...(beforeBody && { Expect: '100-continue' }) };
		const options = { method: 'POST', agent: agent ?? false, headers: { ...type, ...headers } };
		const sending = request(localUrl, options, (response) => {
			response.resume().on('end', () => {
				resolve(response.statusCode);
			});
		});
		sending.on('error', reject);
		if (beforeBody === undefined) {
			sending.end(body);
			return;
		}
		sending.on('continue', () => {
			void beforeBody().then(() => sending.end(body));
		});
		sending.flushHeaders();
	});
}

/** Something that holds all back until so many have come to it. */
export function gateFor(count: number): () => Promise<void> {
	let waiting = 0;
	let open = (): void => undefined;
	const opened = new Promise<void>((resolve) => (open = resolve));
	return async () => {
		waiting += 1;
		if (waiting === count) open();
		await opened;
	};
}
