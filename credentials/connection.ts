import type { ICredentialDataDecryptedObject, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import type { ConnectionField } from '../shared/host';
import { connectionFields } from './connectionFields';

/** A field of the connection as a field of a credential, with what is particular to that. */
export function connectionField(key: ConnectionField, more: Partial<INodeProperties> = {}): INodeProperties {
	const field = connectionFields.find(({ name }) => name === key);
	if (field === undefined) throw new TypeError(`The connection has no field ${key}.`);
	return { ...field, ...more };
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
 * The address of the credential is checked as the nodes check it. Where n8n follows a redirection to somewhere else, the token stays behind, unless the sender of the request wants otherwise.
 * @throws KardValidationError
 */
export async function addBearerToken(
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const { baseUrlOf, keptToken } = await import('../nodes/Kard/run.js');
	baseUrlOf(credentials);
	const headers = { ...request.headers, Authorization: `Bearer ${keptToken(credentials)}` };
	return { sendCredentialsOnCrossOriginRedirect: false, ...request, headers };
}
