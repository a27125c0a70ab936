import type { KardClient } from '../client';
import { KardNotFoundError } from '../errors';
import type { RequestOptions } from '../http/call';
import type { SubscriptionChanges } from '../catalogue/subscription';
import {
	enabledAmong,
	notDisabledAmong,
	readableAmong,
	subscriptionsTo,
	type Subscription,
	type Subscriptions,
} from './addresses';
import { SubscriptionChange } from './change';
import { eventsToSubscribe, type SubscriptionPlan, type TakenOver } from './subscriptionPlan';

async function listed(client: KardClient): Promise<Subscription[]> {
	return readableAmong(await client.subscriptions.list().toArray());
}

/** Whether Kard sends the events of a plan to its address, and no others. */
export async function isSubscribed(client: KardClient, plan: SubscriptionPlan): Promise<boolean> {
	const wanted = new Set(eventsToSubscribe(plan, client.baseUrl));
	const own = enabledAmong(subscriptionsTo(plan.webhookUrl, await listed(client)));
	const events = new Set(own.map(({ eventName }) => eventName));
	return wanted.size === events.size && [...wanted].every((name) => events.has(name));
}

/**
 * Has Kard send the events of a plan to its address: keeps what is enabled, enables what is disabled, creates what is
 * missing, and disables what is there of other events. An event that Kard refuses is left out where the plan says so,
 * and named. Kard does not say whether it takes several subscriptions of one event, so that is tried; where it does not,
 * one that points elsewhere is taken over only if the plan says so.
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

/** Whether what was taken over is still as taking it over has left it: at our address, or disabled where it was. */
function isAsWeLeftIt({ id, webhookUrl }: TakenOver, ours: string, all: Subscriptions): boolean {
	const now = all.filter((one) => one.id === id);
	const isDisabled = notDisabledAmong(now).length === 0;
	return subscriptionsTo(ours, now).length > 0 || (isDisabled && subscriptionsTo(webhookUrl, now).length > 0);
}

/**
 * Has Kard send nothing to the address any more. Nobody else's subscription is touched, and what is gone already is
 * no failure.
 * @param giveBack what was taken over from others and is to be as it was before
 * @throws KardError when one could not be disabled; the others are disabled all the same
 */
export async function unsubscribe(
	client: KardClient,
	webhookUrl: string,
	giveBack: readonly TakenOver[] = [],
): Promise<void> {
	const all = await listed(client);
	const own = notDisabledAmong(subscriptionsTo(webhookUrl, all));
	const others = giveBack.filter((before) => isAsWeLeftIt(before, webhookUrl, all));
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
