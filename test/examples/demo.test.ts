import { runTool, type ToolRun } from './runTool';

/** The numbers of the tables of results, in the order in which they are printed; the seconds left out. */
function tablesIn(printed: string): number[][] {
	return [...printed.matchAll(/^│ +(\d+(?: │ +\d+){6}) │ +[\d.]+ │$/gm)].map(([, cells = '']) =>
		cells.split('│').map(Number),
	);
}

describe('npm run demo', () => {
	let demo: ToolRun;

	beforeAll(async () => {
		demo = await runTool('examples/demo.ts');
	}, 60_000);

	test('ends well', () => {
		expect(demo.complained).toBe('');
		expect(demo.printed).toMatch(/Everything adds up\.\n$/);
		expect(demo.printed).not.toContain('  NO  ');
		expect(demo.code).toBe(0);
	});

	test('shows the numbers that the README shows', () => {
		// Rows, requests, created, updated, submitted, duplicates, failed.
		expect(tablesIn(demo.printed)).toEqual([
			[500, 93, 446, 44, 0, 6, 4],
			[2_000, 4, 0, 0, 1_961, 12, 27],
			[2_000, 4, 0, 0, 0, 1_973, 27],
			// The same sheets through the Zapier app, whose Create Users leaves users that exist as they are.
			[500, 5, 446, 0, 0, 50, 4],
			[2_000, 4, 0, 0, 1_961, 12, 27],
			[2_000, 4, 0, 0, 0, 1_973, 27],
		]);
		expect(demo.printed).toContain('Stored at Kard before this run: 1961; after it: 1961.');
	});

	test('says of each failed row why, and repeats no card number and no address', () => {
		const reasons = demo.printed.match(/^ {2}Row \d+ /gm) ?? [];
		expect(reasons).toHaveLength(4 + 27);
		expect(demo.printed).toMatch(/Card BIN: this looks like a full card number/);
		expect(demo.printed).not.toMatch(/4111[ -]?1111/);
		expect(demo.printed).not.toMatch(/fairbrook|yarrow@|no\.id\.yet/);
	});

	test('lists offers with their reward, channel and end', () => {
		const offers = demo.printed.match(/│ (\$[\d.]+|[\d.]+%) +│ (In store|Online)[^│]*│ \d{4}-\d\d-\d\d │/g);
		expect(offers).toHaveLength(10);
	});
});
