import type { PlainOutputField } from 'zapier-platform-core';

/** What a person should know of a response, as Zapier knows it. */
export const notesField: PlainOutputField = { key: 'notes', label: 'Notes', type: 'string', list: true };

/** The result, with what a person should know of the response: mostly nothing. */
export function withNotes<Result extends object>(
	result: Result,
	notes: readonly string[] = [],
): Result & { notes: readonly string[] } {
	return { ...result, notes };
}
