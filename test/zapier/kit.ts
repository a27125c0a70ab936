import { z } from 'zod/v4';
import type { Sandbox, SandboxOptions } from '../../sandbox';
import { systemClock } from '../../shared';
import { usualLimits, type StepLimits } from '../../zapier/src/host/step';
import { openSandbox } from '../support/sandbox';
import { AppInCore } from './inCore';
import './ownHttp';

export { actionsOf, type Field, type Kind } from './inCore';
export { anyText, objectLike, textLike } from '../support/expected';

/** The app in Zapier's own core, with a sandbox to speak to. */
export class Kit extends AppInCore {
	constructor(
		readonly sandbox: Sandbox,
		limits: Partial<StepLimits>,
	) {
		// Without chance there is no waiting before a repeat, unless Kard asks for it.
		super(sandbox, { ...usualLimits, clock: { ...systemClock, random: () => 0 }, ...limits });
	}
}

/** Starts a sandbox, which stops by itself, and the app beside it. It is not connected yet. */
export async function startKit(options: SandboxOptions = {}, limits: Partial<StepLimits> = {}): Promise<Kit> {
	const readings = { matchedTransaction: 'taken', ...options.readings } as const;
	return new Kit(await openSandbox({ ...options, readings }), limits);
}

/** The same, connected. */
export async function connectedKit(options?: SandboxOptions, limits?: Partial<StepLimits>): Promise<Kit> {
	const kit = await startKit(options, limits);
	await kit.connect();
	return kit;
}

/** A result of a step. Tests say which of its keys they mean. */
export type Result = Readonly<Record<string, unknown>>;

const result = z.record(z.string(), z.unknown());

/** What a search or a trigger handed over. */
export function resultsIn(output: unknown): readonly Result[] {
	return z.array(result).parse(output);
}

/** The lines of a result. */
export function linesIn(output: unknown, key: string): readonly Result[] {
	return resultsIn(result.parse(output)[key]);
}

const thrown = z.object({
	message: z.string(),
	code: z.string().optional(),
	status: z.number().optional(),
	/** After how many seconds Zapier runs the step again. */
	delay: z.number().optional(),
});

/** What an error of Zapier's says. */
type Thrown = z.infer<typeof thrown> & { readonly name: string };

function wordsOf({ message }: Error): z.infer<typeof thrown> {
	try {
		// Some of Zapier's errors carry what they say as JSON.
		return thrown.parse(JSON.parse(message));
	} catch {
		return { message };
	}
}

/** What a step was ended with. */
export async function thrownBy(running: Promise<unknown>): Promise<Thrown> {
	const caught: unknown = await running.then(
		() => new Error('The step went through.'),
		(error: unknown) => error,
	);
	if (!(caught instanceof Error)) throw new Error('Something other than an error was thrown.');
	return { ...wordsOf(caught), name: caught.name };
}
