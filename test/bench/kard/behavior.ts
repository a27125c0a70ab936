import { z } from 'zod/v4';

/** How the fake Kard behaves from now on. */
export const behavior = z.object({
	/** How long every response waits, in milliseconds. */
	latencyMs: z.number().default(0),
	/** Whether it refuses every row, each with an error of its own (207). */
	refusesRows: z.boolean().default(false),
	/** Whether of every 20 requests one is refused for the time being (429), and one loses its response on the way. */
	isUnreliable: z.boolean().default(false),
});

/** How the fake Kard behaves. */
export type Behavior = z.infer<typeof behavior>;

/** What the fake Kard is told: forget everything and behave so; or say what you have. */
export const order = z.discriminatedUnion('order', [
	z.object({ order: z.literal('reset'), behavior }),
	z.object({ order: z.literal('report'), withRows: z.boolean() }),
]);

/** What the fake Kard says of itself. */
export const report = z.object({
	/** How many requests came, those for tokens not counted. */
	requests: z.number(),
	/** How many rows it has, each under its id. */
	stored: z.number(),
	/** How many of them stand for an event of a purchase that is there under another id too. */
	doubled: z.number(),
	/** The rows, in the order of their ids, where they were asked for. */
	rows: z.array(z.unknown()),
});

/** What the fake Kard says when it is ready. */
export const greeting = z.object({ port: z.number() });
