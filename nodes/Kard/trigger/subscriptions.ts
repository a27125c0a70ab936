import { NodeOperationError, type IDataObject, type IHookFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	columnsOf,
	connection,
	isSubscribed,
	listening,
	subscribe,
	unsubscribe,
	type SubscriptionPlan,
	type TakenOver,
} from '../../../shared/index';
import { connectHook } from '../execution/connect';
import { asError } from '../execution/failures';
import { choicesOf } from './choices';
import { releaseMemory } from './memory';

/** Where a workflow that only listens for a test keeps what it took over, to give it back. */
const TAKEN_OVER = 'takenOver';

const takenOverBefore = z
	.array(z.object({ id: z.string(), webhookUrl: z.string(), enabled: z.boolean() }))
	.catch([]);

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

/** Whether Kard sends the chosen events here, and no others. */
export async function checkSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const plan = await planOf(context);
		return await isSubscribed(await connectHook(context), plan);
	} catch (error) {
		throw refused(context, error);
	}
}

function keepTakenOver(context: IHookFunctions, takenOver: readonly TakenOver[]): void {
	const kept: IDataObject = context.getWorkflowStaticData('node');
	if (takenOver.length > 0) kept[TAKEN_OVER] = takenOver.map((one) => ({ ...one }));
}

/** Has Kard send the chosen events here. */
export async function createSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const takenOver = await subscribe(await connectHook(context), await planOf(context));
		// Listening for one event in the editor must not turn a live workflow's notifications away for good.
		if (context.getMode() === 'manual') keepTakenOver(context, takenOver);
		return true;
	} catch (error) {
		throw refused(context, error);
	}
}

/** Has Kard send nothing here any more. */
export async function deleteSubscriptions(context: IHookFunctions): Promise<boolean> {
	try {
		const kept: IDataObject = context.getWorkflowStaticData('node');
		const giveBack = takenOverBefore.parse(kept[TAKEN_OVER]);
		await unsubscribe(await connectHook(context), webhookUrlOf(context), giveBack);
		kept[TAKEN_OVER] = undefined;
		releaseMemory(context);
		return true;
	} catch (error) {
		throw refused(context, error);
	}
}
