function isNested(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/**
 * Whether a value that was read from JSON nests deeper than so many levels. Goes through it level by level, so that
 * no depth overflows the stack.
 */
export function nestsDeeperThan(levels: number, value: unknown): boolean {
	let level = isNested(value) ? [value] : [];
	for (let depth = 0; depth < levels; depth += 1) {
		const next: object[] = [];
		for (const one of level) {
			for (const inner of Object.values(one)) if (isNested(inner)) next.push(inner);
		}
		if (next.length === 0) return false;
		level = next;
	}
	return level.length > 0;
}
