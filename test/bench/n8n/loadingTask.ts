import { z } from 'zod/v4';

/** Which files of which folder are loaded. */
export const loadingTask = z.object({ folder: z.string(), paths: z.array(z.string()) });

/** What that took, in milliseconds. */
export const loadingTime = z.object({ cpuMs: z.number(), wallMs: z.number() });
