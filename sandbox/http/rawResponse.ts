/** A response as it is sent. */
export interface RawResponse {
	readonly status: number;
	readonly contentType?: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
}

/** The content type of every regular response. */
export const JSON_TYPE = 'application/json; charset=utf-8';
