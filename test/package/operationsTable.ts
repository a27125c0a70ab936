import { operations, RESOURCES, type AnyOperation } from '../../shared';

/** Where the table stands in the README. */
export const TABLE_IN_README = /<!-- operations -->\n[^]*<!-- \/operations -->\n/;

function rowsAtOnce(operation: AnyOperation): string {
	return operation.kind === 'bulk' ? String(operation.limit) : '';
}

function line(operation: AnyOperation): string {
	const cells = [
		`${RESOURCES[operation.resource]}: ${operation.title}`,
		operation.description,
		`\`${operation.method} ${operation.path.replace('/v2/issuers/{organizationId}', '…')}\``,
		operation.scope ?? '',
		rowsAtOnce(operation),
	];
	return `| ${cells.join(' | ')} |`;
}

/** The README's table of operations, as their descriptions have it. */
export function operationsTable(): string {
	const head = [
		'| Operation | What it does | Call | Scope | Rows a request |',
		'| --- | --- | --- | --- | --- |',
	];
	const table = [...head, ...operations.map(line)].join('\n');
	return `<!-- operations -->\n\n${table}\n\n<!-- /operations -->\n`;
}

/** A table without the spaces and dashes by which a formatter aligns its columns. */
export function unaligned(table: string): string {
	return table.replaceAll(/-{3,}/g, '---').replaceAll(/ +/g, ' ');
}
