import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { checkConnection, KardError, type ConnectionToCheck, type Transport } from '../../../shared/host';
import { asText } from '../parameters/textParameter';
import { baseUrlOf, clientCredentialsOf } from './accessToken';
import { readHelperResponse } from './httpHelper';

/** How long a person waits for the answer, in milliseconds. */
const PATIENCE_MS = 20_000;
/** How long for each request. */
const TIMEOUT_MS = 10_000;

/** n8n gives the test of a credential this one helper for requests; it does not refuse a status when told so. */
function testTransport({ helpers }: ICredentialTestFunctions): Transport {
	return async ({ method, url, headers, body, timeoutMs }) => {
		const response: unknown = await helpers.request({
			...{ method, uri: url, headers: { ...headers }, timeout: Math.max(1, Math.ceil(timeoutMs)) },
			...{ simple: false, resolveWithFullResponse: true, followRedirect: false },
			...(body === undefined ? {} : { body }),
		});
		return readHelperResponse(response);
	};
}

function connectionIn({ type, data = {} }: ICredentialsDecrypted): ConnectionToCheck {
	return {
		baseUrl: baseUrlOf(data),
		organizationId: asText(data.organizationId),
		credentials: type === 'kardApi' ? clientCredentialsOf(data) : { token: asText(data.accessToken) },
	};
}

/**
 * Tests a credential as it is filled in, whatever token n8n keeps of it: with the client ID and secret it gets a new
 * one, which it does not keep. n8n's own way to test, by a request, says no more than a status.
 */
export async function testConnection(
	host: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const limits = { deadlineMs: PATIENCE_MS, timeoutMs: TIMEOUT_MS, maxRetries: 0 };
		await checkConnection(connectionIn(credential), { transport: testTransport(host), ...limits });
		return { status: 'OK', message: 'Connected to Kard.' };
	} catch (error) {
		const message = error instanceof KardError ? error.message : 'Something unexpected went wrong.';
		return { status: 'Error', message };
	}
}
