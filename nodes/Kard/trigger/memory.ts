import type { IWebhookFunctions } from 'n8n-workflow';
import { SeenNotifications } from '../../../shared/index';

/** Where a workflow keeps what was seen. */
const SEEN = 'seenNotifications';

/**
 * What each trigger of this process has seen. n8n gives every delivery its own copy of what the workflow keeps, so of
 * two that arrive at once neither would find the other there.
 */
const memories = new Map<string, SeenNotifications>();

type Owner = Pick<IWebhookFunctions, 'getWorkflow' | 'getNode'>;

function nameOf(context: Owner): string {
	return JSON.stringify([context.getWorkflow().id, context.getNode().id]);
}

/** Notes a notification, for good. False where this trigger had it before, also before n8n was started again. */
export function noteNotification(context: IWebhookFunctions, identity: string): boolean {
	const name = nameOf(context);
	const kept = context.getWorkflowStaticData('node');
	const memory = memories.get(name) ?? new SeenNotifications();
	memories.set(name, memory);
	memory.merge(kept[SEEN]);
	const isNew = memory.note(identity);
	if (isNew) kept[SEEN] = memory.stored;
	return isNew;
}

/** Sets free what a trigger that was switched off holds in memory. What its workflow keeps stays. */
export function releaseMemory(context: Owner): void {
	memories.delete(nameOf(context));
}
