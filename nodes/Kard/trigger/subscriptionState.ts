import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import type { ReplacedSubscription } from '../../../shared/host';

/** What a workflow stores about its subscriptions. Everything else is looked up at Kard. */
interface SubscriptionState {
	/** Subscriptions of others that were replaced and may have to be restored, as they were before. */
	readonly replaced: readonly ReplacedSubscription[];
	/** The addresses that it may be subscribed at: the address of n8n can change. */
	readonly addresses: readonly string[];
	/** The events that it was subscribed to; undefined where it was activated before this was stored. */
	readonly events?: readonly string[] | undefined;
}

/** Workflows have it under these names. */
const stored = z.object({
	takenOver: z.array(z.object({ id: z.string(), webhookUrl: z.string(), enabled: z.boolean() })).catch([]),
	addresses: z.array(z.string()).catch([]),
	events: z.array(z.string()).optional().catch(undefined),
});

/** Reads what the workflow stores; what cannot be read counts as nothing. */
export function readSubscriptionState(context: IHookFunctions): SubscriptionState {
	const { takenOver, ...others } = stored.parse(context.getWorkflowStaticData('node'));
	return { replaced: takenOver, ...others };
}

/** Changes what the workflow stores. n8n stores it also when what comes next fails. */
export function changeSubscriptionState(
	context: IHookFunctions,
	{ replaced, addresses, events }: Partial<SubscriptionState>,
): void {
	const data: IDataObject = context.getWorkflowStaticData('node');
	if (replaced) data.takenOver = replaced.map((one) => ({ ...one }));
	if (addresses) data.addresses = [...addresses];
	if (events) data.events = [...events];
}
