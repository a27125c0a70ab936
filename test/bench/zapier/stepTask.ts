import { z } from 'zod/v4';

/** Which app sends line items in one step. */
export const stepTask = z.object({
	side: z.enum(['ours', 'floor']),
	lines: z.number(),
	connection: z.object({
		baseUrl: z.string(),
		organizationId: z.string(),
		clientId: z.string(),
		clientSecret: z.string(),
	}),
});

/** Which app sends line items in one step. */
export type StepTask = z.infer<typeof stepTask>;

/** What the step took, in milliseconds, and how many lines were accepted. */
export const stepAnswer = z.object({ cpuMs: z.number(), wallMs: z.number(), accepted: z.number() });
