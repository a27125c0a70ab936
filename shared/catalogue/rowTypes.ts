import type { z } from 'zod/v4';

/**
 * The types of row that people are offered. Those that Kard has retired are marked as deprecated in their schema; a
 * row or a saved workflow may still name them, and Kard's answer decides.
 */
export function offeredTypes(rows: Readonly<Record<string, z.ZodType>>): string[] {
	return Object.entries(rows)
		.filter(([, schema]) => schema.meta()?.deprecated !== true)
		.map(([type]) => type);
}
