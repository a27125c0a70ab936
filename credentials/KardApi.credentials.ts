import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { addBearerToken, connectionField, connectionProperties } from './connection';

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
		connectionField('requestStyle', inAdvanced),
		connectionField('targetIssuer', inAdvanced),
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Accepted Token Request Style',
			name: 'acceptedStyle',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Hash of the Secret of the Token',
			name: 'secretHash',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
	];

	/**
	 * Gets a token: on first use, and again when Kard no longer takes the one that n8n keeps. n8n also keeps in which
	 * style Kard was asked, so that it is asked so the next time, and for which credentials.
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const { fetchAccessToken, hashOfSecret } = await import('../nodes/Kard/run.js');
		const { accessToken, style } = await fetchAccessToken(this, credentials);
		return { accessToken, acceptedStyle: style, secretHash: hashOfSecret(credentials) };
	}

	authenticate: IAuthenticate = addBearerToken;
}
