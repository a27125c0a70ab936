import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { devDependencies, version } from '../../../package.json';
import type { Line, Question } from '../measure/question';
import { gridOf } from './table';

const PATH = join(__dirname, '..', '..', '..', 'docs', 'benchmarks.md');
/** The heading of what is not measured but written. */
const NOTES = '## Notes';
const GIGABYTE = 2 ** 30;

/** A question and its answer. */
interface Answered {
	readonly question: Question;
	readonly lines: readonly Line[];
}

function machine(): string {
	const [first] = cpus();
	const memory = (totalmem() / GIGABYTE).toFixed(0);
	return `${String(cpus().length)} cores of ${first?.model.trim() ?? 'an unknown CPU'}, ${memory} GB of memory`;
}

function versions(noted: readonly string[]): string {
	const { axios, zod, luxon, lodash } = devDependencies;
	const packages = Object.entries({ 'n8n-nodes-kard': version, axios, zod, luxon, lodash });
	return [`Node ${process.versions.node}`, ...packages.map((named) => named.join(' ')), ...noted].join(', ');
}

/** A row of a table, with what Markdown would take for a sign of its own escaped. */
function markdownRow(cells: readonly string[]): string {
	return `| ${cells.map((cell) => cell.replace(/[*_|<\\`]/g, '\\$&')).join(' | ')} |`;
}

function section({ question, lines }: Answered): string {
	const [head, ...rows] = gridOf(question, lines);
	const rule = head.map((_, place) => (place === 0 ? '---' : '---:'));
	const table = [head, rule, ...rows].map(markdownRow).join('\n');
	return `## ${question.title}\n\n${question.how}\n\n${table}`;
}

const INTRODUCTION = `
# Benchmarks

\`npm run bench\` has measured this and written this page. Figures of other machines differ; the ratios hardly do. Ratios
are of medians of runs that took turns, so that what else the machine did fell on both sides alike.

What is called _by hand_ are full batches as a good engineer writes them with axios: the same requests with the same
bodies and IDs, over connections that are kept, as many at once as the client sends (4). Kard is a minimal server in
another process. The bench stops where the two sides do not send the same.`;

/** What people have written about the figures, which stays. */
async function notes(): Promise<string> {
	const text = await readFile(PATH, 'utf8').catch(() => '');
	const start = text.indexOf(NOTES);
	return start === -1 ? '' : text.slice(start);
}

/**
 * Writes docs/benchmarks.md. What stands there under "Notes" stays.
 * @param noted versions of what was measured beside the packages
 * @param leftOut what was not asked, and how to ask it
 */
export async function writeDocument(
	answered: readonly Answered[],
	noted: readonly string[],
	leftOut: readonly string[],
): Promise<void> {
	const measured = `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}; ${versions(noted)}.`;
	const missing = leftOut.length === 0 ? [] : [`Not measured in this run: ${leftOut.join(', ')}.`];
	const text = [INTRODUCTION, measured, ...missing, ...answered.map(section), await notes()].join('\n\n');
	const config = await resolveConfig(PATH);
	await writeFile(PATH, await format(text, { ...config, parser: 'markdown' }));
}
