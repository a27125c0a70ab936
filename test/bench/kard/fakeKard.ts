import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { z } from 'zod/v4';
import { compile, startProcess } from '../process/freshProcess';
import { nextMessage } from '../process/nextMessage';
import { behavior, greeting, report, type Behavior } from './behavior';

/** What the fake Kard has. */
export type Report = z.infer<typeof report>;

/**
 * A minimal Kard in a process of its own, so that its CPU time is not counted. It gives a token to everyone, takes users
 * (201, with their ids) and transactions (202, with a job), and goes wrong only where it is told to.
 */
export class FakeKard {
	/** How it behaves now. */
	behavior: Behavior = behavior.parse({});

	private constructor(
		private readonly child: ChildProcess,
		/** The address of its API, without a slash at its end. */
		readonly baseUrl: string,
	) {}

	/** What a client needs beside the address. Everything is taken. */
	readonly credentials = { organizationId: 'org-1', clientId: 'client-1', clientSecret: 'secret-of-nobody' };

	/** Starts it on a free port. */
	static async start(wanted: Partial<Behavior> = {}): Promise<FakeKard> {
		const child = startProcess(await compile('test/bench/kard/server.process.ts'));
		const { port } = greeting.parse(await nextMessage(child));
		const kard = new FakeKard(child, `http://127.0.0.1:${String(port)}`);
		await kard.reset(wanted);
		return kard;
	}

	/** Forgets everything, and behaves so from now on; as usual where nothing is said. */
	async reset(wanted: Partial<Behavior> = {}): Promise<void> {
		this.behavior = behavior.parse(wanted);
		await this.ask({ order: 'reset', behavior: this.behavior });
	}

	/** What it has since the last reset. */
	async report({ withRows = false } = {}): Promise<Report> {
		return report.parse(await this.ask({ order: 'report', withRows }));
	}

	/** Ends the process. */
	async stop(): Promise<void> {
		if (this.child.exitCode !== null) return;
		this.child.disconnect();
		await once(this.child, 'exit');
	}

	private async ask(message: object): Promise<unknown> {
		const answered = nextMessage(this.child);
		this.child.send(message);
		return await answered;
	}
}
