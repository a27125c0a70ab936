import { format } from 'prettier';
import { operations, type AnyOperation } from '../../shared/host';

/** The document with the table. */
export const DOCUMENT = 'docs/api-coverage.md';
/** The table, between its markers. */
const TABLE = /<!-- operations:begin -->\n[^]*<!-- operations:end -->\n/;

function actionsInZapier({ steps }: AnyOperation): string {
	if ('none' in steps) return `none: ${steps.none}`;
	return [steps.one, steps.many].flatMap((step) => (step ? [`\`${step.key}\``] : [])).join(', ');
}

function line(operation: AnyOperation): string {
	const cells = [
		`${operation.resource.title}: ${operation.title}`,
		operation.description,
		`\`kard.${operation.client}\``,
		actionsInZapier(operation),
		`\`${operation.method} ${operation.path.replace('/v2/issuers/{organizationId}', '…')}\``,
		operation.scope ?? '',
		operation.kind === 'bulk' ? String(operation.limit) : '',
	];
	return `| ${cells.join(' | ')} |`;
}

function table(): string {
	const head = [
		'| In n8n | What it does | Client | In Zapier | Call | Scope | Rows a request |',
		'| --- | --- | --- | --- | --- | --- | --- |',
	];
	const rows = [...head, ...operations.map(line)].join('\n');
	return `<!-- operations:begin -->\n\n${rows}\n\n<!-- operations:end -->\n`;
}

/** The document with the table of operations as the catalogue has it. */
export async function withOperationsTable(document: string): Promise<string> {
	return await format(
		document.replace(TABLE, () => table()),
		{ parser: 'markdown', printWidth: 110, useTabs: true },
	);
}
