import { OPEN_QUESTIONS, type OpenQuestion, type Readings } from './table';

const QUESTIONS: ReadonlyMap<string, OpenQuestion> = new Map(Object.entries(OPEN_QUESTIONS));

/** A reading that there is none of. The message names it, and those there are. */
class UnknownReading extends Error {
	override readonly name = 'UnknownReading';
}

/** The readings that are followed unless others are chosen. */
export const USUAL_READINGS: Readings = usualReadings();

/**
 * Readings with some of them changed.
 * @param changes by the name of the question; what is undefined stays
 * @throws UnknownReading when there is no such question or no such reading of it
 */
export function withReadings(before: Readings, changes: Readonly<Record<string, unknown>>): Readings {
	const given = Object.entries(changes).filter(([, value]) => value !== undefined);
	for (const [name, value] of given) checkReading(name, value);
	const after: object = { ...before, ...Object.fromEntries(given) };
	if (!isReadings(after)) throw new UnknownReading('A reading is missing.');
	return after;
}

/**
 * Reads what a command line says: `subscriptions=one`.
 * @throws UnknownReading when it says something else, or there is no such reading
 */
export function readingIn(text: string): Readonly<Record<string, string>> {
	const [name = '', value = ''] = text.split(/=(.*)/s);
	checkReading(name, value);
	return { [name]: value };
}

function checkReading(name: string, value: unknown): void {
	const complaint = complaintAbout(name, value);
	if (complaint !== undefined) throw new UnknownReading(complaint);
}

/** What is wrong with a reading, if anything is. */
export function complaintAbout(name: string, value: unknown): string | undefined {
	const question = QUESTIONS.get(name);
	if (question === undefined) {
		return `There is no reading called ${name}. There are ${[...QUESTIONS.keys()].join(', ')}.`;
	}
	const choices = Object.keys(question.readings);
	if (choices.some((choice) => choice === value)) return undefined;
	return `The reading ${name} must be ${choices.join(' or ')}, not ${String(value)}.`;
}

function isReadings(readings: object): readings is Readings {
	const given = new Map<string, unknown>(Object.entries(readings));
	return [...QUESTIONS].every(([name, { readings: choices }]) =>
		Object.keys(choices).some((choice) => choice === given.get(name)),
	);
}

function usualReadings(): Readings {
	const usual: object = Object.fromEntries([...QUESTIONS].map(([name, question]) => [name, question.usual]));
	if (!isReadings(usual)) throw new Error('A usual reading is none of the readings.');
	return usual;
}
