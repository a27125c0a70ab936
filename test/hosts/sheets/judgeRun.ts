import isMatchWith from 'lodash/isMatchWith';
import type { Sandbox } from '../../../sandbox';
import type { HostRun } from './hostRun';
import { accepted, rowsOf, type SheetPlan } from './sheetPlan';

/** What became of the rows that went through: checked only, taken by Kard, or known to it already. */
const STATUSES = {
	check: ['ready'],
	real: ['created', 'updated', 'submitted'],
	again: ['duplicate', 'unchanged'],
} as const;

/** Which of the three runs of a sheet it is. */
export type Turn = keyof typeof STATUSES;

function asList(keys: string | readonly string[] | undefined): readonly string[] {
	return typeof keys === 'string' ? [keys] : (keys ?? []);
}

/** What is wrong with what a host says of the columns. */
function columnFaults({ recognized, may = {} }: SheetPlan, run: HostRun): string[] {
	// A byte order mark counts as white space.
	const columns = run.columns.map(({ heading, found }) => ({ heading: heading.trim(), found }));
	const missing = Object.keys(recognized).filter((name) => !columns.some(({ heading }) => heading === name));
	return [
		...missing.map((heading) => `nothing is said of the column “${heading}”`),
		...columns.flatMap(({ heading, found }) => {
			const must = asList(recognized[heading]);
			const right = must.length > 0 ? must : [...asList(may[heading]), 'not sent', 'unclear'];
			return right.includes(found) ? [] : [`“${heading}” is ${found}, not ${right.join(' or ')}`];
		}),
	];
}

/** The rows that went through, by their numbers. */
export function through({ rows }: HostRun, turn: Turn): number[] {
	const statuses: readonly string[] = STATUSES[turn];
	return rows.filter(({ status }) => statuses.includes(status)).map(({ row }) => row);
}

/** What is wrong with what a host says of the rows. */
function rowFaults(plan: SheetPlan, { rows }: HostRun, turn: Turn): string[] {
	const { refused, skipped, noted = {} } = plan;
	const statuses: readonly string[] = STATUSES[turn];
	const faults = rows.flatMap(({ row, status, errorField, errorMessage, notes }) => {
		const note = noted[row];
		if (skipped.includes(row)) return status === 'skipped' ? [] : [`empty row ${row} is ${status}`];
		if (row in refused) {
			const isRight = status === 'failed' && errorField === refused[row];
			return isRight
				? []
				: [`row ${row} is ${status} for ${errorField ?? 'nothing'}, not ${refused[row] ?? ''}`];
		}
		if (!statuses.includes(status)) return [`row ${row} is ${status}: ${errorMessage ?? ''}`];
		if (note !== undefined && turn === 'real' && !notes.includes(note))
			return [`row ${row} has no note of ${note}`];
		return [];
	});
	const numbers = rows.map(({ row }) => row).join();
	const expected = rowsOf(plan)
		.map((_, index) => index + 1)
		.join();
	return [...(numbers === expected ? [] : [`the rows are ${numbers}, not ${expected}`]), ...faults];
}

/** How much of a sheet Kard has by now: the users, or the events of its purchases. */
export function stored({ operation }: SheetPlan, { state }: Sandbox): number {
	return operation === 'submit' ? state.transactions.size : state.users.size;
}

/** Hosts are in time zones of their own, so of a date the day is enough. */
function startsAlike(found: unknown, expected: unknown): boolean | undefined {
	return typeof found === 'string' && typeof expected === 'string' ? found.startsWith(expected) : undefined;
}

/** What is wrong with what Kard has in the end: something was lost or doubled, or is not what the sheet says. */
export function storedFaults(plan: SheetPlan, sandbox: Sandbox): string[] {
	const { users, transactions } = sandbox.state;
	const count = accepted(plan).length;
	const has = stored(plan, sandbox);
	const of = (id: string) =>
		plan.operation === 'submit'
			? [...transactions.values()].filter(({ transactionId }) => transactionId === id)
			: [users.get(id)].filter((user) => user !== undefined);
	const differing = Object.entries(plan.kept).flatMap(([id, attributes]) => {
		const [first, ...more] = of(id);
		if (first === undefined || more.length > 0)
			return [`Kard has ${id} ${more.length + (first ? 1 : 0)} times`];
		const names = Object.keys(attributes);
		const found = Object.fromEntries(names.map((name) => [name, first.attributes[name]]));
		return isMatchWith(found, attributes, startsAlike) ? [] : [`Kard has of ${id} ${JSON.stringify(found)}`];
	});
	return [...(has === count ? [] : [`Kard has ${has}, not ${count}`]), ...differing];
}

/** What is wrong with one run of a sheet. */
export function runFaults(plan: SheetPlan, run: HostRun, turn: Turn): string[] {
	return [...columnFaults(plan, run), ...rowFaults(plan, run, turn)];
}
