import type { Redactor } from '../redaction/redactor';

/** The longest words of another program, such as for a failed connection, that an error repeats, in UTF-16 units. */
export const LONGEST_DETAIL = 200;
/** How many lines of a stack a cause keeps. */
const MOST_FRAMES = 20;
const FRAME = /^\s+at \S/;

/** What is known of anything that was thrown. */
interface ThrownFacts {
	/** A code such as `ECONNRESET`. */
	readonly code: string | undefined;
	readonly message: string;
}

/** Takes message and code out of anything that was thrown. */
export function thrownFacts(thrown: unknown): ThrownFacts {
	if (typeof thrown !== 'object' || thrown === null) return { code: undefined, message: '' };
	const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
	const message = 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : '';
	return { code, message };
}

/** The lines of a stack that name places in the program. */
export function framesOf({ stack = '', message }: Error): string[] {
	const start = stack.indexOf(message);
	const places = start < 0 ? stack : stack.slice(start + message.length);
	return places.split('\n').filter((line) => FRAME.test(line));
}

/**
 * What was thrown, as an error of ours may hold it: its name, message, code and stack, masked and cut. The request,
 * its headers and whatever else hangs on it are left behind. Undefined for what is no error.
 */
export function redactedCause(thrown: unknown, redactor: Redactor): Error | undefined {
	if (!(thrown instanceof Error)) return undefined;
	const { code, message } = thrownFacts(thrown);
	const words = (text: string) => redactor.excerpt(text, LONGEST_DETAIL);
	const cause = Object.assign(new Error(words(message)), {
		name: words(thrown.name),
		...(code === undefined ? {} : { code: words(code) }),
	});
	const frames = framesOf(thrown).slice(0, MOST_FRAMES);
	cause.stack = [`${cause.name}: ${cause.message}`, ...frames.map(words)].join('\n');
	return cause;
}
