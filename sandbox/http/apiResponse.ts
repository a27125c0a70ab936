/** What a handler responds with. */
export interface ApiResponse {
	readonly status: number;
	readonly body: unknown;
}
