import type { KardClient } from '../client';
import type { RequestOptions } from '../http/call';
import type { SubscriptionChanges } from '../catalogue/subscription';
import { notDisabledAmong, ofEvent, readableAmong, subscriptionsTo, type Subscription } from './addresses';
import { Undo } from './undo';

/** What is to change of a subscription. */
interface Change {
	readonly webhookUrl?: string;
	readonly enabled: boolean;
}

/** The subscriptions at Kard, where every change can be taken back. */
export class UndoableSubscriptions {
	readonly undo = new Undo();

	/** @param options how each request is to be carried out */
	constructor(
		private readonly client: KardClient,
		private readonly options: RequestOptions,
	) {}

	/** Where Kard is. */
	get baseUrl(): string {
		return this.client.baseUrl;
	}

	/** What Kard has at present, as far as it can be read. */
	async list(): Promise<Subscription[]> {
		return readableAmong(await this.client.subscriptions.list({}, this.options).toArray());
	}

	/**
	 * Has Kard send an event to an address.
	 * @param before what Kard had before anything was changed: what is new beside it is what is taken back
	 */
	async create(eventName: string, webhookUrl: string, before: readonly Subscription[]): Promise<void> {
		const known = new Set(before.map(({ id }) => id));
		this.undo.note(async () => {
			const own = ofEvent(eventName, subscriptionsTo(webhookUrl, await this.list()));
			for (const { id } of notDisabledAmong(own)) {
				if (!known.has(id)) await this.update(id, { enabled: false });
			}
		});
		await this.client.subscriptions.create({ eventName, webhookUrl, enabled: true }, this.options);
	}

	/** Changes a subscription. Where Kard does not say whether it is enabled, it is disabled when that is taken back. */
	async set({ id, webhookUrl, enabled = false }: Subscription, change: Change): Promise<void> {
		const previous = change.webhookUrl === undefined ? { enabled } : { webhookUrl, enabled };
		this.undo.note(() => this.update(id, previous));
		await this.update(id, change);
	}

	private async update(id: string, changes: SubscriptionChanges): Promise<void> {
		await this.client.subscriptions.update(id, changes, this.options);
	}
}
