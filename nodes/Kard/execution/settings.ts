import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import { KardError, settings, settingsFor, type AnyOperation, type RowOptions } from '../../../shared/index';
import { PARAMETERS } from '../parameters/names';

const chosen = z.object(settings).partial();

/** What is wrong with a setting, in words a person knows from the node. */
function refusal(issue: z.core.$ZodIssue | undefined, operation: AnyOperation): KardError {
	const name = String(issue?.path[0]);
	const title = settingsFor(operation).find(({ key }) => key === name)?.title ?? name;
	switch (issue?.code) {
		case 'too_big':
			return new KardError(`${title}: at most ${issue.maximum} is possible. Enter a smaller number.`);
		case 'too_small':
			return new KardError(`${title}: at least ${issue.minimum} is needed. Enter a larger number.`);
		default:
			return new KardError(`${title}: has a value that it cannot have. Choose or enter another one.`);
	}
}

/**
 * What the person chose for an operation: the settings in sight, the options, and the default values.
 * They hold for all items, so expressions in them are evaluated with the first one.
 * @throws KardError for a value that a setting cannot have
 */
export function settingsOf(context: IExecuteFunctions, operation: AnyOperation): RowOptions {
	const options: unknown = context.getNodeParameter(PARAMETERS.options, 0, {});
	const inSight = settingsFor(operation)
		.map(({ key }) => [key, context.getNodeParameter(key, 0, null)] as const)
		.filter(([, value]) => value !== null);
	const given = chosen.safeParse({
		...Object.fromEntries(inSight),
		...(typeof options === 'object' ? options : {}),
	});
	if (!given.success) throw refusal(given.error.issues[0], operation);
	const defaults: unknown =
		operation.kind === 'bulk' ? context.getNodeParameter(PARAMETERS.defaults, 0, {}) : {};
	return {
		...given.data,
		timeZone: context.getTimezone(),
		defaults: z.record(z.string(), z.unknown()).parse(defaults),
	};
}
