import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import upperFirst from 'lodash/upperFirst';
import { z } from 'zod/v4';
import { credentialFor } from '../../../examples/demo/runExample';
import { AppUnderTool } from '../../zapier/cli/app';
import { copyApp } from '../../zapier/cli/appCopy';
import { findTool } from '../../zapier/cli/command';
import { fieldsOfSheet } from './fieldsOfSheet';
import {
	orError,
	rowResult,
	type ConnectedSheet,
	type HostRun,
	type HostRuns,
	type SheetHost,
} from './hostRun';
import { rowsOf, sheetFile, type SheetPlan } from './sheetPlan';

const REPOSITORY = join(__dirname, '../../..');
const ACTIONS = {
	createOrUpdate: { key: 'create_or_update_users', lines: 'users' },
	submit: { key: 'submit_transactions', lines: 'transactions' },
} as const;

const result = z.object({
	results: z.array(rowResult),
	columnsRecognized: z.array(z.object({ heading: z.string(), field: z.string() })),
	columnsNotSent: z.array(z.string()),
	columnsUnclear: z.array(z.object({ heading: z.string() })),
});

/** The form of the action, as a person fills it in for a sheet. */
function inputsOf({ rowType, operation, chosen }: SheetPlan, checkOnly: boolean) {
	const { amounts, numberFormat, defaults = {} } = chosen;
	const ofDefaults = Object.entries(defaults).map(
		([key, value]) => [`default${upperFirst(key)}`, value] as const,
	);
	return {
		checkOnlyOption: String(checkOnly),
		...(operation === 'submit' ? { transactionType: rowType ?? 'transaction', amountsOption: amounts } : {}),
		...(numberFormat === undefined ? {} : { numberFormatOption: numberFormat }),
		...Object.fromEntries(ofDefaults),
	};
}

/** Where the tool keeps the connection of an app, in its folder. */
const CONNECTION = '.env';

/**
 * The app in Zapier's own command-line tool. Checked is the text of a file; sent are line items that have its headings.
 */
export class ZapierHost implements SheetHost {
	readonly name = 'Zapier';
	private readonly connections = new Map<SheetPlan, string>();

	private constructor(
		private readonly app: AppUnderTool,
		private readonly connection: string,
	) {}

	/** @param folder an empty folder */
	static async install(folder: string): Promise<ZapierHost> {
		const app = await copyApp(REPOSITORY, folder);
		const binaries = join(REPOSITORY, 'node_modules/.bin');
		const tool = new AppUnderTool(await findTool(), app, join(folder, 'home'), binaries);
		await tool.build();
		return new ZapierHost(tool, join(app, CONNECTION));
	}

	async connect(sheets: readonly ConnectedSheet[]): Promise<void> {
		for (const { plan, sandbox } of sheets) {
			await this.app.connect(credentialFor(sandbox));
			this.connections.set(plan, await readFile(this.connection, 'utf8'));
		}
	}

	async run(sheets: readonly ConnectedSheet[], checkOnly: boolean): Promise<HostRuns> {
		const runs = new Map<SheetPlan, HostRun | Error>();
		for (const { plan } of sheets) {
			await writeFile(this.connection, this.connections.get(plan) ?? '');
			runs.set(plan, await orError(() => this.runOne(plan, checkOnly)));
		}
		return runs;
	}

	private async runOne(plan: SheetPlan, checkOnly: boolean): Promise<HostRun> {
		const { key, lines } = ACTIONS[plan.operation];
		// A person checks the file as it is, and sends it as what a step before made of it.
		const rows = checkOnly
			? { rowsAsText: await readFile(sheetFile(plan), 'utf8') }
			: { [lines]: rowsOf(plan) };
		const inputs = { ...inputsOf(plan, checkOnly), ...rows };
		const output = result.parse(await this.app.invoke('create', key, inputs));
		const keys = new Map(fieldsOfSheet(plan).map((field) => [field.title, field.key]));
		return {
			columns: [
				...output.columnsRecognized.map(({ heading, field }) => ({
					heading,
					found: keys.get(field) ?? field,
				})),
				...output.columnsNotSent.map((heading) => ({ heading, found: 'not sent' })),
				...output.columnsUnclear.map(({ heading }) => ({ heading, found: 'unclear' })),
			],
			rows: output.results,
		};
	}
}
