import { type ResponseShape, under } from '../http/responseShape';

/** What varies in the responses of an operation that says nothing of it: nothing. */
const FIXED: ResponseShape = { optional: [], enums: [] };

const ERRORS = ['errors.source', ...under('errors.source', 'pointer parameter header')];

/** What may be absent from the errors of a request that failed as a whole. */
const FAILURE: ResponseShape = { optional: [...ERRORS, 'errors.id'], enums: [] };

/** What may vary in a response of this status. The errors of a 207 name the rows they are about, always. */
export function shapeOf(status: number, success: ResponseShape = FIXED): ResponseShape {
	if (status >= 400) return FAILURE;
	if (status !== 207) return success;
	return { ...success, optional: [...success.optional, ...ERRORS, ...(success.optionalIn207 ?? [])] };
}
