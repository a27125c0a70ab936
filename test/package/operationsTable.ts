import { operations, type AnyOperation } from '../../shared';

/** The document with the table. */
export const DOCUMENT = 'docs/api-coverage.md';
/** The table, between its markers. */
export const TABLE = /<!-- operations:begin -->\n[^]*<!-- operations:end -->\n/;

function rowsAtOnce(operation: AnyOperation): string {
	return operation.kind === 'bulk' ? String(operation.limit) : '';
}

function line(operation: AnyOperation): string {
	const cells = [
		`${operation.resource.title}: ${operation.title}`,
		operation.description,
		`\`${operation.method} ${operation.path.replace('/v2/issuers/{organizationId}', '…')}\``,
		operation.scope ?? '',
		rowsAtOnce(operation),
	];
	return `| ${cells.join(' | ')} |`;
}

/** The table of operations, as their descriptions have it. */
export function operationsTable(): string {
	const head = [
		'| Operation | What it does | Call | Scope | Rows a request |',
		'| --- | --- | --- | --- | --- |',
	];
	const table = [...head, ...operations.map(line)].join('\n');
	return `<!-- operations:begin -->\n\n${table}\n\n<!-- operations:end -->\n`;
}

/** A table without the spaces and dashes by which a formatter aligns its columns. */
export function unaligned(table: string): string {
	return table.replaceAll(/-{3,}/g, '---').replaceAll(/ +/g, ' ');
}
