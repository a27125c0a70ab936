/**
 * The gate that n8n applies when it verifies a community package, run here before a release:
 * its linter over the sources that ship, its newest rules over the packed files with inline exceptions ignored,
 * what the tarball holds, what it asks the host for, and whether it loads.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ESLint } from 'eslint';
import difference from 'lodash/difference';
import { loadedFrom } from '../../packaging/loaded';
import { classIn, listedOf, loadAsHost } from './asHost';
import { failOn, runChecklist, type Check } from './checklist';
import { compareStaged, lintStaged, stageSources } from './staged';
import { listFiles, packAndInstall, type Installation, type PackedFile } from './tarball';

const REPOSITORY = resolve(__dirname, '../..');
/** No rule of n8n's: a package that grows by a fifth has something in it that nobody meant to ship. */
const MAX_UNPACKED_BYTES = 600_000;
const MAY_BE_PACKED =
	/^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/(nodes|credentials|shared)\/.+\.js|dist\/nodes\/.+\.(svg|node\.json)|dist\/nodes\/Kard\/__schema__\/.+\.json)$/;
const MUST_NOT_BE_PACKED = /axios|sandbox|\.test\.|\.map$/;
/** What only a run needs, and n8n need not load when it starts. */
const BY_THE_FIRST_RUN = /dist\/(shared\/|nodes\/Kard\/(run\.js|connection\/|execution\/))/;
const MAY_BE_REQUIRED = /^(\.{1,2}\/.+|n8n-workflow|zod\/v4|luxon|lodash(\/.+)?|crypto)$/;

async function lintPacked(directory: string, pattern: string): Promise<string> {
	const eslint = new ESLint({
		cwd: directory,
		overrideConfigFile: join(REPOSITORY, 'eslint.config.mjs'),
		ignorePatterns: ['!dist'],
		allowInlineConfig: false,
	});
	const results = await eslint.lintFiles([pattern]);
	failOn(
		results.flatMap(({ filePath, messages }) =>
			messages.map(
				({ line, column, message, ruleId }) =>
					`${filePath}:${line}:${column} ${message} (${ruleId ?? 'syntax'})`,
			),
		),
	);
	return `${results.length} files, 0 errors, 0 warnings`;
}

function entriesOf({ manifest }: Installation): readonly string[] {
	return [...manifest.n8n.credentials, ...manifest.n8n.nodes];
}

function scriptsIn(files: readonly PackedFile[]): readonly string[] {
	return files.map(({ path }) => path).filter((path) => path.endsWith('.js'));
}

function checkFileList(installation: Installation, files: readonly PackedFile[]): string {
	const { packageDir } = installation;
	const unwanted = files.filter(({ path }) => !MAY_BE_PACKED.test(path) || MUST_NOT_BE_PACKED.test(path));
	const used = loadedFrom(entriesOf(installation).map((path) => join(packageDir, path)));
	const unused = difference(
		scriptsIn(files),
		[...used].map((path) => relative(packageDir, path)),
	);
	failOn([
		...unwanted.map(({ path }) => `${path} does not belong in the package`),
		...unused.map((path) => `${path} is loaded by nothing`),
	]);
	return `${files.length} files`;
}

function checkSize(files: readonly PackedFile[]): string {
	const bytes = files.reduce((sum, { size }) => sum + size, 0);
	const remark = `${(bytes / 1000).toFixed(1)} kB unpacked of at most ${MAX_UNPACKED_BYTES / 1000} kB`;
	failOn(bytes < MAX_UNPACKED_BYTES ? [] : [remark]);
	return remark;
}

async function checkRequires(packageDir: string, files: readonly PackedFile[]): Promise<string> {
	const asked = new Set<string>();
	const findings: string[] = [];
	for (const { path } of files.filter((file) => file.path.endsWith('.js'))) {
		const code = await readFile(join(packageDir, path), 'utf8');
		for (const [, name, computed] of code.matchAll(
			/\b(?:require|import)\(\s*(?:["'`]([^"'`]+)["'`]|([^)]*))\s*\)/g,
		)) {
			if (name === undefined) findings.push(`${path} requires a computed name: ${computed ?? ''}`);
			else if (!MAY_BE_REQUIRED.test(name)) findings.push(`${path} requires ${name}`);
			else if (!name.startsWith('.')) asked.add(name);
		}
	}
	failOn(findings);
	return [...asked].sort().join(', ') || 'nothing but its own files';
}

async function checkLoading(installation: Installation, files: readonly PackedFile[]): Promise<string> {
	const { instances, atStart } = await loadAsHost(installation, entriesOf(installation), scriptsIn(files));
	failOn(atStart.filter((path) => BY_THE_FIRST_RUN.test(path)).map((path) => `${path} is loaded at once`));
	return `${instances.map((one) => listedOf(one).name).join(', ')}, and ${atStart.length} files at once`;
}

async function checkDescriptions(
	installation: Installation,
	files: readonly PackedFile[],
): Promise<undefined> {
	const paths = entriesOf(installation);
	const { instances } = await loadAsHost(installation, paths, scriptsIn(files));
	for (const [place, path] of paths.entries()) {
		const source = join(REPOSITORY, relative('dist', path));
		const exported = (await import(source)) as Record<string, new () => object>;
		const Described = exported[classIn(path)];
		const expected: unknown = Described && JSON.parse(JSON.stringify(new Described()));
		failOn(
			isDeepStrictEqual(instances[place], expected) ? [] : [`${path} does not say what its source says`],
		);
	}
	return undefined;
}

async function checksOf(workDir: string): Promise<Check[]> {
	const installation = await packAndInstall(REPOSITORY, workDir);
	const { packageDir, lintDir } = installation;
	const files = await listFiles(packageDir);
	const staged = join(workDir, 'staged');
	await stageSources(REPOSITORY, staged);
	return [
		{ name: "n8n's linter over a copy of what ships", run: () => lintStaged(staged) },
		{ name: 'the copy is what the package is built from', run: () => compareStaged(staged, files) },
		{
			name: "n8n's newest rules over the packed package.json",
			run: () => lintPacked(packageDir, 'package.json'),
		},
		{ name: "n8n's newest rules over the packed JavaScript", run: () => lintPacked(lintDir, 'dist/**/*.js') },
		{ name: 'holds only what n8n loads', run: () => checkFileList(installation, files) },
		{ name: 'is small', run: () => checkSize(files) },
		{ name: 'asks the host only for modules it has', run: () => checkRequires(packageDir, files) },
		{ name: 'installs and loads in an empty project', run: () => checkLoading(installation, files) },
		{ name: 'describes itself as its sources do', run: () => checkDescriptions(installation, files) },
	];
}

async function main(): Promise<void> {
	const workDir = await mkdtemp(join(tmpdir(), 'check-n8n-'));
	try {
		const checks = await checksOf(workDir);
		const { failed } = await runChecklist(checks);
		process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
		if (failed > 0) process.exitCode = 1;
	} finally {
		await rm(workDir, { recursive: true, force: true });
	}
}

void main();
