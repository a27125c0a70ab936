import type { ICredentialTestRequest } from 'n8n-workflow';
import { ENVIRONMENTS } from '../shared/host';

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
