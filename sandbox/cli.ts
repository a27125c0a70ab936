/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- does not ship in the n8n package */
import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from './index';
import { SUBSCRIPTIONS_PER_EVENT, type SandboxOptions, type SubscriptionsPerEvent } from './options';

const USUAL_PORT = 4_010;

const HELP = `Serves Kard's API on 127.0.0.1, with invented offers and nothing kept on disk.

  npm run sandbox -- [options]

  --port <number>                     where to listen (default ${String(USUAL_PORT)}; 0 for any free port)
  --token-ttl <seconds>               how long a token is good for (default 3600)
  --latency <ms>                      how long every request waits (default 0)
  --subscriptions-per-event one|many  whether an event may have several subscriptions (default many);
                                      with one, a second subscription of an event is refused with 409
  --help                              this text

Subscriptions get signed notifications of what becomes of transactions and audits, tried three times.

Faults, state and records are under /__control: POST and DELETE /faults, POST /reset, POST /expire-tokens,
GET /state, GET /requests. GET /notifications lists the notifications that were sent, and POST /notifications
sends one: {"eventName": "earnedRewardSettled"}, where you like with attributes, relationships, id, webhookUrl,
signature (valid, wrong or none), times, body, signedBody and retries. It answers when all is delivered.
`;

interface Settings extends SandboxOptions {
	readonly port: number;
	readonly subscriptionsPerEvent: SubscriptionsPerEvent;
}

function readSettings(): Settings | 'help' {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			'token-ttl': { type: 'string' },
			latency: { type: 'string' },
			'subscriptions-per-event': { type: 'string' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help === true) return 'help';
	return {
		port: wholeNumber('port', values.port, USUAL_PORT, 65_535),
		tokenTtlSeconds: wholeNumber('token-ttl', values['token-ttl'], 3_600, 31_536_000),
		latencyMs: wholeNumber('latency', values.latency, 0, 600_000),
		subscriptionsPerEvent: oneOrMany(values['subscriptions-per-event']),
		log: write,
	};
}

function oneOrMany(text = 'many'): SubscriptionsPerEvent {
	const choice = SUBSCRIPTIONS_PER_EVENT.find((candidate) => candidate === text);
	if (choice !== undefined) return choice;
	throw new Error(`--subscriptions-per-event must be one or many, not ${text}.`);
}

function wholeNumber(name: string, text: string | undefined, usual: number, most: number): number {
	if (text === undefined) return usual;
	const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
	if (number <= most) return number;
	throw new Error(`--${name} must be a whole number from 0 to ${String(most)}, not ${text}.`);
}

function write(line: string): void {
	process.stdout.write(`${line}\n`);
}

function greet(sandbox: Sandbox, { subscriptionsPerEvent }: Settings): void {
	write(`Base URL         ${sandbox.baseUrl}`);
	write(`Client ID        ${sandbox.clientId}`);
	write(`Client secret    ${sandbox.clientSecret}`);
	write(`Organization ID  ${sandbox.organizationId}`);
	write(`Webhook key      ${sandbox.webhookKey}`);
	write(`Read-only client ${sandbox.limited.clientId} / ${sandbox.limited.clientSecret}`);
	write(`Subscriptions    ${subscriptionsPerEvent} per event`);
	write('Stop it with Ctrl+C.');
}

function stopOnSignal(sandbox: Sandbox): void {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
}

/** What to say when the sandbox could not be started. */
function explain(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
		return `Port ${String(error.port)} is taken, perhaps by another sandbox. Choose another one with --port.`;
	}
	return error.message;
}

async function main(): Promise<void> {
	const settings = readSettings();
	if (settings === 'help') {
		process.stdout.write(HELP);
		return;
	}
	const sandbox = await startSandbox(settings);
	greet(sandbox, settings);
	stopOnSignal(sandbox);
}

main().catch((error: unknown) => {
	process.stderr.write(`${explain(error)}\n`);
	process.exitCode = 1;
});
