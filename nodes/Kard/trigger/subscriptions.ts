import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import {
	columnsOf,
	connection,
	isBlankKey,
	isRetiredEvent,
	isSubscribed,
	listening,
	subscribe,
	unsubscribe,
	type KardClient,
	type SubscriptionPlan,
	type ReplacedSubscription,
} from '../../../shared/host';
import { connectHook } from '../connection/connect';
import { asError, asNodeError } from '../execution/failures';
import { releaseHistory } from './history';
import { readTriggerParameters } from './readParameters';
import { changeSubscriptionState, readSubscriptionState } from './subscriptionState';

const titles = new Map(
	[...columnsOf(connection), ...columnsOf(listening)].map(({ key, title }) => [key, title]),
);

function webhookUrlOf(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

/** @throws NodeOperationError where nothing could prove that a notification comes from Kard */
async function planOf(context: IHookFunctions): Promise<SubscriptionPlan> {
	const { verifySignature, webhookKey, ...chosen } = await readTriggerParameters(context);
	const { events, replaceExisting, skipRefused } = chosen;
	if (verifySignature && isBlankKey(webhookKey)) {
		const key = titles.get('webhookKey') ?? '';
		throw new NodeOperationError(
			context.getNode(),
			`The credential has no ${key}, so nobody can tell whether a notification comes from Kard. Fill in the ` +
				`${key} that Kard gave you, or turn off ${titles.get('verifySignature') ?? ''} in the options.`,
		);
	}
	return { webhookUrl: webhookUrlOf(context), events, replaceExisting, skipRefused };
}

/** Addresses at which the workflow was subscribed before n8n got another one. */
function formerUrlsOf(context: IHookFunctions, webhookUrl: string): readonly string[] {
	return readSubscriptionState(context).addresses.filter((address) => address !== webhookUrl);
}

/**
 * The events that the workflow was subscribed to before, of which Kard may have retired some since. Where they were not
 * stored yet, the workflow is taken to have had all that are retired now.
 */
function eventsBefore(context: IHookFunctions, chosen: readonly string[]): readonly string[] {
	const { events, addresses } = readSubscriptionState(context);
	return events ?? (addresses.length === 0 ? [] : chosen.filter(isRetiredEvent));
}

/** Whether Kard sends the chosen events here, and no others, and nothing to where n8n was before. */
export async function checkSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const plan = await planOf(context);
		const isThere = await isSubscribed(await connectHook(context), plan);
		if (isThere) changeSubscriptionState(context, { events: plan.events });
		return isThere && formerUrlsOf(context, plan.webhookUrl).length === 0;
	} catch (error) {
		throw asNodeError(context, error);
	}
}

/** A plan, and which of its events Kard refused while it was carried out. */
interface RecordedPlan extends SubscriptionPlan {
	readonly subscribedBefore: readonly string[];
	readonly refused: Set<string>;
}

/** The plan, where the workflow stores at once whatever would have to be undone. */
function recorded(context: IHookFunctions, plan: SubscriptionPlan): RecordedPlan {
	const formerUrls = formerUrlsOf(context, plan.webhookUrl);
	// An earlier attempt may have left something to restore.
	const replaced = [...readSubscriptionState(context).replaced];
	const subscribedBefore = eventsBefore(context, plan.events);
	changeSubscriptionState(context, { addresses: [...formerUrls, plan.webhookUrl], events: subscribedBefore });
	const onReplace = (before: ReplacedSubscription): void => {
		replaced.push(before);
		changeSubscriptionState(context, { replaced });
	};
	const refused = new Set<string>();
	const onRefused = (eventName: string, warning: string): void => {
		refused.add(eventName);
		context.logger.warn(`Kard Trigger: ${warning}`, {
			workflowId: context.getWorkflow().id,
			node: context.getNode().name,
		});
	};
	return { ...plan, formerUrls, subscribedBefore, refused, onReplace, onRefused };
}

/** The events that the workflow has, and those that it had until Kard retired them. */
function eventsAfter({ events, refused, subscribedBefore }: RecordedPlan): readonly string[] {
	return events.filter((name) => !refused.has(name) || subscribedBefore.includes(name));
}

/** Has Kard send nothing to where n8n was before. What cannot be disabled now is tried again the next time. */
async function leaveFormerUrls(context: IHookFunctions, client: KardClient): Promise<void> {
	const webhookUrl = webhookUrlOf(context);
	const left: string[] = [];
	for (const former of formerUrlsOf(context, webhookUrl)) {
		await unsubscribe(client, former).catch((error: unknown) => {
			context.logger.warn(`Kard Trigger could not leave a former address: ${asError(error).message}`);
			left.push(former);
		});
	}
	changeSubscriptionState(context, { addresses: [...left, webhookUrl] });
}

/** Has Kard send the chosen events here. */
export async function createSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const plan = recorded(context, await planOf(context));
		const client = await connectHook(context);
		await subscribe(client, plan);
		await leaveFormerUrls(context, client);
		changeSubscriptionState(context, { events: eventsAfter(plan) });
		// Listening for one event in the editor must not turn a live workflow's notifications away for good.
		if (context.getMode() !== 'manual') changeSubscriptionState(context, { replaced: [] });
		return true;
	} catch (error) {
		throw asNodeError(context, error);
	}
}

/** Has Kard send nothing here any more, and restores the subscriptions of others that were replaced. */
export async function deleteSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const client = await connectHook(context);
		releaseHistory(context);
		await leaveFormerUrls(context, client);
		await unsubscribe(client, webhookUrlOf(context), readSubscriptionState(context).replaced);
		changeSubscriptionState(context, { replaced: [] });
		return true;
	} catch (error) {
		throw asNodeError(context, error);
	}
}
