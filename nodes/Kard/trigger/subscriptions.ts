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
	type TakenOver,
} from '../../../shared/index';
import { connectHook } from '../execution/connect';
import { asError } from '../execution/failures';
import { choicesOf } from './choices';
import { keep, keptOf } from './kept';
import { releaseMemory } from './memory';

const titles = new Map(
	[...columnsOf(connection), ...columnsOf(listening)].map(({ key, title }) => [key, title]),
);

function refused(context: IHookFunctions, error: unknown): NodeOperationError {
	return error instanceof NodeOperationError
		? error
		: new NodeOperationError(context.getNode(), asError(error).message);
}

function webhookUrlOf(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

/** @throws NodeOperationError where forged notifications could not be told from Kard's */
async function planOf(context: IHookFunctions): Promise<SubscriptionPlan> {
	const { verifySignature, webhookKey, ...chosen } = await choicesOf(context);
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
	return keptOf(context).addresses.filter((address) => address !== webhookUrl);
}

/**
 * The events that the workflow was subscribed to before, of which Kard may have retired some since. A workflow that was
 * activated when nobody kept them had whatever has been retired since.
 */
function eventsBefore(context: IHookFunctions, chosen: readonly string[]): readonly string[] {
	const { events, addresses } = keptOf(context);
	return events ?? (addresses.length === 0 ? [] : chosen.filter(isRetiredEvent));
}

/** Whether Kard sends the chosen events here, and no others, and nothing to where n8n was before. */
export async function checkSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const plan = await planOf(context);
		const isThere = await isSubscribed(await connectHook(context), plan);
		if (isThere) keep(context, { events: plan.events });
		return isThere && formerUrlsOf(context, plan.webhookUrl).length === 0;
	} catch (error) {
		throw refused(context, error);
	}
}

/** What a workflow sets out to do, and what became of it as far as that is noted on the way. */
interface NotedPlan extends SubscriptionPlan {
	readonly subscribedBefore: readonly string[];
	readonly refused: Set<string>;
}

/** The plan, with everything noted on the way that would have to be taken back. */
function withNotes(context: IHookFunctions, plan: SubscriptionPlan): NotedPlan {
	const formerUrls = formerUrlsOf(context, plan.webhookUrl);
	// An earlier attempt may have left something that is still to be given back.
	const takenOver = [...keptOf(context).takenOver];
	const subscribedBefore = eventsBefore(context, plan.events);
	keep(context, { addresses: [...formerUrls, plan.webhookUrl], events: subscribedBefore });
	const onTakeOver = (before: TakenOver): void => {
		takenOver.push(before);
		keep(context, { takenOver });
	};
	const refused = new Set<string>();
	const onRefused = (eventName: string, warning: string): void => {
		refused.add(eventName);
		context.logger.warn(`Kard Trigger: ${warning}`, {
			workflowId: context.getWorkflow().id,
			node: context.getNode().name,
		});
	};
	return { ...plan, formerUrls, subscribedBefore, refused, onTakeOver, onRefused };
}

/** The events that the workflow has, and those that it had until Kard retired them. */
function eventsAfter({ events, refused, subscribedBefore }: NotedPlan): readonly string[] {
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
	keep(context, { addresses: [...left, webhookUrl] });
}

/** Has Kard send the chosen events here. */
export async function createSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const plan = withNotes(context, await planOf(context));
		const client = await connectHook(context);
		await subscribe(client, plan);
		await leaveFormerUrls(context, client);
		keep(context, { events: eventsAfter(plan) });
		// Listening for one event in the editor must not turn a live workflow's notifications away for good.
		if (context.getMode() !== 'manual') keep(context, { takenOver: [] });
		return true;
	} catch (error) {
		throw refused(context, error);
	}
}

/** Has Kard send nothing here any more. What was taken over and is still to be given back points where it did. */
export async function deleteSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const client = await connectHook(context);
		releaseMemory(context);
		await leaveFormerUrls(context, client);
		await unsubscribe(client, webhookUrlOf(context), keptOf(context).takenOver);
		keep(context, { takenOver: [] });
		return true;
	} catch (error) {
		throw refused(context, error);
	}
}
