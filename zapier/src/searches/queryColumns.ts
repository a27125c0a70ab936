import { columnsOf, type Column, type ListOperation } from '../../../shared/index';

/** What a person can narrow and sort a list by. How it is cut into pages is no choice: a step reads all it needs. */
export function queryColumns({ query }: ListOperation): readonly Column[] {
	return columnsOf(query).filter(({ path: [name] }) => name?.startsWith('page[') !== true);
}
