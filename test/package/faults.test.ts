import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testTitles } from './testTitles';

const REPOSITORY = join(__dirname, '../..');
const TO_COME = /^To come\.$/m;

interface Fault {
	readonly number: number;
	readonly given: string;
	/** The tests that hold it. */
	readonly tests: readonly { readonly file: string; readonly title: string }[];
	readonly isToCome: boolean;
}

function readFault(section: string): Fault {
	const [, number, given = ''] = /^(\d+)\. (.+)/.exec(section) ?? [];
	const tests = [...section.matchAll(/^- `([^`]+)`: `(.+)`$/gm)];
	return {
		number: Number(number),
		given,
		tests: tests.map(([, file = '', title = '']) => ({ file, title })),
		isToCome: TO_COME.test(section),
	};
}

const faults = readFileSync(join(REPOSITORY, 'docs/faults.md'), 'utf8')
	.split(/^## /m)
	.slice(1)
	.map(readFault);

it('every fault has its place in the list', () => {
	expect(faults.length).toBeGreaterThan(0);
	expect(faults.map(({ number }) => number)).toEqual(faults.map((_, index) => index + 1));
});

it.each(faults.filter(({ isToCome }) => !isToCome))(
	'is held by tests that there are: $given',
	({ tests }) => {
		expect(tests).not.toEqual([]);
		const missing = tests.filter(({ file, title }) => {
			const path = join(REPOSITORY, file);
			return !existsSync(path) || !testTitles(path).has(title);
		});
		expect(missing).toEqual([]);
	},
);
