import type { z } from 'zod/v4';
import { nextMessage } from './nextMessage';

/**
 * The other side of `inFreshProcess`: waits for the task, carries it out, sends the answer, and lets the process end.
 * What goes wrong is written to standard error, and the process fails.
 */
export async function answerTask<Task extends z.ZodType>(
	schema: Task,
	carryOut: (task: z.output<Task>) => Promise<object>,
): Promise<void> {
	try {
		const answer = await carryOut(schema.parse(await nextMessage(process)));
		process.send?.(answer);
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
		process.exitCode = 1;
	}
	process.disconnect();
}
