import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IDataObject } from 'n8n-workflow';
import type { RunResult } from '../runResult';
import type { WorkflowJson } from '../workflowJson';
import type { ActivationOptions, ActiveWorkflow } from './activation';
import { deliver } from './delivery';
import { Executions, type ExecutionCounts } from './executions';
import { Listener } from './listener';
import { Registration, type RegistrationReason } from './registration';
import { webhookRequest } from './request';
import { webhookResponse } from './response';
import { SavedWorkflow } from './savedWorkflow';

const KEPT_RUNS = 1_000;
/** So many of the newest errors are kept. */
const KEPT_REPORTS = 100;

/** The part of n8n's server that serves the webhooks of one workflow. */
export class WebhookServer implements ActiveWorkflow {
	answered = 0;
	readonly reported: unknown[] = [];
	private readonly registration: Registration;
	private readonly started: Executions;
	private readonly underWay = new Set<Promise<void>>();

	private constructor(
		private readonly listener: Listener,
		private readonly saved: SavedWorkflow,
		options: ActivationOptions,
	) {
		this.registration = new Registration(saved);
		this.started = new Executions(saved, options.keepRuns ?? KEPT_RUNS);
		listener.serve((message, response) => {
			this.take(message, response);
		});
	}

	/** Listens, and asks nothing of the nodes yet. */
	static async open(json: WorkflowJson, options: ActivationOptions): Promise<WebhookServer> {
		const listener = await Listener.open(options.port);
		const baseUrl = (options.publicBaseUrl ?? listener.url).replace(/\/?$/, '/');
		try {
			const saved = new SavedWorkflow(json, options, options.mode ?? 'webhook', baseUrl);
			return new WebhookServer(listener, saved, options);
		} catch (error) {
			await listener.close();
			throw error;
		}
	}

	get port(): number {
		return this.listener.port;
	}

	get webhookUrl(): string {
		return this.registration.url;
	}

	get localUrl(): string {
		return `${this.listener.url}${this.registration.path}`;
	}

	get executions(): ExecutionCounts {
		return this.started.counts;
	}

	get runs(): readonly RunResult[] {
		return this.started.runs;
	}

	staticData(): IDataObject {
		return this.saved.staticData.stored() ?? {};
	}

	/** Has the nodes create their webhooks, with requests already being taken. */
	async register(reason: RegistrationReason, attempts?: number): Promise<void> {
		await this.registration.create(reason, attempts);
	}

	async idle(): Promise<void> {
		while (this.underWay.size > 0) await Promise.all(this.underWay);
		await this.started.idle();
	}

	async deactivate(): Promise<void> {
		await this.listener.drain();
		await this.registration.delete();
	}

	async stop(): Promise<void> {
		this.saved.staticData.freeze();
		this.started.stop();
		await this.listener.close();
	}

	private take(message: IncomingMessage, server: ServerResponse): void {
		server.on('finish', () => this.answered++);
		const delivery = this.handle(message, server)
			.catch((error: unknown) => {
				this.report(error);
				server.destroy();
			})
			.finally(() => this.underWay.delete(delivery));
		this.underWay.add(delivery);
	}

	private async handle(message: IncomingMessage, server: ServerResponse): Promise<void> {
		const isTest = this.saved.mode === 'manual';
		const testStaticData = isTest ? this.registration.staticData.stored() : undefined;
		const target = {
			saved: this.saved,
			executions: this.started,
			...(testStaticData === undefined ? {} : { testStaticData }),
			report: (error: unknown) => {
				this.report(error);
			},
		};
		const hasStarted = await deliver(target, webhookRequest(message), webhookResponse(server));
		if (hasStarted && isTest) await this.endTest();
	}

	/** A test is over with the first execution. If the node then fails to delete its webhook, n8n only logs it. */
	private async endTest(): Promise<void> {
		void this.listener.drain();
		await this.registration.delete().catch((error: unknown) => {
			this.report(error);
		});
	}

	private report(error: unknown): void {
		this.reported.push(error);
		if (this.reported.length > KEPT_REPORTS) this.reported.shift();
	}
}
