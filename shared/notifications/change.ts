import difference from 'lodash/difference';
import pick from 'lodash/pick';
import type { KardClient } from '../client';
import { KardConflictError, KardError } from '../errors';
import type { RequestOptions } from '../http/call';
import type { EventName } from '../schemas/event';
import type { SubscriptionChanges, SubscriptionResource } from '../schemas/subscription';
import {
	enabledAmong,
	isLeftOver,
	listSubscriptions,
	ofEvent,
	subscriptionsTo,
	type Subscriptions,
} from './addresses';
import { notTakenBack, occupied } from './subscriptionErrors';
import { eventsToSubscribe, type SubscriptionPlan, type TakenOver } from './subscriptionPlan';

/** Brings subscriptions to where they should be, and back again should that fail on the way. */
export class SubscriptionChange {
	/** What was taken over from others, as it was before. */
	readonly takenOver: TakenOver[] = [];
	/** How to take each step back. A step is noted before it is taken: its answer may be lost. */
	private readonly undo: (() => Promise<unknown>)[] = [];
	private before: Subscriptions = [];

	constructor(
		private readonly client: KardClient,
		private readonly plan: SubscriptionPlan,
		private readonly options: RequestOptions,
	) {}

	/** @throws KardError when an event cannot be subscribed; then everything is as it was before */
	async carryOut(): Promise<void> {
		const events = eventsToSubscribe(this.plan, this.client.baseUrl);
		this.before = await this.list();
		try {
			for (const eventName of events) await this.enable(eventName);
			await this.disableAllBut(events);
		} catch (error) {
			throw error instanceof KardError ? await this.takeBack(error) : error;
		}
	}

	private async enable(eventName: EventName): Promise<void> {
		const own = ofEvent(eventName, subscriptionsTo(this.plan.webhookUrl, this.before));
		const [disabled] = own;
		if (enabledAmong(own).length > 0) return;
		if (disabled === undefined) await this.create(eventName);
		else await this.enableAgain(eventName, disabled);
	}

	private async enableAgain(eventName: EventName, own: SubscriptionResource): Promise<void> {
		try {
			await this.set(own, { enabled: true });
		} catch (error) {
			if (!(error instanceof KardConflictError)) throw error;
			await this.makeWay(eventName, own, error);
		}
	}

	/** Kard takes one enabled subscription of this event, and another one is enabled. */
	private async makeWay(
		eventName: EventName,
		own: SubscriptionResource,
		conflict: KardConflictError,
	): Promise<void> {
		const [inTheWay] = enabledAmong(ofEvent(eventName, await this.list()));
		if (inTheWay === undefined) throw conflict;
		this.claim(eventName, inTheWay);
		await this.set(inTheWay, { enabled: false });
		await this.set(own, { enabled: true });
	}

	private async create(eventName: EventName): Promise<void> {
		const { webhookUrl } = this.plan;
		this.undo.push(() => this.disableNew(eventName));
		try {
			await this.client.subscriptions.create({ eventName, webhookUrl, enabled: true }, this.options);
		} catch (error) {
			if (error instanceof KardConflictError) await this.takeOver(eventName, error);
			else if (!(await this.cameThrough(eventName, error))) throw error;
		}
	}

	/** Whether only the answer was lost: Kard has a subscription that did not seem to get there. */
	private async cameThrough(eventName: EventName, error: unknown): Promise<boolean> {
		if (!(error instanceof KardError && error.outcomeUnknown)) return false;
		return this.isEnabled(eventName, await this.list().catch(() => []));
	}

	private isEnabled(eventName: EventName, among: Subscriptions): boolean {
		return enabledAmong(ofEvent(eventName, subscriptionsTo(this.plan.webhookUrl, among))).length > 0;
	}

	/** Kard takes no further subscription of this event, so the one that there is has to do. */
	private async takeOver(eventName: EventName, conflict: KardConflictError): Promise<void> {
		const { webhookUrl } = this.plan;
		const all = ofEvent(eventName, await this.list());
		// An earlier attempt may have got through without our hearing of it.
		if (this.isEnabled(eventName, all)) return;
		const others = difference(all, subscriptionsTo(webhookUrl, all));
		const free = others.find((one) => this.isFree(one));
		if (free !== undefined && (await this.hasRedirected(free))) return;
		const target = enabledAmong(others)[0] ?? others[0];
		if (target === undefined || target === free) throw conflict;
		this.claim(eventName, target);
		await this.set(target, { webhookUrl, enabled: true });
	}

	/** @throws KardConflictError where a subscription is somebody else's and must be left alone */
	private claim(eventName: EventName, target: SubscriptionResource): void {
		if (this.isFree(target)) return;
		if (!this.plan.replaceExisting) throw occupied(eventName, target);
		const before = { id: target.id, ...pick(target.attributes, 'webhookUrl', 'enabled') };
		this.takenOver.push(before);
		this.plan.onTakeOver?.(before);
	}

	/** Has one that is free to take point here. False where Kard does not let it, because of another one. */
	private async hasRedirected(free: SubscriptionResource): Promise<boolean> {
		try {
			await this.set(free, { webhookUrl: this.plan.webhookUrl, enabled: true });
			return true;
		} catch (error) {
			if (error instanceof KardConflictError) return false;
			throw error;
		}
	}

	/** Whether a subscription is one of ours, be it left over or to an address that we had before. */
	private isFree(one: SubscriptionResource): boolean {
		const { webhookUrl, formerUrls = [] } = this.plan;
		return isLeftOver(one, webhookUrl) || formerUrls.some((url) => subscriptionsTo(url, [one]).length > 0);
	}

	/** Ours of other events are left from an earlier choice of events. */
	private async disableAllBut(events: readonly string[]): Promise<void> {
		const own = enabledAmong(subscriptionsTo(this.plan.webhookUrl, this.before));
		for (const one of own) {
			if (!events.includes(one.attributes.eventName)) await this.set(one, { enabled: false });
		}
	}

	private async set(
		{ id, attributes }: SubscriptionResource,
		changes: { readonly webhookUrl?: string; readonly enabled: boolean },
	): Promise<void> {
		const { webhookUrl, enabled } = attributes;
		const previous = changes.webhookUrl === undefined ? { enabled } : { webhookUrl, enabled };
		this.undo.push(() => this.update(id, previous));
		await this.update(id, changes);
	}

	private async disableNew(eventName: EventName): Promise<void> {
		const known = new Set(this.before.map(({ id }) => id));
		const own = enabledAmong(subscriptionsTo(this.plan.webhookUrl, await this.list()));
		for (const { id } of ofEvent(eventName, own)) {
			if (!known.has(id)) await this.update(id, { enabled: false });
		}
	}

	/** Takes back what was done so far, as far as Kard lets us. */
	private async takeBack(failure: KardError): Promise<KardError> {
		const failures: unknown[] = [];
		for (const step of this.undo.reverse()) {
			await step().catch((error: unknown) => {
				failures.push(error);
			});
		}
		const [first] = failures;
		if (first === undefined) return failure;
		return notTakenBack(failure, first, this.plan.webhookUrl, this.takenOver);
	}

	private async list(): Promise<Subscriptions> {
		return await listSubscriptions(this.client, this.options);
	}

	private async update(id: string, changes: SubscriptionChanges): Promise<void> {
		await this.client.subscriptions.update(id, changes, this.options);
	}
}
