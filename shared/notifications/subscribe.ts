import { isEventName } from '../catalogue/events';
import type { KardClient } from '../client';
import { KardError, type KardApiError } from '../errors';
import type { RequestOptions } from '../http/callContext';
import {
	enabledOf,
	notDisabledOf,
	readSubscriptions,
	subscriptionsTo,
	type Subscription,
	type Subscriptions,
} from './existingSubscriptions';
import { EventSubscriber } from './subscribeEvent';
import { SubscriptionEditor } from './subscriptionEditor';
import {
	allRefused,
	isRefusedEvent,
	notUndone,
	refusedEvent,
	skippedEvent,
	stillSubscribed,
} from './subscriptionErrors';
import { eventsToSubscribe, type ReplacedSubscription, type SubscriptionPlan } from './subscriptionPlan';

/** Whether Kard sends the events of a plan to its address, and no others. */
export async function isSubscribed(client: KardClient, plan: SubscriptionPlan): Promise<boolean> {
	const wanted = new Set(eventsToSubscribe(plan, client.baseUrl));
	const all = readSubscriptions(await client.subscriptions.list().toArray());
	const own = enabledOf(subscriptionsTo(plan.webhookUrl, all));
	const events = new Set(own.map(({ eventName }) => eventName));
	return wanted.size === events.size && [...wanted].every((name) => events.has(name));
}

/**
 * Has Kard send the events of a plan to its address: keeps what is enabled, enables what is disabled, creates what is
 * missing, and disables what is there for other events. An event that Kard refuses is left out where the plan says so,
 * with a warning. Kard does not say whether it takes several subscriptions for one event, so that is tried; where it
 * does not, one to another address is replaced only if the plan says so.
 * @param options how each request is to be carried out; there are a few for each event
 * @returns the subscriptions of others that were replaced, as they were before
 * @throws KardError when an event cannot be subscribed; then everything is as it was before, or the error says that
 * it is not
 */
export async function subscribe(
	client: KardClient,
	plan: SubscriptionPlan,
	options: RequestOptions = {},
): Promise<readonly ReplacedSubscription[]> {
	return await new Subscribing(new SubscriptionEditor(client, options), plan).carryOut();
}

/** Carries out one plan, and undoes it should it fail on the way. */
class Subscribing {
	private readonly replaced: ReplacedSubscription[] = [];

	constructor(
		private readonly kard: SubscriptionEditor,
		private readonly plan: SubscriptionPlan,
	) {}

	async carryOut(): Promise<readonly ReplacedSubscription[]> {
		const events = eventsToSubscribe(this.plan, this.kard.baseUrl);
		const before = await this.kard.list();
		try {
			await this.subscribeAll(events, before);
			await this.disableOthers(events, before);
			return this.replaced;
		} catch (error) {
			throw error instanceof KardError ? await this.undoAll(error) : error;
		}
	}

	private async subscribeAll(events: readonly string[], before: Subscriptions): Promise<void> {
		const refusals: KardApiError[] = [];
		for (const eventName of events) {
			const refusal = await this.subscribeUnlessRefused(eventName, before);
			if (refusal !== undefined) refusals.push(refusal);
		}
		const [first] = refusals;
		if (first !== undefined && refusals.length === events.length) throw allRefused(first);
	}

	/**
	 * @returns why Kard refuses the event, where the others may go on without it
	 * @throws KardError where it cannot be subscribed for any other reason, or where the others may not
	 */
	private async subscribeUnlessRefused(
		eventName: string,
		before: Subscriptions,
	): Promise<KardApiError | undefined> {
		const { position } = this.kard;
		const subscriber = new EventSubscriber(this.kard, this.plan, before);
		try {
			await subscriber.subscribe(eventName);
		} catch (error) {
			if (!isRefusedEvent(error)) throw error;
			if (!this.mayBeSkipped(eventName)) throw refusedEvent(eventName, error);
			await this.skip(eventName, error, position);
			// What was replaced for it is as it was before.
			subscriber.replaced.splice(0);
			return error;
		} finally {
			this.replaced.push(...subscriber.replaced);
		}
		return undefined;
	}

	private mayBeSkipped(eventName: string): boolean {
		const { skipRefused = false, subscribedBefore = [] } = this.plan;
		return skipRefused || subscribedBefore.includes(eventName);
	}

	/** @throws KardError where what had been done for the event cannot be undone */
	private async skip(eventName: string, refusal: KardApiError, position: number): Promise<void> {
		const failures = await this.kard.undoTo(position);
		// Kard may refuse every change to a subscription for such an event. Then it is as it was.
		const obstacle = failures.find((failure) => !isRefusedEvent(failure));
		if (obstacle !== undefined) throw this.partlyUndone(refusal, obstacle);
		this.plan.onRefused?.(eventName, skippedEvent(eventName, refusal));
	}

	/** Ours for other events are left from an earlier choice of events. */
	private async disableOthers(events: readonly string[], before: Subscriptions): Promise<void> {
		const own = notDisabledOf(subscriptionsTo(this.plan.webhookUrl, before));
		for (const one of own) {
			if (!events.includes(one.eventName)) await this.disable(one);
		}
	}

	/** Kard may refuse every change to a subscription for an event that it has retired. The others go on. */
	private async disable(one: Subscription): Promise<void> {
		try {
			await this.kard.change(one, { enabled: false });
		} catch (error) {
			if (isEventName(one.eventName) || !isRefusedEvent(error)) throw error;
			this.plan.onRefused?.(one.eventName, stillSubscribed(one.eventName, error));
		}
	}

	/** Undoes what was done so far, as far as Kard allows. */
	private async undoAll(failure: KardError): Promise<KardError> {
		const [obstacle] = await this.kard.undoTo(0);
		return obstacle === undefined ? failure : this.partlyUndone(failure, obstacle);
	}

	private partlyUndone(failure: KardError, obstacle: unknown): KardError {
		return notUndone(failure, obstacle, this.plan.webhookUrl, this.replaced);
	}
}
