/** Runs tasks, so many at once, also those that are added while it runs. */
export class TaskPool {
	private readonly waiting: (() => Promise<void>)[] = [];
	private running = 0;
	private finished: { resolve: () => void; reject: (error: unknown) => void } | undefined;

	/**
	 * @param concurrency how many tasks run at once
	 * @param goOn asked before each task; once it says no, no further task is begun
	 */
	constructor(
		private readonly concurrency: number,
		private readonly goOn: () => boolean,
	) {}

	/** Adds a task. */
	add(task: () => Promise<void>): void {
		this.waiting.push(task);
		if (this.finished) this.startWaiting();
	}

	/** Runs all tasks to their end. Rejects with the first error that a task lets out. */
	async run(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.finished = { resolve, reject };
			this.startWaiting();
		});
	}

	private startWaiting(): void {
		while (this.running < this.concurrency && this.waiting.length > 0 && this.goOn()) {
			const task = this.waiting.shift();
			if (task) this.start(task);
		}
		if (this.running === 0) this.finished?.resolve();
	}

	private start(task: () => Promise<void>): void {
		this.running += 1;
		task()
			.catch((error: unknown) => this.finished?.reject(error))
			.finally(() => {
				this.running -= 1;
				this.startWaiting();
			});
	}
}
