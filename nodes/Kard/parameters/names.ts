/** Names of the parameters that are the node's own and not a field's. */
export const PARAMETERS = {
	authentication: 'authentication',
	resource: 'resource',
	operation: 'operation',
	columns: 'columns',
	defaults: 'defaults',
	attributes: 'additionalFields',
	returnAll: 'returnAll',
	limit: 'limit',
	filters: 'filters',
	simplify: 'simplify',
	options: 'options',
} as const;
