import { fastify } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';

/** One delivery as it arrived. */
export interface Delivery {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly bytes: Buffer;
	/** The body, parsed where it is JSON. */
	readonly json: unknown;
}

/** What a listener does with a delivery: answer with a status, send it elsewhere, or never answer. */
type Reaction = number | { readonly redirectTo: string } | 'hang';

/** An address on 127.0.0.1 that notifications are delivered to. */
export interface WebhookListener {
	readonly url: string;
	readonly deliveries: readonly Delivery[];
	/** Decides what happens to every delivery from now on. `place` counts all deliveries from 0 on. */
	react(reaction: (place: number, delivery: Delivery) => Reaction): void;
	/** Resolves when so many deliveries have arrived. */
	arrived(count: number): Promise<void>;
	/** Deletes the deliveries, and answers with 200 again. */
	clear(): void;
	close(): Promise<void>;
}

/** Starts a listener that answers with 200 until it is to react otherwise. */
export async function startListener(): Promise<WebhookListener> {
	let reaction: (place: number, delivery: Delivery) => Reaction = () => 200;
	let waiting: { count: number; resolve: () => void }[] = [];
	const deliveries: Delivery[] = [];
	const app = fastify({ forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
		done(null, body);
	});
	app.all('*', (request, reply) => {
		const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
		const { method, url: path, headers } = request;
		const delivery = { method, path, headers, bytes, json: parsed(bytes) };
		const reacted = reaction(deliveries.push(delivery) - 1, delivery);
		for (const { count, resolve } of waiting) if (deliveries.length >= count) resolve();
		waiting = waiting.filter(({ count }) => deliveries.length < count);
		if (reacted === 'hang') return reply.hijack();
		return typeof reacted === 'number' ? reply.code(reacted).send() : reply.redirect(reacted.redirectTo, 307);
	});
	const origin = await app.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: `${origin}/kard`,
		deliveries,
		react: (next) => {
			reaction = next;
		},
		arrived: async (count) => {
			if (deliveries.length >= count) return;
			await new Promise<void>((resolve) => waiting.push({ count, resolve }));
		},
		clear: () => {
			deliveries.length = 0;
			reaction = () => 200;
		},
		close: () => app.close(),
	};
}

function parsed(bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch {
		return undefined;
	}
}
