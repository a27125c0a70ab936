import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { withSharedParts } from './sharedParts';

const load = createRequire(__filename);

/** The modules that hold nothing but descriptions, which they make from the catalogue. */
const DESCRIPTIONS = [
	'credentials/connectionFields.js',
	'nodes/Kard/parameters/index.js',
	'nodes/Kard/trigger/triggerParameters.js',
];

function asData(name: string, value: unknown): unknown {
	const data: unknown = JSON.parse(JSON.stringify(value));
	if (!isDeepStrictEqual(data, value)) throw new Error(`${name} is more than data.`);
	return data;
}

/**
 * Writes what the description modules of a built package export in the place of how they make it, so that n8n need not
 * load the catalogue when it starts.
 * @throws Error for an export that is more than data
 */
export async function writeDescriptions(dist: string): Promise<void> {
	for (const path of DESCRIPTIONS) {
		const exported = load(join(dist, path)) as Record<string, unknown>;
		const data = Object.entries(exported).map(([name, value]) => [name, asData(name, value)] as const);
		const { declarations, expressions } = withSharedParts(new Map(data));
		const lines = [
			'"use strict";',
			'Object.defineProperty(exports, "__esModule", { value: true });',
			...declarations,
			...expressions.map(([name, expression]) => `exports.${name} = ${expression};`),
		];
		await writeFile(join(dist, path), `${lines.join('\n')}\n`);
	}
}
