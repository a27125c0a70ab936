import difference from 'lodash/difference';
import { KardConflictError, KardError } from '../errors';
import {
	enabledOf,
	forEvent,
	isLeftOver,
	subscriptionsTo,
	type Subscription,
	type Subscriptions,
} from './existingSubscriptions';
import type { SubscriptionEditor } from './subscriptionEditor';
import { occupied } from './subscriptionErrors';
import type { ReplacedSubscription, SubscriptionPlan } from './subscriptionPlan';

/** Subscribes the address of a plan to events, one at a time, in whatever way Kard allows. */
export class EventSubscriber {
	/** The subscriptions of others that were replaced, as they were before. */
	readonly replaced: ReplacedSubscription[] = [];

	/** @param before what Kard had before anything was changed */
	constructor(
		private readonly kard: SubscriptionEditor,
		private readonly plan: SubscriptionPlan,
		private readonly before: Subscriptions,
	) {}

	/** @throws KardError when the event cannot be subscribed; what was done until then is still to be undone */
	async subscribe(eventName: string): Promise<void> {
		const own = forEvent(eventName, subscriptionsTo(this.plan.webhookUrl, this.before));
		const [disabled] = own;
		if (enabledOf(own).length > 0) return;
		if (disabled === undefined) await this.create(eventName);
		else await this.enable(eventName, disabled);
	}

	private async enable(eventName: string, own: Subscription): Promise<void> {
		try {
			await this.kard.change(own, { enabled: true });
		} catch (error) {
			if (!(error instanceof KardConflictError)) throw error;
			await this.enableInsteadOfOther(eventName, own, error);
		}
	}

	/** Kard takes one enabled subscription for this event, and another one is enabled. */
	private async enableInsteadOfOther(
		eventName: string,
		own: Subscription,
		conflict: KardConflictError,
	): Promise<void> {
		const [other] = enabledOf(forEvent(eventName, await this.kard.list()));
		if (other === undefined) throw conflict;
		this.noteReplacement(eventName, other);
		await this.kard.change(other, { enabled: false });
		await this.kard.change(own, { enabled: true });
	}

	private async create(eventName: string): Promise<void> {
		try {
			await this.kard.create(eventName, this.plan.webhookUrl, this.before);
		} catch (error) {
			if (error instanceof KardConflictError) await this.useExisting(eventName, error);
			else if (!(await this.wasCreated(eventName, error))) throw error;
		}
	}

	/** Whether only the response was lost. */
	private async wasCreated(eventName: string, error: unknown): Promise<boolean> {
		if (!(error instanceof KardError && error.outcomeUnknown)) return false;
		return this.isEnabled(eventName, await this.kard.list().catch(() => []));
	}

	private isEnabled(eventName: string, all: Subscriptions): boolean {
		return enabledOf(forEvent(eventName, subscriptionsTo(this.plan.webhookUrl, all))).length > 0;
	}

	/** Kard takes no further subscription for this event, so one that exists has to point here. */
	private async useExisting(eventName: string, conflict: KardConflictError): Promise<void> {
		const { webhookUrl } = this.plan;
		const all = forEvent(eventName, await this.kard.list());
		// An earlier attempt may have succeeded although its response was lost.
		if (this.isEnabled(eventName, all)) return;
		const others = difference(all, subscriptionsTo(webhookUrl, all)).filter(canBeRestored);
		const free = others.find((one) => this.isOurs(one));
		if (free !== undefined && (await this.redirect(free))) return;
		const target = enabledOf(others)[0] ?? others[0];
		if (target === undefined || target === free) throw conflict;
		this.noteReplacement(eventName, target);
		await this.kard.change(target, { webhookUrl, enabled: true });
	}

	/** @throws KardConflictError where the subscription is somebody else's and the plan leaves those alone */
	private noteReplacement(eventName: string, target: Subscription): void {
		if (this.isOurs(target)) return;
		if (!this.plan.replaceExisting) throw occupied(eventName, target);
		const { id, webhookUrl, enabled = false } = target;
		const before = { id, webhookUrl, enabled };
		this.replaced.push(before);
		this.plan.onReplace?.(before);
	}

	/** Lets one of ours point here. False where Kard refuses that because of another one. */
	private async redirect(free: Subscription): Promise<boolean> {
		try {
			await this.kard.change(free, { webhookUrl: this.plan.webhookUrl, enabled: true });
			return true;
		} catch (error) {
			if (error instanceof KardConflictError) return false;
			throw error;
		}
	}

	/** Whether a subscription is an old one of ours, or goes to an address that we had before. */
	private isOurs(one: Subscription): boolean {
		const { webhookUrl, formerUrls = [] } = this.plan;
		return isLeftOver(one, webhookUrl) || formerUrls.some((url) => subscriptionsTo(url, [one]).length > 0);
	}
}

/** Only what says whether it is enabled can be restored as it was. */
function canBeRestored({ enabled }: Subscription): boolean {
	return enabled !== undefined;
}
