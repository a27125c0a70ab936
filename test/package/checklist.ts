/** One thing that must be true of the package, and what came of looking. */
export interface Check {
	name: string;
	/** Returns a remark worth printing, or nothing; throws when the check fails. */
	run: () => Promise<string | undefined> | string | undefined;
}

/** Throws with every finding on a line of its own; no findings, no error. */
export function failOn(findings: readonly string[]): void {
	if (findings.length > 0) throw new Error(findings.join('\n'));
}

/** Runs all checks, also after a failure, and prints one line for each. */
export async function runChecklist(checks: readonly Check[]): Promise<{ failed: number }> {
	let failed = 0;
	for (const { name, run } of checks) {
		try {
			const remark = await run();
			process.stdout.write(`ok    ${name}${remark === undefined ? '' : `: ${remark}`}\n`);
		} catch (error) {
			failed += 1;
			const reason = error instanceof Error ? error.message : String(error);
			process.stdout.write(`FAIL  ${name}\n${reason.replace(/^/gm, '      ')}\n`);
		}
	}
	return { failed };
}
