import type { ListOperation } from '../catalogue/description/operation';
import { CURSOR } from '../catalogue/description/paging';
import type { CallContext } from '../http/callContext';
import { encodeQuery } from '../http/url';
import type { PageSource } from './kardList';
import { readPage } from '../responses/page';
import { withStatedStatus } from '../responses/statedStatus';
import { own } from '../rows/cells';
import { settingsOf, type RowChoices } from '../rows/rowSettings';
import { asQuery, checkedQuery, type IdsOf } from './input';
import { documentOf, factsOf, requestFor, unreadable, type Sending } from './sending';

/** What a list is asked for with. The query is checked as a row is. */
export interface ListInput<O extends ListOperation> {
	readonly ids: IdsOf<O>;
	readonly query?: unknown;
}

/**
 * Begins one reading of a list: the query is checked, and each page is fetched as it is asked for.
 * @throws KardValidationError
 */
export function openList<O extends ListOperation>(
	sending: Sending,
	operation: O,
	{ ids, query = {} }: ListInput<O>,
	choices: RowChoices,
	call: CallContext,
): PageSource {
	const size = operation.pageSize === undefined ? {} : { 'page[size]': operation.pageSize };
	const parameters = {
		...size,
		...checkedQuery(operation.query, query, settingsOf(choices, call.clock.now())),
	};
	const direction = CURSOR.before in parameters ? 'before' : 'after';
	const start = own(parameters, CURSOR[direction]);
	return {
		start: typeof start === 'string' ? start : undefined,
		fetch: async (cursor) => {
			const at = cursor === undefined ? parameters : { ...parameters, [CURSOR[direction]]: cursor };
			const request = requestFor(sending, operation, ids, encodeQuery(asQuery(at)));
			const response = withStatedStatus(await sending.engine.send(request, call), request.method);
			const data = readPage(documentOf(sending, response, request), direction);
			if (data === undefined) throw unreadable(sending, response, request, 'data');
			return { data, response: factsOf(response) };
		},
	};
}
