import http from 'node:http';
import https from 'node:https';
import { z } from 'zod/v4';
import { usualLimits, type StepLimits } from '../../zapier/src/host/step';
import { startKard, type Kard, type KardOptions } from '../support/kard';
import { AppInCore } from './inCore';

// Zapier's core puts a logger of its own around the `request` of Node's HTTP modules, which are the same for every
// test file of a process. Each file of these tests gives them back as they were.
for (const module of [http, https]) {
	const { request } = module;
	afterAll(() => {
		Object.assign(module, { request });
		Reflect.deleteProperty(module, 'patchedByZapier');
	});
}

/** Kard on this machine, and the app in Zapier's own core, connected to it. */
export interface Kit {
	readonly kard: Kard;
	readonly app: AppInCore;
}

/** Kard lists the rewards of a year, and the purchases of the tests are of one week. */
const NOW = Date.parse('2026-03-10T00:00:00Z');

/** Starts both for the tests of a file. Each test begins with an empty Kard and a good token. */
export function startApp(options: KardOptions = {}, limits: Partial<StepLimits> = {}): Kit {
	const kard = startKard({ now: () => NOW, ...options });
	// The clock of the test that is running.
	const clock: StepLimits['clock'] = {
		now: () => kard.clock.now(),
		random: () => kard.clock.random(),
		sleep: (ms, signal) => kard.clock.sleep(ms, signal),
	};
	let app: AppInCore;
	let connection: AppInCore['authData'];
	beforeAll(() => {
		app = new AppInCore(kard.sandbox, { ...usualLimits, clock, ...limits });
		connection = app.authData;
	});
	beforeEach(async () => {
		app.authData = { ...connection, accessToken: await kard.token() };
		kard.forgetRequests();
	});
	return {
		kard,
		get app() {
			return app;
		},
	};
}

/** A result of a step. Tests say which of its keys they mean. */
export type Result = Readonly<Record<string, unknown>>;

const result = z.record(z.string(), z.unknown());

/** The results of an action: a search and a trigger hand over several. */
export function resultsIn(output: unknown): readonly Result[] {
	return z.array(result).parse(Array.isArray(output) ? output : [output]);
}

/** The lines of a result. */
export function linesIn(output: unknown, key: string): readonly Result[] {
	return resultsIn(resultsIn(output)[0]?.[key]);
}

const thrown = z.object({
	message: z.string(),
	code: z.string().optional(),
	status: z.number().optional(),
	/** After how many seconds Zapier runs the step again. */
	delay: z.number().optional(),
});

function factsOf({ message }: Error): z.infer<typeof thrown> {
	try {
		// Some of Zapier's errors carry their facts as JSON.
		return thrown.parse(JSON.parse(message));
	} catch {
		return { message };
	}
}

/** The error that ended a step, as Zapier reads it. */
export async function thrownBy(
	running: Promise<unknown>,
): Promise<z.infer<typeof thrown> & { readonly name: string }> {
	const caught: unknown = await running.then(
		() => new Error('The step went through.'),
		(error: unknown) => error,
	);
	if (!(caught instanceof Error)) throw new Error('Something other than an error was thrown.');
	return { ...factsOf(caught), name: caught.name };
}
