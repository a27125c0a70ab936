import type { Authentication, AuthFields, Bundle, ZObject } from 'zapier-platform-core';
import {
	checkConnection,
	columnsOf,
	connection as connectionSchema,
	CONNECTION_ENVIRONMENTS,
	KardAuthenticationError,
	ownOrganization,
	requestToken,
	simplifyResource,
	type Column,
	type Transport,
} from '../../shared/host';
import { readConnection } from './host/connection';
import { asZapierError, ownWords } from './host/errors';
import { send } from './host/send';
import type { StepLimits } from './host/step';

type AuthField = AuthFields[number];

const GUIDE = 'https://docs.getkard.com/api/integration-guides/authentication';
const WHERE_FROM = `You have it from your contact at Kard; see [Kard's guide to authentication](${GUIDE}).`;
/** What Zapier's form says besides, with links. */
const HELP: ReadonlyMap<string, string> = new Map([
	['clientId', WHERE_FROM],
	['clientSecret', WHERE_FROM],
	[
		'webhookKey',
		"See [Kard's guide to notifications](https://docs.getkard.com/api/integration-guides/notifications).",
	],
]);

function authField(column: Column): AuthField {
	const { key, title, description, required, choices, sensitive, examples } = column;
	const hasChoices = Object.keys(choices).length > 0;
	return {
		key,
		label: title,
		helpText: [description, HELP.get(key)].filter(Boolean).join(' '),
		required,
		type: sensitive === true ? 'password' : 'string',
		...(column.default === undefined ? {} : { default: String(column.default) }),
		...(hasChoices ? { choices: { ...choices } } : {}),
		...(sensitive === true || hasChoices ? {} : { placeholder: String(examples[0]) }),
	};
}

/** What an exchange gives Zapier to keep. */
interface Session {
	readonly accessToken: string;
	/** The way of asking for a token that Kard took, so that the next exchange begins with it. */
	readonly acceptedStyle: string;
	/** The address of the API, so that the token goes nowhere else. */
	readonly apiUrl: string;
	/** The organization that the credentials belong to, where the person left its ID empty. */
	readonly ownOrganizationId: string;
}

/**
 * Exchanges the client ID and secret for a token. Zapier does so when somebody connects, and again whenever Kard
 * refuses the token; credentials that are refused then have to be mended by a person.
 */
function exchange({ clock, deadlineMs }: StepLimits) {
	return async (z: ZObject, bundle: Bundle): Promise<Session> => {
		try {
			const { credentials, baseUrl, organizationId } = readConnection(bundle.authData);
			const options = { transport: transportOf(z), clock, deadlineMs };
			const { accessToken, style } = await requestToken(credentials, options);
			const auth = { token: accessToken };
			const own = organizationId === '' ? await ownOrganization({ ...options, baseUrl, auth }) : { id: '' };
			return { accessToken, acceptedStyle: style, apiUrl: baseUrl, ownOrganizationId: own.id };
		} catch (error) {
			const isRefused = error instanceof KardAuthenticationError && Boolean(bundle.authData.accessToken);
			if (isRefused) throw ownWords(new z.errors.ExpiredAuthError(error.message));
			throw asConnectionError(z, error);
		}
	};
}

const transportOf =
	(z: ZObject): Transport =>
	(request) =>
		send(z, request);

/** A refusal while somebody connects is no reason to exchange the session. */
function asConnectionError(z: ZObject, error: unknown): Error {
	return error instanceof KardAuthenticationError
		? new z.errors.Error(error.message, error.name, error.statusCode)
		: asZapierError(z, error, { tokenRenewed: true });
}

/**
 * Checks the connection from its beginning, whatever token Zapier keeps: with the client ID and secret, and down to
 * the organization that they belong to.
 */
function test({ clock, deadlineMs }: StepLimits) {
	return async (z: ZObject, bundle: Bundle): Promise<object> => {
		try {
			// Zapier also calls this to see how a request to somebody else is signed, which would get the secret then.
			if ('targetRequest' in bundle) throw new z.errors.Error('Only requests to Kard are signed.');
			const connection = readConnection(bundle.authData);
			const options = { transport: transportOf(z), clock, deadlineMs };
			const organization = await checkConnection(connection, options);
			const { environment = 'custom' } = connection;
			return { ...simplifyResource(organization), environment: CONNECTION_ENVIRONMENTS[environment] };
		} catch (error) {
			throw asConnectionError(z, error);
		}
	};
}

const COMPUTED: readonly (keyof Session)[] = ['acceptedStyle', 'apiUrl', 'ownOrganizationId'];

/** How a person connects Zapier to Kard. */
export function authentication(limits: StepLimits): Authentication {
	return {
		type: 'session',
		fields: [
			...columnsOf(connectionSchema).map(authField),
			{ key: 'accessToken', type: 'password', required: false, computed: true },
			...COMPUTED.map((key): AuthField => ({ key, type: 'string', required: false, computed: true })),
		],
		sessionConfig: { perform: exchange(limits) },
		test: test(limits),
		connectionLabel: '{{name}} ({{environment}})',
	};
}
