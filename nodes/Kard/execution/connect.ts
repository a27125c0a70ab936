import type { IExecuteFunctions } from 'n8n-workflow';
import { baseUrlOf } from '../../../credentials/accessToken';
import { KardClient } from '../../../shared/index';
import { PARAMETERS } from '../parameters/names';
import { asText, textParameter } from '../parameters/textParameter';
import { n8nTransport } from './transport';

/** A client that signs in with the credentials of the node, and stops when the execution is cancelled. */
export async function connect(context: IExecuteFunctions): Promise<KardClient> {
	const credentialType = textParameter(context, PARAMETERS.authentication, 0);
	const credentials = await context.getCredentials(credentialType);
	const signal = context.getExecutionCancelSignal();
	return new KardClient({
		organizationId: asText(credentials.organizationId),
		auth: { managedByHost: true },
		baseUrl: baseUrlOf(credentials),
		transport: n8nTransport(context, credentialType),
		...(signal === undefined ? {} : { signal }),
	});
}
