import type { Endpoint } from '../endpoint';
import { earnedRewardEndpoints } from './earnedRewards';
import { offerEndpoints } from './offers';
import { organizationEndpoints } from './organization';
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
	...organizationEndpoints,
];
