import { z } from 'zod/v4';

const resource = z.looseObject({ id: z.string(), attributes: z.record(z.string(), z.unknown()) });
const document = z.object({ data: z.array(resource) });

/** A row as it came. */
export type StoredRow = z.infer<typeof resource>;

/** The rows of a request. */
export function rowsIn(body: string): StoredRow[] {
	return document.parse(JSON.parse(body)).data;
}

/** What the fake Kard has. Bodies are not read before somebody asks, so that reading takes no time from what is measured. */
export class Memory {
	requests = 0;
	private readonly rows = new Map<string, StoredRow>();
	private unread: string[] = [];

	/** Keeps a body whose rows are all new. */
	keep(body: string): void {
		this.unread.push(body);
	}

	has(id: string): boolean {
		return this.stored().has(id);
	}

	add(row: StoredRow): void {
		this.stored().set(row.id, row);
	}

	/** All rows by their ids. */
	stored(): Map<string, StoredRow> {
		for (const body of this.unread.splice(0)) for (const row of rowsIn(body)) this.rows.set(row.id, row);
		return this.rows;
	}

	/** How many rows stand for an event of a purchase that another row stands for too. */
	doubled(): number {
		const events = [...this.stored().values()].flatMap(({ attributes: { transactionId, status } }) =>
			transactionId === undefined ? [] : [JSON.stringify([transactionId, status])],
		);
		return events.length - new Set(events).size;
	}
}
