import type { KardClient } from '../client';
import { KardError, type KardApiError } from '../errors';
import type { RequestOptions } from '../http/call';
import { isEventName } from '../catalogue/events';
import { notDisabledAmong, subscriptionsTo, type Subscription, type Subscriptions } from './addresses';
import { EventEnabler } from './enableEvent';
import {
	cannotGiveUp,
	isRefusedEvent,
	nothingLeft,
	notTakenBack,
	refusedEvent,
	wentOnWithout,
} from './subscriptionErrors';
import { eventsToSubscribe, type SubscriptionPlan, type TakenOver } from './subscriptionPlan';
import { UndoableSubscriptions } from './undoable';

/** Brings subscriptions to where they should be, and back again should that fail on the way. */
export class SubscriptionChange {
	/** What was taken over from others, as it was before. */
	readonly takenOver: TakenOver[] = [];
	private readonly kard: UndoableSubscriptions;

	constructor(
		client: KardClient,
		private readonly plan: SubscriptionPlan,
		options: RequestOptions,
	) {
		this.kard = new UndoableSubscriptions(client, options);
	}

	/** @throws KardError when an event cannot be subscribed; then everything is as it was before */
	async carryOut(): Promise<void> {
		const events = eventsToSubscribe(this.plan, this.kard.baseUrl);
		const before = await this.kard.list();
		try {
			await this.enableAll(events, before);
			await this.disableAllBut(events, before);
		} catch (error) {
			throw error instanceof KardError ? await this.takeBack(error) : error;
		}
	}

	private async enableAll(events: readonly string[], before: Subscriptions): Promise<void> {
		const refusals: KardApiError[] = [];
		for (const eventName of events) {
			const refusal = await this.enableUnlessRefused(eventName, before);
			if (refusal !== undefined) refusals.push(refusal);
		}
		const [first] = refusals;
		if (first !== undefined && refusals.length === events.length) throw nothingLeft(first);
	}

	/**
	 * @returns why Kard refuses the event, where the others may go on without it
	 * @throws KardError where it cannot be subscribed for any other reason, or where the others may not
	 */
	private async enableUnlessRefused(
		eventName: string,
		before: Subscriptions,
	): Promise<KardApiError | undefined> {
		const { position } = this.kard.undo;
		const enabler = new EventEnabler(this.kard, this.plan, before);
		try {
			await enabler.enable(eventName);
		} catch (error) {
			if (isRefusedEvent(error) && this.mayGoOnWithout(eventName)) {
				await this.leaveOut(eventName, error, position);
				enabler.takenOver.splice(0);
				return error;
			}
			throw isRefusedEvent(error) ? refusedEvent(eventName, error) : error;
		} finally {
			this.takenOver.push(...enabler.takenOver);
		}
		return undefined;
	}

	private mayGoOnWithout(eventName: string): boolean {
		const { skipRefused = false, subscribedBefore = [] } = this.plan;
		return skipRefused || subscribedBefore.includes(eventName);
	}

	/** @throws KardError where what had been done for the event cannot be taken back */
	private async leaveOut(eventName: string, refusal: KardApiError, position: number): Promise<void> {
		const failures = await this.kard.undo.backTo(position);
		// Kard may refuse every change to a subscription of such an event. Then it is as it was.
		const obstacle = failures.find((failure) => !isRefusedEvent(failure));
		if (obstacle !== undefined) throw this.halfTakenBack(refusal, obstacle);
		this.plan.onRefused?.(eventName, wentOnWithout(eventName, refusal));
	}

	/** Ours of other events are left from an earlier choice of events. */
	private async disableAllBut(events: readonly string[], before: Subscriptions): Promise<void> {
		const own = notDisabledAmong(subscriptionsTo(this.plan.webhookUrl, before));
		for (const one of own) {
			if (!events.includes(one.eventName)) await this.giveUp(one);
		}
	}

	/** Kard may refuse every change to a subscription of an event that it has retired. That must not hold up the others. */
	private async giveUp(one: Subscription): Promise<void> {
		try {
			await this.kard.set(one, { enabled: false });
		} catch (error) {
			if (isEventName(one.eventName) || !isRefusedEvent(error)) throw error;
			this.plan.onRefused?.(one.eventName, cannotGiveUp(one.eventName, error));
		}
	}

	/** Takes back what was done so far, as far as Kard lets us. */
	private async takeBack(failure: KardError): Promise<KardError> {
		const [obstacle] = await this.kard.undo.backTo(0);
		return obstacle === undefined ? failure : this.halfTakenBack(failure, obstacle);
	}

	private halfTakenBack(failure: KardError, obstacle: unknown): KardError {
		return notTakenBack(failure, obstacle, this.plan.webhookUrl, this.takenOver);
	}
}
