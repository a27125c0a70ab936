import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { PARAMETERS } from './names';

/** Whether a node hands on what it got laid flat, or as it came. */
export function simplifyParameter(displayOptions?: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Simplify',
		name: PARAMETERS.simplify,
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		...(displayOptions === undefined ? {} : { displayOptions }),
	};
}

/** How many results are wanted: all of them, or up to a limit. */
export function countParameters(displayOptions: IDisplayOptions): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: PARAMETERS.returnAll,
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions,
		},
		{
			displayName: 'Limit',
			name: PARAMETERS.limit,
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...displayOptions.show, [PARAMETERS.returnAll]: [false] } },
		},
	];
}
