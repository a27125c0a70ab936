import { EVENTS, RETIRED_EVENTS } from '../catalogue/events';
import { readChoice } from '../fields/choice';

const KNOWN = [...Object.keys(EVENTS), ...Object.keys(RETIRED_EVENTS)];

/**
 * The events that a person asks for by name, in a text with commas between them, each once. One that is known is
 * recognized in any letter case and by its label; any other is taken as it is written, for Kard to judge.
 */
export function namedEvents(text: string): string[] {
	const names = text
		.split(/[,;|\n]/)
		.map((name) => name.trim())
		.filter((name) => name !== '');
	return [...new Set(names.map(knownNameOf))];
}

function knownNameOf(name: string): string {
	const reading = readChoice(name, KNOWN, {}, 'text');
	return reading.ok ? reading.value : name;
}
