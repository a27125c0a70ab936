import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const load = createRequire(__filename);

/** The modules that hold nothing but descriptions, which they make from the catalogue. */
const DESCRIPTIONS = [
	'credentials/connectionFields.js',
	'nodes/Kard/parameters/index.js',
	'nodes/Kard/trigger/triggerParameters.js',
];

function asText(name: string, value: unknown): string {
	const text = JSON.stringify(value);
	if (!isDeepStrictEqual(JSON.parse(text), value)) throw new Error(`${name} is more than data.`);
	return `exports.${name} = ${text};`;
}

/**
 * Writes what the description modules of a built package export in the place of how they make it, so that n8n need not
 * load the catalogue when it starts.
 * @throws Error for an export that is more than data
 */
export async function writeDescriptions(dist: string): Promise<void> {
	for (const path of DESCRIPTIONS) {
		const exported = Object.entries(load(join(dist, path)) as Record<string, unknown>);
		const lines = [
			'"use strict";',
			'Object.defineProperty(exports, "__esModule", { value: true });',
			...exported.map(([name, value]) => asText(name, value)),
		];
		await writeFile(join(dist, path), `${lines.join('\n')}\n`);
	}
}
