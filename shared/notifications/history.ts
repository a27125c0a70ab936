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
 * Remembers which notifications were delivered, so that a repeat is recognized. The oldest are forgotten, so that it
 * never grows beyond about a hundred kilobytes.
 */
export class NotificationHistory {
	private readonly known = new Set<string>();
	private text = '';

	/** @param stored what `stored` gave earlier; anything else counts as nothing */
	constructor(stored?: unknown) {
		this.merge(stored);
	}

	/** The history as a text to store, the oldest notification first. */
	get stored(): string {
		return this.text;
	}

	/** Adds a notification. False where it was added before. */
	add(identity: string): boolean {
		return this.addMark(fingerprint(identity));
	}

	/**
	 * Adds what another history has. Whatever comes before its first mark that is known here was forgotten here for its
	 * age: added again, it would push out newer ones.
	 */
	merge(stored: unknown): void {
		if (typeof stored !== 'string' || stored === this.text || stored.length % WIDTH !== 0) return;
		const marks = marksIn(stored);
		const first = Math.max(
			0,
			marks.findIndex((mark) => this.known.has(mark)),
		);
		const unknown = marks.slice(first).filter((mark) => !this.known.has(mark));
		// In a second step: adding a mark may push out one that `stored` has as well, which must not be added again.
		for (const mark of unknown) this.addMark(mark);
	}

	private addMark(mark: string): boolean {
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
