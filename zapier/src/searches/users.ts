import { simplifyResource, userOperations } from '../../../shared/index';
import { resourceOutput } from '../fields/outputFields';

/** What one user is to Zapier. */
export const userOutput = resourceOutput(userOperations.get.answer, userOperations.update.attributes);

/** A user laid flat, with every field. */
type User = ReturnType<typeof userOutput.complete>;

/** A user as Zapier sees it. */
export function toUser(resource: unknown): User {
	return userOutput.complete(simplifyResource(resource));
}

/** A user as it could be. */
export const userSample = toUser(userOperations.get.sample);
