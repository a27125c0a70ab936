import type { z } from 'zod/v4';
import type { BulkResult } from '../bulk/result';
import { writeRows } from '../bulk/send';
import { shownBy } from '../bulk/shown';
import type { BulkOptions, ExistingRow } from '../bulk/work';
import type { BulkOperation, ListOperation, SingleOperation } from '../catalogue/description/operation';
import type { Clock } from '../clock';
import { columnsOf, type Column } from '../fields/columns';
import { CallContext, type CallDefaults, type RequestOptions } from '../http/callContext';
import type { KardRequest, RequestEngine } from '../http/engine';
import { kardPromise, type KardPromise, type WithResponse } from '../http/kardPromise';
import { isSuccess } from '../http/response';
import { fillPath } from '../http/url';
import { kardList, type KardList } from './kardList';
import { own } from '../rows/cells';
import { prepareNew, rowPreparer, type PreparedRow, type SentResource } from '../rows/prepareRow';
import { settingsOf, type RowChoices } from '../rows/rowSettings';
import type { Ids } from './input';
import { openList, type ListInput } from './list';
import { documentOf, factsOf, type Sending } from './sending';
import { carryOutSingle, type SingleInput } from './single';
import { carryOutKeeping, updateRow, type UpdateOptions } from './update';

/** How a bulk write is to be carried out, and what its rows are. */
export interface RowOptions extends BulkOptions {
	/** The type of rows that do not name theirs, where an operation takes several. */
	readonly rowType?: string | undefined;
}

/** How a single resource is to be written. */
export type WriteOptions = RequestOptions & RowChoices;

/** How rows are to be written of which each goes out alone. */
export type OneByOneOptions = WriteOptions & Pick<BulkOptions, 'checkOnly'>;

function columnsOfRows({ rows }: BulkOperation): readonly Column[] {
	return Object.values(rows).flatMap((row) => columnsOf(row));
}

/** The labels of fields by their path; where several types of row have the field, that of the first. */
function labelsOf(operation: BulkOperation): ReadonlyMap<string, string> {
	return new Map(
		columnsOfRows(operation)
			.toReversed()
			.map(({ path, title }) => [path.join('.'), title]),
	);
}

/** Carries out operations as they are described. Knows every kind of operation, and none by name. */
export class Executor {
	private readonly sending: Sending;

	constructor(
		organizationId: string,
		engine: RequestEngine,
		private readonly clock: Clock,
		private readonly defaults: CallDefaults,
	) {
		this.sending = { organizationId, engine };
	}

	/** Carries out an operation on one resource. */
	single<O extends SingleOperation>(
		operation: O,
		input: SingleInput<O>,
		options: UpdateOptions = {},
	): KardPromise<z.output<O['answer']>> {
		return kardPromise(carryOutKeeping(this.sending, operation, input, options, this.call(options)));
	}

	/** Lists resources, page by page as far as they are read. */
	list<O extends ListOperation>(
		operation: O,
		input: ListInput<O>,
		options: WriteOptions = {},
	): KardList<z.output<O['item']>> {
		return kardList(() => openList(this.sending, operation, input, options, this.call(options)));
	}

	/** Writes many rows and tells what became of each. */
	async bulk(
		operation: BulkOperation,
		rows: readonly unknown[],
		options: RowOptions = {},
	): Promise<BulkResult> {
		const { organizationId, engine } = this.sending;
		const work = {
			path: fillPath(operation.path, { organizationId }),
			limit: operation.limit,
			scope: operation.scope,
			accepted: operation.accepted,
			naming: operation.naming,
			labels: labelsOf(operation),
			shown: shownBy(columnsOfRows(operation)),
			prepare: rowPreparer(operation, settingsOf(options, this.clock.now()), options.rowType),
		};
		const { onConflict: update } = operation;
		const onConflict =
			update &&
			((row: ExistingRow, call: CallContext) => updateRow(this.sending, update, row, options, call));
		const all = onConflict === undefined ? work : { ...work, onConflict };
		return await writeRows(rows, all, options, this.call(options), engine);
	}

	/** Carries out an operation on one resource for each row, one after the other, and tells what became of each. */
	async oneByOne(
		operation: SingleOperation,
		ids: Ids,
		rows: readonly unknown[],
		options: OneByOneOptions = {},
	): Promise<BulkResult> {
		const { ids: idSchema, attributes: schema, resource } = operation;
		const settings = settingsOf(options, this.clock.now());
		const prepare = (row: unknown): PreparedRow => {
			const path = prepareNew(resource.name, idSchema, ids, settings);
			return path.ok && schema ? prepareNew(resource.name, schema, row, settings) : path;
		};
		const write = async ({ attributes }: SentResource, call: CallContext) => {
			const { data } = await carryOutSingle(this.sending, operation, { ids, attributes }, options, call);
			return { id: String(own(data, 'id')) };
		};
		const shown = shownBy(schema ? columnsOf(schema) : []);
		const work = { limit: 1, accepted: 'created', prepare, shown, write } as const;
		return await writeRows(rows, work, options, this.call(options), this.sending.engine);
	}

	/**
	 * Sends what no operation covers, and gives the response as it came; undefined where Kard sent nothing back.
	 * @param build makes the request; what it throws rejects the promise
	 */
	raw(build: () => KardRequest, options: RequestOptions = {}): KardPromise<unknown> {
		return kardPromise(this.sendRaw(build, this.call(options)));
	}

	private async sendRaw(build: () => KardRequest, call: CallContext): Promise<WithResponse<unknown>> {
		const request = build();
		const response = await this.sending.engine.send(request, call);
		const isEmpty = isSuccess(response.status) && response.content.kind === 'empty';
		const data = isEmpty ? undefined : documentOf(this.sending, response, request);
		return { data, response: factsOf(response) };
	}

	private call(options: RequestOptions): CallContext {
		return new CallContext(this.clock, this.defaults, options);
	}
}
