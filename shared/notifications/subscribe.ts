import type { KardClient } from '../client';
import { KardNotFoundError } from '../errors';
import type { RequestOptions } from '../http/call';
import { enabledAmong, subscriptionsTo } from './addresses';
import { SubscriptionChange, type TakenOver } from './change';
import { eventsToSubscribe, type SubscriptionPlan } from './subscriptionPlan';

/** Whether Kard sends the events of a plan to its address, and no others. */
export async function isSubscribed(client: KardClient, plan: SubscriptionPlan): Promise<boolean> {
	const wanted = new Set<string>(eventsToSubscribe(plan, client.baseUrl));
	const all = await client.subscriptions.list().toArray();
	const own = enabledAmong(subscriptionsTo(plan.webhookUrl, all));
	const events = new Set(own.map(({ attributes }) => attributes.eventName));
	return wanted.size === events.size && [...wanted].every((name) => events.has(name));
}

/**
 * Has Kard send the events of a plan to its address: keeps what is enabled, enables what is disabled, creates what is
 * missing, and disables what is there of other events. Whether Kard takes several subscriptions of one event is
 * tried, for it does not say; where it does not, one that points elsewhere is taken over only if the plan says so.
 * @param options how each request is to be carried out; there are a few for each event
 * @returns what was taken over from others
 * @throws KardError when an event cannot be subscribed; then everything is as it was before, or the error says that
 * it is not
 */
export async function subscribe(
	client: KardClient,
	plan: SubscriptionPlan,
	options: RequestOptions = {},
): Promise<readonly TakenOver[]> {
	const change = new SubscriptionChange(client, plan, options);
	await change.carryOut();
	return change.takenOver;
}

/**
 * Has Kard send nothing to the address any more. Nobody else's subscription is touched, and what is gone already is
 * no failure.
 * @param giveBack what was taken over from others and is to point where it pointed before
 * @throws KardError when one could not be disabled; the others are disabled all the same
 */
export async function unsubscribe(
	client: KardClient,
	webhookUrl: string,
	giveBack: readonly TakenOver[] = [],
): Promise<void> {
	const own = enabledAmong(subscriptionsTo(webhookUrl, await client.subscriptions.list().toArray()));
	const before = new Map(giveBack.map(({ id, ...target }) => [id, target]));
	const failures: unknown[] = [];
	for (const { id } of own) {
		const changes = before.get(id) ?? { enabled: false };
		await client.subscriptions.update(id, changes).catch((error: unknown) => {
			if (!(error instanceof KardNotFoundError)) failures.push(error);
		});
	}
	if (failures.length > 0) throw failures[0];
}
