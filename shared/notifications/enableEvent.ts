import difference from 'lodash/difference';
import { KardConflictError, KardError } from '../errors';
import {
	enabledAmong,
	isLeftOver,
	ofEvent,
	subscriptionsTo,
	type Subscription,
	type Subscriptions,
} from './addresses';
import { occupied } from './subscriptionErrors';
import type { SubscriptionPlan, TakenOver } from './subscriptionPlan';
import type { UndoableSubscriptions } from './undoable';

/** Has Kard send an event to the address of a plan, in whatever way Kard allows. */
export class EventEnabler {
	/** What was taken over from others, as it was before. */
	readonly takenOver: TakenOver[] = [];

	/** @param before what Kard had before anything was changed */
	constructor(
		private readonly kard: UndoableSubscriptions,
		private readonly plan: SubscriptionPlan,
		private readonly before: Subscriptions,
	) {}

	/** @throws KardError when the event cannot be subscribed; what was done until then is still to be taken back */
	async enable(eventName: string): Promise<void> {
		const own = ofEvent(eventName, subscriptionsTo(this.plan.webhookUrl, this.before));
		const [other] = own;
		if (enabledAmong(own).length > 0) return;
		if (other === undefined) await this.create(eventName);
		else await this.enableAgain(eventName, other);
	}

	private async enableAgain(eventName: string, own: Subscription): Promise<void> {
		try {
			await this.kard.set(own, { enabled: true });
		} catch (error) {
			if (!(error instanceof KardConflictError)) throw error;
			await this.makeWay(eventName, own, error);
		}
	}

	/** Kard takes one enabled subscription of this event, and another one is enabled. */
	private async makeWay(eventName: string, own: Subscription, conflict: KardConflictError): Promise<void> {
		const [inTheWay] = enabledAmong(ofEvent(eventName, await this.kard.list()));
		if (inTheWay === undefined) throw conflict;
		this.claim(eventName, inTheWay);
		await this.kard.set(inTheWay, { enabled: false });
		await this.kard.set(own, { enabled: true });
	}

	private async create(eventName: string): Promise<void> {
		try {
			await this.kard.create(eventName, this.plan.webhookUrl, this.before);
		} catch (error) {
			if (error instanceof KardConflictError) await this.takeOver(eventName, error);
			else if (!(await this.cameThrough(eventName, error))) throw error;
		}
	}

	/** Whether only the answer was lost: Kard has a subscription that did not seem to get there. */
	private async cameThrough(eventName: string, error: unknown): Promise<boolean> {
		if (!(error instanceof KardError && error.outcomeUnknown)) return false;
		return this.isEnabled(eventName, await this.kard.list().catch(() => []));
	}

	private isEnabled(eventName: string, among: Subscriptions): boolean {
		return enabledAmong(ofEvent(eventName, subscriptionsTo(this.plan.webhookUrl, among))).length > 0;
	}

	/** Kard takes no further subscription of this event, so the one that there is has to do. */
	private async takeOver(eventName: string, conflict: KardConflictError): Promise<void> {
		const { webhookUrl } = this.plan;
		const all = ofEvent(eventName, await this.kard.list());
		// An earlier attempt may have got through without our hearing of it.
		if (this.isEnabled(eventName, all)) return;
		const others = difference(all, subscriptionsTo(webhookUrl, all)).filter(canBeGivenBack);
		const free = others.find((one) => this.isFree(one));
		if (free !== undefined && (await this.hasRedirected(free))) return;
		const target = enabledAmong(others)[0] ?? others[0];
		if (target === undefined || target === free) throw conflict;
		this.claim(eventName, target);
		await this.kard.set(target, { webhookUrl, enabled: true });
	}

	/** @throws KardConflictError where a subscription is somebody else's and must be left alone */
	private claim(eventName: string, target: Subscription): void {
		if (this.isFree(target)) return;
		if (!this.plan.replaceExisting) throw occupied(eventName, target);
		const { id, webhookUrl, enabled = false } = target;
		const before = { id, webhookUrl, enabled };
		this.takenOver.push(before);
		this.plan.onTakeOver?.(before);
	}

	/** Has one that is free to take point here. False where Kard does not let it, because of another one. */
	private async hasRedirected(free: Subscription): Promise<boolean> {
		try {
			await this.kard.set(free, { webhookUrl: this.plan.webhookUrl, enabled: true });
			return true;
		} catch (error) {
			if (error instanceof KardConflictError) return false;
			throw error;
		}
	}

	/** Whether a subscription is one of ours, be it left over or to an address that we had before. */
	private isFree(one: Subscription): boolean {
		const { webhookUrl, formerUrls = [] } = this.plan;
		return isLeftOver(one, webhookUrl) || formerUrls.some((url) => subscriptionsTo(url, [one]).length > 0);
	}
}

/** Only what says whether it is enabled can be given back as it was. */
function canBeGivenBack({ enabled }: Subscription): boolean {
	return enabled !== undefined;
}
