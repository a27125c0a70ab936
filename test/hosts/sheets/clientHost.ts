import { clientOf } from '../../../examples/demo/client';
import type { Sandbox } from '../../../sandbox';
import { sendSheet } from '../../../shared/host';
import { operationOf } from './fieldsOfSheet';
import {
	orError,
	rowResult,
	type ConnectedSheet,
	type HostRun,
	type HostRuns,
	type SheetHost,
} from './hostRun';
import { rowsOf, type SheetPlan } from './sheetPlan';

async function runOne(plan: SheetPlan, sandbox: Sandbox, checkOnly: boolean): Promise<HostRun> {
	const { rowType, chosen } = plan;
	const options = { ...chosen, rowType, checkOnly, columns: 'recognize' } as const;
	const result = await sendSheet(clientOf(sandbox), operationOf(plan), rowsOf(plan), options);
	const columns = result.columns.map(({ heading, outcome, field }) => ({ heading, found: field ?? outcome }));
	return { columns, rows: result.rows.map((row) => rowResult.parse(row)) };
}

/** What both hosts are made of, without either. */
export class ClientHost implements SheetHost {
	readonly name = 'client';

	async connect(): Promise<void> {
		// Each sheet brings its Kard along.
	}

	async run(sheets: readonly ConnectedSheet[], checkOnly: boolean): Promise<HostRuns> {
		const runs = sheets.map(
			async ({ plan, sandbox }) => [plan, await orError(() => runOne(plan, sandbox, checkOnly))] as const,
		);
		return new Map(await Promise.all(runs));
	}
}
