import { breath } from '../clock';
import { canonicalDate } from '../fields/date';
import type { PreparedRow, SentResource } from '../rows/prepareRow';
import { contradicts, unsteady } from './failures';
import type { Outcomes, Row } from './outcomes';
import type { BulkWork, ExistingRow } from './work';

/** A row, and what is sent of it: the same in each attempt. */
export interface SentRow extends ExistingRow {
	readonly row: Row;
}

type GoodRow = Extract<PreparedRow, { readonly ok: true }>;

/** The rows of one request, as they were read. */
export interface ReadBatch {
	readonly rows: readonly SentRow[];
	/** What is sent of them. Undefined where they are too much for one text. */
	readonly body: string | undefined;
}

/** How many rows are read at least before responses that have arrived get their turn. It takes a few milliseconds. */
const READ_AT_ONCE = 100;

/** How a reader lays out rows. */
interface Layout {
	/** How many rows a request holds. */
	readonly size: number;
	/** How many batches are read ahead of those that are asked for. */
	readonly ahead: number;
}

/** The text of a request with these rows; undefined where it cannot be written. */
function bodyOf(rows: readonly SentRow[]): string | undefined {
	try {
		return JSON.stringify({ data: rows.map(({ resource }) => resource) });
	} catch {
		return undefined;
	}
}

/** What tells two rows of one id apart: what they say, however they say it. */
function contentOf(resource: SentResource): string {
	return JSON.stringify(resource, (_, value: unknown) => canonicalDate(value));
}

/**
 * Reads the rows of a write, each once and in their order, and lays those that can be sent out in full batches. No two
 * rows that it gives have the same id. The next batches are read while the ones before them are under way.
 */
export class BatchReader {
	private next = 0;
	private readAtOnce = 0;
	private readonly firstOf = new Map<string, number>();
	private readonly ahead: Promise<ReadBatch>[] = [];
	private last: Promise<unknown> = Promise.resolve();

	/**
	 * @param given the rows as they came; the list must not change
	 * @param outcomes takes note of every row
	 */
	constructor(
		private readonly given: readonly unknown[],
		private readonly work: BulkWork,
		private readonly outcomes: Outcomes,
		private readonly layout: Layout,
	) {}

	/** The next batch; one without rows when all have been read. */
	async nextBatch(): Promise<ReadBatch> {
		const batch = this.ahead.shift() ?? this.readNext();
		while (this.ahead.length < this.layout.ahead) this.ahead.push(this.readNext());
		return await batch;
	}

	/** Reads the rows that are left, which are not to be sent: of a bad one that is told all the same. */
	async readRest(): Promise<void> {
		do await this.readNext();
		while (this.next < this.given.length);
	}

	/** Reads another batch when those before it have been read. */
	private readNext(): Promise<ReadBatch> {
		const reading = this.last.then(() => this.readBatch());
		this.last = reading;
		return reading;
	}

	private async readBatch(): Promise<ReadBatch> {
		let rows: SentRow[] = [];
		for (;;) {
			await this.fill(rows);
			const body = bodyOf(rows);
			if (body !== undefined) return { rows, body };
			const writable = rows.filter((sent) => bodyOf([sent]) !== undefined);
			if (writable.length === rows.length) return { rows, body };
			for (const { row } of rows.filter((sent) => !writable.includes(sent))) this.refuse(row.index, row.id);
			rows = writable;
		}
	}

	private async fill(rows: SentRow[]): Promise<void> {
		const { given, layout } = this;
		while (rows.length < layout.size && this.next < given.length) {
			if (this.readAtOnce >= Math.max(layout.size, READ_AT_ONCE)) {
				await breath();
				this.readAtOnce = 0;
			}
			this.readAtOnce += 1;
			const sent = this.read(this.next);
			this.next += 1;
			if (sent !== undefined) rows.push(sent);
		}
	}

	/** Reads a row; undefined for one that is not sent. */
	private read(index: number): SentRow | undefined {
		const prepared = this.prepared(index);
		if (prepared === undefined) {
			this.refuse(index, undefined);
		} else if (!prepared.ok) {
			const { id, field, reason, error } = prepared;
			this.outcomes.refuse(index, id, { field, reason, code: 'invalid', cause: () => error });
		} else {
			const { resource, notes, assumed } = prepared;
			const { id } = resource;
			const first = id === undefined ? undefined : this.firstOf.get(id);
			if (id === undefined || first === undefined) {
				if (id !== undefined) this.firstOf.set(id, index);
				return { row: this.outcomes.begin(index, id, notes), resource, assumed };
			}
			this.repeat(index, id, prepared, first);
		}
		return undefined;
	}

	/** Looks at a row; undefined for one that cannot even be looked at. */
	private prepared(index: number): PreparedRow | undefined {
		try {
			return this.work.prepare(this.given[index]);
		} catch {
			return undefined;
		}
	}

	/** A row that cannot be written is no different from one that cannot be read. */
	private refuse(index: number, id: string | undefined): void {
		this.outcomes.refuse(index, id, unsteady('It cannot be read.'));
	}

	/** The row before it is read once more to compare the two: what is sent is not kept any longer than it is needed. */
	private repeat(index: number, id: string, { resource, notes }: GoodRow, first: number): void {
		const again = this.prepared(first);
		try {
			if (again?.ok !== true || again.resource.id !== id) {
				const what = `It has the same ID as row ${String(first + 1)}, which cannot be read the same again.`;
				this.outcomes.refuse(index, id, unsteady(what));
			} else if (contentOf(again.resource) === contentOf(resource)) {
				this.outcomes.repeat(index, id, first, notes);
			} else {
				this.outcomes.refuse(index, id, contradicts(first, id));
			}
		} catch {
			this.refuse(index, id);
		}
	}
}
