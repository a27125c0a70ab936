/** Batches written by hand, as a good engineer writes them with axios. */
import { setTimeout as sleep } from 'node:timers/promises';
import axios, { type AxiosInstance } from 'axios';
import { z } from 'zod/v4';

/** How the batches go out. */
interface Sending {
	/** The path of Kard's API: `/v2/issuers/org-1/users`. */
	readonly path: string;
	/** How many rows go into one request. */
	readonly size: number;
	/** How many requests are under way at once. */
	readonly concurrency: number;
	/** Whether the first request goes alone, as the client's does. */
	readonly firstAlone: boolean;
}

/** What a row was refused for, by its ID. */
export type Refused = ReadonlyMap<string, string>;

const MOST_ATTEMPTS = 4;
const CONFLICT = '409';
const errors = z.array(z.looseObject({ id: z.string(), status: z.string(), detail: z.string().optional() }));
const answer = z.object({ errors: errors.optional() });

/** Sends a body, and again where Kard was too busy or where there was no response: the rows have IDs, so it does no harm. */
async function post(http: AxiosInstance, path: string, body: string, attempt = 1): Promise<string> {
	const response = await http.post<string>(path, body).catch((error: unknown) => {
		if (attempt === MOST_ATTEMPTS || !axios.isAxiosError(error)) throw error;
		return undefined;
	});
	const isBusy = response === undefined || response.status === 429 || response.status >= 500;
	if (isBusy && attempt < MOST_ATTEMPTS) {
		const seconds = Number(response?.headers['retry-after'] ?? 2 ** (attempt - 1));
		await sleep(seconds * 1_000);
		return await post(http, path, body, attempt + 1);
	}
	const hasRows = [200, 201, 202, 207, 409];
	if (response === undefined || !hasRows.includes(response.status)) {
		throw new Error(`Kard said ${String(response?.status)}.`);
	}
	return response.data;
}

/**
 * Makes full batches of the rows and sends them, several at once; each is made when its turn comes.
 * @param resourceOf makes of a row what is sent
 * @returns the rows that Kard refused; one that exists already is none of them
 */
export async function sendBatches<Row>(
	http: AxiosInstance,
	rows: readonly Row[],
	resourceOf: (row: Row) => object,
	{ path, size, concurrency, firstAlone }: Sending,
): Promise<Refused> {
	const refused = new Map<string, string>();
	let next = 0;
	const sendNext = async () => {
		const data = rows.slice(next, (next += size)).map(resourceOf);
		const said = answer.parse(JSON.parse(await post(http, path, JSON.stringify({ data }))));
		for (const { id, status, detail = status } of said.errors ?? []) {
			if (status !== CONFLICT) refused.set(id, detail);
		}
	};
	const work = async () => {
		while (next < rows.length) await sendNext();
	};
	if (firstAlone) await sendNext();
	await Promise.all(Array.from({ length: concurrency }, work));
	return refused;
}
