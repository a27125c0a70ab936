import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod/v4';
import type { Fault } from '../../sandbox';

const ROOT = join(__dirname, '..', '..');

const requests = z.object({ counts: z.record(z.string(), z.number()) });
const state = z.object({ transactions: z.array(z.object({ id: z.string(), transactionId: z.string() })) });

/** The sandbox in a process of its own, so that it does not share a core's event loop with what is measured. */
export class KardProcess {
	private constructor(
		private readonly child: ChildProcess,
		/** What the sandbox says of itself when it starts. */
		readonly baseUrl: string,
		readonly clientId: string,
		readonly clientSecret: string,
		readonly organizationId: string,
	) {}

	/** Starts it on a free port. Every request waits so many milliseconds. */
	static async start(latencyMs: number): Promise<KardProcess> {
		const child = spawn(
			process.execPath,
			['--import', 'tsx', join('sandbox', 'cli.ts'), '--port', '0', '--latency', String(latencyMs)],
			{ cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
		);
		const greeting = new Map<string, string>();
		// Read on to the end: an unread pipe would stop the sandbox.
		const lines = createInterface({ input: child.stdout });
		lines.on('line', (line) => {
			const [, name = '', value = ''] = /^(\w+ \w+) +(\S+)$/.exec(line) ?? [];
			greeting.set(name, value);
		});
		while (!greeting.has('Organization ID')) {
			await Promise.race([
				once(lines, 'line'),
				once(child, 'exit').then(() => Promise.reject(new Error('The sandbox did not start.'))),
			]);
		}
		const said = (name: string) => greeting.get(name) ?? '';
		return new KardProcess(
			child,
			said('Base URL'),
			said('Client ID'),
			said('Client secret'),
			said('Organization ID'),
		);
	}

	/** Forgets what it stored and counted. */
	async reset(): Promise<void> {
		await this.control('POST', '/reset');
	}

	/** Lets something go wrong from now on. */
	async addFault(fault: Omit<Fault, 'times'> & { readonly times?: number | 'forever' }): Promise<void> {
		await this.control('POST', '/faults', fault);
	}

	/** How many requests came of one route. */
	async count(route: string): Promise<number> {
		const { counts } = requests.parse(await this.control('GET', '/requests'));
		return counts[route] ?? 0;
	}

	/** How many transaction events are stored, and how many of them stand for a purchase that is stored already. */
	async stored(): Promise<{ readonly events: number; readonly twice: number }> {
		const { transactions } = state.parse(await this.control('GET', '/state'));
		const purchases = new Set(transactions.map(({ transactionId }) => transactionId));
		return { events: transactions.length, twice: transactions.length - purchases.size };
	}

	/** Ends the process. */
	async stop(): Promise<void> {
		if (this.child.exitCode !== null) return;
		this.child.kill('SIGTERM');
		await once(this.child, 'exit');
	}

	private async control(method: string, path: string, body?: unknown): Promise<unknown> {
		const content =
			body === undefined
				? {}
				: { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
		const answer = await fetch(`${this.baseUrl}/__control${path}`, { method, ...content });
		if (!answer.ok) throw new Error(`The sandbox refused ${method} ${path} (${String(answer.status)}).`);
		return await answer.json();
	}
}
