import { errorsIn, isErrorList, ownStatus, wordsIn } from '../errors/errorDocument';
import { isSuccess, type KardResponse } from '../http/response';
import { leavesDoubt } from '../http/retryPolicy';

/**
 * The response with the status that its body states. A response may be a success by its status and an error by what it
 * says. Where that error says nothing, is about something else, is not written as Kard writes errors, or says that Kard
 * broke down, nobody can tell which of the two is true.
 * @param id the id of what the request was about, where Kard did not give it
 */
export function withStatedStatus(response: KardResponse, method: string, id?: string): KardResponse {
	if (!isSuccess(response.status) || response.content.kind !== 'json') return response;
	const body = response.content.value;
	const [error] = errorsIn(body) ?? [];
	if (error === undefined) return response;
	const status = ownStatus(error) ?? 400;
	const saysNothing = (error.status ?? wordsIn(error)) === undefined;
	const isOfAnother = id !== undefined && error.id !== undefined && error.id !== id;
	const isOpen = saysNothing || isOfAnother || !isErrorList(body) || leavesDoubt(status);
	const outcomeUnknown = response.outcomeUnknown || (method !== 'GET' && isOpen);
	return { ...response, status, outcomeUnknown };
}
