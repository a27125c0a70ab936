import type { IAuthenticateGeneric, ICredentialTestRequest, INodeProperties } from 'n8n-workflow';
import { fieldParameter } from '../nodes/Kard/parameters/fieldParameter';
import { columnsOf, connection, ENVIRONMENTS, type ConnectionField } from '../shared/index';

const fields = new Map(columnsOf(connection).map((column) => [column.key, column]));

/** A field of the connection as a field of a credential. Secrets are hidden as passwords are. */
export function connectionField(key: ConnectionField, more: Partial<INodeProperties> = {}): INodeProperties {
	const column = fields.get(key);
	if (column === undefined) throw new TypeError(`The connection has no field ${key}.`);
	return fieldParameter(column, {
		...(column.required ? { required: true } : {}),
		...(column.sensitive ? { typeOptions: { password: true } } : {}),
		...more,
	});
}

/** Where Kard is and whose rewards program it is about: the same for every way to sign in. */
export const connectionProperties: INodeProperties[] = [
	connectionField('environment'),
	connectionField('baseUrl', {
		required: true,
		displayOptions: { show: { environment: ['custom'] } },
	}),
	connectionField('organizationId'),
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
