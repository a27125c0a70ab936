import type { Endpoint } from '../endpoint';
import { auditEndpoints } from './audits';
import { earnedRewardEndpoints } from './earnedRewards';
import { notificationEndpoints } from './notifications';
import { offerEndpoints } from './offers';
import { organizationEndpoints } from './organization';
import { subscriptionEndpoints } from './subscriptions';
import { tokenEndpoints } from './token';
import { transactionEndpoints } from './transactions';
import { userEndpoints } from './users';

/** Every operation that the sandbox serves. */
export const ENDPOINTS: readonly Endpoint[] = [
	...tokenEndpoints,
	...userEndpoints,
	...offerEndpoints,
	...transactionEndpoints,
	...earnedRewardEndpoints,
	...auditEndpoints,
	...subscriptionEndpoints,
	...notificationEndpoints,
	...organizationEndpoints,
];
