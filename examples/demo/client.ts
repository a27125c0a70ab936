import { axiosTransport } from '../../shared/axios';
import { KardClient } from '../../shared';
import type { Sandbox } from '../../sandbox';

/** A client of its own that works on a sandbox, as your own program would on Kard. */
export function clientOf({ baseUrl, organizationId, clientId, clientSecret }: Sandbox): KardClient {
	return new KardClient({
		organizationId,
		auth: { clientId, clientSecret },
		baseUrl,
		transport: axiosTransport(),
	});
}
