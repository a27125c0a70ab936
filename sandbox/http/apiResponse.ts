/** What a handler answers with. */
export interface ApiResponse {
	readonly status: number;
	readonly body: unknown;
}
