import type { Fixture, TestAnswer } from './support';

/** A subscription as a resource that has no id yet. */
export function subscription(eventName: string, webhookUrl: string, enabled = true) {
	return { type: 'subscription', attributes: { eventName, webhookUrl, enabled } };
}

/** Subscribes an address to events, and returns the ids of the subscriptions. */
export async function subscribe(
	{ call, org }: Fixture,
	webhookUrl: string,
	...eventNames: string[]
): Promise<string[]> {
	const data = eventNames.map((eventName) => subscription(eventName, webhookUrl));
	const answer = await call('POST', `${org}/subscriptions`, { data });
	expect([answer.status, answer.text]).toEqual([201, answer.text]);
	return answer.data.map(({ id }) => id);
}

/** Changes a subscription. */
export function update({ call, org }: Fixture, id: string, attributes: object): Promise<TestAnswer> {
	return call('PATCH', `${org}/subscriptions/${id}`, { data: { type: 'subscription', attributes } });
}
