import { clientOf } from '../../../examples/demo/client';
import { startSandbox } from '../../../sandbox';
import { person } from '../../support/person';
import type { ConnectedSheet, HostRun, SheetHost } from './hostRun';
import { runFaults, stored, storedFaults, through, type Turn } from './judgeRun';
import { usersIn, type SheetPlan } from './sheetPlan';

/** The longest error that is printed. */
const LONGEST_ERROR = 600;

/** What is counted of a sheet, in the order of the table. */
type Counts = Readonly<
	Record<'columns' | 'recognized' | 'notSent' | 'unclear' | 'rows' | 'ready' | 'sent', number>
>;

/** How a sheet went in one host. */
export interface Outcome {
	readonly plan: SheetPlan;
	/** Undefined where the host handed over nothing. */
	readonly counts: Counts | undefined;
	readonly faults: readonly string[];
}

/** Starts a Kard for a sheet, in which the users of its purchases are enrolled. */
async function connected(plan: SheetPlan): Promise<ConnectedSheet> {
	const sandbox = await startSandbox();
	const users = usersIn(plan).map((id) => person({ id }));
	if (users.length > 0) await clientOf(sandbox).users.create(users);
	return { plan, sandbox };
}

function countsOf(run: HostRun, checked: HostRun): Counts {
	const { columns, rows } = run;
	const having = (outcome: string) => columns.filter(({ found }) => found === outcome).length;
	const [notSent, unclear] = [having('not sent'), having('unclear')];
	return {
		...{ columns: columns.length, recognized: columns.length - notSent - unclear, notSent, unclear },
		...{ rows: rows.length, ready: through(checked, 'check').length, sent: through(run, 'real').length },
	};
}

const TURNS = ['check', 'real', 'again'] as const;

/** What a turn of a sheet left behind. */
interface Played {
	readonly run: HostRun | Error;
	readonly faults: readonly string[];
}

/** Gives all sheets to a host once, and compares what it says and what Kard has with the plan. */
async function playTurn(host: SheetHost, sheets: readonly ConnectedSheet[], turn: Turn) {
	const before = new Map(sheets.map(({ plan, sandbox }) => [plan, stored(plan, sandbox)]));
	const runs = await host.run(sheets, turn === 'check');
	return sheets.map(({ plan, sandbox }): Played => {
		const run = runs.get(plan) ?? new Error('There is no result.');
		const sent = stored(plan, sandbox) - (before.get(plan) ?? 0);
		const inKard = turn === 'check' ? (sent === 0 ? [] : [`${sent} were sent`]) : storedFaults(plan, sandbox);
		const said = run instanceof Error ? [run.message.slice(0, LONGEST_ERROR)] : runFaults(plan, run, turn);
		return { run, faults: [...said, ...inKard].map((fault) => `${turn}: ${fault}`) };
	});
}

/**
 * Gives the sheets to a host with Check Only, for real, and once more, which must change nothing. Each sheet has a Kard
 * of its own.
 */
export async function play(host: SheetHost, plans: readonly SheetPlan[]): Promise<Outcome[]> {
	const sheets = await Promise.all(plans.map(connected));
	try {
		await host.connect(sheets);
		const turns: Played[][] = [];
		for (const turn of TURNS) turns.push(await playTurn(host, sheets, turn));
		return plans.map((plan, index) => {
			const played = turns.flatMap((turn) => turn.slice(index, index + 1));
			const [checked, real] = played.map(({ run }) => run);
			const isDone = checked && real && !(checked instanceof Error) && !(real instanceof Error);
			const counts = isDone ? countsOf(real, checked) : undefined;
			return { plan, counts, faults: played.flatMap(({ faults }) => faults) };
		});
	} finally {
		await Promise.all(sheets.map(({ sandbox }) => sandbox.close()));
	}
}
