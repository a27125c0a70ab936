/** The result, with what a person should know of the response where there is anything. */
export function withNotes<Result extends object>(
	result: Result,
	notes: readonly string[] = [],
): Result & { notes?: readonly string[] } {
	return notes.length === 0 ? result : { ...result, notes };
}
