import { STATUS_CODES } from 'node:http';

/** What an error is about: a place in the document, a query parameter, or a header. */
type ErrorSource =
	| { readonly pointer: string }
	| { readonly parameter: string }
	| { readonly header: string };

/** One error in Kard's shape. */
export interface ErrorObject {
	readonly status: string;
	readonly title: string;
	readonly detail: string;
	readonly source?: ErrorSource;
	/** The id of the row that failed. */
	readonly id?: string;
}

/** What an error is about, and the id of its row. */
interface ErrorPlace {
	readonly source?: ErrorSource;
	readonly id?: string;
}

/** An error in Kard's shape, titled after its status. */
export function errorObject(status: number, detail: string, place: ErrorPlace = {}): ErrorObject {
	return { status: String(status), title: STATUS_CODES[status] ?? 'Error', detail, ...place };
}

/** A request that is refused as a whole. Thrown anywhere on the way, answered in one place. */
export class ApiError extends Error {
	readonly status: number;
	readonly errors: readonly ErrorObject[];

	constructor(status: number, errors: readonly ErrorObject[]) {
		super(errors[0]?.detail ?? `Refused with ${String(status)}.`);
		this.name = 'ApiError';
		this.status = status;
		this.errors = errors;
	}
}

/** A refusal with a single error. */
export function apiError(status: number, detail: string, place?: ErrorPlace): ApiError {
	return new ApiError(status, [errorObject(status, detail, place)]);
}
