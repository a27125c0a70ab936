import type { BulkResult } from '../../shared';

/** Stands for any text in an expected value. */
export const anyText: unknown = expect.any(String);

/** Stands for any number in an expected value. */
export const anyNumber: unknown = expect.any(Number);

/** Stands for any object with these properties in an expected value. */
export const objectLike = (properties: object): unknown => expect.objectContaining(properties);

/** Stands for any text that matches in an expected value. */
export const textLike = (pattern: RegExp | string): unknown => expect.stringMatching(pattern);

/** What a promise was rejected with. Fails when it was not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
	const outcome = await promise.then(
		() => undefined,
		(error: unknown) => ({ error }),
	);
	if (outcome === undefined) throw new Error('The promise was expected to be rejected, but it was not.');
	return outcome.error;
}

/** Each row's outcome in a word, in the order of the rows: its status, `failed`, or `unknown`. */
export function outcomes(result: BulkResult): string[] {
	const all = [
		...result.succeeded.map(({ index, status }) => ({ index, outcome: status })),
		...result.failed.map(({ index, error }) => ({
			index,
			outcome: error.outcomeUnknown ? 'unknown' : 'failed',
		})),
	];
	return all.toSorted((a, b) => a.index - b.index).map(({ outcome }) => outcome);
}

/** The message of each failed row, by the row's index. */
export function messages(result: BulkResult): Record<number, string> {
	return Object.fromEntries(result.failed.map(({ index, error }) => [index, error.message]));
}

/** The value at a path of keys. */
export function at(value: unknown, ...keys: string[]): unknown {
	return keys.reduce<unknown>(
		(inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
		value,
	);
}
