import type { IDataObject } from 'n8n-workflow';
import type { RunResult } from '../runResult';
import type { RunOptions } from '../runWorkflow';
import type { ExecutionCounts } from './executions';
import type { ServerMode } from './savedWorkflow';

/** How a workflow is activated. */
export interface ActivationOptions extends Omit<RunOptions, 'signal'> {
	/** `webhook`, unless given: n8n serves the world. `manual`: a person listens for one event in the editor. */
	readonly mode?: ServerMode;
	/** What n8n's database has as the workflow's static data, such as what an earlier activation left there. */
	readonly staticData?: IDataObject;
	/**
	 * The occasion, as the node can find it out: `activate` unless given, `update` when the workflow was
	 * changed, `init` when n8n starts. `none` asks nothing of the node, as n8n 2.40.7 does when it starts again
	 * with a workflow that was active before.
	 */
	readonly activation?: 'activate' | 'update' | 'init' | 'none';
	/** How often the node may try to create its webhook; once unless given. n8n tries five times, with waits. */
	readonly attempts?: number;
	/** Any free port unless given: with the port of an earlier activation, the URL stays the same. */
	readonly port?: number;
	/** n8n's setting WEBHOOK_URL: what the world calls this n8n by, when a proxy stands before it. */
	readonly publicBaseUrl?: string;
	/** How many results of executions are kept, the newest ones; 1000 unless given. */
	readonly keepRuns?: number;
}

/** A workflow that waits for deliveries to its webhooks. */
export interface ActiveWorkflow {
	/** What the trigger tells the world to call. */
	readonly webhookUrl: string;
	/** The same webhook on this machine; another URL only if there is a public one. */
	readonly localUrl: string;
	readonly port: number;
	/** How many requests were answered so far, whatever the answer. */
	readonly answered: number;
	readonly executions: ExecutionCounts;
	/** The results of the executions that deliveries started and that have ended; the newest `keepRuns`. */
	readonly runs: readonly RunResult[];
	/** Errors that nobody but the reader of n8n's log sees: what `webhook()` threw, say. */
	readonly reported: readonly unknown[];
	/** A copy of the static data as n8n's database has it now; empty if there never was any. */
	staticData(): IDataObject;
	/** Ends when every request was dealt with and every execution has ended. */
	idle(): Promise<void>;
	/**
	 * Takes no further request, has the node delete its webhook, and keeps its static data.
	 * @throws what the node threw; n8n tries three times and then only logs it
	 */
	deactivate(): Promise<void>;
	/** What a crash does: cuts the connections, cancels the executions, writes nothing any more. */
	stop(): Promise<void>;
}
