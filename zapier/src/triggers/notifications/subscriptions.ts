import { createHash } from 'node:crypto';
import type { Bundle } from 'zapier-platform-core';
import { subscribe, unsubscribe } from '../../../../shared/host';
import { readConnection, webhookKeyOf } from '../../host/connection';
import { inStep, type StepLimits } from '../../host/step';
import type { TriggerInput } from './input';

/** So many requests fit into a step even if Kard answers none: enough to take back what was done before. */
const SHARE_OF_TIME = 5;

/** What Zapier keeps of a Zap that was turned on, and hands over with each delivery. */
interface Subscribed {
	/** Tells the Zap from all others. Made of its address, of which nothing can be read from it. */
	readonly id: string;
}

function targetOf({ targetUrl = '' }: Bundle): string {
	return targetUrl;
}

/**
 * Has Kard send the events that a person chose to the Zap, when it is turned on: all of them or none.
 * A connection without a webhook key is refused before anything is sent, for no delivery could be told from a forged
 * one.
 */
export function subscribeZap(input: TriggerInput, limits: StepLimits) {
	return inStep(limits, async ({ client, z }, bundle): Promise<Subscribed> => {
		webhookKeyOf(readConnection(bundle.authData));
		const webhookUrl = targetOf(bundle);
		const { events, replaceExisting, skipRefused } = input.read(bundle);
		const onRefused = (_event: string, warning: string): void => {
			z.console.log(warning);
		};
		const deadlineMs = limits.deadlineMs / SHARE_OF_TIME;
		const plan = { webhookUrl, events, replaceExisting, skipRefused, onRefused };
		await subscribe(client, plan, { deadlineMs });
		return { id: createHash('sha256').update(webhookUrl).digest('hex').slice(0, 32) };
	});
}

/** Has Kard send nothing to the Zap any more, when it is turned off. What is gone already is no failure. */
export function unsubscribeZap(limits: StepLimits) {
	return inStep(limits, async ({ client }, bundle): Promise<object> => {
		await unsubscribe(client, targetOf(bundle));
		return {};
	});
}
