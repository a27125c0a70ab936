import type { IExecuteFunctions, IHookFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { connectClient, type KardClient, type KardClientOptions } from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { asText, textParameter } from '../parameters/textParameter';
import { baseUrlOf } from './accessToken';
import { n8nAuthenticator } from './authenticator';
import { CredentialSecrets, type ConnectingContext } from './secrets';
import { n8nTransport } from './transport';

/** How long one call may take while a person waits in the editor, in milliseconds. */
const PATIENCE_MS = 15_000;

async function connectWith(
	context: ConnectingContext,
	credentialType: string,
	limits: Pick<KardClientOptions, 'signal' | 'deadlineMs'>,
): Promise<KardClient> {
	const credentials = await context.getCredentials(credentialType);
	const secrets = new CredentialSecrets(context, credentialType);
	return await connectClient({
		organizationId: asText(credentials.organizationId),
		auth: { authenticator: n8nAuthenticator(credentialType, secrets) },
		baseUrl: baseUrlOf(credentials),
		transport: n8nTransport(context, credentialType, secrets),
		...limits,
	});
}

/** A client that signs in with the credentials of the node, and stops when the execution is cancelled. */
export async function connect(context: IExecuteFunctions): Promise<KardClient> {
	const credentialType = textParameter(context, PARAMETERS.authentication, 0);
	return await connectWith(context, credentialType, { signal: context.getExecutionCancelSignal() });
}

/** A client for a workflow that is being activated or deactivated. */
export async function connectHook(context: IHookFunctions): Promise<KardClient> {
	const credentialType = asText(context.getNodeParameter(PARAMETERS.authentication));
	return await connectWith(context, credentialType, { deadlineMs: PATIENCE_MS });
}

/** A client for the form of a node, in which a person waits for something to choose from. */
export async function connectForm(context: ILoadOptionsFunctions): Promise<KardClient> {
	const credentialType = asText(context.getCurrentNodeParameter(PARAMETERS.authentication));
	return await connectWith(context, credentialType, { deadlineMs: PATIENCE_MS });
}
