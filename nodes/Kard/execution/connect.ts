import type { IExecuteFunctions, IHookFunctions } from 'n8n-workflow';
import { baseUrlOf } from '../../../credentials/accessToken';
import { KardClient } from '../../../shared/index';
import { PARAMETERS } from '../parameters/names';
import { asText, textParameter } from '../parameters/textParameter';
import { n8nTransport } from './transport';

async function connectWith(
	context: IExecuteFunctions | IHookFunctions,
	credentialType: string,
	signal?: AbortSignal,
): Promise<KardClient> {
	const credentials = await context.getCredentials(credentialType);
	return new KardClient({
		organizationId: asText(credentials.organizationId),
		auth: { managedByHost: true },
		baseUrl: baseUrlOf(credentials),
		transport: n8nTransport(context, credentialType),
		...(signal === undefined ? {} : { signal }),
	});
}

/** A client that signs in with the credentials of the node, and stops when the execution is cancelled. */
export async function connect(context: IExecuteFunctions): Promise<KardClient> {
	const credentialType = textParameter(context, PARAMETERS.authentication, 0);
	return await connectWith(context, credentialType, context.getExecutionCancelSignal());
}

/** A client for a workflow that is being activated or deactivated. */
export async function connectHook(context: IHookFunctions): Promise<KardClient> {
	return await connectWith(context, asText(context.getNodeParameter(PARAMETERS.authentication)));
}
