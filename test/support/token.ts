import { z } from 'zod/v4';
import type { Sandbox } from '../../sandbox';

const granted = z.object({ access_token: z.string() });

/** A token of the sandbox, asked for without a client of ours. */
export async function tokenFor({ baseUrl, clientId, clientSecret }: Sandbox): Promise<string> {
	const response = await fetch(`${baseUrl}/v2/auth/token`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ client_id: clientId, client_secret: clientSecret }),
	});
	return granted.parse(await response.json()).access_token;
}
