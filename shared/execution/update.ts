import isEmpty from 'lodash/isEmpty';
import type { z } from 'zod/v4';
import type { SingleOperation } from '../catalogue/description/operation';
import type { BulkOptions, ExistingRow, RowUpdate } from '../bulk/work';
import { apiError, KardError, KardPermissionError, withMessage } from '../errors';
import { columnsOf } from '../fields/columns';
import type { CallContext, RequestOptions } from '../http/callContext';
import type { WithResponse } from '../http/kardPromise';
import { isFields, type Fields } from '../json';
import { own } from '../rows/cells';
import { mergeAttributes, type Changes } from '../rows/mergeAttributes';
import { asItCame } from '../responses/asItCame';
import { settingsOf, type RowChoices } from '../rows/rowSettings';
import { checkedAttributes, checkedIds, type Ids } from './input';
import type { Sending } from './sending';
import { carryOutSingle, ownId, sendSingle, type SingleInput } from './single';

/** An operation that can keep what it leaves out. */
type MergingOperation = SingleOperation & Required<Pick<SingleOperation, 'merge'>>;

/** Whether an operation can keep what it leaves out. */
function canMerge(operation: SingleOperation): operation is MergingOperation {
	return operation.merge !== undefined;
}

/** An update that was made, or was not needed. */
interface Updated<T> extends WithResponse<T> {
	readonly status: 'updated' | 'unchanged';
	/** What is not as the update says, or was taken away with it. */
	readonly mergeNotes: readonly string[];
}

const NEEDED_TO_KEEP =
	'An update reads what Kard has, to keep what is left out. Without this permission, turn on "Replace All Attributes": then what is left out is lost.';

/** Nothing was written when reading failed. */
function notRead(thrown: unknown): unknown {
	if (!(thrown instanceof KardError)) return thrown;
	const { message } = thrown;
	const isForbidden = thrown instanceof KardPermissionError;
	return withMessage(thrown, isForbidden ? `${message} ${NEEDED_TO_KEEP}` : message, false);
}

const CANNOT_MERGE =
	"Kard's response lacks the attributes that are to be kept, so nothing was changed. Try again later.";

/** What Kard has. An answer that does not say, or is about another resource, must not be merged with. */
async function readCurrent(
	sending: Sending,
	{ merge: { read } }: MergingOperation,
	ids: Ids,
	call: CallContext,
): Promise<WithResponse<unknown> & { readonly attributes: Fields }> {
	const current = await sendSingle(sending, read, { ids, sent: undefined }, call).catch((thrown: unknown) => {
		throw notRead(thrown);
	});
	const attributes = own(current.data, 'attributes');
	const isOfAnother = own(current.data, 'id') !== ownId(read, ids);
	if (!isFields(attributes) || isEmpty(attributes) || isOfAnother)
		throw apiError(CANNOT_MERGE, { statusCode: current.response.status });
	return { ...current, attributes };
}

/**
 * Reads what Kard has, merges an update over it, and writes where that changes anything. Kard has no way to write only
 * if nothing has changed since, so what somebody else writes in the moment between the two is written over.
 * @throws KardError
 */
async function mergeInto(
	sending: Sending,
	operation: MergingOperation,
	ids: Ids,
	changes: Changes,
	call: CallContext,
): Promise<Updated<unknown>> {
	const { attributes: before, ...current } = await readCurrent(sending, operation, ids, call);
	const { attributes, notes } = mergeAttributes(columnsOf(operation.merge.whole), changes, before);
	if (attributes === undefined) return { ...current, status: 'unchanged', mergeNotes: notes };
	const done = await sendSingle(sending, operation, { ids, sent: attributes }, call);
	return { ...done, status: 'updated', mergeNotes: notes };
}

/** How a resource is to be updated. */
export type UpdateOptions = RequestOptions & RowChoices & Pick<BulkOptions, 'attributes'>;

/**
 * Carries out an operation on one resource. An update keeps what is left out where it can, unless all attributes are to
 * be replaced.
 * @throws KardError
 */
export async function carryOutKeeping<O extends SingleOperation>(
	sending: Sending,
	operation: O,
	input: SingleInput<O>,
	options: UpdateOptions,
	call: CallContext,
): Promise<WithResponse<z.output<O['answer']>>> {
	const update: SingleOperation = operation;
	if (!canMerge(update)) return await carryOutSingle(sending, operation, input, options, call);
	if (options.attributes === 'replace') {
		const replacing = { ...operation, attributes: update.merge.whole };
		return { ...(await carryOutSingle(sending, replacing, input, options, call)), status: 'updated' };
	}
	const ids = checkedIds(operation, input.ids);
	const settings = settingsOf(options, call.clock.now());
	const stated = checkedAttributes(operation, ownId(operation, ids), input.attributes, settings) ?? {};
	const { mergeNotes, ...updated } = await mergeInto(sending, update, ids, { stated }, call);
	const notes = [...mergeNotes, ...(updated.notes ?? [])];
	const data = asItCame<z.output<O['answer']>>().parse(updated.data);
	return { ...updated, data, ...(notes.length > 0 && { notes }) };
}

/**
 * Updates a resource as a row says that was to be created and exists already.
 * @throws KardError
 */
export async function updateRow(
	sending: Sending,
	operation: SingleOperation,
	{ resource, assumed }: ExistingRow,
	{ attributes }: Pick<BulkOptions, 'attributes'>,
	call: CallContext,
): Promise<RowUpdate> {
	const ids = { [operation.about ?? 'id']: resource.id ?? '' };
	if (attributes === 'replace' || !canMerge(operation)) {
		const { notes = [] } = await sendSingle(sending, operation, { ids, sent: resource.attributes }, call);
		return { status: 'updated', notes: [], isSure: notes.length === 0 };
	}
	const changes = { stated: resource.attributes, assumed };
	const { status, mergeNotes, notes = [] } = await mergeInto(sending, operation, ids, changes, call);
	return { status, notes: mergeNotes, isSure: notes.length === 0 };
}
