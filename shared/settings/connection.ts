import { z } from 'zod/v4';
import { TOKEN_REQUEST_STYLES } from '../auth/tokenStyle';
import { field, LONGEST_IDENTIFIER, valuesOf } from '../fields/field';

/** Where Kard can be, with the label of each place. */
export const CONNECTION_ENVIRONMENTS = {
	production: 'Production',
	sandbox: 'Sandbox',
	custom: 'Custom URL',
} as const;

const text = () => z.string().min(1).max(LONGEST_IDENTIFIER);

/** What a person fills in to connect a host to Kard. Sensitive values are kept as passwords are. */
export const connection = z
	.strictObject({
		environment: field(z.enum(valuesOf(CONNECTION_ENVIRONMENTS)).default('production'), {
			title: 'Environment',
			description: 'Production is the live API, Sandbox is for trying things out.',
			kind: 'choice',
			examples: ['production'],
			choices: CONNECTION_ENVIRONMENTS,
		}),
		baseUrl: field(text().optional(), {
			title: 'Base URL',
			description:
				'The address of the API, for the environment Custom URL only: https, or http on this machine.',
			kind: 'text',
			examples: ['https://kard-gateway.example.com'],
		}),
		organizationId: field(text(), {
			title: 'Organization ID',
			description: 'The ID of your issuer organization, which Kard gave you.',
			kind: 'identifier',
			examples: ['organization-1'],
		}),
		clientId: field(text(), {
			title: 'Client ID',
			description: 'The client ID that Kard gave you for the chosen environment.',
			kind: 'identifier',
			examples: ['your-client-id'],
		}),
		clientSecret: field(text(), {
			title: 'Client Secret',
			description: 'The client secret that belongs to the client ID.',
			kind: 'identifier',
			examples: ['your-client-secret'],
			sensitive: true,
		}),
		tokenUrl: field(text().optional(), {
			title: 'Token URL',
			description: 'Where tokens are asked for, if not at the API itself.',
			kind: 'text',
			examples: ['https://your-subdomain.getkard.com'],
		}),
		requestStyle: field(z.enum(valuesOf(TOKEN_REQUEST_STYLES)).default('automatic'), {
			title: 'Token Request Style',
			description:
				'How the client ID and secret are sent to get a token. Automatic tries one way, and the other where Kard does not take it.',
			kind: 'choice',
			examples: ['automatic'],
			choices: TOKEN_REQUEST_STYLES,
		}),
		targetIssuer: field(text().optional(), {
			title: 'Target Issuer',
			description: 'The issuer to act for, if your credentials cover several.',
			kind: 'identifier',
			examples: ['issuer-2'],
		}),
		webhookKey: field(text().optional(), {
			title: 'Webhook Key',
			description:
				'The key that Kard signs its notifications with, which Kard gave you. Only triggers need it.',
			kind: 'identifier',
			examples: ['your-webhook-key'],
			sensitive: true,
		}),
	})
	.meta({ title: 'Connection' });

/** The name of one such field. */
export type ConnectionField = keyof z.input<typeof connection>;
