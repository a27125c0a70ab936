import { withReadings } from './choose';
import type { Readings } from './table';

/** The readings that a sandbox follows at this moment. */
export class CurrentReadings {
	private readonly initial: Readings;
	/** The reading of each open question. */
	value: Readings;

	constructor(initial: Readings) {
		this.initial = initial;
		this.value = initial;
	}

	/**
	 * Changes some of them.
	 * @throws UnknownReading when there is no such question or no such reading of it
	 */
	change(changes: Readonly<Record<string, unknown>>): void {
		this.value = withReadings(this.value, changes);
	}

	/** Goes back to those it began with. */
	restore(): void {
		this.value = this.initial;
	}
}
