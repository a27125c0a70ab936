import { z } from 'zod/v4';

/** A subscription, as far as it says what it is of. */
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

/**
 * The subscriptions in a list that say which event they are of and where it goes. What does not say so is nobody's to
 * judge: it counts as not there, and nothing is done to it.
 */
export function readableAmong(items: readonly unknown[]): Subscription[] {
	return items.flatMap((item) => {
		const { success, data } = readable.safeParse(item);
		return success ? [{ id: data.id, ...data.attributes, enabled: data.attributes.enabled }] : [];
	});
}

/** The subscriptions to an address. Those to exactly our own are ours, all others somebody else's. */
export function subscriptionsTo(address: string, all: Subscriptions): Subscription[] {
	if (!URL.canParse(address)) return [];
	const { href } = new URL(address);
	return all.filter(({ webhookUrl }) => URL.canParse(webhookUrl) && new URL(webhookUrl).href === href);
}

/** Those that notifications are surely sent to. */
export function enabledAmong(all: Subscriptions): Subscription[] {
	return all.filter(({ enabled }) => enabled === true);
}

/** Those that notifications may be sent to: all but those that are surely disabled. */
export function notDisabledAmong(all: Subscriptions): Subscription[] {
	return all.filter(({ enabled }) => enabled !== false);
}

/** Those of one event. */
export function ofEvent(name: string, all: Subscriptions): Subscription[] {
	return all.filter(({ eventName }) => eventName === name);
}

/** What an address has beside the ids in it: `/webhook/…/…`, and the same for the address of a test in n8n's editor. */
function formOf(address: string): string {
	const { origin, pathname } = new URL(address);
	const [, first = '', ...others] = pathname.split('/');
	return [origin, first.replace(/-test$/, ''), others.length].join(' ');
}

/** A disabled one to an address of the same form on the same host: nobody receives it, and it was left by one of ours. */
export function isLeftOver({ enabled, webhookUrl: other }: Subscription, webhookUrl: string): boolean {
	return enabled === false && URL.canParse(other) && formOf(other) === formOf(webhookUrl);
}

/** An address as it is shown: without its query, where tokens stand. The path tells a person whose it is. */
export function shownAddress(address: string): string {
	if (!URL.canParse(address)) return 'an address that cannot be read';
	const { origin, pathname } = new URL(address);
	return origin + pathname;
}
