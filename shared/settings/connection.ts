import { z } from 'zod/v4';
import { TOKEN_REQUEST_STYLES } from '../auth/tokenStyle';
import { choice, identifier, text } from '../fields';

/** Where Kard can be, with the label of each place. */
export const CONNECTION_ENVIRONMENTS = {
	sandbox: 'Sandbox',
	production: 'Production',
	custom: 'Custom URL',
} as const;

/** What a person fills in to connect a host to Kard. Sensitive values are kept as passwords are. */
export const connection = z
	.strictObject({
		environment: choice({
			title: 'Environment',
			description:
				'Sandbox is for trying things out, Production is the live API. Kard gives out credentials for one of them.',
			examples: ['sandbox'],
			choices: CONNECTION_ENVIRONMENTS,
		}),
		baseUrl: text({
			title: 'Base URL',
			description:
				'The address of the API, for the environment Custom URL only: https, or http on this machine.',
			examples: ['https://kard-gateway.example.com'],
		}).optional(),
		organizationId: identifier({
			title: 'Organization ID',
			description:
				'The ID of your issuer organization, which Kard gave you. Leave it empty to use the one that the credentials belong to.',
			examples: ['organization-1'],
		}).optional(),
		clientId: identifier({
			title: 'Client ID',
			description: 'The client ID that Kard gave you for the chosen environment.',
			examples: ['your-client-id'],
		}),
		clientSecret: identifier({
			title: 'Client Secret',
			description: 'The client secret that belongs to the client ID.',
			examples: ['your-client-secret'],
			sensitive: true,
		}),
		tokenUrl: text({
			title: 'Token URL',
			description: 'Where tokens are asked for, if not at the API itself.',
			examples: ['https://your-subdomain.getkard.com'],
		}).optional(),
		requestStyle: choice({
			title: 'Token Request Style',
			description:
				'How the client ID and secret are sent to get a token. Automatic tries one way, and the other where Kard does not take it.',
			examples: ['automatic'],
			choices: TOKEN_REQUEST_STYLES,
		}).default('automatic'),
		targetIssuer: identifier({
			title: 'Target Issuer',
			description: 'The issuer to act for, if your credentials cover several.',
			examples: ['issuer-2'],
		}).optional(),
		webhookKey: identifier({
			title: 'Webhook Key',
			description:
				'The key that Kard signs its notifications with, which Kard gave you. Only triggers need it.',
			examples: ['your-webhook-key'],
			sensitive: true,
		}).optional(),
	})
	.meta({ title: 'Connection' });

/** The name of one such field. */
export type ConnectionField = keyof z.input<typeof connection>;
