import { Agent, request } from 'node:http';
import { SIGNATURE_HEADER } from '../../../shared/host';
import { notification, signatureOf } from '../../n8n/trigger/deliveries';

/** How many deliveries are under way at once. */
export const CONNECTIONS = 10;

/** A delivery, ready to be sent. */
interface Signed {
	readonly body: string;
	readonly signature: string;
}

/** New notifications of one event, each signed. */
export function signedDeliveries(count: number, round: string, key: string): readonly Signed[] {
	return Array.from({ length: count }, (_, number) => {
		const body = JSON.stringify(notification(`${round}-${String(number)}`));
		return { body, signature: signatureOf(body, key) };
	});
}

function post(url: string, agent: Agent, { body, signature }: Signed): Promise<number> {
	return new Promise((resolve, reject) => {
		const headers = {
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(body),
			[SIGNATURE_HEADER]: signature,
		};
		const sending = request(url, { method: 'POST', agent, headers }, (response) => {
			response.resume().on('end', () => {
				resolve(response.statusCode ?? 0);
			});
		});
		sending.on('error', reject).end(body);
	});
}

/**
 * Delivers over connections that are kept, always so many at once.
 * @returns how many were answered in a second
 * @throws Error for a delivery that is not accepted
 */
export async function deliver(url: string, deliveries: readonly Signed[]): Promise<number> {
	const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	const left = deliveries[Symbol.iterator]();
	const work = async () => {
		for (const delivery of left) {
			const status = await post(url, agent, delivery);
			if (status !== 200) throw new Error(`A delivery was answered with ${String(status)}.`);
		}
	};
	const startedAt = performance.now();
	await Promise.all(Array.from({ length: CONNECTIONS }, work));
	const seconds = (performance.now() - startedAt) / 1_000;
	agent.destroy();
	return deliveries.length / seconds;
}
