import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import type { TakenOver } from '../../../shared/index';

/** What a workflow keeps of its subscriptions. Kard is asked for the rest. */
export interface Kept {
	/** What was taken over from others and may have to be given back, as it was before. */
	readonly takenOver: readonly TakenOver[];
	/** The addresses that it may be subscribed at: the address of n8n can change. */
	readonly addresses: readonly string[];
	/** The events that it was subscribed to; undefined where it was activated before this was kept. */
	readonly events?: readonly string[] | undefined;
}

const stored = z.object({
	takenOver: z.array(z.object({ id: z.string(), webhookUrl: z.string(), enabled: z.boolean() })).catch([]),
	addresses: z.array(z.string()).catch([]),
	events: z.array(z.string()).optional().catch(undefined),
});

/** Reads what the workflow keeps; nothing where there is nothing that can be read. */
export function keptOf(context: IHookFunctions): Kept {
	return stored.parse(context.getWorkflowStaticData('node'));
}

/** Has the workflow keep this, also when what comes next fails. */
export function keep(context: IHookFunctions, { takenOver, addresses, events }: Partial<Kept>): void {
	const data: IDataObject = context.getWorkflowStaticData('node');
	if (takenOver) data.takenOver = takenOver.map((one) => ({ ...one }));
	if (addresses) data.addresses = [...addresses];
	if (events) data.events = [...events];
}
