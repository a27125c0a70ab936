import {
	ENVIRONMENTS,
	readBaseUrl,
	readCredentials,
	type ClientCredentials,
	type Environment,
} from '../../shared/host';

/** Where Kard is and who asks. */
export interface SmokeSettings {
	readonly baseUrl: string;
	readonly credentials: ClientCredentials;
	readonly organizationId: string;
	/** Whose offers are to be listed. */
	readonly userId: string | undefined;
}

/** The environment variables, by name. */
type Variables = Readonly<Record<string, string | undefined>>;

/** What was set cannot be used. The message says what to set. */
class SettingsError extends Error {
	override readonly name = 'SettingsError';
}

const REQUIRED = {
	KARD_CLIENT_ID: 'the client ID that Kard gave you',
	KARD_CLIENT_SECRET: 'the client secret that belongs to it',
	KARD_ORGANIZATION_ID: 'the ID of your issuer organization at Kard',
} as const;

function given(variables: Variables, name: string): string | undefined {
	const value = variables[name]?.trim();
	return value === '' ? undefined : value;
}

function isEnvironment(name: string): name is Environment {
	return Object.hasOwn(ENVIRONMENTS, name);
}

function baseUrlIn(variables: Variables): string {
	const environment = given(variables, 'KARD_ENVIRONMENT') ?? 'sandbox';
	if (!isEnvironment(environment)) {
		throw new SettingsError('KARD_ENVIRONMENT must be sandbox or production. Leave it out for sandbox.');
	}
	return readBaseUrl(given(variables, 'KARD_BASE_URL') ?? ENVIRONMENTS[environment]);
}

/**
 * Reads the settings from environment variables.
 * @param write whether something is to be written, which is never done to Kard's live API
 * @throws SettingsError or KardValidationError when something is missing or wrong
 */
export function readSettings(variables: Variables, write: boolean): SmokeSettings {
	const missing = Object.entries(REQUIRED).filter(([name]) => given(variables, name) === undefined);
	if (missing.length > 0) {
		const lines = missing.map(([name, meaning]) => `  ${name.padEnd(22)}${meaning}`);
		throw new SettingsError(['Set these environment variables first:', '', ...lines].join('\n'));
	}
	const baseUrl = baseUrlIn(variables);
	if (write && baseUrl === ENVIRONMENTS.production) {
		throw new SettingsError(
			"--write would enroll a user in Kard's live API. Leave it out, or use the sandbox.",
		);
	}
	const auth = {
		clientId: given(variables, 'KARD_CLIENT_ID') ?? '',
		clientSecret: given(variables, 'KARD_CLIENT_SECRET') ?? '',
		tokenUrl: given(variables, 'KARD_TOKEN_URL'),
		targetIssuer: given(variables, 'KARD_TARGET_ISSUER'),
	};
	return {
		baseUrl,
		credentials: readCredentials(auth, baseUrl),
		organizationId: given(variables, 'KARD_ORGANIZATION_ID') ?? '',
		userId: given(variables, 'KARD_USER_ID'),
	};
}
