import { KardClient, type EventName } from '../../shared';
import { axiosTransport } from '../../shared/axios';
import type { KardAccess } from './inCore';

/** Subscribes somebody else than the app to events. */
export async function subscribe(
	kard: KardAccess,
	webhookUrl: string,
	...eventNames: EventName[]
): Promise<void> {
	const { baseUrl, organizationId, clientId, clientSecret } = kard;
	const auth = { clientId, clientSecret };
	const client = new KardClient({ baseUrl, organizationId, auth, transport: axiosTransport() });
	for (const eventName of eventNames) {
		await client.subscriptions.create({ eventName, webhookUrl, enabled: true });
	}
}
