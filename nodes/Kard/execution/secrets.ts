import type { IExecuteFunctions, IHookFunctions } from 'n8n-workflow';
import type { Transport } from '../../../shared/index';
import { asText } from '../parameters/textParameter';

/** The fields of a credential that nobody may see. */
const SECRET_FIELDS = ['clientSecret', 'accessToken', 'webhookKey'];

/** What the credential of a node keeps secret, so that it can be masked where Kard repeats it. */
export class CredentialSecrets {
	private readonly known = new Set<string>();

	constructor(
		private readonly context: IExecuteFunctions | IHookFunctions,
		private readonly credentialType: string,
	) {}

	/** All that was secret since the node began, tokens included that were renewed meanwhile. */
	all(): readonly string[] {
		return [...this.known];
	}

	/**
	 * The transport, with the credential read again after each answer: n8n gets the first token, and a new one for a
	 * token that Kard refuses, on its way, and tells nobody.
	 */
	learning(transport: Transport): Transport {
		return async (request) => {
			try {
				return await transport(request);
			} finally {
				await this.read();
			}
		};
	}

	private async read(): Promise<void> {
		// A credential that cannot be read now has given no new secret either.
		const credentials = await this.context.getCredentials(this.credentialType).catch(() => ({}));
		for (const [field, value] of Object.entries(credentials)) {
			const secret = SECRET_FIELDS.includes(field) ? asText(value) : '';
			if (secret !== '') this.known.add(secret);
		}
	}
}
