import type { Bundle } from 'zapier-platform-core';
import { KardError, userOperations } from '../../../shared/index';
import type { Tools } from '../host/step';
import { toUser } from '../searches/users';

/** What a step with one row hands over. */
export type RowResult = Record<string, unknown> & { id: string; status: string };

/**
 * Behind Find or Create User a new user looks just as one that was found, so that the steps after it need not care.
 * A user that cannot be looked up yet is enrolled all the same.
 */
export async function asFound(
	{ client, step }: Tools,
	{ meta }: Bundle,
	result: RowResult,
): Promise<RowResult> {
	const { withSearch } = { ...meta };
	if (!withSearch) return result;
	try {
		const options = { deadlineMs: step.remainingMs() };
		const user = await client.single(userOperations.get, { ids: { userId: result.id } }, options);
		return { ...toUser(user), ...result };
	} catch (error) {
		if (error instanceof KardError) return { ...toUser({ attributes: {} }), ...result };
		throw error;
	}
}
