/**
 * Writes the example files anew: `npx tsx examples/generate.ts`. Everyone in them is invented, and the same bytes
 * come out every time.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFiles } from './generate/files';

for (const [name, text] of Object.entries(exampleFiles())) {
	writeFileSync(join(__dirname, name), text);
	process.stdout.write(`${name}: ${String(Buffer.byteLength(text))} bytes\n`);
}
