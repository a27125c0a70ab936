/**
 * How many requests a write may spend, beyond those of its rows, on finding out what became of rows of which Kard's
 * answers do not tell. Answers that do tell give it back, so that the rows of many unclear answers can be found out;
 * a Kard whose answers never tell costs these requests and no more.
 */
export const MOST_QUESTIONS = 20;

/** A group is halved by two questions, so that what a clear answer gives back is enough to halve another one. */
const GIVEN_BACK = 2;

/** Counts the requests by which a write finds out what became of rows. */
export class Questions {
	private left = MOST_QUESTIONS;

	/** Takes one question, if there is one. */
	take(): boolean {
		if (this.left < 1) return false;
		this.left -= 1;
		return true;
	}

	/** An answer told what became of a row. */
	answered(): void {
		this.left = Math.min(MOST_QUESTIONS, this.left + GIVEN_BACK);
	}
}
