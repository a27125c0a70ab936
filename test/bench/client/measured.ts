import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod/v4';
import type { FakeKard, Report } from '../kard/fakeKard';
import { compile, inFreshProcess } from '../process/freshProcess';
import { measureSides, median } from '../measure/sides';
import { memoryAnswer, sendingAnswer, time, type SheetName, type Task } from './task';

const SUBJECT = 'test/bench/client/subject.process.ts';

/** How many rows a process sends before it is measured. */
const WARM_UP = 20;

/** What is sent, and how. */
interface SendingOptions {
	readonly sheet: SheetName;
	readonly rows: number;
	readonly warmUp?: number;
	/** Whether the hand-written side sends its first request alone. */
	readonly firstAlone?: boolean;
}

type Side = Extract<Task, { measure: 'sending' }>['side'];

function connectionOf({ baseUrl, credentials: { clientId, clientSecret } }: FakeKard) {
	return { baseUrl, clientId, clientSecret };
}

async function run<Answer extends z.ZodType>(task: Task, answer: Answer): Promise<z.output<Answer>> {
	return await inFreshProcess(await compile(SUBJECT), task, answer);
}

/** Sends a sheet in a fresh process. */
export async function send(kard: FakeKard, side: Side, options: SendingOptions) {
	const usual = {
		measure: 'sending',
		connection: connectionOf(kard),
		warmUp: WARM_UP,
		firstAlone: false,
	} as const;
	return await run({ ...usual, side, ...options }, sendingAnswer);
}

/** Looks at the memory that sending a sheet takes, in a fresh process; in bytes. */
export async function memoryOf(kard: FakeKard, sheet: SheetName, rows: number) {
	return await run({ measure: 'memory', sheet, rows, connection: connectionOf(kard) }, memoryAnswer);
}

/** Takes the time of what cannot be left out, in a fresh process. */
export async function limitOf(measure: 'JSON' | 'SHA-256' | 'zod', sheet: SheetName, rows: number) {
	return await run({ measure, sheet, rows }, time);
}

/**
 * Sends a sheet through the client and by hand, in turn.
 * @throws Error when the two do not send the same, or not every row is taken
 */
export async function compare(kard: FakeKard, options: SendingOptions, runs: number) {
	const { behavior } = kard;
	const sent = new Map<Side, Report>();
	const side = (name: Side) => async () => {
		await kard.reset(behavior);
		const answer = await send(kard, name, options);
		if (answer.failed > 0) throw new Error(`${String(answer.failed)} rows were not taken (${name}).`);
		if (!sent.has(name)) sent.set(name, await kard.report({ withRows: true }));
		return answer;
	};
	const measured = await measureSides({ ours: side('ours'), floor: side('floor') }, runs);
	requireSame(sent.get('ours'), sent.get('floor'));
	return measured;
}

function requireSame(ours: Report | undefined, floor: Report | undefined): void {
	if (ours !== undefined && isDeepStrictEqual(ours, floor)) return;
	const place = ours?.rows.findIndex((row, index) => !isDeepStrictEqual(row, floor?.rows[index])) ?? 0;
	const shown = [ours, floor].map((report) => {
		return JSON.stringify({ requests: report?.requests, rows: report?.stored, row: report?.rows[place] });
	});
	throw new Error(`The client and the hand-written batches do not send the same.\n${shown.join('\n')}`);
}

/** How many times the first takes what the second takes, by their medians. */
export function ratioOf(ours: readonly number[], floor: readonly number[]): number {
	return median(ours) / median(floor);
}
