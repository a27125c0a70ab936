import type { INodeProperties } from 'n8n-workflow';
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

type CredentialName = 'kardApi' | 'kardTokenApi';

/** When a credential is asked for. */
export function chosen(name: CredentialName) {
	return { required: true, displayOptions: { show: { [PARAMETERS.authentication]: [name] } } };
}

const CREDENTIAL_NAMES: readonly CredentialName[] = ['kardApi', 'kardTokenApi'];

/** The credentials that a node takes, each shown where it is chosen. */
export const credentials = CREDENTIAL_NAMES.map((name) => ({ name, ...chosen(name) }));
