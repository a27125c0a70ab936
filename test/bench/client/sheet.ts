import type { AxiosInstance } from 'axios';
import {
	columnsOf,
	readColumns,
	transactionOperations,
	userOperations,
	type BulkOperation,
	type BulkResult,
	type KardClient,
	type RowOptions,
} from '../../../shared/host';
import { USUAL_CONCURRENCY } from '../../../shared/settings/operationSettings';
import { sendBatches, type Refused } from '../floor/sendBatches';
import { sheetTransactionResource, sheetUserResource } from '../floor/sheetRows';
import { transactionResource, userResource } from '../floor/typedRows';
import { SHEET_ZONE, sheetTransactions, sheetUsers } from '../sheets/spreadsheet';
import { identifiedTransactions, typedTransactions, typedUsers } from '../sheets/typed';
import type { SheetName } from './task';

/** Whose rows these are. */
export const ORGANIZATION = 'org-1';

/** The rows of a sheet, and how each side sends them. */
export interface Sheet {
	/** Through the client, as a program or a host does. */
	ours(client: KardClient): Promise<BulkResult>;
	/** In batches written by hand, in the same requests. */
	floor(http: AxiosInstance, firstAlone: boolean): Promise<Refused>;
	/** What is sent, row by row. */
	resources(): readonly SentResource[];
	/** How many rows go into one request. */
	readonly size: number;
}

/** What is sent of a row. */
interface SentResource {
	readonly type: string;
	readonly id: string;
	readonly attributes: object;
}

interface Description<Row> {
	readonly rows: readonly Row[];
	readonly operation: BulkOperation;
	/** What the client is told of the rows. */
	readonly options?: RowOptions;
	/** Whether the fields are to be found by their headings, as a host finds them. */
	readonly hasHeadings: boolean;
	readonly resourceOf: (row: Row) => SentResource;
}

function sheet<Row extends object>(described: Description<Row>): Sheet {
	const { rows, operation, options, hasHeadings, resourceOf } = described;
	const [schema] = Object.values(operation.rows);
	const path = operation.path.replace('{organizationId}', ORGANIZATION);
	const size = operation.limit;
	return {
		size,
		ours: async (client) => {
			const columns = schema === undefined ? [] : columnsOf(schema);
			return await client.bulk(
				operation,
				hasHeadings ? rows.map(readColumns(columns, rows).fieldsOf) : rows,
				options,
			);
		},
		floor: async (http, firstAlone) =>
			await sendBatches(http, rows, resourceOf, { path, size, concurrency: USUAL_CONCURRENCY, firstAlone }),
		resources: () => rows.map(resourceOf),
	};
}

const [submit, create] = [transactionOperations.submit, userOperations.create];
const dollars = { amounts: 'dollars', timeZone: SHEET_ZONE, dateOrder: 'MDY' } as const;
const enrolled = { defaults: { enrolledRewards: ['CARDLINKED'] } };
const typed = { hasHeadings: false } as const;
const headed = { hasHeadings: true } as const;

/** So many rows of a sheet. */
export function sheetOf(name: SheetName, count: number): Sheet {
	switch (name) {
		case 'transactions':
			return sheet({
				...typed,
				rows: typedTransactions(count),
				operation: submit,
				resourceOf: transactionResource,
			});
		case 'identifiedTransactions': {
			const rows = identifiedTransactions(count);
			return sheet({ ...typed, rows, operation: submit, resourceOf: transactionResource });
		}
		case 'users':
			return sheet({ ...typed, rows: typedUsers(count), operation: create, resourceOf: userResource });
		case 'sheetTransactions': {
			const of = { rows: sheetTransactions(count), resourceOf: sheetTransactionResource };
			return sheet({ ...headed, ...of, operation: submit, options: dollars });
		}
		case 'sheetUsers': {
			const of = { rows: sheetUsers(count), resourceOf: sheetUserResource };
			return sheet({ ...headed, ...of, operation: create, options: enrolled });
		}
	}
}
