import { ApiError, type ErrorObject } from './apiError';

/**
 * Refuses a bulk request of which nothing was accepted and everything failed in the same way: with a status of its
 * own (409 when every row was there already), or with 400 when every row was bad. A mixture is left to a 207.
 * @param ownStatuses the statuses beside 400 that Kard publishes for the request as a whole
 */
export function throwWhenAllFailed(
	accepted: number,
	errors: readonly ErrorObject[],
	ownStatuses: readonly number[] = [409],
): void {
	if (accepted > 0 || errors.length === 0) return;
	const own = ownStatuses.find((status) => errors.every((error) => error.status === String(status)));
	if (own !== undefined) throw new ApiError(own, errors);
	if (!errors.some(({ status }) => ownStatuses.includes(Number(status)))) throw new ApiError(400, errors);
}
