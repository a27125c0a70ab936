import type { Fault } from './fault';

interface PlannedFault {
	readonly fault: Fault;
	/** How many matching requests came since it was added. */
	seen: number;
	/** How many of them it hit. */
	hits: number;
}

/** The faults that were added, and how often each came up. */
export class FaultPlan {
	private planned: PlannedFault[] = [];

	/** Adds a fault behind those that are there. */
	add(fault: Fault): void {
		this.planned.push({ fault, seen: 0, hits: 0 });
	}

	/** Deletes every fault. */
	clear(): void {
		this.planned = [];
	}

	/** Counts a request and returns the fault that hits it. `hasToken` says whether the route takes a token at all. */
	next(route: string, hasToken: boolean): Fault | undefined {
		const matching = this.planned.filter(({ fault }) => matches(fault, route, hasToken));
		for (const plan of matching) plan.seen += 1;
		const due = matching.find(isDue);
		if (due !== undefined) due.hits += 1;
		return due?.fault;
	}
}

function matches(fault: Fault, route: string, hasToken: boolean): boolean {
	if (fault.kind === 'expiredToken' && !hasToken) return false;
	return fault.route === undefined || fault.route === route;
}

function isDue({ fault, seen, hits }: PlannedFault): boolean {
	const endless = fault.every === undefined ? 1 : Infinity;
	if (hits >= (fault.times ?? endless)) return false;
	const place = seen - (fault.after ?? 0);
	return place > 0 && place % (fault.every ?? 1) === 0;
}
