import type { FakeKard } from '../kard/fakeKard';
import type { Line, Question } from '../measure/question';
import { measureSides, median, shown, withSpread } from '../measure/sides';
import { send } from './measured';
import { TYPED_SHEETS, type SheetName } from './task';

const LATENCY_MS = 50;

/** How one side fared. */
interface Fared {
	readonly wallMs: number;
	readonly requests: number;
	readonly doubled: number;
	/** Rows that Kard does not have. */
	readonly lost: number;
	/** Rows that Kard has, though the side says that they failed; or has not, though it says that they did not. */
	readonly wrong: number;
}

async function fare(kard: FakeKard, side: 'ours' | 'floor', sheet: SheetName, rows: number): Promise<Fared> {
	await kard.reset({ latencyMs: LATENCY_MS, isUnreliable: true });
	const { wallMs, failed } = await send(kard, side, { sheet, rows, warmUp: 0, firstAlone: true });
	const { requests, doubled, stored } = await kard.report();
	const lost = rows - stored;
	return { wallMs, requests, doubled, lost, wrong: Math.abs(failed - lost) };
}

function line(name: string, side: string, fared: readonly Fared[]): Line {
	const of = (pick: (one: Fared) => number) => fared.map(pick);
	const most = (pick: (one: Fared) => number) => Math.max(...of(pick));
	const [doubled, lost, wrong] = [
		most((one) => one.doubled),
		most((one) => one.lost),
		most((one) => one.wrong),
	];
	const requests = shown(median(of((one) => one.requests)));
	return {
		cells: [
			name,
			side,
			withSpread(of((one) => one.wallMs)),
			requests,
			...[doubled, lost, wrong].map((it) => shown(it)),
		],
		...(side === 'Client' && {
			reached: { figure: doubled + lost + wrong, aim: { most: 0, unit: ' doubled, lost or wrong' } },
		}),
	};
}

/** What becomes of rows where Kard and the network fail now and then. */
export const faults: Question = {
	name: 'faults',
	title: 'Five percent refused for the time being, five percent lost',
	how:
		'Of every 20 requests one is refused with 429 and Retry-After: 1, and one is carried out, but its connection breaks ' +
		'before the response; 50 ms for each response. By hand, a request is repeated up to three times, after the time that ' +
		'Kard asks for or after 1, 2 and 4 seconds, and "exists already" (409) counts as taken. Rows are counted by their IDs ' +
		'at Kard; wrong are rows that are not as the side says.',
	columns: ['Rows', 'Side', 'Time, ms', 'Requests', 'Doubled', 'Lost', 'Wrong'],
	run: async ({ rows, runs, startKard }) => {
		const kard = await startKard();
		const lines: Line[] = [];
		for (const [sheet, name] of TYPED_SHEETS) {
			const side = (which: 'ours' | 'floor') => async () => await fare(kard, which, sheet, rows);
			const { ours, floor } = await measureSides({ ours: side('ours'), floor: side('floor') }, runs);
			lines.push(line(name, 'Client', ours), line(name, 'By hand', floor));
		}
		return lines;
	},
};
