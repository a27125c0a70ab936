import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Options {
	/** The questions that are asked; all of them where it is empty. */
	readonly only: readonly string[];
	readonly rows: number | undefined;
	readonly runs: number | undefined;
	readonly check: boolean;
	/** The command of a real n8n. */
	readonly n8n: string | undefined;
	readonly zapier: boolean;
}

function countOf(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const count = Number(text);
	if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} must be a whole number from 1.`);
	return count;
}

/**
 * Reads the command line.
 * @throws Error when it is not what it should be
 */
export function readOptions(given: readonly string[]): Options {
	const { values } = parseArgs({
		args: [...given],
		options: {
			only: { type: 'string', multiple: true, default: [] },
			rows: { type: 'string' },
			runs: { type: 'string' },
			check: { type: 'boolean', default: false },
			n8n: { type: 'string' },
			zapier: { type: 'boolean', default: false },
		},
	});
	const { only, check, n8n, zapier } = values;
	return { only, check, n8n, zapier, rows: countOf('rows', values.rows), runs: countOf('runs', values.runs) };
}
