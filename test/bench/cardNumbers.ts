/**
 * How many harmless descriptors are taken for one with a card number in it: 100,000 made-up ones of each form, the
 * same in every run. `npm run bench:cards`; `npm run bench:cards -- 1000` for fewer; a further argument is the
 * path of another `cardNumber.ts` to compare with, such as one in a git worktree of an older commit.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Table from 'cli-table3';
import { containsCardNumber } from '../../shared/redaction/cardNumber';
import { AMBIGUOUS, DESCRIPTORS, SeededChance, type Descriptor } from './descriptors';

type Detector = (text: string) => boolean;

const [, , count = '100000', other] = process.argv;
const EACH = Number(count);
const SEED = 20_260_807;

function isDetector(value: unknown): value is Detector {
	return typeof value === 'function';
}

async function detectorAt(path: string): Promise<Detector> {
	const module: unknown = await import(pathToFileURL(resolve(path)).href);
	const found: unknown =
		typeof module === 'object' && module !== null ? Reflect.get(module, 'containsCardNumber') : undefined;
	if (!isDetector(found)) throw new Error(`${path} exports no containsCardNumber.`);
	return found;
}

function refused(make: Descriptor, detector: Detector): number {
	const chance = new SeededChance(SEED);
	let found = 0;
	for (let made = 0; made < EACH; made += 1) if (detector(make(chance))) found += 1;
	return found;
}

function print(
	title: string,
	forms: Readonly<Record<string, Descriptor>>,
	detectors: readonly Detector[],
): void {
	const table = new Table({
		head: [title, ...(detectors.length > 1 ? ['Compared'] : []), 'Now', 'An example'],
		colAligns: ['left', ...detectors.map(() => 'right' as const), 'left'],
		style: { head: [], border: [], compact: true },
	});
	for (const [name, make] of Object.entries(forms)) {
		const shares = detectors.map((detector) => `${((100 * refused(make, detector)) / EACH).toFixed(3)} %`);
		table.push([name, ...shares, make(new SeededChance(SEED))]);
	}
	process.stdout.write(`${table.toString()}\n`);
}

async function main(): Promise<void> {
	const detectors = [...(other === undefined ? [] : [await detectorAt(other)]), containsCardNumber];
	process.stdout.write(`Refused of ${String(EACH)} descriptors of each form:\n`);
	print('Form without a card number', DESCRIPTORS, detectors);
	print('Form that a card number may have', AMBIGUOUS, detectors);
}

main().catch((error: unknown) => {
	process.stderr.write(`The benchmark stopped. ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
