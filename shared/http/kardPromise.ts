import type { Headers } from '../errors';

/** What is known of a response besides its body. */
export interface ResponseFacts {
	readonly status: number;
	/** Header names are in lower case. */
	readonly headers: Headers;
}

/** What Kard answered, and how. */
export interface WithResponse<T> {
	readonly data: T;
	/** Related resources that were asked for with `include`. */
	readonly included?: readonly unknown[];
	readonly response: ResponseFacts;
	/** Whether an update changed anything: `updated`, or `unchanged` where Kard had all that it says. */
	readonly status?: 'updated' | 'unchanged';
	/** What a person should know of it, such as that Kard's answer could not be read. */
	readonly notes?: readonly string[];
}

/** A promise of what Kard answers, which can also be asked for how it answered. */
export interface KardPromise<T> extends Promise<T> {
	/** The data together with the status and headers of the response. */
	withResponse(): Promise<WithResponse<T>>;
}

/** Lets a promise be awaited for its data alone. */
export function kardPromise<T>(promise: Promise<WithResponse<T>>): KardPromise<T> {
	const data = promise.then((settled) => settled.data);
	const withResponse = () => {
		// The caller hears of a failure through the other promise.
		data.catch(() => undefined);
		return promise;
	};
	return Object.assign(data, { withResponse });
}
