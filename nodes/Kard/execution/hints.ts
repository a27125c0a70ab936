import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { describeColumns, describeFailures, summarize, type SheetResult } from '../../../shared/host';
import { FORM } from '../parameters/formNames';
import { asHtml } from './html';

/** Tells above the output how many rows went through, why others did not, and which column became which field. */
export function addHints(context: IExecuteFunctions, sheet: SheetResult): void {
	const { sentences, needsALook } = describeColumns(sheet);
	const causes = sheet.failed.length === 0 ? [] : [describeFailures(sheet, FORM).causes.join('\n')];
	const hint = (message: string, isWarning: boolean): NodeExecutionHint => ({
		message: asHtml(message),
		type: isWarning ? 'warning' : 'info',
		location: 'outputPane',
	});
	const hints = [
		...[summarize(sheet.rows), ...causes].map((message) => hint(message, causes.length > 0)),
		...sentences.map((message) => hint(message, needsALook)),
	];
	// Older hosts have no place for them.
	if ('addExecutionHints' in context) context.addExecutionHints(...hints);
}
