import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const OWN_FILE = /\brequire\(["'](\.{1,2}\/[^"']+)["']\)/g;

/**
 * The files that some files of a built package load, at once or at first use, and these themselves.
 * @param entries absolute paths
 * @throws Error for a file that is not there
 */
export function loadedFrom(entries: readonly string[]): ReadonlySet<string> {
	const found = new Set(entries);
	// A set also goes through what is added meanwhile.
	for (const path of found) {
		const { resolve } = createRequire(path);
		for (const [, file = ''] of readFileSync(path, 'utf8').matchAll(OWN_FILE)) found.add(resolve(file));
	}
	return found;
}
