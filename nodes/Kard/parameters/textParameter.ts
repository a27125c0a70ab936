import { isResourceLocatorValue, type IExecuteFunctions } from 'n8n-workflow';

/** What a person writes as text may be picked from a list, or come as a number out of a sheet; all else is no text. */
export function asText(value: unknown): string {
	if (isResourceLocatorValue(value)) return asText(value.value);
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** The text of a parameter for one item. */
export function textParameter(context: IExecuteFunctions, name: string, index: number): string {
	return asText(context.getNodeParameter(name, index, ''));
}
