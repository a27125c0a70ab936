import { notificationOperations } from './notifications';
import { offerOperations } from './offers';
import type { AnyOperation } from './operation';
import { organizationOperations } from './organization';
import { subscriptionOperations } from './subscriptions';
import { transactionOperations } from './transactions/index';
import { userOperations } from './users';

/** Every operation, once, in the order in which people meet them. */
export const operations: readonly AnyOperation[] = [
	...Object.values(userOperations),
	...Object.values(offerOperations),
	...Object.values(transactionOperations),
	...Object.values(notificationOperations),
	...Object.values(subscriptionOperations),
	...Object.values(organizationOperations),
];

export {
	notificationOperations,
	offerOperations,
	organizationOperations,
	subscriptionOperations,
	transactionOperations,
	userOperations,
};
export {
	RESOURCES,
	type AnyOperation,
	type BulkOperation,
	type ListOperation,
	type Operation,
	type ResourceName,
	type RowStatus,
	type SingleOperation,
} from './operation';
