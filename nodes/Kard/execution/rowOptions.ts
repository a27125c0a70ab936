import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import { readSettings, settingsFor, type AnyOperation, type RowOptions } from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';

/**
 * What the person chose for an operation: the settings in sight, the options, and the default values.
 * They hold for all items, so expressions in them are evaluated with the first one.
 * @throws KardValidationError for a value that a setting cannot have
 */
export function rowOptions(context: IExecuteFunctions, operation: AnyOperation): RowOptions {
	const options: unknown = context.getNodeParameter(PARAMETERS.options, 0, {});
	const inSight = settingsFor(operation)
		.map(({ key }) => [key, context.getNodeParameter(key, 0, null)] as const)
		.filter(([, value]) => value !== null);
	const given = readSettings(operation, {
		...Object.fromEntries(inSight),
		...(typeof options === 'object' ? options : {}),
	});
	const defaults: unknown =
		operation.kind === 'bulk' ? context.getNodeParameter(PARAMETERS.defaults, 0, {}) : {};
	return {
		...given,
		timeZone: context.getTimezone(),
		defaults: z.record(z.string(), z.unknown()).parse(defaults),
	};
}
