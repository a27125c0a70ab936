/**
 * `n8n-node lint` holds every TypeScript file to the limits of n8n's cloud, also those that never reach it:
 * the sandbox, the examples, the tests. Such a file says on its first line which limits it steps over.
 * This writes those lines: exactly the limits each file needs, none where it needs none.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { ESLint } from 'eslint';

const UNSHIPPED = ['sandbox', 'examples', 'test', 'zapier', 'shared/axios.ts'];
const N8N_LIMITS = [
	'@n8n/community-nodes/no-restricted-imports',
	'@n8n/community-nodes/no-restricted-globals',
	'no-console',
	// Nodes and credentials that stand in for others in tests.
	'@n8n/community-nodes/node-usable-as-tool',
	'@n8n/community-nodes/icon-validation',
	'@n8n/community-nodes/no-credential-reuse',
];
const MARK = /^\/\* eslint-disable [^*]* -- does not ship in the n8n package \*\/\n/;

function limitsSteppedOver({ messages, suppressedMessages }: ESLint.LintResult): string[] {
	const found = new Set([...messages, ...suppressedMessages].map(({ ruleId }) => ruleId));
	return N8N_LIMITS.filter((rule) => found.has(rule));
}

async function mark(result: ESLint.LintResult): Promise<boolean> {
	const limits = limitsSteppedOver(result);
	const before = await readFile(result.filePath, 'utf8');
	const line =
		limits.length === 0
			? ''
			: `/* eslint-disable ${limits.join(', ')} -- does not ship in the n8n package */\n`;
	const after = line + before.replace(MARK, '');
	if (after !== before) await writeFile(result.filePath, after);
	return after !== before;
}

async function main(): Promise<void> {
	const eslint = new ESLint({ errorOnUnmatchedPattern: false });
	for (const result of await eslint.lintFiles(UNSHIPPED)) {
		if (await mark(result)) process.stdout.write(`marked ${relative('.', result.filePath)}\n`);
	}
}

void main();
