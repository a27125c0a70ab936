import { UserError, type IDataObject, type IWebhookData, type Workflow } from 'n8n-workflow';
import { deregister, register, webhookUrl, type HookOccasion } from './hooks';
import { webhooksOf } from './nodeWebhooks';
import type { SavedWorkflow } from './savedWorkflow';
import { StaticDataStore } from './staticDataStore';

/** What makes n8n create the webhooks of a workflow. */
export type RegistrationReason = 'activate' | 'update' | 'init';

/** A workflow and its webhook. */
interface Registered {
	readonly workflow: Workflow;
	readonly webhook: IWebhookData;
}

/** The webhook of a workflow, as the service knows it that calls it. */
export class Registration {
	/** What creating the webhooks left behind; a test in the editor keeps that to itself. */
	readonly staticData: StaticDataStore;
	private readonly isTest: boolean;

	constructor(private readonly saved: SavedWorkflow) {
		this.isTest = saved.mode === 'manual';
		this.staticData = this.isTest ? new StaticDataStore() : saved.staticData;
	}

	/** The URL that the node hands out. */
	get url(): string {
		const { workflow, webhook } = this.read();
		return webhookUrl(workflow, webhook, this.occasion('activate'));
	}

	/** Where n8n answers, without a slash at its beginning. */
	get path(): string {
		return `${this.isTest ? 'webhook-test' : 'webhook'}/${this.read().webhook.path}`;
	}

	/** Has the node create its webhook, and keeps the static data of that even if it fails. */
	async create(reason: RegistrationReason, attempts?: number): Promise<void> {
		await this.keepingStaticData(async ({ workflow, webhook }) => {
			await register(workflow, webhook, this.occasion(reason), attempts);
		});
	}

	/** Has the node delete its webhook, and keeps the static data of that even if it fails. */
	async delete(): Promise<void> {
		await this.keepingStaticData(async ({ workflow, webhook }) => {
			await deregister(workflow, webhook);
		});
	}

	private async keepingStaticData(work: (registered: Registered) => Promise<void>): Promise<void> {
		const registered = this.read(await this.staticData.load());
		try {
			await work(registered);
		} finally {
			await this.staticData.saveIfChanged(registered.workflow);
		}
	}

	private read(staticData?: IDataObject): Registered {
		const workflow = this.saved.withStaticData(staticData);
		const [webhook] = webhooksOf(workflow, this.saved.additionalData(), this.isTest);
		if (webhook === undefined) throw new UserError('No node of the workflow has a webhook');
		return { workflow, webhook };
	}

	private occasion(reason: RegistrationReason): HookOccasion {
		return this.isTest ? { mode: 'manual', activation: 'manual' } : { mode: 'trigger', activation: reason };
	}
}
