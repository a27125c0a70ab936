import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import {
	columnsOf,
	connection,
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
	const { events, replaceExisting, verifySignature, webhookKey } = await choicesOf(context);
	if (verifySignature && webhookKey === '') {
		const key = titles.get('webhookKey') ?? '';
		throw new NodeOperationError(
			context.getNode(),
			`The credential has no ${key}, so nobody can tell whether a notification comes from Kard. Fill in the ` +
				`${key} that Kard gave you, or turn off ${titles.get('verifySignature') ?? ''} in the options.`,
		);
	}
	return { webhookUrl: webhookUrlOf(context), events, replaceExisting };
}

/** Addresses at which the workflow was subscribed before n8n got another one. */
function formerUrlsOf(context: IHookFunctions, webhookUrl: string): readonly string[] {
	return keptOf(context).addresses.filter((address) => address !== webhookUrl);
}

/** Whether Kard sends the chosen events here, and no others, and nothing to where n8n was before. */
export async function checkSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const plan = await planOf(context);
		const isThere = await isSubscribed(await connectHook(context), plan);
		return isThere && formerUrlsOf(context, plan.webhookUrl).length === 0;
	} catch (error) {
		throw refused(context, error);
	}
}

/** The plan, with everything noted on the way that would have to be taken back. */
function withNotes(context: IHookFunctions, plan: SubscriptionPlan): SubscriptionPlan {
	const formerUrls = formerUrlsOf(context, plan.webhookUrl);
	// An earlier attempt may have left something that is still to be given back.
	const takenOver = [...keptOf(context).takenOver];
	keep(context, { addresses: [...formerUrls, plan.webhookUrl] });
	const onTakeOver = (before: TakenOver): void => {
		takenOver.push(before);
		keep(context, { takenOver });
	};
	return { ...plan, formerUrls, onTakeOver };
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
