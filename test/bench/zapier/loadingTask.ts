import { z } from 'zod/v4';

/** Which app is loaded, and then which of its actions. */
export const loadingTask = z.object({ app: z.string(), action: z.array(z.string()) });

const time = z.object({ cpuMs: z.number(), wallMs: z.number() });

/** What that took, in milliseconds: what Zapier loads at once, and what the first run of an action adds. */
export const loadingAnswer = z.object({ start: time, firstStep: time });
