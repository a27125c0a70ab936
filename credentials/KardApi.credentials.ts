import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { fetchAccessToken } from './accessToken';
import { bearerToken, connectionField, connectionProperties, connectionTest } from './connection';

const inAdvanced = { displayOptions: { show: { advanced: [true] } } };

/** Kard by client ID and client secret. n8n keeps the token and renews it when Kard refuses it. */
export class KardApi implements ICredentialType {
	name = 'kardApi';

	displayName = 'Kard API';

	documentationUrl = 'https://github.com/n8n-nodes-kard/n8n-nodes-kard#connect-n8n-to-kard';

	icon = { light: 'file:../nodes/Kard/kard.svg', dark: 'file:../nodes/Kard/kard.dark.svg' } as const;

	properties: INodeProperties[] = [
		...connectionProperties,
		connectionField('clientId'),
		connectionField('clientSecret'),
		connectionField('webhookKey'),
		{
			displayName: 'Show Advanced Settings',
			name: 'advanced',
			type: 'boolean',
			default: false,
			description: 'Whether to show settings that most issuers never need',
		},
		connectionField('tokenUrl', inAdvanced),
		{
			displayName: 'Token Request Style',
			name: 'requestStyle',
			type: 'options',
			options: [
				{ name: 'Basic Authentication', value: 'basic', description: "As in Kard's integration guide" },
				{ name: 'JSON Body', value: 'json', description: "As Kard's official SDKs do" },
			],
			default: 'basic',
			description: 'How the client ID and secret are sent to get a token',
			...inAdvanced,
		},
		connectionField('targetIssuer', inAdvanced),
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/** Gets a token: on first use, and again when Kard no longer takes the one that n8n keeps. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return { accessToken: await fetchAccessToken(this, credentials) };
	}

	authenticate: IAuthenticateGeneric = bearerToken;

	test: ICredentialTestRequest = connectionTest;
}
