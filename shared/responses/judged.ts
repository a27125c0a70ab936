import type { KardResponse } from '../http/response';
import { isSuccess } from '../http/response';
import { leavesDoubt } from '../http/retryPolicy';
import { errorsIn, isErrorList, ownStatus, wordsIn } from '../errors/errorDocument';

/**
 * An answer may be a success by its status and an error by what it says. Where that error says nothing, is about
 * something else, is not written as Kard writes errors, or says that Kard broke down, nobody can tell which of the two
 * holds.
 * @param id the id of what was asked about, where Kard did not give it
 */
export function judged(exchange: KardResponse, method: string, id?: string): KardResponse {
	if (!isSuccess(exchange.status) || exchange.content.kind !== 'json') return exchange;
	const body = exchange.content.value;
	const [error] = errorsIn(body) ?? [];
	if (error === undefined) return exchange;
	const status = ownStatus(error) ?? 400;
	const saysNothing = (error.status ?? wordsIn(error)) === undefined;
	const isOfAnother = id !== undefined && error.id !== undefined && error.id !== id;
	const isOpen = saysNothing || isOfAnother || !isErrorList(body) || leavesDoubt(status);
	const outcomeUnknown = exchange.outcomeUnknown || (method !== 'GET' && isOpen);
	return { ...exchange, status, outcomeUnknown };
}
