import type { WithResponse, BulkResult, KardClient } from '../../../shared';
import { KardApiError, KardError } from '../../../shared';
import { fates } from '../kardUnderTest';

/** What a person sees of an error. What is no error of the client is thrown on: nobody may ever see it. */
export function seenOfError(error: unknown): string {
	if (!(error instanceof KardError)) throw error;
	const status = error instanceof KardApiError ? ` (${String(error.statusCode)})` : ':';
	const doubt = error.outcomeUnknown ? 'unknown: ' : '';
	return `${doubt}${error.name}${status} ${error.message}`;
}

/** What a person sees of one resource: its id, and the notes. */
export async function seenOfOne(answer: Promise<WithResponse<{ readonly id: string }>>): Promise<string> {
	try {
		const { data, notes = [] } = await answer;
		return [data.id, ...notes].join(', ');
	} catch (error) {
		return seenOfError(error);
	}
}

function idOf(item: unknown): string {
	const { id } = { id: undefined, ...(typeof item === 'object' ? item : {}) };
	return typeof id === 'string' ? id : '?';
}

/** What a person sees of a list: the ids of its items, `?` where one has none, and why it ended, if it did before its end. */
export async function seenOfList(list: AsyncIterable<unknown>): Promise<string> {
	const ids: string[] = [];
	try {
		for await (const item of list) ids.push(idOf(item));
		return ids.join(' ');
	} catch (error) {
		return [...(ids.length > 0 ? [ids.join(' ')] : []), seenOfError(error)].join(', ');
	}
}

/** What a person sees of rows: the fate of each. */
export async function seenOfRows(result: Promise<BulkResult>): Promise<string> {
	try {
		return fates(await result).join(' ');
	} catch (error) {
		return seenOfError(error);
	}
}

/** What a person sees of a sign of life. */
export async function seenOfPing(client: KardClient): Promise<string> {
	try {
		await client.ping();
		return 'alive';
	} catch (error) {
		return seenOfError(error);
	}
}
