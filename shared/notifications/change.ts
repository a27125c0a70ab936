import type { KardClient } from '../client';
import { apiError, KardConflictError, KardError, reword } from '../errors';
import type { RequestOptions } from '../http/call';
import { eventTitle, type EventName } from '../schemas/event';
import { listening } from '../schemas/listening';
import type { SubscriptionChanges, SubscriptionResource } from '../schemas/subscription';
import {
	enabledAmong,
	isLeftOver,
	ofEvent,
	shownAddress,
	subscriptionsTo,
	type Subscriptions,
} from './addresses';
import { eventsToSubscribe, type SubscriptionPlan } from './subscriptionPlan';

/** Where a subscription pointed before it was taken over. */
export interface TakenOver {
	readonly id: string;
	readonly webhookUrl: string;
	readonly enabled: boolean;
}

const { title: REPLACE = '' } = listening.shape.replaceExisting.meta() ?? {};

function occupied(eventName: EventName, { attributes }: SubscriptionResource): KardError {
	const { webhookUrl, enabled } = attributes;
	const state = enabled ? 'sends' : 'has a disabled subscription that sends';
	return apiError(
		`Kard ${state} "${eventTitle(eventName)}" to ${shownAddress(webhookUrl)}, and takes one subscription for ` +
			`each event. Turn on ${REPLACE} to have it sent here instead, or leave out this event.`,
		{ statusCode: 409 },
	);
}

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
		else await this.set(disabled, { enabled: true });
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
		const { webhookUrl, replaceExisting } = this.plan;
		const existing = ofEvent(eventName, await this.list());
		// An earlier attempt may have got through without our hearing of it.
		if (this.isEnabled(eventName, existing)) return;
		const leftOver = existing.find((one) => isLeftOver(one, webhookUrl));
		const target = leftOver ?? existing[0];
		if (target === undefined) throw conflict;
		if (leftOver === undefined && !replaceExisting) throw occupied(eventName, target);
		const { webhookUrl: previous, enabled } = target.attributes;
		if (leftOver === undefined) this.takenOver.push({ id: target.id, webhookUrl: previous, enabled });
		await this.set(target, { webhookUrl, enabled: true });
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
		const reason = first instanceof Error ? first.message : 'Something unexpected went wrong.';
		return reword(
			failure,
			`${failure.message} What had been subscribed before that could not all be taken back (${reason}) ` +
				`Look for subscriptions to ${shownAddress(this.plan.webhookUrl)} and disable them.`,
		);
	}

	private async list(): Promise<Subscriptions> {
		return await this.client.subscriptions.list({}, this.options).toArray();
	}

	private async update(id: string, changes: SubscriptionChanges): Promise<void> {
		await this.client.subscriptions.update(id, changes, this.options);
	}
}
