import type { Bundle } from 'zapier-platform-core';
import { z } from 'zod/v4';

const hints = z.object({
	isLoadingSample: z.boolean().catch(false),
	/** How many items are wanted; Zapier says -1 where there is no limit. */
	limit: z.int().min(1).optional().catch(undefined),
	page: z.int().min(0).catch(0),
});

/** What Zapier says of the run: whether it wants a sample, and how much of the list. */
export function hintsIn({ meta }: Pick<Bundle, 'meta'>): z.infer<typeof hints> {
	return hints.parse({ ...meta });
}
