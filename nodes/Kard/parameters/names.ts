/** Names of the parameters that are the node's own and not a field's. */
export const PARAMETERS = {
	authentication: 'authentication',
	resource: 'resource',
	operation: 'operation',
	mapping: 'mapping',
	columns: 'columns',
	defaults: 'defaults',
	attributes: 'additionalFields',
	returnAll: 'returnAll',
	limit: 'limit',
	filters: 'filters',
	simplify: 'simplify',
	options: 'options',
	includeInput: 'includeInput',
	includeColumns: 'includeColumns',
} as const;

/** The choice to say for each field which column it is taken from. */
export const BY_HAND = 'byHand';
