import { ORGANIZATION_ID, ORGANIZATION_NAME } from '../access/clients';
import type { SandboxContext } from '../context/sandboxContext';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { under } from '../http/responseShape';
import type { Endpoint } from './endpoint';

/** The organization of the token, and the sign of life. */
export const organizationEndpoints = [
	{
		route: 'getOrganization',
		method: 'GET',
		path: '/v2/issuer',
		shape: { optional: [], enums: under('attributes', 'enrolledRewards cardNetworks') },
		handle: getOrganization,
	},
	{ route: 'ping', method: 'GET', path: '/v2/ping', open: true, handle: ping },
] as const satisfies readonly Endpoint[];

/** As published, the resource itself is the response, without `data` around it. */
function getOrganization(): ApiResponse {
	const attributes = {
		name: ORGANIZATION_NAME,
		enrolledRewards: ['CARDLINKED', 'AFFILIATE'],
		cardNetworks: ['VISA', 'MASTERCARD', 'AMERICAN_EXPRESS', 'DISCOVER'],
		bins: ['411111', '555555'],
		affiliateCommissionSplit: 50,
		cardlinkedCommissionSplit: 50,
		cardlinkedUserCommissionSplit: 80,
	};
	return { status: 200, body: { type: 'organization', id: ORGANIZATION_ID, attributes } };
}

function ping(_call: ApiRequest, { now }: SandboxContext): ApiResponse {
	return { status: 200, body: { message: 'pong', status: 'ok', timestamp: new Date(now()).toISOString() } };
}
