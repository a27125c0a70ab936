import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { PARAMETERS } from './names';

/** The choice between the credentials that lead to Kard. */
export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: PARAMETERS.authentication,
	type: 'options',
	options: [
		{ name: 'Access Token', value: 'kardTokenApi' },
		{ name: 'Client ID and Secret', value: 'kardApi' },
	],
	default: 'kardApi',
};

/** The credentials that a node takes, each shown where it is chosen. */
export const credentials = ['kardApi', 'kardTokenApi'].map((name) => ({
	name,
	required: true,
	displayOptions: { show: { [PARAMETERS.authentication]: [name] } },
}));

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
