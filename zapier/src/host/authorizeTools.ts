import type { BeforeRequestMiddleware } from 'zapier-platform-core';
import { z } from 'zod/v4';
import { TOKEN_PATH } from '../../../shared/host';

const session = z.object({ accessToken: z.string().min(1), apiUrl: z.string().min(1) });

/**
 * Adds the token to what Zapier's own tools send to Kard, such as a request that somebody tries by hand. Requests of
 * the actions bring their own, which may be a newer one; nothing that goes elsewhere gets it, and neither does the
 * request for a token.
 */
export const authorizeTools: BeforeRequestMiddleware = (request, _, bundle) => {
	const { success, data } = session.safeParse(bundle.authData);
	const { headers = {}, url } = request;
	const isSigned = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
	const isOfAction = 'merge' in request && request.merge === false;
	if (!success || isOfAction || isSigned) return request;
	const { accessToken, apiUrl } = data;
	const isOwn = url.startsWith(`${apiUrl}/`) && !url.endsWith(TOKEN_PATH);
	return isOwn ? { ...request, headers: { ...headers, Authorization: `Bearer ${accessToken}` } } : request;
};
