import type { Headers } from '../errors';

/** What is known of an answer besides its body. */
export interface ResponseFacts {
	readonly status: number;
	/** Header names are in lower case. */
	readonly headers: Headers;
}

/** What Kard answered, and how. */
export interface Answer<T> {
	readonly data: T;
	readonly response: ResponseFacts;
	/** What a person should know of it, such as that Kard's answer could not be read. */
	readonly notes?: readonly string[];
}

/** A promise of what Kard answers, which can also be asked for how it answered. */
export interface KardPromise<T> extends Promise<T> {
	/** The answer together with its status and headers. */
	withResponse(): Promise<Answer<T>>;
}

/** Lets the promise of an answer be awaited for its data alone. */
export function kardPromise<T>(answer: Promise<Answer<T>>): KardPromise<T> {
	const data = answer.then((settled) => settled.data);
	const withResponse = () => {
		// Whoever asks this way hears of a failure here, and need not be told twice.
		data.catch(() => undefined);
		return answer;
	};
	return Object.assign(data, { withResponse });
}
