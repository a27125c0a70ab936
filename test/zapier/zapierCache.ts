import { fastify } from 'fastify';
import { z } from 'zod/v4';

/**
 * How the cache behaves.
 * - `works`: as it should
 * - `isDown`: every request fails
 * - `isThrottled`: nothing is noted, and the answer is null, as it is at present
 * - `wasThrottled`: nothing is noted, and the answer is false, as it was before
 * - `losesAnswers`: the first answer to each note is lost, so that Zapier's core asks again
 * - `hangs`: there is no answer
 */
export type Behaviour = 'works' | 'isDown' | 'isThrottled' | 'wasThrottled' | 'losesAnswers' | 'hangs';

/** Zapier's cache for apps, as Zapier's core asks it over HTTP. */
export interface ZapierCache {
	readonly url: string;
	/** What stands in it, as it is at the moment of reading: the values by their keys. */
	readonly entries: ReadonlyMap<string, string>;
	/** How long what was noted last is remembered, in seconds. */
	readonly rememberedFor: number | null;
	behaviour: Behaviour;
	clear(): void;
	close(): Promise<void>;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const call = z.object({
	id: z.number(),
	method: z.enum(['zcache_get', 'zcache_set']),
	params: z.tuple([z.string()], z.unknown()),
});

const note = z.tuple([z.string(), z.string(), z.number().nullable(), z.null(), z.literal(true)]);

/** Starts a cache that keeps what is noted first under a key, as the core asks for. */
export async function startZapierCache(): Promise<ZapierCache> {
	const entries = new Map<string, string>();
	const asked = new Set<number>();
	const app = fastify({ forceCloseConnections: true });
	const cache: Writable<ZapierCache> = {
		url: '',
		entries,
		rememberedFor: null,
		behaviour: 'works',
		clear: () => {
			entries.clear();
			cache.behaviour = 'works';
		},
		close: () => app.close(),
	};
	const noted = (params: unknown): boolean | null => {
		const [key, value, rememberedFor] = note.parse(params);
		if (cache.behaviour === 'isThrottled') return null;
		if (cache.behaviour === 'wasThrottled' || entries.has(key)) return false;
		entries.set(key, value);
		cache.rememberedFor = rememberedFor;
		return true;
	};
	// The core sends JSON without saying so.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
	app.post('/', (request, reply) => {
		const { id, method, params } = call.parse(JSON.parse(String(request.body)));
		const { behaviour } = cache;
		if (behaviour === 'hangs') return reply.hijack();
		if (behaviour === 'isDown') return reply.code(500).send();
		const result = method === 'zcache_set' ? noted(params) : (entries.get(params[0]) ?? null);
		const isLost = behaviour === 'losesAnswers' && method === 'zcache_set' && !asked.has(id);
		asked.add(id);
		return isLost ? reply.code(502).send() : { id, result };
	});
	cache.url = await app.listen({ host: '127.0.0.1', port: 0 });
	return cache;
}
