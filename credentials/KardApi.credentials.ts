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
import { bearerToken, connectionProperties, connectionTest } from './connection';

/** Kard by client ID and client secret. n8n keeps the token and renews it when Kard refuses it. */
export class KardApi implements ICredentialType {
	name = 'kardApi';

	displayName = 'Kard API';

	documentationUrl = 'https://github.com/n8n-nodes-kard/n8n-nodes-kard#connect-n8n-to-kard';

	icon = { light: 'file:../nodes/Kard/kard.svg', dark: 'file:../nodes/Kard/kard.dark.svg' } as const;

	properties: INodeProperties[] = [
		...connectionProperties,
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Show Advanced Settings',
			name: 'advanced',
			type: 'boolean',
			default: false,
			description: 'Whether to show settings that most issuers never need',
		},
		{
			displayName: 'Token URL',
			name: 'tokenUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://your-subdomain.getkard.com',
			description: 'Where tokens are asked for, if not at the API itself',
			displayOptions: { show: { advanced: [true] } },
		},
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
			displayOptions: { show: { advanced: [true] } },
		},
		{
			displayName: 'Target Issuer',
			name: 'targetIssuer',
			type: 'string',
			default: '',
			description: 'The issuer to act for, if your credentials cover several',
			displayOptions: { show: { advanced: [true] } },
		},
		{
			displayName: 'Webhook Key',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The key by which notifications from Kard prove themselves',
			displayOptions: { show: { advanced: [true] } },
		},
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
