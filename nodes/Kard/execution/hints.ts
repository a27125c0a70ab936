import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { describeColumns, summarize, type SheetResult } from '../../../shared/host';
import { asHtml } from './html';

/** Tells above the output how many rows went through, and which column became which field. */
export function addHints(context: IExecuteFunctions, sheet: SheetResult): void {
	const { sentences, needsALook } = describeColumns(sheet);
	const type = needsALook ? 'warning' : 'info';
	const hints = [summarize(sheet.rows), ...sentences].map(
		(message): NodeExecutionHint => ({ message: asHtml(message), type, location: 'outputPane' }),
	);
	// Older hosts have no place for them.
	if ('addExecutionHints' in context) context.addExecutionHints(...hints);
}
