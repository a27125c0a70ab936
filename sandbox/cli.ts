import { type CliSettings, HELP, readCliSettings } from './cliSettings';
import { USUAL_READINGS } from './readings/choose';
import type { Sandbox } from './sandbox';
import { startSandbox } from './start';

function write(line: string): void {
	process.stdout.write(`${line}\n`);
}

function greet(sandbox: Sandbox, settings: CliSettings): void {
	write(`Base URL         ${sandbox.baseUrl}`);
	write(`Client ID        ${sandbox.clientId}`);
	write(`Client secret    ${sandbox.clientSecret}`);
	write(`Organization ID  ${sandbox.organizationId}`);
	write(`Webhook key      ${sandbox.webhookKey}`);
	write(`Read-only client ${sandbox.limited.clientId} / ${sandbox.limited.clientSecret}`);
	write(`Writing client   ${sandbox.writing.clientId} / ${sandbox.writing.clientSecret}`);
	write(`Readings         ${unusualReadings(settings) || 'the usual ones'}`);
	if (settings.oddities.kinds.length > 0) write(`Oddities         ${settings.oddities.kinds.join(', ')}`);
	write('Stop it with Ctrl+C.');
}

function unusualReadings({ readings }: CliSettings): string {
	const usual = new Map<string, string>(Object.entries(USUAL_READINGS));
	return Object.entries(readings)
		.filter(([name, reading]) => usual.get(name) !== reading)
		.map(([name, reading]) => `${name}=${reading}`)
		.join(', ');
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
	const settings = readCliSettings();
	if (settings === 'help') {
		process.stdout.write(HELP);
		return;
	}
	const sandbox = await startSandbox({ ...settings, log: write });
	greet(sandbox, settings);
	stopOnSignal(sandbox);
}

main().catch((error: unknown) => {
	process.stderr.write(`${explain(error)}\n`);
	process.exitCode = 1;
});
