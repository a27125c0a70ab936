import { simplifyResource, userOperations } from '../../../shared/index';
import { resourceOutput } from '../fields/outputFields';

/** What one user is to Zapier. */
const userOutput = resourceOutput(userOperations.get.answer, userOperations.update.attributes);

/** A user laid flat, with every field. */
type User = ReturnType<typeof userOutput.complete>;

/** A user as Zapier sees it. */
export function toUser(resource: unknown): User {
	return userOutput.complete(simplifyResource(resource));
}
