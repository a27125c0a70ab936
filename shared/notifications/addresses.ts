import type { SubscriptionResource } from '../schemas/subscription';

/** Subscriptions as Kard lists them. */
export type Subscriptions = readonly SubscriptionResource[];

function written(address: string): string {
	return URL.canParse(address) ? new URL(address).href : address;
}

/** The subscriptions to an address. Those to exactly our own are ours, all others somebody else's. */
export function subscriptionsTo(webhookUrl: string, all: Subscriptions): SubscriptionResource[] {
	return all.filter(({ attributes }) => written(attributes.webhookUrl) === written(webhookUrl));
}

/** Those that notifications are sent to. */
export function enabledAmong(all: Subscriptions): SubscriptionResource[] {
	return all.filter(({ attributes }) => attributes.enabled);
}

/** Those of one event. */
export function ofEvent(eventName: string, all: Subscriptions): SubscriptionResource[] {
	return all.filter(({ attributes }) => attributes.eventName === eventName);
}

/** A disabled one that leads to the host of the address: nobody receives it, and it was left by one of ours. */
export function isLeftOver({ attributes }: SubscriptionResource, webhookUrl: string): boolean {
	const { enabled, webhookUrl: other } = attributes;
	return !enabled && URL.canParse(other) && new URL(other).origin === new URL(webhookUrl).origin;
}

/** An address as it may be shown: without the parts that may hold something secret. */
export function shownAddress(address: string): string {
	if (!URL.canParse(address)) return 'an address that cannot be read';
	const { origin, pathname } = new URL(address);
	return origin + pathname;
}
