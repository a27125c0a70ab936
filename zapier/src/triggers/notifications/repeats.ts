import { createHash, randomUUID } from 'node:crypto';
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Clock } from '../../../../shared/host';

/** How long a notification is remembered, in seconds: a week. Zapier publishes no limit of its own. */
const REMEMBERED_FOR = 7 * 24 * 60 * 60;
/** How long Zapier's cache may take, in milliseconds; a step has 30 seconds for everything. */
const PATIENCE_MS = 8_000;

/** A key of Zapier's cache: short, and with nothing of the notification in it. */
function keyFor(zap: string, identity: string): string {
	const digest = createHash('sha256')
		.update(JSON.stringify([zap, identity]))
		.digest('hex');
	return `notification-${digest.slice(0, 32)}`;
}

/**
 * Notes a notification in the cache, unless it is there already.
 *
 * The cache answers false where it is there, but also where Zapier's core repeated a request whose answer was
 * lost, and, in the words of Zapier's own tests, where it was asked too often. So what is there has the last word.
 */
async function wasNoted({ cache }: ZObject, key: string): Promise<boolean> {
	const own = randomUUID();
	if ((await cache.set(key, own, REMEMBERED_FOR, undefined, true)) !== false) return false;
	const first: unknown = await cache.get(key);
	return first !== null && first !== undefined && first !== own;
}

/**
 * Whether this Zap had a notification before. Zapier does not look for repeats where it is called, so we do, in the
 * cache that Zapier keeps for an app. Several Zaps may get the same notification, and each has it once.
 *
 * The cache is a help and no more: where it cannot be reached, answers nonsense or takes too long, every delivery
 * counts as new. A notification then may start a Zap twice, but none is lost. The same holds for one that Kard delivers
 * again after more than a week.
 */
export async function isRepeat(z: ZObject, bundle: Bundle, identity: string, clock: Clock): Promise<boolean> {
	const zap = bundle.subscribeData?.id;
	// With a memory that all Zaps share, one would have what another one misses.
	if (zap === undefined) return false;
	const patience = new AbortController();
	try {
		return await Promise.race([
			wasNoted(z, keyFor(zap, identity)),
			clock.sleep(PATIENCE_MS, patience.signal).then(() => false),
		]);
	} catch {
		return false;
	} finally {
		patience.abort();
	}
}
