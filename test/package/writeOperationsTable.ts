/** Writes the table of operations into the documentation, as the catalogue has it. */
import { readFile, writeFile } from 'node:fs/promises';
import { DOCUMENT, withOperationsTable } from './operationsTable';

async function main(): Promise<void> {
	await writeFile(DOCUMENT, await withOperationsTable(await readFile(DOCUMENT, 'utf8')));
}

void main();
