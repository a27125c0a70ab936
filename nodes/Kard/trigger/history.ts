import type { IWebhookFunctions } from 'n8n-workflow';
import { NotificationHistory } from '../../../shared/host';

/** Where a workflow stores which notifications were delivered. */
const STORED = 'seenNotifications';

/**
 * The history of each trigger of this process. n8n gives every delivery its own copy of what the workflow stores, so
 * of two that arrive at once neither would find the other there.
 */
const histories = new Map<string, NotificationHistory>();

type Owner = Pick<IWebhookFunctions, 'getWorkflow' | 'getNode'>;

function nameOf(context: Owner): string {
	return JSON.stringify([context.getWorkflow().id, context.getNode().id]);
}

/** Adds a notification for good. False where this trigger had it before, also before n8n was started again. */
export function addToHistory(context: IWebhookFunctions, identity: string): boolean {
	const name = nameOf(context);
	const stored = context.getWorkflowStaticData('node');
	const history = histories.get(name) ?? new NotificationHistory();
	histories.set(name, history);
	history.merge(stored[STORED]);
	const isNew = history.add(identity);
	if (isNew) stored[STORED] = history.stored;
	return isNew;
}

/** Frees the memory of a trigger that was switched off. What its workflow stores stays. */
export function releaseHistory(context: Owner): void {
	histories.delete(nameOf(context));
}
