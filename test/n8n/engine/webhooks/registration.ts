import { UserError, type IDataObject, type IWebhookData, type Workflow } from 'n8n-workflow';
import { deregister, register, webhookUrl, type HookOccasion } from './hooks';
import { webhooksOf } from './nodeWebhooks';
import type { SavedWorkflow } from './savedWorkflow';
import { StaticDataStore } from './staticDataStore';

/** What makes n8n create the webhooks of a workflow. */
export type RegistrationReason = 'activate' | 'update' | 'init';

/** The webhooks of a workflow, as the services know them that call them. */
export class Registration {
	/** What creating the webhooks left behind; a test in the editor keeps that to itself. */
	readonly staticData: StaticDataStore;
	private readonly isTest: boolean;

	/** @param startNode in a test, n8n listens for the trigger that a person chose */
	constructor(
		private readonly saved: SavedWorkflow,
		private readonly startNode?: string,
	) {
		this.isTest = saved.mode === 'manual';
		this.staticData = this.isTest ? new StaticDataStore() : saved.staticData;
	}

	/** The URL that the node of the first webhook hands out. */
	get url(): string {
		const { workflow, webhooks } = this.read();
		return webhookUrl(workflow, webhooks[0], this.occasion('activate'));
	}

	/** Where n8n answers for the first webhook, without a slash at its beginning. */
	get path(): string {
		return `${this.isTest ? 'webhook-test' : 'webhook'}/${this.read().webhooks[0].path}`;
	}

	/** Has the nodes create their webhooks, and keeps the static data of that even if it fails. */
	async create(reason: RegistrationReason, attempts?: number): Promise<void> {
		const { workflow, webhooks } = this.read(await this.staticData.load());
		try {
			for (const webhook of webhooks) await register(workflow, webhook, this.occasion(reason), attempts);
		} finally {
			await this.staticData.saveIfChanged(workflow);
		}
	}

	/** Has the nodes delete their webhooks, and keeps the static data of that even if it fails. */
	async delete(): Promise<void> {
		const { workflow, webhooks } = this.read(await this.staticData.load());
		try {
			for (const webhook of webhooks) await deregister(workflow, webhook);
		} finally {
			await this.staticData.saveIfChanged(workflow);
		}
	}

	private read(staticData?: IDataObject): {
		workflow: Workflow;
		webhooks: [IWebhookData, ...IWebhookData[]];
	} {
		const workflow = this.saved.withStaticData(staticData);
		const [first, ...others] = webhooksOf(workflow, this.saved.additionalData(), this.isTest).filter(
			({ node }) => this.startNode === undefined || node === this.startNode,
		);
		if (first === undefined) throw new UserError('No node of the workflow has a webhook');
		return { workflow, webhooks: [first, ...others] };
	}

	private occasion(reason: RegistrationReason): HookOccasion {
		return this.isTest ? { mode: 'manual', activation: 'manual' } : { mode: 'trigger', activation: reason };
	}
}
