import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import omit from 'lodash/omit';
import { z } from 'zod/v4';
import type { WorkflowJson } from '../n8n/engine';

/** The owner of this n8n, who is nobody. */
const OWNER = { email: 'owner@example.com', firstName: 'Jo', lastName: 'Doe', password: 'Not-A-Secret-1' };
const STARTS_WITHIN_MS = 240_000;
/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10;

const withId = z.looseObject({ id: z.string() });
const saved = z.looseObject({ id: z.string(), versionId: z.string() });
const publication = z.looseObject({
	status: z.string(),
	triggers: z.array(z.looseObject({ status: z.string(), errorMessage: z.string().nullable() })),
});
const executions = z.object({
	results: z.array(z.looseObject({ id: z.coerce.string(), status: z.string(), mode: z.string() })),
});

/** A credential as n8n saves it. */
export interface Credential {
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** A workflow as it is addressed: its id, and the version that is to be put into effect. */
export type SavedWorkflow = z.infer<typeof saved>;

/** Whether a workflow is in effect, and what became of each of its triggers. */
type Publication = z.infer<typeof publication>;

/** An execution as n8n lists it. */
export type ListedExecution = z.infer<typeof executions>['results'][number];

/** The server of a real n8n, used over its own HTTP interface as the editor uses it. */
export class N8nServer {
	private readonly browser = randomUUID();
	private cookie = '';

	private constructor(
		private readonly child: ChildProcess,
		/** The port it listens on. */
		readonly port: string,
		private readonly log: string,
	) {}

	/** Waits until a server that is starting takes requests. */
	static async whenReady(child: ChildProcess, port: string, log: string): Promise<N8nServer> {
		const server = new N8nServer(child, port, log);
		const until = Date.now() + STARTS_WITHIN_MS;
		while (Date.now() < until && child.exitCode === null) {
			// It answers its health check before it can do anything else.
			const settings = await fetch(`${server.url}/rest/settings`).catch(() => undefined);
			if (settings?.headers.get('content-type')?.includes('json') && settings.ok) return server;
			await sleep(500);
		}
		await server.stop();
		throw new Error(`n8n did not start: ${(await readFile(log, 'utf8')).slice(-2_000)}`);
	}

	/** The address of the editor. */
	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Sets up the owner, which a new n8n asks for first, and signs in. */
	async setUpOwner(): Promise<void> {
		await this.send('POST', '/owner/setup', OWNER);
	}

	/** Signs in again, after a restart. */
	async signIn(): Promise<void> {
		await this.send('POST', '/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
	}

	/** Saves a credential and gives its id. */
	async addCredential(credential: Credential): Promise<string> {
		return withId.parse(await this.send('POST', '/credentials', credential)).id;
	}

	/** Saves a workflow, not active yet, and gives its id. */
	async addWorkflow(workflow: WorkflowJson): Promise<SavedWorkflow> {
		return saved.parse(await this.send('POST', '/workflows', { ...omit(workflow, 'id'), active: false }));
	}

	/**
	 * Activates a workflow, as the switch in the editor does, and waits until its nodes have done their part.
	 * @returns what n8n says of it then
	 */
	async activate({ id, versionId }: SavedWorkflow): Promise<Publication> {
		await this.send('POST', `/workflows/${id}/activate`, { versionId });
		return await this.published(id);
	}

	/** Deactivates a workflow, and waits until its nodes have done their part. */
	async deactivate(id: string): Promise<Publication> {
		await this.send('POST', `/workflows/${id}/deactivate`, {});
		return await this.published(id);
	}

	/** n8n puts a workflow into effect, or out of it, in its own time. */
	private async published(id: string): Promise<Publication> {
		const until = Date.now() + STARTS_WITHIN_MS;
		for (;;) {
			const now = publication.parse(await this.send('GET', `/workflows/${id}/publication-status`));
			if (now.status !== 'in_progress' || Date.now() > until) return now;
			await sleep(300);
		}
	}

	/** The executions of a workflow, the newest first. */
	async executions(workflowId: string): Promise<readonly ListedExecution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return executions.parse(await this.send('GET', `/executions?filter=${filter}`)).results;
	}

	/** Everything that n8n keeps of an execution, as text. */
	async executionText(id: string): Promise<string> {
		return JSON.stringify(await this.send('GET', `/executions/${id}`));
	}

	/** The CPU time that the server has used so far, of all its threads, in milliseconds. Linux alone tells. */
	async cpuMs(): Promise<number> {
		const [, fields = ''] = (await readFile(`/proc/${String(this.child.pid)}/stat`, 'utf8')).split(') ');
		const [user, system] = fields.split(' ').slice(11, 13).map(Number);
		return ((user ?? NaN) + (system ?? NaN)) * TICK_MS;
	}

	/** What the server printed so far. */
	async printed(): Promise<string> {
		return await readFile(this.log, 'utf8');
	}

	/** Ends the server. */
	async stop(): Promise<void> {
		if (!this.isRunning()) return;
		const ended = once(this.child, 'exit');
		this.child.kill('SIGTERM');
		await Promise.race([ended, sleep(20_000, undefined, { ref: false })]);
		if (this.isRunning()) this.child.kill('SIGKILL');
		await ended;
	}

	private isRunning(): boolean {
		return this.child.exitCode === null && this.child.signalCode === null;
	}

	/** Sends what the editor sends, and gives the data that n8n answers with. */
	async send(method: string, path: string, body?: unknown): Promise<unknown> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				'browser-id': this.browser,
				...(this.cookie === '' ? {} : { cookie: this.cookie }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${text}`);
		const [cookie] = response.headers.getSetCookie();
		if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
		return z.object({ data: z.unknown() }).parse(JSON.parse(text)).data;
	}
}
