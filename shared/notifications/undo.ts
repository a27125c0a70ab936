type Step = () => Promise<unknown>;

/** How to take back what is being done, step by step. */
export class Undo {
	private steps: Step[] = [];

	/** How many steps there are to take back: where to come back to. */
	get position(): number {
		return this.steps.length;
	}

	/** Notes how to take a step back. A step is noted before it is taken: its answer may be lost. */
	note(step: Step): void {
		this.steps.push(step);
	}

	/**
	 * Takes back the steps since a position, the last one first, each whether or not the others could be.
	 * @returns why some could not be taken back, in that order
	 */
	async backTo(position: number): Promise<unknown[]> {
		const failures: unknown[] = [];
		for (const step of this.steps.splice(position).reverse()) {
			await step().catch((error: unknown) => {
				failures.push(error);
			});
		}
		return failures;
	}
}
