import { createHash } from 'crypto';

/** How many notifications are remembered: more than pass through before Kard gives up on delivering one. */
const MOST = 10_000;
/** How many bytes of a digest tell notifications apart; with eight of them, ten thousand never meet. */
const BYTES = 8;
/** How many characters these bytes take in base64. */
const WIDTH = 11;

function fingerprint(identity: string): string {
	return createHash('sha256').update(identity).digest().subarray(0, BYTES).toString('base64url');
}

/**
 * Remembers which notifications came, so that one that is delivered again is known. The oldest of many thousand are
 * forgotten, so that it never grows beyond about a hundred kilobytes.
 */
export class SeenNotifications {
	private readonly known = new Set<string>();
	private text = '';

	/** @param stored what `stored` gave earlier; anything else counts as nothing */
	constructor(stored?: unknown) {
		this.merge(stored);
	}

	/** What to keep, so that a restart forgets nothing: the oldest first. */
	get stored(): string {
		return this.text;
	}

	/** Notes a notification. False where it was noted before. */
	note(identity: string): boolean {
		return this.add(fingerprint(identity));
	}

	/** Takes over what somebody else noted meanwhile. */
	merge(stored: unknown): void {
		if (typeof stored !== 'string' || stored === this.text || stored.length % WIDTH !== 0) return;
		const unknown: string[] = [];
		for (let start = 0; start < stored.length; start += WIDTH) {
			const mark = stored.slice(start, start + WIDTH);
			if (!this.known.has(mark)) unknown.push(mark);
		}
		// Only now: each one that is added may push out one that is in `stored` as well, which is then no news either.
		for (const mark of unknown) this.add(mark);
	}

	private add(mark: string): boolean {
		if (this.known.has(mark)) return false;
		this.known.add(mark);
		this.text += mark;
		if (this.known.size > MOST) {
			this.known.delete(this.text.slice(0, WIDTH));
			this.text = this.text.slice(WIDTH);
		}
		return true;
	}
}
