import type { SubscriptionChanges } from '../catalogueTypes';
import type { KardClient } from '../client';
import { KardNotFoundError } from '../errors';
import {
	notDisabledOf,
	readSubscriptions,
	subscriptionsTo,
	type Subscriptions,
} from './existingSubscriptions';
import type { ReplacedSubscription } from './subscriptionPlan';

/** Whether a replaced subscription is still as replacing it has left it: at our address, or disabled where it was. */
function isUntouched({ id, webhookUrl }: ReplacedSubscription, ours: string, all: Subscriptions): boolean {
	const now = all.filter((one) => one.id === id);
	const isDisabled = notDisabledOf(now).length === 0;
	return subscriptionsTo(ours, now).length > 0 || (isDisabled && subscriptionsTo(webhookUrl, now).length > 0);
}

/**
 * Has Kard send nothing to the address any more. Nobody else's subscription is changed, and one that is gone already
 * is no failure.
 * @param restore subscriptions of others that were replaced and are to be as they were before
 * @throws KardError when one could not be disabled; the others are disabled all the same
 */
export async function unsubscribe(
	client: KardClient,
	webhookUrl: string,
	restore: readonly ReplacedSubscription[] = [],
): Promise<void> {
	const all = readSubscriptions(await client.subscriptions.list().toArray());
	const own = notDisabledOf(subscriptionsTo(webhookUrl, all));
	const others = restore.filter((before) => isUntouched(before, webhookUrl, all));
	const theirIds = new Set(others.map(({ id }) => id));
	// Ours first: Kard may take no two that are enabled.
	const changes: readonly (SubscriptionChanges & { readonly id: string })[] = [
		...own.filter(({ id }) => !theirIds.has(id)).map(({ id }) => ({ id, enabled: false })),
		...others,
	];
	const failures: unknown[] = [];
	for (const { id, ...change } of changes) {
		await client.subscriptions.update(id, change).catch((error: unknown) => {
			if (!(error instanceof KardNotFoundError)) failures.push(error);
		});
	}
	if (failures.length > 0) throw failures[0];
}
