import type { IAuthenticateGeneric, ICredentialTestRequest, INodeProperties } from 'n8n-workflow';
import { ENVIRONMENTS } from '../shared/index';

/** Where Kard is and whose rewards program it is about: the same for every way to sign in. */
export const connectionProperties: INodeProperties[] = [
	{
		displayName: 'Environment',
		name: 'environment',
		type: 'options',
		options: [
			{ name: 'Custom URL', value: 'custom', description: 'An address of your own, such as a gateway' },
			{ name: 'Production', value: 'production', description: 'The live API' },
			{ name: 'Sandbox', value: 'sandbox', description: "Kard's API for trying things out" },
		],
		default: 'production',
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://kard-gateway.example.com',
		description: 'The address of the API: https, or http on this machine only',
		displayOptions: { show: { environment: ['custom'] } },
	},
	{
		displayName: 'Organization ID',
		name: 'organizationId',
		type: 'string',
		default: '',
		required: true,
		description: 'The ID of your issuer organization, which Kard gave you',
	},
];

/** Puts the token on each request, also in the HTTP Request node. */
export const bearerToken: IAuthenticateGeneric = {
	type: 'generic',
	properties: { headers: { Authorization: '=Bearer {{ $credentials.accessToken }}' } },
};

const baseUrlExpression = `={{ $credentials.environment === "custom" ? $credentials.baseUrl.trim().replace(/\\/+$/, "") : $credentials.environment === "sandbox" ? "${ENVIRONMENTS.sandbox}" : "${ENVIRONMENTS.production}" }}`;

/** Asks Kard who we are: it needs a token and no more. */
export const connectionTest: ICredentialTestRequest = {
	request: { baseURL: baseUrlExpression, url: '/v2/issuer' },
	rules: [
		{
			type: 'responseCode',
			properties: {
				value: 401,
				message:
					'Kard did not accept the credentials. Check them, and whether they belong to the chosen environment.',
			},
		},
		{
			type: 'responseCode',
			properties: {
				value: 404,
				message: 'Kard was not found at this address. Check the environment or the base URL.',
			},
		},
	],
};
