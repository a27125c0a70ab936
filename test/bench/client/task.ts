import { z } from 'zod/v4';

/** The sheets that are sent. */
const sheets = [
	'transactions',
	'identifiedTransactions',
	'users',
	'sheetTransactions',
	'sheetUsers',
] as const;

/** The name of a sheet. */
export type SheetName = (typeof sheets)[number];

/** The sheets of a program, in the terms of Kard, and what tables call them. */
export const TYPED_SHEETS = [
	['transactions', 'Transactions'],
	['users', 'Users'],
] as const;

const connection = z.object({ baseUrl: z.string(), clientId: z.string(), clientSecret: z.string() });

const common = { sheet: z.enum(sheets), rows: z.number() };

/** What a fresh process is to measure. */
export const task = z.discriminatedUnion('measure', [
	z.object({
		...common,
		/** The time that sending takes, after a first call with a few rows. */
		measure: z.literal('sending'),
		side: z.enum(['ours', 'floor']),
		connection,
		/** How many rows are sent before, so that code is loaded and there are a token and connections. */
		warmUp: z.number(),
		/** Whether the hand-written side sends its first request alone. */
		firstAlone: z.boolean(),
	}),
	z.object({
		...common,
		/** The memory that sending takes beside the rows. */
		measure: z.literal('memory'),
		connection,
	}),
	z.object({
		...common,
		/** The time of what cannot be left out: the same bodies as JSON, the same hashes, the same checks. */
		measure: z.enum(['JSON', 'SHA-256', 'zod']),
	}),
]);

/** What a fresh process is to measure. */
export type Task = z.infer<typeof task>;

/** What was measured of a process, between two points in time. */
export const time = z.object({
	/** Of all threads, user and system, in milliseconds. */
	cpuMs: z.number(),
	wallMs: z.number(),
});

/** What sending took. */
export const sendingAnswer = time.extend({
	/** How many rows were not taken. */
	failed: z.number(),
});

/** What sending held in memory, in bytes, when all was collected that nobody needed. */
export const memoryAnswer = z.object({
	/** The result, when everything was sent. */
	result: z.number(),
	/** The most that was seen on the way, with the requests under way. */
	most: z.number(),
});
