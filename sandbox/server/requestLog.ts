import type { Route } from '../routes/operations';

/** One request that reached the sandbox. */
export interface RecordedRequest {
	readonly method: string;
	/** The path and query as they came, still encoded. */
	readonly path: string;
	readonly route: Route;
	/** The status of the response; `dropped` when there was none, `pending` until there is one. */
	readonly status: number | 'dropped' | 'pending';
	/** The body: parsed where it was JSON or a form, else its text. Only the newest requests keep theirs. */
	readonly body?: unknown;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	/** When it came, in milliseconds since 1970 by the real clock. */
	readonly startedAt: number;
	/** The issuer that `X-Kard-Target-Issuer` named when the token was requested. */
	readonly targetIssuer?: string;
}

/** A record that is still being written. */
export interface OpenRecord extends Omit<RecordedRequest, 'status' | 'body'> {
	status: RecordedRequest['status'];
	body?: unknown;
}

/** How many requests are stored. Counters go on beyond that. */
const MOST_REQUESTS = 50_000;
/** How many of them keep their body, so that a sandbox that runs for days does not fill the memory. */
const MOST_BODIES = 2_000;

/** Which requests came, and how each was answered. */
export class RequestLog {
	private records: OpenRecord[] = [];
	private counts = new Map<Route, number>();
	private total = 0;
	private readonly log: (line: string) => void;

	/** @param log is called with one line for each response, without personal data */
	constructor(log: (line: string) => void) {
		this.log = log;
	}

	/** Every request that is stored, in the order in which they came. */
	get requests(): readonly RecordedRequest[] {
		return this.records;
	}

	/** Notes a request as it comes. */
	open(request: Omit<RecordedRequest, 'status' | 'body' | 'startedAt'>): OpenRecord {
		const record: OpenRecord = { ...request, status: 'pending', startedAt: Date.now() };
		this.records.push(record);
		this.counts.set(request.route, this.count(request.route) + 1);
		this.total += 1;
		this.deleteOldest();
		return record;
	}

	/** Notes how a request was answered. */
	close(record: OpenRecord, status: number | 'dropped'): void {
		record.status = status;
		const duration = Date.now() - record.startedAt;
		this.log(`${record.method} ${record.route} ${String(status)} ${String(duration)} ms`);
	}

	/** How many requests came, of one route or in all. */
	count(route?: Route): number {
		return route === undefined ? this.total : (this.counts.get(route) ?? 0);
	}

	/** How many requests came of each route that had any. */
	countsByRoute(): Record<string, number> {
		return Object.fromEntries(this.counts);
	}

	/** Deletes everything. */
	clear(): void {
		this.records = [];
		this.counts = new Map();
		this.total = 0;
	}

	private deleteOldest(): void {
		const bodiless = this.records[this.records.length - MOST_BODIES - 1];
		if (bodiless !== undefined) delete bodiless.body;
		// Half at once: taking one from the front of a long list at every request would be slow.
		if (this.records.length > MOST_REQUESTS) this.records.splice(0, MOST_REQUESTS / 2);
	}
}
