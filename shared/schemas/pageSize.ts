import { z } from 'zod/v4';
import { field } from './field';

/** The most items that Kard gives in one page. */
export const LARGEST_PAGE = 200;

/**
 * How much of a list is asked for at once, under Kard's own query name `page[size]`.
 * @param what the items of the list, in the plural
 * @param usual how many of them are asked for unless the caller says otherwise
 */
export function pageSize(what: string, usual: number) {
	return field(z.int().min(1).max(LARGEST_PAGE).optional(), {
		title: 'Page Size',
		description: `How many ${what} to ask Kard for in one request.`,
		kind: 'wholeNumber',
		examples: [usual],
	});
}
