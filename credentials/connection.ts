import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { fieldParameter } from '../nodes/Kard/parameters/fieldParameter';
import { baseUrlOf } from '../nodes/Kard/connection/accessToken';
import { columnsOf, connection, ENVIRONMENTS, type ConnectionField } from '../shared/host';

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

/**
 * Puts the token on each request, also in the HTTP Request node.
 *
 * The address of the credential is checked as the nodes check it, so that its test says what they would say. Where n8n
 * follows a redirection to somewhere else, the token stays behind, unless the sender of the request wants otherwise.
 * @throws KardValidationError
 */
export async function addBearerToken(
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	baseUrlOf(credentials);
	const { accessToken } = credentials;
	const token = typeof accessToken === 'string' ? accessToken.trim() : '';
	const headers = { ...request.headers, Authorization: `Bearer ${token}` };
	return await Promise.resolve({ sendCredentialsOnCrossOriginRedirect: false, ...request, headers });
}

const baseUrlExpression = `={{ $credentials.environment === "custom" ? $credentials.baseUrl.trim().replace(/\\/+$/, "") : $credentials.environment === "sandbox" ? "${ENVIRONMENTS.sandbox}" : "${ENVIRONMENTS.production}" }}`;

const REDIRECTIONS = [301, 302, 303, 307, 308];

function whenAnswered(value: number, message: string) {
	return { type: 'responseCode', properties: { value, message } } as const;
}

/** Asks Kard who we are: it needs a token and no more. A redirection is not followed, for the token is at hand. */
export const connectionTest: ICredentialTestRequest = {
	request: { baseURL: baseUrlExpression, url: '/v2/issuer', disableFollowRedirect: true },
	rules: [
		whenAnswered(
			401,
			'Kard did not accept the credentials. Check them, and whether they belong to the chosen environment.',
		),
		whenAnswered(404, 'Kard was not found at this address. Check the environment or the base URL.'),
		...REDIRECTIONS.map((status) =>
			whenAnswered(
				status,
				`Kard answered with a redirection (${status}), which is not followed. Check the environment or the base URL.`,
			),
		),
	],
};
