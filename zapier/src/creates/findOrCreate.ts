import type { Bundle, SearchOrCreate } from 'zapier-platform-core';
import { KardError, userOperations } from '../../../shared/host';
import { resourceOutput } from '../fields/outputFields';
import type { Tools } from '../host/step';

const { get, create } = userOperations;
const FIND_USER = get.steps.one.key;
const output = resourceOutput(get.answer);

/** Searches that create what they do not find. The catalogue does not say which pairs make sense. */
export const searchOrCreates: Record<string, SearchOrCreate> = {
	// Zapier's editor wants the key of the search.
	[FIND_USER]: {
		key: FIND_USER,
		display: {
			label: `Find or Create ${get.resource.title}`,
			description: 'Finds a user by ID, and enrolls one if there is none.',
		},
		search: FIND_USER,
		create: create.steps.one.key,
	},
};

/** What a step with one row hands over. */
export type RowResult = Record<string, unknown> & { id: string; status: string };

/**
 * Behind Find or Create User a new user looks just as one that was found, so that the steps after it need not care.
 * A user that cannot be looked up yet is enrolled all the same.
 */
export async function likeFound(
	{ client, step }: Tools,
	{ meta }: Bundle,
	result: RowResult,
): Promise<RowResult> {
	const { withSearch } = { ...meta };
	if (!withSearch) return result;
	try {
		const options = { deadlineMs: step.remainingMs() };
		const user = await client.single(get, { ids: { userId: result.id } }, options);
		return { ...output.of(user), ...result };
	} catch (error) {
		if (error instanceof KardError) return { ...output.of({ attributes: {} }), ...result };
		throw error;
	}
}
