import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const load = createRequire(__filename);
/** Where n8n looks for the previews of version 1 of a node: beside its file. */
const FOLDER = 'nodes/Kard/__schema__/v1.0.0';

/** Writes down what n8n's editor shows of the output of an operation before it has run: a file for each. */
export async function writePreviews(dist: string): Promise<void> {
	const { previews } = load(join(dist, 'nodes/Kard/previews.js')) as {
		previews: Readonly<Record<string, unknown>>;
	};
	for (const [path, preview] of Object.entries(previews)) {
		const file = join(dist, FOLDER, `${path}.json`);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, JSON.stringify(preview));
	}
}
