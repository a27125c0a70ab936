import type { z } from 'zod/v4';
import type { SingleOperation } from '../catalogue/description/operation';
import type { CallContext } from '../http/callContext';
import type { WithResponse } from '../http/kardPromise';
import { isSuccess, type Content, type KardResponse } from '../http/response';
import { encodeQuery } from '../http/url';
import type { Fields } from '../json';
import { asItCame } from '../responses/asItCame';
import { readSingle } from '../responses/single';
import { withStatedStatus } from '../responses/statedStatus';
import { settingsOf, type RowChoices } from '../rows/rowSettings';
import {
	asQuery,
	checkedAttributes,
	checkedIds,
	checkedQuery,
	sentResource,
	type Ids,
	type IdsOf,
} from './input';
import { factsOf, requestFor, unreadable, type Sending } from './sending';

/** What an operation on one resource is carried out with. Attributes and query are checked as a row is. */
export interface SingleInput<O extends SingleOperation> {
	readonly ids: IdsOf<O>;
	readonly attributes?: unknown;
	readonly query?: unknown;
}

/** What is known of a resource that is gone. */
const NOTHING: Content = { kind: 'empty' };

/** What was to be deleted is gone already: the first of several attempts may have got through without our knowing. */
function isGone({ status, outcomeUnknown }: KardResponse, { method }: SingleOperation): boolean {
	return method === 'DELETE' && status === 404 && outcomeUnknown;
}

/**
 * Carries out an operation on one resource.
 * @throws KardError
 */
export async function carryOutSingle<O extends SingleOperation>(
	sending: Sending,
	operation: O,
	{ ids, attributes, query = {} }: SingleInput<O>,
	choices: RowChoices,
	call: CallContext,
): Promise<WithResponse<z.output<O['answer']>>> {
	const read = checkedIds(operation, ids);
	const settings = settingsOf(choices, call.clock.now());
	const sent = checkedAttributes(operation, ownId(operation, read), attributes, settings);
	const parameters = operation.query ? asQuery(checkedQuery(operation.query, query, settings)) : {};
	return await sendSingle(sending, operation, { ids: read, sent, query: encodeQuery(parameters) }, call);
}

/** The id of the resource itself, where it is in the path. */
export function ownId({ about }: SingleOperation, ids: Ids): string | undefined {
	return about === undefined ? undefined : ids[about];
}

/** What is sent, when it has been checked. */
interface CheckedInput {
	readonly ids: Ids;
	readonly sent: Fields | undefined;
	readonly query?: string;
}

/**
 * Sends the request of an operation on one resource.
 * @throws KardError
 */
export async function sendSingle<O extends SingleOperation>(
	sending: Sending,
	operation: O,
	{ ids, sent, query }: CheckedInput,
	call: CallContext,
): Promise<WithResponse<z.output<O['answer']>>> {
	const id = ownId(operation, ids);
	const body = sent && JSON.stringify({ data: sentResource(operation, id, sent) });
	const request = requestFor(sending, operation, ids, query, body);
	const response = withStatedStatus(await sending.engine.send(request, call), operation.method, id);
	const isDone = isSuccess(response.status);
	if (!isDone && !isGone(response, operation)) throw sending.engine.errorOf(response, request);
	const known = { operation, ids, id, sent };
	const reading = readSingle(known, isDone ? response.content : NOTHING, response.status);
	if ('lacks' in reading) throw unreadable(sending, response, request, reading.lacks);
	const { data, included, notes } = reading;
	return {
		data: asItCame<z.output<O['answer']>>().parse(data),
		response: factsOf(response),
		...(included && { included }),
		...(notes && { notes }),
	};
}
