/**
 * What Kard's OpenAPI document describes beside what we do: the tool for the day when Kard changes.
 *
 * `npm run check:api` reads the document that lies beside the repository; `npm run check:api -- openapi.yaml` reads
 * another one. It ends with 0 where every difference is explained in `explained.ts`, with 1 where one is not, and with
 * 2 where there was nothing to compare.
 */
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { differences } from './compare';
import { EXPLANATIONS } from './explained';
import { judge } from './judge';
import { ourContract } from './ours';
import { publishedContract } from './published';
import { report } from './report';

const USUAL_FILE = resolve(__dirname, '../../../shared/kard-openapi.yaml');

function main(): void {
	const file = resolve(process.argv[2] ?? USUAL_FILE);
	if (!existsSync(file)) throw new Error(`there is no file ${file}. Give the path of an OpenAPI document.`);
	const kard = publishedContract(parse(readFileSync(file, 'utf8')));
	const ours = ourContract();
	const outcome = judge(differences(kard, ours), EXPLANATIONS);
	process.stdout.write(`${report(relative(process.cwd(), file), kard, ours, outcome)}\n`);
	if (outcome.unexplained.length + outcome.stale.length > 0) process.exitCode = 1;
}

try {
	main();
} catch (error) {
	process.stderr.write(`Nothing was compared: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 2;
}
