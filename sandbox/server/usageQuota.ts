const MINUTE = 60_000;

/** What is left of a quota, and how long to wait for more. */
interface Usage {
	/** Whether the request found nothing left. */
	readonly isSpent: boolean;
	/** Its headers (an older page of Kard's documentation, usage quotas). */
	readonly headers: Readonly<Record<string, string>>;
}

/** A quota of requests a minute that is refilled all the time. */
export class UsageQuota {
	private left: number;
	private countedAt: number;

	/**
	 * @param capacity how many requests there may be a minute
	 * @param now the time in milliseconds since 1970
	 */
	constructor(
		private readonly capacity: number,
		private readonly now: () => number,
	) {
		this.left = capacity;
		this.countedAt = now();
	}

	/** Counts a request. One that finds nothing left costs nothing. */
	use(): Usage {
		this.refill();
		const isSpent = this.left < 1;
		if (!isSpent) this.left -= 1;
		return { isSpent, headers: this.headers() };
	}

	/** Fills it up again. */
	reset(): void {
		this.left = this.capacity;
		this.countedAt = this.now();
	}

	private refill(): void {
		const now = this.now();
		const refilled = ((now - this.countedAt) / MINUTE) * this.capacity;
		this.left = Math.min(this.capacity, this.left + Math.max(0, refilled));
		this.countedAt = now;
	}

	/** The reset is the seconds to wait, 1 to 60, and 0 as long as some requests remain. */
	private headers(): Record<string, string> {
		const remaining = Math.floor(this.left);
		const wait = Math.ceil(((1 - this.left) * MINUTE) / this.capacity / 1_000);
		return {
			'Kard-Api-Usage-Quota-Capacity': String(this.capacity),
			'Kard-Api-Usage-Quota-Remaining': String(remaining),
			'Kard-Api-Usage-Quota-Reset': String(remaining > 0 ? 0 : Math.min(60, Math.max(1, wait))),
		};
	}
}
