import type { IAuthenticate, ICredentialType, INodeProperties } from 'n8n-workflow';
import { addBearerToken, connectionField, connectionProperties } from './connection';

/** Kard by a bearer token that was obtained elsewhere. It is not renewed. */
export class KardTokenApi implements ICredentialType {
	name = 'kardTokenApi';

	displayName = 'Kard Token API';

	documentationUrl = 'https://github.com/n8n-nodes-kard/n8n-nodes-kard#connect-n8n-to-kard';

	icon = { light: 'file:../nodes/Kard/kard.svg', dark: 'file:../nodes/Kard/kard.dark.svg' } as const;

	properties: INodeProperties[] = [
		...connectionProperties,
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'A bearer token for Kard, without the word Bearer',
		},
		connectionField('webhookKey'),
	];

	authenticate: IAuthenticate = addBearerToken;
}
