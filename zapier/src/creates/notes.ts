/** What a person should know of an answer, where there is anything. */
export function told(notes: readonly string[] = []): { notes?: readonly string[] } {
	return notes.length === 0 ? {} : { notes };
}
