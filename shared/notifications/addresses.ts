import { isFields, isText } from '../answers/resource';
import type { KardClient } from '../client';
import type { RequestOptions } from '../http/call';
import type { SubscriptionResource } from '../schemas/subscription';

/** Subscriptions as Kard lists them. */
export type Subscriptions = readonly SubscriptionResource[];

/** Whether a subscription says what subscriptions are told apart by. */
function isComparable(one: unknown): one is SubscriptionResource {
	if (!isFields(one) || !isText(one.id) || !isFields(one.attributes)) return false;
	const { eventName, webhookUrl } = one.attributes;
	return isText(eventName) && typeof webhookUrl === 'string';
}

/** All subscriptions that can be told apart; an odd one that cannot is left alone, and keeps nobody from the others. */
export async function listSubscriptions(
	client: KardClient,
	options?: RequestOptions,
): Promise<Subscriptions> {
	const all: readonly unknown[] = await client.subscriptions.list({}, options).toArray();
	return all.filter(isComparable);
}

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

/** What an address has beside the ids in it: `/webhook/…/…`, and the same for the address of a test in n8n's editor. */
function formOf(address: string): string {
	const { origin, pathname } = new URL(address);
	const [, first = '', ...others] = pathname.split('/');
	return [origin, first.replace(/-test$/, ''), others.length].join(' ');
}

/** A disabled one to an address of the same form on the same host: nobody receives it, and it was left by one of ours. */
export function isLeftOver({ attributes }: SubscriptionResource, webhookUrl: string): boolean {
	const { enabled, webhookUrl: other } = attributes;
	return !enabled && URL.canParse(other) && formOf(other) === formOf(webhookUrl);
}

/** An address as it is shown: without its query, where tokens stand. The path tells a person whose it is. */
export function shownAddress(address: string): string {
	if (!URL.canParse(address)) return 'an address that cannot be read';
	const { origin, pathname } = new URL(address);
	return origin + pathname;
}
