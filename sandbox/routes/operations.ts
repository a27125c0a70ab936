import { auditEndpoints } from './audits';
import { earnedRewardEndpoints } from './earnedRewards';
import type { Endpoint } from './endpoint';
import { notificationEndpoints } from './notifications';
import { offerAttributionEndpoints } from './offerAttributions';
import { offerEndpoints } from './offers';
import { organizationEndpoints } from './organization';
import { subscriptionEndpoints } from './subscriptions';
import { tokenEndpoints } from './token';
import { transactionEndpoints } from './transactions';
import { userEndpoints } from './users';

/** Every operation that the sandbox serves. */
export const ENDPOINTS = [
	...tokenEndpoints,
	...userEndpoints,
	...offerEndpoints,
	...offerAttributionEndpoints,
	...transactionEndpoints,
	...earnedRewardEndpoints,
	...auditEndpoints,
	...subscriptionEndpoints,
	...notificationEndpoints,
	...organizationEndpoints,
] as const satisfies readonly Endpoint[];

/** The name of a route: that of an operation, or `unknown` for any other path. */
export type Route = (typeof ENDPOINTS)[number]['route'] | 'unknown';

/** Every route by the name that faults and counters use. */
export const ROUTES: readonly Route[] = [...ENDPOINTS.map(({ route }) => route), 'unknown'];
