import { OPEN_QUESTIONS, type OpenQuestion } from './table';

/** The table of readings as a text, the usual one of each question marked with an asterisk. */
export function readingsText(): string {
	return Object.entries(OPEN_QUESTIONS).map(questionText).join('\n');
}

function questionText([name, { question, readings, usual }]: [string, OpenQuestion]): string {
	const lines = Object.entries(readings).map(([reading, meaning]) => {
		const marked = reading === usual ? `${reading} *` : reading;
		return `      ${marked.padEnd(14)}${meaning}`;
	});
	return [`  ${name.padEnd(20)}${question}`, ...lines].join('\n');
}
