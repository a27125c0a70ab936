import { columnsOf, type Column } from '../fields/columns';
import { notificationOperations } from './notifications';
import { offerOperations } from './offers';
import type { AnyOperation } from './description/operation';
import { organizationOperations } from './organization';
import { subscriptionOperations } from './subscriptions';
import { transactionOperations } from './transactions';
import { userOperations } from './users';

/** Every resource with its operations, in the order in which people meet them. */
const catalogue = {
	user: userOperations,
	offer: offerOperations,
	transaction: transactionOperations,
	notification: notificationOperations,
	subscription: subscriptionOperations,
	organization: organizationOperations,
};

type Catalogue = typeof catalogue;

/** Any operation, with all that the compiler knows of it. */
export type CatalogueOperation = {
	[Name in keyof Catalogue]: Catalogue[Name][keyof Catalogue[Name]];
}[keyof Catalogue];

/** Every operation, once. */
export const operations: readonly AnyOperation[] = Object.values(catalogue).flatMap((ofResource) =>
	Object.values<AnyOperation>(ofResource),
);

function fieldsOf(operation: AnyOperation): readonly Column[] {
	if (operation.kind === 'bulk') return Object.values(operation.rows).flatMap((row) => columnsOf(row));
	return operation.kind === 'single' && operation.attributes ? columnsOf(operation.attributes) : [];
}

/** Every field that is sent in any body. */
const everyColumn: readonly Column[] = operations.flatMap(fieldsOf);

/** The names of the attributes that hold personal or card data. */
export const sensitiveNames: ReadonlySet<string> = new Set(
	everyColumn.filter(({ sensitive }) => sensitive).map(({ path, key }) => path.at(-1) ?? key),
);

export {
	notificationOperations,
	offerOperations,
	organizationOperations,
	subscriptionOperations,
	transactionOperations,
	userOperations,
};
