import type { SubscriptionChanges } from '../catalogueTypes';
import type { KardClient } from '../client';
import type { RequestOptions } from '../http/callContext';
import {
	forEvent,
	notDisabledOf,
	readSubscriptions,
	subscriptionsTo,
	type Subscription,
} from './existingSubscriptions';

/** What is to change in a subscription. */
interface Change {
	readonly webhookUrl?: string;
	readonly enabled: boolean;
}

/** Creates and changes subscriptions at Kard, and can undo it. */
export class SubscriptionEditor {
	/** How to undo each step so far, in the order in which they were taken. */
	private undoSteps: (() => Promise<unknown>)[] = [];

	/** @param options how each request is to be carried out */
	constructor(
		private readonly client: KardClient,
		private readonly options: RequestOptions,
	) {}

	/** Where Kard is. */
	get baseUrl(): string {
		return this.client.baseUrl;
	}

	/** How many steps were taken: what to undo back to. */
	get position(): number {
		return this.undoSteps.length;
	}

	/** The subscriptions that Kard has now. */
	async list(): Promise<Subscription[]> {
		return readSubscriptions(await this.client.subscriptions.list({}, this.options).toArray());
	}

	/**
	 * Creates a subscription.
	 * @param before what Kard had before anything was changed: undoing it disables what is new since then
	 */
	async create(eventName: string, webhookUrl: string, before: readonly Subscription[]): Promise<void> {
		const known = new Set(before.map(({ id }) => id));
		// Noted before the request is sent, because its response may be lost.
		this.undoSteps.push(async () => {
			const own = forEvent(eventName, subscriptionsTo(webhookUrl, await this.list()));
			for (const { id } of notDisabledOf(own)) {
				if (!known.has(id)) await this.update(id, { enabled: false });
			}
		});
		await this.client.subscriptions.create({ eventName, webhookUrl, enabled: true }, this.options);
	}

	/** Changes a subscription. Where Kard does not say whether it is enabled, undoing it disables it. */
	async change({ id, webhookUrl, enabled = false }: Subscription, change: Change): Promise<void> {
		const previous = change.webhookUrl === undefined ? { enabled } : { webhookUrl, enabled };
		this.undoSteps.push(() => this.update(id, previous));
		await this.update(id, change);
	}

	/**
	 * Undoes the steps since a position, the last one first, each whether or not the others could be undone.
	 * @returns why some could not be undone, in that order
	 */
	async undoTo(position: number): Promise<unknown[]> {
		const failures: unknown[] = [];
		for (const undo of this.undoSteps.splice(position).reverse()) {
			await undo().catch((error: unknown) => {
				failures.push(error);
			});
		}
		return failures;
	}

	private async update(id: string, changes: SubscriptionChanges): Promise<void> {
		await this.client.subscriptions.update(id, changes, this.options);
	}
}
