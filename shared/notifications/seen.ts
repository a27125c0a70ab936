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

function marksIn(stored: string): string[] {
	return Array.from({ length: stored.length / WIDTH }, (_, place) =>
		stored.slice(place * WIDTH, (place + 1) * WIDTH),
	);
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

	/**
	 * Takes over what somebody else noted meanwhile. What stands in front of the first mark that is known was forgotten
	 * here for its age: it is no news, and taken as such it would push out what is newer.
	 */
	merge(stored: unknown): void {
		if (typeof stored !== 'string' || stored === this.text || stored.length % WIDTH !== 0) return;
		const marks = marksIn(stored);
		const first = Math.max(
			0,
			marks.findIndex((mark) => this.known.has(mark)),
		);
		const unknown = marks.slice(first).filter((mark) => !this.known.has(mark));
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
