import isPlainObject from 'lodash/isPlainObject';
import mapValues from 'lodash/mapValues';
import omit from 'lodash/omit';
import {
	operations,
	rowColumns,
	simplifyResource,
	type AnyOperation,
	type RowOutcome,
} from '../../shared/host';
import { valueOf } from './parameters/operationNames';

/** What n8n's editor shows of the output of a node that has not run yet: as much of JSON Schema as it reads. */
interface Preview {
	readonly type: string;
	readonly properties?: Readonly<Record<string, Preview>>;
	readonly items?: Preview;
}

function previewOf(value: unknown): Preview {
	const items: readonly unknown[] = Array.isArray(value) ? value : [];
	if (Array.isArray(value)) return { type: 'array', items: previewOf(items[0] ?? {}) };
	if (isPlainObject(value)) return { type: 'object', properties: mapValues(Object(value), previewOf) };
	return { type: typeof value };
}

/** What became of a row, as it could be, where every key has a value. */
const ROW: Required<Omit<RowOutcome, 'wouldSend'>> = {
	...{ status: 'failed', row: 1, id: '', userId: '', transactionId: '', duplicateOfRow: 1 },
	...{ errorMessage: '', errorField: '', errorCode: '', outcomeUnknown: false, notes: [''] },
};

/** An item of the output, as it could be. */
function sampleItem(operation: AnyOperation): unknown {
	if (operation.kind === 'bulk') {
		const keys = rowColumns(operation, undefined).map(({ key }) => key);
		return omit(
			ROW,
			['userId', 'transactionId'].filter((name) => !keys.includes(name)),
		);
	}
	if (operation.method === 'DELETE') return { id: '', deleted: true };
	const { about, merge } = operation.kind === 'single' ? operation : {};
	const totals = operation.kind === 'list' ? operation.totals : undefined;
	return {
		...mapValues(omit(operation.ids.shape, about ?? []), () => ''),
		...simplifyResource(operation.sample),
		...mapValues(totals, ({ sample }) => sample),
		...(merge && { status: 'updated' }),
	};
}

/** The output of each operation, by the path under which n8n looks for it. */
export const previews: Readonly<Record<string, Preview>> = Object.fromEntries(
	operations.map((operation) => [
		`${operation.resource.name}/${valueOf(operation)}`,
		previewOf(sampleItem(operation)),
	]),
);
