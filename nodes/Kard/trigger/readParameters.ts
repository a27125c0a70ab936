import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import { columnsOf, listening, namedEvents, type ListeningField } from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { asText } from '../parameters/textParameter';

type TriggerContext = IHookFunctions | IWebhookFunctions;

const defaults = new Map(columnsOf(listening).map((column) => [column.key, column.default]));

/** What a person chose in the trigger. */
interface TriggerParameters {
	/** By their names: those chosen from the list and those written by name, retired ones of an older workflow included. */
	readonly events: readonly string[];
	readonly replaceExisting: boolean;
	readonly skipRefused: boolean;
	readonly verifySignature: boolean;
	readonly acceptRepeats: boolean;
	readonly simplify: boolean;
	/** Empty where the credential has none. */
	readonly webhookKey: string;
}

const OTHER_EVENTS: ListeningField = 'otherEvents';
const options = z.record(z.string(), z.unknown()).catch({});
const events = z.array(z.string()).catch([]);

/** Reads what a person chose. A switch that is neither on nor off has its default. */
export async function readTriggerParameters(context: TriggerContext): Promise<TriggerParameters> {
	const chosen = options.parse(context.getNodeParameter(PARAMETERS.options, {}));
	const isOn = (name: ListeningField): boolean => {
		const value = chosen[name] ?? defaults.get(name);
		return typeof value === 'boolean' ? value : defaults.get(name) === true;
	};
	const credentials = await context.getCredentials(
		asText(context.getNodeParameter(PARAMETERS.authentication)),
	);
	return {
		events: [
			...events.parse(context.getNodeParameter('events', [])),
			...namedEvents(asText(chosen[OTHER_EVENTS])),
		],
		replaceExisting: isOn('replaceExisting'),
		skipRefused: isOn('skipRefused'),
		verifySignature: isOn('verifySignature'),
		acceptRepeats: isOn('acceptRepeats'),
		simplify: context.getNodeParameter(PARAMETERS.simplify, true) === true,
		webhookKey: asText(credentials.webhookKey),
	};
}
