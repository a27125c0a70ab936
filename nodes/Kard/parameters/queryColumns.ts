import { columnsOf, type Column, type ListOperation } from '../../../shared/host';

/** Kard's query names say what narrows a list (`filter[…]`) and what pages it (`page[…]`). */
function isIn(group: 'filter' | 'page', { path }: Column): boolean {
	return path[0]?.startsWith(`${group}[`) ?? false;
}

/** The parts of a list's query that a person chooses, apart from how far it is read. */
export function queryColumns(operation: ListOperation): {
	filters: readonly Column[];
	others: readonly Column[];
} {
	const columns = columnsOf(operation.query).filter((column) => !isIn('page', column));
	return {
		filters: columns.filter((column) => isIn('filter', column)),
		others: columns.filter((column) => !isIn('filter', column)),
	};
}
