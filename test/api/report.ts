import Table from 'cli-table3';
import { NOTIFICATIONS, type Difference } from './compare';
import { keyOf, type Contract } from './contract';
import type { Explanation, Outcome } from './judge';

/** How wide a column may be whose texts can be broken at their spaces, in characters. */
const WIDE = 74;
const ISSUER = '/v2/issuers/{organizationId}';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const widthOf = (column: number) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)) + 2;
	const made = new Table({
		head: [...head],
		colWidths: head.map((_, column) => (column === 0 ? widthOf(0) : Math.min(widthOf(column), WIDE))),
		wordWrap: true,
		style: { head: [], border: [], compact: true },
	});
	made.push(...rows.map((row) => [...row]));
	return made.toString();
}

function short(name: string): string {
	return name.replace(ISSUER, '…');
}

function count(values: readonly unknown[], one: string, many = `${one}s`): string {
	return `${values.length} ${values.length === 1 ? one : many}`;
}

/** Each operation of Kard: by what it is covered here, and how many differences there are. */
function coverage(kard: Contract, ours: Contract, { unexplained, explained }: Outcome): string {
	const rows = [...kard.operations.map(({ name }) => name), NOTIFICATIONS].map((name) => {
		const isHere = (one: Difference) => keyOf(one.where) === keyOf(name);
		const here = ours.operations.filter((own) => keyOf(own.name) === keyOf(name)).map(({ title }) => title);
		const open = unexplained.filter(isHere);
		const said = explained.filter(isHere);
		const isMissing = name !== NOTIFICATIONS && here.length === 0;
		if (isMissing) return [short(name), said[0]?.because ?? 'NEW AT KARD', ''];
		return [
			short(name),
			here.join(', '),
			[
				...(open.length > 0 ? [`${open.length} TO LOOK AT`] : []),
				...(said.length > 0 ? [`${said.length} explained`] : []),
			].join(', '),
		];
	});
	return table(['Operation of Kard', 'Here', 'Differences'], rows);
}

function listed(title: string, differences: readonly (Difference & Partial<Explanation>)[]): string[] {
	if (differences.length === 0) return [];
	const isSaid = differences.some(({ because }) => because !== undefined);
	const rows = differences.map(({ where, what, because }) => [
		short(where),
		what,
		...(isSaid ? [because ?? ''] : []),
	]);
	const head = ['Where', 'What', ...(isSaid ? ['Why'] : [])];
	return ['', title, table(head, rows)];
}

/** What was compared, so that an empty comparison does not pass for a good one. */
function extent({ operations, notifications }: Contract): string {
	const sizes = operations.map(({ parameters, fields }) => [parameters.size, fields.size] as const);
	const events = [...notifications.keys()].filter((name) => !name.includes('.'));
	const sum = (which: 0 | 1) => sizes.reduce((total, size) => total + size[which], 0);
	return `${count(operations, 'operation')}, ${sum(0)} parameters, ${sum(1)} fields of requests, ${count(events, 'event')} of notifications with ${notifications.size - events.length} fields`;
}

/** The report for whoever looks after the client, from the whole to the parts. */
export function report(file: string, kard: Contract, ours: Contract, outcome: Outcome): string {
	const { unexplained, explained, stale } = outcome;
	const covered = new Set(ours.operations.map(({ name }) => keyOf(name)));
	const common = { ...kard, operations: kard.operations.filter(({ name }) => covered.has(keyOf(name))) };
	const inCommon = explained.filter(({ what }) => what !== 'operation is missing here');
	const isGood = unexplained.length + stale.length === 0;
	return [
		`Kard as ${file} describes it: ${extent(kard)}.`,
		`Of these covered here and compared: ${extent(common)}.`,
		'',
		coverage(kard, ours, outcome),
		`… stands for ${ISSUER}.`,
		...listed('On purpose (test/api/explained.ts):', inCommon),
		...listed('Explained in test/api/explained.ts, but not there any more; take these out:', stale),
		...listed('Not explained:', unexplained),
		'',
		isGood
			? `Nothing to look at: ${count(explained, 'difference')}, all on purpose.`
			: `To look at: ${count(unexplained, 'difference')} that nobody has explained, ${count(stale, 'explanation')} that no longer ${stale.length === 1 ? 'applies' : 'apply'}.`,
	].join('\n');
}
