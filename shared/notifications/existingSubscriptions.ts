import { z } from 'zod/v4';

/** A subscription that says which event it is for and where it goes. */
export interface Subscription {
	readonly id: string;
	readonly eventName: string;
	readonly webhookUrl: string;
	/** Whether notifications are sent; undefined where Kard does not say. */
	readonly enabled: boolean | undefined;
}

/** Subscriptions as Kard lists them. */
export type Subscriptions = readonly Subscription[];

const readable = z.object({
	id: z.string().min(1),
	attributes: z.object({
		eventName: z.string().min(1),
		webhookUrl: z.string(),
		enabled: z.boolean().optional().catch(undefined),
	}),
});

/** The subscriptions in a list that say which event they are for and where it goes. The others are left alone. */
export function readSubscriptions(items: readonly unknown[]): Subscription[] {
	return items.flatMap((item) => {
		const { success, data } = readable.safeParse(item);
		return success ? [{ id: data.id, ...data.attributes, enabled: data.attributes.enabled }] : [];
	});
}

/** The subscriptions to exactly this address. */
export function subscriptionsTo(address: string, all: Subscriptions): Subscription[] {
	if (!URL.canParse(address)) return [];
	const { href } = new URL(address);
	return all.filter(({ webhookUrl }) => URL.canParse(webhookUrl) && new URL(webhookUrl).href === href);
}

/** Those that notifications are surely sent to. */
export function enabledOf(all: Subscriptions): Subscription[] {
	return all.filter(({ enabled }) => enabled === true);
}

/** Those that notifications may be sent to: all but those that are surely disabled. */
export function notDisabledOf(all: Subscriptions): Subscription[] {
	return all.filter(({ enabled }) => enabled !== false);
}

/** Those for one event. */
export function forEvent(name: string, all: Subscriptions): Subscription[] {
	return all.filter(({ eventName }) => eventName === name);
}

/** An address without its ids: its host, its first part (`webhook`, also for `webhook-test`), and how many follow. */
function formOf(address: string): string {
	const { origin, pathname } = new URL(address);
	const [, first = '', ...others] = pathname.split('/');
	return [origin, first.replace(/-test$/, ''), others.length].join(' ');
}

/** Whether it is disabled and goes to an address of the same form on the same host: then it is an old one of ours. */
export function isLeftOver({ enabled, webhookUrl: other }: Subscription, webhookUrl: string): boolean {
	return enabled === false && URL.canParse(other) && formOf(other) === formOf(webhookUrl);
}

/** An address as a person is shown it: without its query, which may hold a token. */
export function shownAddress(address: string): string {
	if (!URL.canParse(address)) return 'an address that cannot be read';
	const { origin, pathname } = new URL(address);
	return origin + pathname;
}
