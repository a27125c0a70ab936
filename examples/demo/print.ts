import Table from 'cli-table3';
import { z } from 'zod/v4';
import type { Check } from './checks';
import type { ExampleRun } from './runExample';
import type { Failure, Item } from './tally';

const PLAIN = { head: [], border: [] };
const NO_LINES = Object.fromEntries(
	[
		...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
		...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
	].map((place) => [place, '']),
);
const REASON_WIDTH = 92;

/** Prints one line. */
export function say(line = ''): void {
	process.stdout.write(`${line}\n`);
}

/** Prints the name of a part of the demo, and of the file it runs. */
export function announce(title: string, file: string): void {
	say();
	say(`${title}  (${file})`);
}

/** Prints what became of the rows of a run. */
export function printRun({ rows, requests, tally, seconds }: ExampleRun): void {
	const { created, updated, submitted, duplicates, failed } = tally;
	const table = new Table({
		head: ['Rows', 'Requests', 'Created', 'Updated', 'Submitted', 'Duplicates', 'Failed', 'Seconds'],
		colAligns: Array.from({ length: 8 }, () => 'right'),
		style: PLAIN,
	});
	table.push([rows, requests, created, updated, submitted, duplicates, failed, seconds.toFixed(1)]);
	say(table.toString());
}

/** The reason without the number of the row, which stands beside it. */
function bare({ row, reason }: Failure): string {
	return reason.replace(new RegExp(`^Row ${String(row)},? `), '');
}

/** Prints which rows were not accepted, and why. */
export function printFailures(failures: readonly Failure[]): void {
	say(`${String(failures.length)} rows are to be mended. The node says of each why:`);
	const table = new Table({
		chars: NO_LINES,
		style: { ...PLAIN, 'padding-left': 0, 'padding-right': 0 },
		colWidths: [12, REASON_WIDTH],
		wordWrap: true,
	});
	for (const failure of failures) table.push([`  Row ${String(failure.row)}`, bare(failure)]);
	say(table.toString().replace(/ +$/gm, ''));
}

const offer = z.object({
	name: z.string(),
	category: z.array(z.object({ name: z.string() })),
	userReward: z.object({ type: z.string(), value: z.number() }),
	purchaseChannel: z.array(z.string()),
	expirationDate: z.string(),
});
const CHANNELS: Readonly<Record<string, string>> = { INSTORE: 'In store', ONLINE: 'Online' };

/** Prints offers as the node hands them on. */
export function printOffers(items: readonly Item[]): void {
	const table = new Table({
		head: ['Offer', 'Category', 'Reward', 'Channel', 'Expires'],
		style: { ...PLAIN, compact: true },
	});
	for (const { json } of items) {
		const { name, category, userReward, purchaseChannel, expirationDate } = offer.parse(json);
		const { type, value } = userReward;
		table.push([
			name,
			category.map((one) => one.name).join(', '),
			type === 'PERCENT' ? `${String(value)}%` : `$${value.toFixed(2)}`,
			purchaseChannel.map((channel) => CHANNELS[channel] ?? channel).join(', '),
			expirationDate.slice(0, 10),
		]);
	}
	say(table.toString());
}

/** What became of a delivery: what Kard was answered, and how many executions it started. */
export interface DeliveryLine {
	readonly what: string;
	readonly answer: string;
	readonly started: number;
}

/** Prints what became of each delivery. */
export function printDeliveries(lines: readonly DeliveryLine[]): void {
	const table = new Table({
		head: ['Delivery', 'Answer', 'Executions'],
		colAligns: ['left', 'right', 'right'],
		style: { ...PLAIN, compact: true },
	});
	for (const { what, answer, started } of lines) table.push([what, answer, started]);
	say(table.toString());
}

/** Prints what was checked, and whether all of it holds. */
export function printChecks(checks: readonly Check[]): void {
	say();
	for (const { says, holds } of checks) say(`${holds ? '  ok  ' : '  NO  '}${says}.`);
	say();
	say(checks.every(({ holds }) => holds) ? 'Everything adds up.' : 'Something does not add up. See above.');
}
