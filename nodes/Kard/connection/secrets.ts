import type { IExecuteFunctions, IHookFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { asText } from '../parameters/textParameter';

/** Whatever has n8n's credentials and its HTTP helper. */
export type ConnectingContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions;

/** The fields of a credential that nobody may see. */
const SECRET_FIELDS = ['clientSecret', 'accessToken', 'webhookKey'];

/** What the credential of a node keeps secret, so that it can be masked where Kard repeats it. */
export class CredentialSecrets {
	private readonly known = new Set<string>();

	constructor(
		private readonly context: ConnectingContext,
		private readonly credentialType: string,
	) {}

	/** All that was secret since the node began, tokens included that were renewed meanwhile. */
	all(): readonly string[] {
		return [...this.known];
	}

	/** Reads the credential again. One that cannot be read now has given no new secret either. */
	async read(): Promise<void> {
		const credentials = await this.context.getCredentials(this.credentialType).catch(() => ({}));
		for (const [field, value] of Object.entries(credentials)) {
			const secret = SECRET_FIELDS.includes(field) ? asText(value) : '';
			if (secret !== '') this.known.add(secret);
		}
	}
}
