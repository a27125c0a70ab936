import type { IExecuteFunctions } from 'n8n-workflow';

/** What a person writes as text may come as a number out of a sheet; anything else is no text. */
export function asText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** The text of a parameter for one item. */
export function textParameter(context: IExecuteFunctions, name: string, index: number): string {
	return asText(context.getNodeParameter(name, index, ''));
}
