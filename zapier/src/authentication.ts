import type { Authentication, AuthFields, Bundle, ZObject } from 'zapier-platform-core';
import {
	columnsOf,
	connection as connectionSchema,
	CONNECTION_ENVIRONMENTS,
	KardAuthenticationError,
	organizationOperations,
	requestToken,
	simplifyResource,
	type Column,
} from '../../shared/host';
import { readConnection } from './host/connection';
import { asZapierError, ownWords } from './host/errors';
import { send } from './host/send';
import { inStep, type StepLimits } from './host/step';

type AuthField = AuthFields[number];

function authField(column: Column): AuthField {
	const { key, title, description, required, choices, sensitive, examples } = column;
	const hasChoices = Object.keys(choices).length > 0;
	return {
		key,
		label: title,
		helpText: description,
		required,
		type: sensitive === true ? 'password' : 'string',
		...(column.default === undefined ? {} : { default: String(column.default) }),
		...(hasChoices ? { choices: { ...choices } } : {}),
		...(sensitive === true || hasChoices ? {} : { placeholder: String(examples[0]) }),
	};
}

/**
 * Exchanges the client ID and secret for a token. Zapier does so when somebody connects, and again whenever Kard
 * refuses the token; credentials that are refused then have to be mended by a person.
 */
function exchange({ clock, deadlineMs }: StepLimits) {
	return async (z: ZObject, bundle: Bundle): Promise<{ accessToken: string; acceptedStyle: string }> => {
		try {
			const { credentials } = readConnection(bundle.authData);
			const transport = (request: Parameters<typeof send>[1]) => send(z, request);
			const { accessToken, style } = await requestToken(credentials, { transport, clock, deadlineMs });
			return { accessToken, acceptedStyle: style };
		} catch (error) {
			if (!(error instanceof KardAuthenticationError)) throw asZapierError(z, error, { tokenRenewed: true });
			if (bundle.authData.accessToken) throw ownWords(new z.errors.ExpiredAuthError(error.message));
			throw new z.errors.Error(error.message, error.name, error.statusCode);
		}
	};
}

/** Asks Kard who we are: it needs a token and no more. */
function test(limits: StepLimits) {
	return inStep(limits, async ({ client }, bundle) => {
		const { environment } = readConnection(bundle.authData);
		const organization = await client.single(organizationOperations.get, { ids: {} });
		return {
			...simplifyResource(organization),
			environment: CONNECTION_ENVIRONMENTS[environment],
		};
	});
}

/** How a person connects Zapier to Kard. */
export function authentication(limits: StepLimits): Authentication {
	return {
		type: 'session',
		fields: [
			...columnsOf(connectionSchema).map(authField),
			{ key: 'accessToken', type: 'password', required: false, computed: true },
			// The way of asking for a token that Kard took, so that the next exchange begins with it.
			{ key: 'acceptedStyle', type: 'string', required: false, computed: true },
		],
		sessionConfig: { perform: exchange(limits) },
		test: test(limits),
		connectionLabel: '{{name}} ({{environment}})',
	};
}
