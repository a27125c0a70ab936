import type { Scope } from '../access/clients';
import type { SandboxContext } from '../context/sandboxContext';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import type { ResponseShape } from '../http/responseShape';
import type { Readings } from '../readings/table';

/** One operation of the API. */
export interface Endpoint {
	/** The name that faults and counters use. */
	readonly route: string;
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** The path with its placeholders in braces. */
	readonly path: string;
	/** Whether it can be called without a token. */
	readonly open?: boolean;
	/** The right that the token must carry, which may depend on the reading of an open question. */
	readonly scope?: Scope | ((readings: Readings) => Scope | undefined);
	/** What may vary in its successes. Nothing unless given. */
	readonly shape?: ResponseShape;
	handle(request: ApiRequest, context: SandboxContext): ApiResponse;
}
