import { KardValidationError } from '../errors';
import { ENVIRONMENTS, readBaseUrl } from '../http/url';
import { CONNECTION_ENVIRONMENTS } from '../settings/connection';

/**
 * The address of the API for the environment that a person chose. None is taken for granted: what was meant for trying
 * things out must not reach the live API.
 * @param baseUrl the address that they gave, which counts for a custom URL only
 * @throws KardValidationError when they chose none, or when the address is not what it should be
 */
export function addressOf(
	environment: keyof typeof CONNECTION_ENVIRONMENTS | undefined,
	baseUrl: string,
): string {
	if (environment === undefined) {
		const { sandbox, production, custom } = CONNECTION_ENVIRONMENTS;
		const message = `No Environment is chosen. Choose ${sandbox} to try things out or ${production} for the live API; ${custom} is for an address of your own.`;
		throw new KardValidationError(message, [{ path: 'environment', message }]);
	}
	return readBaseUrl(environment === 'custom' ? baseUrl : ENVIRONMENTS[environment]);
}
